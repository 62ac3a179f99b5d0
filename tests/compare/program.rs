//! `smpmatch compare` from outside.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use super::scene::{DOTS, HAIR, SKIN};
use crate::common::program::{CARD, STUBBLE};

const RED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/red-buzz.jpg");

fn smpmatch(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    command
        .env_remove("CLICOLOR_FORCE")
        .arg("compare")
        .args(args);
    command
}

fn json(args: &[&str]) -> Value {
    let output = smpmatch(args).args(["-f", "json"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let report = serde_json::from_slice(&output.stdout).unwrap();
    assert_fits_schema(&report);
    report
}

/// The schema of the comparison points into that of the report; here both are made one.
fn assert_fits_schema(report: &Value) {
    let read = |name: &str| -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report");
        fs::read_to_string(folder.join(name)).unwrap()
    };
    let whole: Value = serde_json::from_str(&read("report.schema.json")).unwrap();
    let own = read("comparison.schema.json")
        .replace("report.schema.json#/properties/", "#/$defs/report-")
        .replace("report.schema.json#/$defs/", "#/$defs/");
    let mut own: Value = serde_json::from_str(&own).unwrap();
    for (name, part) in whole["$defs"].as_object().unwrap() {
        own["$defs"][name] = part.clone();
    }
    for (name, part) in whole["properties"].as_object().unwrap() {
        own["$defs"][format!("report-{name}")] = part.clone();
    }
    let validator = jsonschema::validator_for(&own).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(report)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{report:#}");
}

/// Photos of a head before and after its dots have faded, and the boxes in them.
fn faded(folder: &TempDir) -> (Vec<String>, [PathBuf; 2]) {
    let (before, after) = super::faded();
    let paths = ["before.png", "after.png"].map(|name| folder.path().join(name));
    before.photo().save(&paths[0]).unwrap();
    after.photo().save(&paths[1]).unwrap();
    let mut args: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    for visit in ["before", "after"] {
        for (what, place) in [
            ("hair", HAIR),
            ("skin", SKIN[0]),
            ("skin", SKIN[1]),
            ("dots", DOTS),
        ] {
            args.extend([format!("--{visit}-{what}"), place.into()]);
        }
    }
    (args, paths)
}

#[test]
fn a_palette_learns_how_its_ink_fades() {
    let folder = TempDir::new().unwrap();
    let (args, _) = faded(&folder);
    let palette = folder.path().join("my-ink.json");
    fs::write(&palette, include_str!("../../palettes/generic-carbon.json")).unwrap();
    let ages = ["--before-age", "60d", "--after-age", "3y"];
    let run = |more: &[&str]| {
        let learn = ["--learn", palette.to_str().unwrap()];
        smpmatch(&[])
            .args(&args)
            .args(learn)
            .args(more)
            .output()
            .unwrap()
    };
    assert_eq!(run(&ages[..2]).status.code(), Some(2), "an age is missing");
    let output = run(&ages);
    assert!(output.status.success(), "{output:?}");
    let learned: Value = serde_json::from_str(&fs::read_to_string(&palette).unwrap()).unwrap();
    let seen = &learned["fading"][0];
    assert_eq!(seen["from_days"], 60);
    let left = seen["left"].as_f64().unwrap();
    assert!((left - 0.7).abs() < 0.1, "{seen}");
}

#[test]
fn the_same_photo_twice_is_no_change() {
    let report = json(&[STUBBLE, STUBBLE]);
    assert_eq!(report["verdict"]["code"], "no-change");
    assert_eq!(report["hair"]["delta"], serde_json::json!([0.0, 0.0, 0.0]));
    assert_eq!(report["hair"]["delta_e"], 0.0);
    assert_eq!(report["skin"], Value::Null);
    assert_eq!(report["common_light"]["method"], "shared-skin");
    assert_eq!(report["fading"], Value::Null);
}

#[test]
fn heads_that_look_unlike_within_a_large_error_are_not_called_unchanged() {
    let report = json(&[STUBBLE, RED]);
    assert_eq!(report["verdict"]["code"], "not-told");
    let text = report["verdict"]["text"].as_str().unwrap();
    assert!(text.contains("looks different"), "{text}");
}

#[test]
fn cards_in_both_photos_let_the_skin_be_compared() {
    let report = json(&[CARD, CARD, "--card", "auto"]);
    assert_eq!(report["common_light"]["method"], "references");
    assert_eq!(report["skin"]["delta_e"], 0.0);
    let report = json(&[CARD, CARD, "--after-card", "auto"]);
    assert_eq!(report["common_light"]["corrected"], "before");
}

#[test]
fn fading_is_told_with_the_shade_to_touch_up_with() {
    let folder = TempDir::new().unwrap();
    let (args, _) = faded(&folder);
    let args: Vec<&str> = args
        .iter()
        .map(String::as_str)
        .chain(["--shade", "9"])
        .collect();
    let report = json(&args);
    assert_eq!(report["verdict"]["code"], "faded");
    let now = report["fading"]["looks_like_shade"].as_f64().unwrap();
    assert!(
        (11.0..=16.0).contains(&now),
        "10 / 0.7 - 1 is 13, found {now}"
    );
    let output = smpmatch(&args).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.starts_with("The dots have faded by about"), "{text}");
    let shade = report["touch_up"]["match"].as_str().unwrap();
    assert!(
        words.contains(&format!("Touch up with shade {shade},")),
        "{text}"
    );
    assert!(
        text.lines()
            .all(|line| line.chars().count() <= 80 || line.contains(".png"))
    );
    assert!(!text.contains('\u{1b}'));
    assert_eq!(smpmatch(&args).output().unwrap().stdout, text.as_bytes());
}

#[test]
fn each_photo_that_fails_is_named_and_an_older_report_is_kept() {
    let folder = TempDir::new().unwrap();
    let report = folder.path().join("report.json");
    fs::write(&report, "old").unwrap();
    let output = smpmatch(&["/nowhere/a.jpg", "/nowhere/b.jpg", "-o"])
        .arg(&report)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains("a.jpg") && errors.contains("b.jpg"),
        "{errors}"
    );
    assert_eq!(fs::read_to_string(&report).unwrap(), "old");
    let output = smpmatch(&[STUBBLE, STUBBLE, "--after-hair", "0,0,9999,10"])
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(1),
        "the box does not fit the photo"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn usage_errors_exit_with_2_and_help_out() {
    for (args, help) in [
        (vec![STUBBLE], "<AFTER>"),
        (
            vec![STUBBLE, STUBBLE, "--befor-skin", "1,1,9,9"],
            "--before-skin",
        ),
        (
            vec![STUBBLE, STUBBLE, "--before-dots", "1,1,9,9"],
            "--after-dots",
        ),
        (vec![STUBBLE, STUBBLE, "--shade", "dark"], "parts of water"),
        (
            vec![STUBBLE, STUBBLE, "-o", "/nowhere/report"],
            "/nowhere/report",
        ),
        (vec!["-", "-"], "name the other"),
    ] {
        let output = smpmatch(&args).output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {errors}");
        assert!(errors.contains(help), "{args:?}: {errors}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn a_photo_is_never_written_over() {
    let folder = TempDir::new().unwrap();
    let (mut args, paths) = faded(&folder);
    args.extend(["-o".into(), paths[1].display().to_string()]);
    let bytes = fs::read(&paths[1]).unwrap();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    assert_eq!(smpmatch(&args).output().unwrap().status.code(), Some(2));
    assert_eq!(fs::read(&paths[1]).unwrap(), bytes);
}
