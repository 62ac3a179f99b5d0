//! What the program reads and writes besides its report, and what it never writes over.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::fs;
use std::process::{Command as Process, Stdio};

use tempfile::TempDir;

use crate::program::{NO_HAIR, STUBBLE, json, smpmatch};

#[test]
fn a_photo_is_never_written_over() {
    let folder = TempDir::new().unwrap();
    let photo = folder.path().join("client.jpg");
    fs::copy(STUBBLE, &photo).unwrap();
    let before = fs::read(&photo).unwrap();
    for flag in ["-o", "--mask", "--overlay"] {
        let output = smpmatch()
            .arg(flag)
            .arg(&photo)
            .arg(&photo)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{flag}");
        assert_eq!(fs::read(&photo).unwrap(), before, "{flag}");
    }
}

#[test]
fn two_outputs_never_share_a_file() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("out.png");
    for [one, other] in [["--mask", "--overlay"], ["-o", "--swatches"]] {
        let mut command = smpmatch();
        command.arg(one).arg(&file).arg(other).arg(&file);
        command.arg(STUBBLE).assert().code(2);
        assert!(!file.exists(), "{one} {other}");
    }
}

#[test]
fn pictures_have_the_size_of_the_upright_photo() {
    let folder = TempDir::new().unwrap();
    let (mask, overlay) = (
        folder.path().join("mask.png"),
        folder.path().join("over.png"),
    );
    let mut command = smpmatch();
    command
        .arg("--mask")
        .arg(&mask)
        .arg("--overlay")
        .arg(&overlay)
        .arg(STUBBLE);
    command.assert().success();
    let size = image::image_dimensions(STUBBLE).unwrap();
    assert_eq!(image::image_dimensions(overlay).unwrap(), size);
    let mask = image::open(mask).unwrap().into_luma8();
    assert_eq!(mask.dimensions(), size);
    assert!(
        mask.pixels()
            .all(|pixel| [0, 60, 85, 170, 255].contains(&pixel[0]))
    );
}

#[test]
fn pictures_of_several_photos_go_into_a_folder() {
    let folder = TempDir::new().unwrap();
    let masks = folder.path().join("masks");
    smpmatch()
        .arg("--mask")
        .arg(&masks)
        .args([STUBBLE, NO_HAIR])
        .assert()
        .success();
    assert!(masks.join("stubble-light.jpg.mask.png").is_file());
    assert!(masks.join("no-hair.jpg.mask.png").is_file());
}

#[test]
fn a_photo_on_standard_input_is_named_by_its_dash() {
    let photo = fs::read(STUBBLE).unwrap();
    let report = json(smpmatch().args(["-f", "json", "-"]).write_stdin(photo));
    assert_eq!(report["photos"][0]["photo"], "-");
    assert_eq!(report["photos"][0]["status"], "ok");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Process::new(assert_cmd::cargo::cargo_bin("smpmatch"))
        .args(["-f", "json", STUBBLE])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn control_characters_of_a_file_name_never_reach_the_terminal() {
    let folder = TempDir::new().unwrap();
    let photo = folder.path().join("evil\u{1b}[31m.jpg");
    fs::copy(STUBBLE, &photo).unwrap();
    let output = smpmatch().arg(&photo).output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stdout).contains('\u{1b}'));
}

#[test]
fn an_empty_standard_input_is_named_as_such() {
    let output = smpmatch().arg("-").write_stdin("").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("-: standard input is empty"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn whatever_cannot_be_written_is_named() {
    for args in [
        &[STUBBLE][..],
        &["-f", "json", STUBBLE],
        &["palette", "show"],
        &["palette", "list"],
        &["man"],
        &["completions", "bash"],
    ] {
        let full = fs::File::create("/dev/full").unwrap();
        let program = assert_cmd::cargo::cargo_bin("smpmatch");
        let mut command = Process::new(program);
        let output = command.args(args).stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(
            told.contains("cannot write to standard output"),
            "{args:?}: {told}"
        );
    }
}
