//! The program from outside: what it prints, where, and how it exits.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use image::{Rgb, RgbImage};
use serde_json::Value;
use tempfile::TempDir;

const STUBBLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/stubble-light.jpg");
const NO_HAIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/no-hair.jpg");

fn smpmatch() -> Command {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "TERM",
        "COLORTERM",
    ] {
        command.env_remove(name);
    }
    command
}

fn stdout(command: &mut Command) -> String {
    let output = command.output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn json(command: &mut Command) -> Value {
    serde_json::from_str(&stdout(command)).unwrap()
}

fn assert_fits_schema(report: &Value) {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/report.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(report)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn bad_photo(folder: &TempDir) -> std::path::PathBuf {
    let path = folder.path().join("bad.jpg");
    fs::write(&path, b"not a photo").unwrap();
    path
}

#[test]
fn a_photo_gives_a_report_for_a_person() {
    let text = stdout(smpmatch().arg(STUBBLE));
    for part in [
        "Dominant colors",
        "hair",
        "skin",
        "target",
        "Closest dilutions",
        "Confidence ",
        "Plan, each mix 5 ml",
    ] {
        assert!(text.contains(part), "no '{part}' in:\n{text}");
    }
    assert!(
        text.trim_end()
            .ends_with("The eye in daylight and a healed test dot decide.")
    );
}

#[test]
fn no_line_is_wider_than_a_plain_terminal_and_none_carries_an_escape_code() {
    let text = stdout(smpmatch().arg(STUBBLE));
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn swatches_are_drawn_when_asked_for_even_into_a_pipe() {
    let text = stdout(smpmatch().args(["--color", "always", STUBBLE]));
    assert!(text.contains("\u{1b}[48;2;"));
}

#[test]
fn the_json_report_fits_its_schema_for_good_and_bad_photos_alike() {
    let folder = TempDir::new().unwrap();
    let bad = bad_photo(&folder);
    let mut command = smpmatch();
    command.args(["-f", "json", STUBBLE]).arg(&bad).arg(NO_HAIR);
    let report = json(&mut command);
    assert_fits_schema(&report);
    let status: Vec<_> = report["photos"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["status"])
        .collect();
    assert_eq!(status, ["ok", "error", "ok"]);
}

#[test]
fn one_bad_photo_does_not_stop_the_rest_and_the_exit_says_so() {
    let folder = TempDir::new().unwrap();
    let bad = bad_photo(&folder);
    let missing = folder.path().join("missing.jpg");
    let output = smpmatch()
        .arg(&missing)
        .arg(&bad)
        .arg(STUBBLE)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains("missing.jpg") && errors.contains("bad.jpg"),
        "{errors}"
    );
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("Closest dilutions")
    );
}

#[test]
fn where_no_hair_is_found_nothing_is_matched() {
    let report = json(smpmatch().args(["-f", "json", NO_HAIR]));
    let photo = &report["photos"][0];
    assert_eq!(photo["hair"], Value::Null);
    assert_eq!(photo["matches"], Value::Array(vec![]));
    let codes: Vec<_> = photo["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| &w["code"])
        .collect();
    assert!(
        codes.iter().any(|code| *code == "hair-not-found"),
        "{codes:?}"
    );
}

#[test]
fn what_a_gray_photo_cannot_tell_is_not_told() {
    let folder = TempDir::new().unwrap();
    let codes = |picture: image::DynamicImage| -> Vec<String> {
        let photo = folder.path().join("gray.png");
        picture.save(&photo).unwrap();
        let report = json(smpmatch().args(["-f", "json"]).arg(photo));
        let entry = &report["photos"][0];
        assert!(entry.get("starting_point").is_none(), "{entry:#}");
        let warnings = entry["warnings"].as_array().unwrap().iter();
        let codes = warnings.map(|warning| warning["code"].as_str().unwrap().to_owned());
        codes.collect()
    };
    for (picture, expected) in [
        (image::open(NO_HAIR).unwrap().grayscale(), "no-hue"),
        (image::open(STUBBLE).unwrap().grayscale(), "no-hue"),
        (RgbImage::new(400, 300).into(), "hair-not-found"),
    ] {
        let codes = codes(picture);
        assert!(codes.iter().any(|code| code == expected), "{codes:?}");
        assert!(
            !codes
                .iter()
                .any(|code| code == "colour-cast" || code == "dark-skin")
        );
        let both = ["hair-not-found", "hair-not-sure"];
        assert!(!both.iter().all(|code| codes.iter().any(|own| own == code)));
    }
}

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
fn a_verbose_run_tells_each_finding_and_leaves_the_report_as_it_is() {
    let report = stdout(smpmatch().args(["-f", "jsonl", STUBBLE]));
    let output = smpmatch().args(["-v", "-f", "jsonl", STUBBLE]).output();
    let output = output.unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), report);
    let told = String::from_utf8(output.stderr).unwrap();
    let best: Value = serde_json::from_str(&report).unwrap();
    let shade = best["matches"][0]["shade"].as_str().unwrap();
    for part in [
        STUBBLE,
        &format!(": shade {shade} ("),
        " confidence ",
        " s\n",
    ] {
        assert!(told.contains(part), "no '{part}' in: {told}");
    }
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    let run = || stdout(smpmatch().args(["-f", "json", STUBBLE]));
    assert_eq!(run(), run());
}

#[test]
fn readings_of_a_colorimeter_need_no_photo() {
    let mut command = smpmatch();
    command.args([
        "-f",
        "json",
        "--hair-lab",
        "15,0,0",
        "--skin-lab",
        "65.5,9.5,14.5",
    ]);
    let report = json(&mut command);
    assert_fits_schema(&report);
    let entry = &report["photos"][0];
    assert_eq!(entry["photo"], Value::Null);
    let best: f64 = entry["matches"][0]["water_parts"].as_f64().unwrap();
    assert!(
        (6.0..=8.0).contains(&best),
        "black hair on light skin is shade 7, found {best}"
    );
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
fn boxes_are_measured_instead_of_searched() {
    let folder = TempDir::new().unwrap();
    let photo = two_tone_photo(folder.path());
    let mut command = smpmatch();
    command
        .args(["-f", "json", "--hair", "0,0,50%,100%"])
        .arg(&photo);
    assert_eq!(
        command.output().unwrap().status.code(),
        Some(2),
        "mixed units are no box"
    );
    let mut command = smpmatch();
    command
        .args([
            "-f",
            "json",
            "--hair",
            "5%,5%,35%,90%",
            "--skin",
            "60%,5%,35%,90%",
        ])
        .arg(&photo);
    let report = json(&mut command);
    let lightness = |what: &str| report["photos"][0][what]["lab"][0].as_f64().unwrap();
    assert!(
        (lightness("hair") - 21.2).abs() < 2.0,
        "{}",
        lightness("hair")
    );
    assert!(
        (lightness("skin") - 66.6).abs() < 1.0,
        "{}",
        lightness("skin")
    );
}

/// Dark brown on the left, light skin on the right.
fn two_tone_photo(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("two-tone.png");
    let pixel = |x, _| {
        if x < 300 {
            Rgb([0x40, 0x30, 0x28])
        } else {
            Rgb([0xC1, 0x9A, 0x83])
        }
    };
    RgbImage::from_fn(600, 400, pixel).save(&path).unwrap();
    path
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
