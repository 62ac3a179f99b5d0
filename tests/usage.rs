//! How the program takes what is typed: versions, palettes, and what cannot be meant.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::fs;

use tempfile::TempDir;

use crate::program::{STUBBLE, smpmatch, stdout};

#[test]
fn the_version_is_told_with_its_features_or_without() {
    let name = concat!("smpmatch ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(stdout(smpmatch().arg("-V")), name);
    let long = stdout(smpmatch().arg("--version"));
    let features = long.strip_prefix(name).unwrap();
    let heic = if cfg!(feature = "heic") { ", heic" } else { "" };
    assert_eq!(features, format!("features: cli{heic}\n"));
}

#[test]
fn usage_errors_exit_with_2_and_leave_standard_output_empty() {
    for args in [
        vec!["--clusters", "1", STUBBLE],
        vec!["--hair", "10,10,0,0", STUBBLE],
        vec!["--palette", "/nowhere/ink.json", STUBBLE],
        vec!["-o", "/nowhere/report.json", STUBBLE],
        vec!["-", STUBBLE],
        vec![],
    ] {
        let output = smpmatch().args(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
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
