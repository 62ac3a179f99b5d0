//! The report from outside: what it says of good photos, bad ones and those that tell little.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use image::{Rgb, RgbImage};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::program::{NO_HAIR, STUBBLE, assert_fits_schema, codes, json, smpmatch, stdout};

fn bad_photo(folder: &TempDir) -> std::path::PathBuf {
    let path = folder.path().join("bad.jpg");
    fs::write(&path, b"not a photo").unwrap();
    path
}

#[test]
fn a_photo_gives_a_report_for_a_person() {
    let text = stdout(smpmatch().args(["-v", STUBBLE]));
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

/// Where the eye falls first: the verdict with what to do, the shade and its mix, where it was read,
/// the plan. Nothing in it contradicts the verdict.
#[test]
fn the_answer_comes_first_and_within_a_dozen_lines() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let text = stdout(smpmatch().current_dir(samples).arg("."));
    let report = json(smpmatch().current_dir(samples).args(["-f", "json", "."]));
    let answers: Vec<&str> = text.trim_end().split("\n\n").collect();
    let photos = report["photos"].as_array().unwrap();
    assert_eq!(answers.len(), photos.len() + 1, "{text}");
    for (answer, photo) in answers.iter().zip(photos) {
        let lines: Vec<&str> = answer.lines().collect();
        assert!(lines.len() <= 12, "{answer}");
        assert!(
            lines.iter().all(|line| line.chars().count() <= 80),
            "{answer}"
        );
        let usability = photo["verdict"]["usability"].as_str().unwrap();
        let word = match usability {
            "check-zone" => "check the zone",
            "take-again" => "take it again",
            other => other,
        };
        let name = photo["photo"].as_str().unwrap();
        let first = answer.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(first.starts_with(&format!("{name}: {word}.")), "{answer}");
        let is_usable = usability == "usable";
        for part in ["  shade   ", "  plan    session 1: "] {
            assert!(
                answer.contains(part) || !is_usable,
                "no '{part}' in:\n{answer}"
            );
        }
        assert_eq!(photo["plan"].is_object(), is_usable, "{answer}");
        assert_eq!(answer.contains("session"), is_usable, "{answer}");
        let is_high = photo["confidence"]["level"] == "high";
        let is_open = codes(photo).contains(&"shades-tie");
        assert!(!(is_high && is_open), "{photo}");
    }
    let common = answers[photos.len()];
    assert_eq!(common.lines().count(), 2, "{common}");
    assert!(
        photos.iter().any(|photo| photo["plan"].is_object()),
        "{text}"
    );
}

#[test]
fn one_line_a_photo_is_enough_to_look_through_a_batch() {
    let folder = TempDir::new().unwrap();
    let bad = bad_photo(&folder);
    let output = smpmatch()
        .args(["-f", "line", STUBBLE, NO_HAIR])
        .arg(&bad)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = text
        .lines()
        .map(|line| line.split_at(14).0.trim())
        .collect();
    assert_eq!(words, ["usable", "check the zone", "failed"], "{text}");
    let summary = String::from_utf8(output.stderr).unwrap();
    for part in [
        "3 photos in ",
        "1 usable, 1 doubted, 1 failed",
        "failed 1 x: ",
    ] {
        assert!(summary.contains(part), "no '{part}' in: {summary}");
    }
}

#[test]
fn no_line_is_wider_than_a_plain_terminal_and_none_carries_an_escape_code() {
    let text = stdout(smpmatch().args(["-v", STUBBLE]));
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn swatches_are_drawn_when_asked_for_even_into_a_pipe() {
    let drawn = |command: &mut Command| stdout(command.args(["--color", "always", STUBBLE]));
    assert!(drawn(smpmatch().env("COLORTERM", "truecolor")).contains("\u{1b}[48;2;"));
    assert!(drawn(smpmatch().env("TERM", "xterm-256color")).contains("\u{1b}[48;5;"));
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
            .contains("usable. Mix shade")
    );
}

#[test]
fn where_no_hair_is_found_nothing_is_matched() {
    let report = json(smpmatch().args(["-f", "json", NO_HAIR]));
    let photo = &report["photos"][0];
    assert_eq!(photo["hair"], Value::Null);
    assert_eq!(photo["matches"], Value::Array(vec![]));
    assert!(codes(photo).contains(&"hair-not-found"));
}

#[test]
fn what_a_gray_photo_cannot_tell_is_not_told() {
    let folder = TempDir::new().unwrap();
    let photo = folder.path().join("gray.png");
    for (picture, expected) in [
        (image::open(NO_HAIR).unwrap().grayscale(), "no-hue"),
        (image::open(STUBBLE).unwrap().grayscale(), "no-hue"),
        (grainy(STUBBLE), "no-hue"),
        (RgbImage::new(400, 300).into(), "hair-not-found"),
    ] {
        picture.save(&photo).unwrap();
        let report = json(smpmatch().args(["-f", "json"]).arg(&photo));
        assert_fits_schema(&report);
        let entry = &report["photos"][0];
        assert!(entry.get("starting_point").is_none(), "{entry:#}");
        for untold in [
            "/skin/ita_degrees",
            "/skin/ita_class",
            "/skin/sd",
            "/hair/sd",
        ] {
            let found = entry.pointer(untold);
            assert!(found.is_none_or(Value::is_null), "{untold}: {found:?}");
        }
        let codes = codes(entry);
        assert!(codes.contains(&expected), "{codes:?}");
        for void in ["color-cast", "dark-skin", "skin-not-plausible", "gray-hair"] {
            assert!(!codes.contains(&void), "{codes:?}");
        }
        assert!(!(codes.contains(&"hair-not-found") && codes.contains(&"hair-not-sure")));
    }
}

#[test]
fn a_person_is_told_why_a_gray_photo_names_no_type_of_skin() {
    let folder = TempDir::new().unwrap();
    let (photo, page) = (
        folder.path().join("gray.png"),
        folder.path().join("gray.html"),
    );
    image::open(STUBBLE)
        .unwrap()
        .grayscale()
        .save(&photo)
        .unwrap();
    smpmatch()
        .args(["-f", "html", "-o"])
        .args([&page, &photo])
        .assert()
        .success();
    for report in [
        stdout(smpmatch().arg("-v").arg(&photo)),
        fs::read_to_string(page).unwrap(),
    ] {
        assert!(report.contains("so the type of the skin cannot be told"));
        assert!(report.contains("the photo is black and white"));
        assert!(!report.contains("typology angle"));
    }
    smpmatch().arg("--strict").arg(&photo).assert().code(1);
}

/// A black-and-white photo with the noise of a sensor, which colors its single pixels.
fn grainy(photo: &str) -> image::DynamicImage {
    let mut picture = image::open(photo).unwrap().grayscale().into_rgb8();
    for (index, level) in picture.iter_mut().enumerate() {
        let noise = u8::try_from(index * 7919 % 41).unwrap();
        *level = level.saturating_add(noise).saturating_sub(20);
    }
    picture.into()
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
