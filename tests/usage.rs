//! How the program takes what is typed: versions, palettes, and what cannot be meant.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::program::{STUBBLE, smpmatch, stdout};

#[test]
fn the_version_is_told_with_its_features_or_without() {
    let name = concat!("smpmatch ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(stdout(smpmatch().arg("-V")), name);
    let long = stdout(smpmatch().arg("--version"));
    let features = long.strip_prefix(name).unwrap();
    let heic = if cfg!(feature = "heic") { ", heic" } else { "" };
    let page = if cfg!(feature = "page") { ", page" } else { "" };
    let jxl = if cfg!(feature = "jxl") { ", jxl" } else { "" };
    assert_eq!(features, format!("features: cli{heic}{jxl}{page}\n"));
}

#[test]
fn usage_errors_exit_with_2_and_leave_standard_output_empty() {
    for args in [
        vec!["--clusters", "1", STUBBLE],
        vec!["--hair", "10,10,0,0", STUBBLE],
        vec!["--palette", "/nowhere/ink.json", STUBBLE],
        vec!["-o", "/nowhere/report.json", STUBBLE],
        vec!["-", STUBBLE],
        vec!["-q"],
    ] {
        let output = smpmatch().args(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn who_types_nothing_but_the_name_is_shown_what_to_begin_with() {
    let output = smpmatch().output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    assert_eq!(words.matches("\n  smpmatch ").count(), 3, "{words}");
    assert!(
        words.lines().all(|line| line.chars().count() <= 80),
        "{words}"
    );
}

#[test]
fn schemas_are_those_that_the_repository_holds() {
    for (of, file) in [
        ("report", "src/report/report.schema.json"),
        ("comparison", "src/report/comparison.schema.json"),
        ("palette", "palettes/palette.schema.json"),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let schema = fs::read_to_string(file).unwrap();
        assert_eq!(stdout(smpmatch().args(["schema", of])), schema);
    }
}

#[test]
fn palettes_are_listed_shown_and_checked() {
    assert!(stdout(smpmatch().args(["palette", "list"])).contains("Generic carbon"));
    assert!(stdout(smpmatch().args(["palette", "show"])).contains("20"));
    let folder = TempDir::new().unwrap();
    let bad = folder.path().join("bad.json");
    fs::write(
        &bad,
        r#"{"format":1,"name":"x","ink":{"strength":6,"strength_source":"assumed"},
        "dilutions":[{"shade":"20","pigment_parts":1,"water_parts":-2}]}"#,
    )
    .unwrap();
    let output = smpmatch()
        .args(["palette", "check"])
        .arg(&bad)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("/dilutions/0/water_parts"), "{errors}");
}

/// What the program says on standard error when it cannot start, leaving standard output empty.
fn refusal(args: &[&str]) -> String {
    let output = smpmatch().args(args).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
    assert!(output.stdout.is_empty(), "{args:?}");
    told
}

#[test]
fn a_number_that_cannot_be_is_named_with_what_is_expected() {
    for (option, found, expected) in [
        ("--age", "-1d", "an age from 0d to 20y"),
        ("--jobs", "0", "1 or more photos at once"),
        ("--jobs", "-1", "1 or more photos at once"),
        ("--top", "0", "1 or more matches"),
        ("--volume", "-1", "0.1 to 1000 ml"),
        ("--seed", "-1", "a whole number from 0"),
        ("--clusters", "-2", "2..=32"),
    ] {
        let told = refusal(&[option, found, STUBBLE]);
        for part in [&format!("'{found}' for '{option} "), expected] {
            assert!(told.contains(part), "no '{part}' in: {told}");
        }
    }
}

#[test]
fn a_mistyped_command_is_not_taken_for_a_photo() {
    for (typed, meant) in [("palet", "palette"), ("compair", "compare")] {
        let told = refusal(&[typed, "list"]);
        assert!(told.contains(&format!("'smpmatch {meant}'")), "{told}");
    }
    let folder = TempDir::new().unwrap();
    fs::copy(STUBBLE, folder.path().join("palet")).unwrap();
    let mut command = smpmatch();
    command.current_dir(&folder).arg("palet").assert().success();
}

#[test]
fn a_box_too_small_to_be_measured_is_refused_wherever_it_is_given() {
    let folder = TempDir::new().unwrap();
    let palette = folder.path().join("ink.json");
    let palette = palette.to_str().unwrap();
    let (small, large) = ("200,200,2,2", "200,200,60,60");
    for (args, code) in [
        (vec!["--hair", small, STUBBLE], 1),
        (vec!["--skin", small, STUBBLE], 1),
        (vec!["--card", small, STUBBLE], 1),
        (vec!["compare", "--after-skin", small, STUBBLE, STUBBLE], 1),
        (
            vec![
                "calibrate",
                "healed",
                STUBBLE,
                "-o",
                palette,
                "--shade",
                "8",
                "--dot",
                small,
                "--skin",
                large,
            ],
            2,
        ),
    ] {
        let output = smpmatch().args(&args).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {told}");
        assert!(
            told.contains("2 x 2 pixels is too small, expected 6"),
            "{told}"
        );
    }
}

#[test]
fn a_photo_is_no_palette() {
    let told = refusal(&["--palette", STUBBLE, STUBBLE]);
    assert!(
        told.contains("found no text in UTF-8, expected a palette in JSON"),
        "{told}"
    );
}
