//! What the program reads and writes besides its report, and what it never writes over.

use std::fs;
use std::path::PathBuf;
use std::process::{Command as Process, Stdio};

use tempfile::TempDir;

use crate::common::program::{NO_HAIR, STUBBLE, json, smpmatch};

/// What a run reads: a photo, a list of it, a palette.
fn inputs(folder: &TempDir) -> [PathBuf; 3] {
    let [photo, list, palette] =
        ["client.png", "list.png", "ink.png"].map(|name| folder.path().join(name));
    fs::copy(STUBBLE, &photo).unwrap();
    fs::write(&list, format!("{}\n", photo.display())).unwrap();
    let ink = r#"{"format":1,"name":"Mine","ink":{"strength":5,"strength_source":"assumed"},
        "dilutions":[{"shade":"20","pigment_parts":1,"water_parts":20}]}"#;
    fs::write(&palette, ink).unwrap();
    [photo, list, palette]
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let folder = TempDir::new().unwrap();
    let inputs = inputs(&folder);
    let [photo, list, palette] = &inputs;
    let before = inputs.clone().map(|input| fs::read(input).unwrap());
    let mut outputs = inputs.to_vec();
    let hard = folder.path().join("hard.png");
    fs::hard_link(photo, &hard).unwrap();
    outputs.push(hard);
    #[cfg(unix)]
    {
        let link = folder.path().join("link.png");
        std::os::unix::fs::symlink(palette, &link).unwrap();
        outputs.push(link);
    }
    for output in &outputs {
        for flag in ["-o", "--mask", "--overlay", "--swatches"] {
            let mut command = smpmatch();
            command.arg("-p").arg(palette).arg("--files-from").arg(list);
            let output = command.arg(flag).arg(output).output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{flag}: {told}");
            assert!(told.contains("write somewhere else"), "{flag}: {told}");
        }
    }
    for (input, before) in inputs.iter().zip(before) {
        assert_eq!(fs::read(input).unwrap(), before);
    }
}

#[test]
fn a_palette_never_takes_the_place_of_its_photo() {
    let folder = TempDir::new().unwrap();
    let [photo, _, palette] = inputs(&folder);
    for output in [&photo, &palette] {
        let before = fs::read(output).unwrap();
        let mut command = smpmatch();
        command.args(["calibrate", "healed", "--shade", "8", "--force"]);
        command.args(["--dot", "10,10,20,20", "--skin", "60,60,20,20", "-p"]);
        command.arg(&palette).arg("-o").arg(output).arg(&photo);
        let told = String::from_utf8(command.output().unwrap().stderr).unwrap();
        assert!(told.contains("write somewhere else"), "{told}");
        assert_eq!(fs::read(output).unwrap(), before);
    }
}

#[test]
fn pictures_take_the_place_of_pictures_of_their_own_alone() {
    let folder = TempDir::new().unwrap();
    let mask = folder.path().join("mask.png");
    let draw = || {
        let output = smpmatch().arg("--mask").arg(&mask).arg(STUBBLE).output();
        output.unwrap().status.code()
    };
    assert_eq!(draw(), Some(0));
    assert_eq!(draw(), Some(0));
    fs::copy(STUBBLE, &mask).unwrap();
    assert_eq!(draw(), Some(2));
    assert_eq!(fs::read(&mask).unwrap(), fs::read(STUBBLE).unwrap());
    let mut command = smpmatch();
    let text = folder.path().join("mask.txt");
    command
        .arg("--mask")
        .arg(&text)
        .arg(STUBBLE)
        .assert()
        .code(2);
    assert!(!text.exists());
}

#[test]
fn two_outputs_never_share_a_file() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("out.png");
    let same = folder.path().join(".").join("out.png");
    for [one, other] in [["--mask", "--overlay"], ["-o", "--swatches"]] {
        let mut command = smpmatch();
        command.arg(one).arg(&file).arg(other).arg(&same);
        command.arg(STUBBLE).assert().code(2);
        assert!(!file.exists(), "{one} {other}");
    }
}

#[test]
fn a_report_that_cannot_be_written_leaves_the_old_one() {
    let folder = TempDir::new().unwrap();
    let (report, missing) = (folder.path().join("report.html"), "no/such/folder/mask.png");
    fs::write(&report, "old").unwrap();
    let mut command = smpmatch();
    command.args(["-f", "html", "-o"]).arg(&report);
    command.arg("--mask").arg(folder.path().join(missing));
    command.arg(STUBBLE).assert().code(2);
    assert_eq!(fs::read(&report).unwrap(), b"old");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_pipe_without_a_writer_is_named_and_not_waited_for() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe.jpg");
    let made = Process::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let output = smpmatch().arg(&pipe).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("pipe"), "{told}");
}

#[test]
fn no_picture_goes_to_standard_output() {
    let folder = TempDir::new().unwrap();
    let mut command = smpmatch();
    command.current_dir(folder.path()).args(["--mask", "-"]);
    command.arg(STUBBLE).assert().code(2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
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

/// A PNG of 16 bits whose header says that it is large.
#[cfg(target_os = "linux")]
fn large_png(side: u32) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let small = image::DynamicImage::new_rgb16(1, 1);
    small.write_to(&mut file, image::ImageFormat::Png).unwrap();
    let mut bytes = file.into_inner();
    bytes[16..20].copy_from_slice(&side.to_be_bytes());
    bytes[20..24].copy_from_slice(&side.to_be_bytes());
    // The checksum of PNG chunks (ISO 3309).
    let crc = !bytes[12..29].iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

#[cfg(target_os = "linux")]
#[test]
fn a_photo_for_which_memory_is_short_fails_alone() {
    let folder = TempDir::new().unwrap();
    let large = folder.path().join("large.png");
    fs::write(&large, large_png(12_000)).unwrap();
    let program = assert_cmd::cargo::cargo_bin("smpmatch");
    let limited = format!(
        "ulimit -v 1500000; exec '{}' --no-config -j 1 -f line '{}' '{STUBBLE}'",
        program.display(),
        large.display()
    );
    let output = Process::new("sh").args(["-c", &limited]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("of memory, is over the limit of what the system has left"),
        "{told}"
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
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
