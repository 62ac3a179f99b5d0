//! Numbers and photos at the edge of what can be: a whole report or one clear line, never a panic.

use std::path::Path;

use image::{Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::ladder::ladder;
use crate::common::program::{assert_fits_schema, codes, smpmatch};

const READINGS: [&str; 4] = ["--hair-lab", "18,1,1", "--skin-lab", "64,10,15"];

/// What a run says and how it ends; a panic is no way to.
fn run(args: &[&str]) -> (Value, String, i32) {
    let output = smpmatch().args(["-f", "json"]).args(args).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!told.contains("panicked"), "{args:?}: {told}");
    assert!(!told.contains("itself failed"), "{args:?}: {told}");
    let report = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (report, told, output.status.code().unwrap())
}

#[track_caller]
fn assert_whole(args: &[&str]) -> Value {
    let (report, told, status) = run(args);
    assert_eq!(status, 0, "{args:?}: {told}");
    assert_fits_schema(&report);
    report["photos"][0].clone()
}

#[track_caller]
fn assert_refused(args: &[&str]) {
    let (_, told, status) = run(args);
    assert_eq!(status, 2, "{args:?}: {told}");
    assert!(told.contains("expected"), "{args:?}: {told}");
}

#[test]
fn readings_outside_of_what_can_be_seen_are_matched_or_refused() {
    for lab in [
        "0,0,0",
        "100,0,0",
        "100,128,-128",
        "0,-128,128",
        "50,128,128",
    ] {
        let _ = assert_whole(&["--hair-lab", lab, "--skin-lab", lab]);
        let _ = assert_whole(&["--hair-lab", "18,1,1", "--skin-lab", lab]);
    }
    for lab in [
        "NaN,1,1",
        "inf,1,1",
        "1e300,0,0",
        "-1,0,0",
        "50,1e9,0",
        "50,0",
    ] {
        assert_refused(&["--hair-lab", lab, "--skin-lab", "64,10,15"]);
    }
}

#[test]
fn sizes_that_nobody_mixes_or_draws_are_refused() {
    for [option, value] in [
        ["--volume", "1e300"],
        ["--volume", "0"],
        ["--volume", "NaN"],
        ["--volume", "-1"],
        ["--drop-ml", "inf"],
        ["--dot-mm", "1e-300"],
        ["--hair-mm", "0"],
        ["--half-life", "0"],
        ["--heal-keep", "NaN"],
        ["--density", "1e9"],
    ] {
        assert_refused(&[&READINGS[..], &[option, value]].concat());
    }
}

#[test]
fn palettes_of_one_and_of_ten_thousand_dilutions_are_ranked_whole() {
    let folder = TempDir::new().unwrap();
    for count in [1, 10_000] {
        let dilutions: Vec<_> = (0..count).map(|at| (1.0, f64::from(at) / 100.0)).collect();
        let palette = ladder(&folder, &dilutions);
        let entry = assert_whole(&[&READINGS[..], &["-p", &palette]].concat());
        assert_eq!(entry["matches"].as_array().unwrap().len(), dilutions.len());
    }
}

#[test]
fn undiluted_ink_is_a_shade_and_water_alone_is_none() {
    let folder = TempDir::new().unwrap();
    let undiluted = ladder(&folder, &[(1.0, 0.0)]);
    let _ = assert_whole(&[&READINGS[..], &["-p", &undiluted]].concat());
    for (pigment, water) in [(0.0, 1.0), (1.0, 1e9), (1e-300, 1e300), (-1.0, 1.0)] {
        let none = ladder(&folder, &[(pigment, water)]);
        assert_refused(&[&READINGS[..], &["-p", &none]].concat());
    }
}

fn written(folder: &TempDir, name: &str, save: impl Fn(&Path)) -> String {
    let path = folder.path().join(name);
    save(&path);
    path.to_str().unwrap().to_owned()
}

#[test]
fn photos_of_one_pixel_one_row_or_one_color_are_answered() {
    let folder = TempDir::new().unwrap();
    for (width, height) in [(1, 1), (65_535, 1), (1, 65_535), (300, 300)] {
        for color in [[0; 3], [255; 3], [190, 150, 125]] {
            let photo = RgbImage::from_pixel(width, height, Rgb(color));
            let path = written(&folder, "plain.png", |path| photo.save(path).unwrap());
            let entry = assert_whole(&[&path]);
            assert!(
                entry["hair"].is_null(),
                "{width} x {height} of {color:?}: {entry}"
            );
        }
    }
}

#[test]
fn more_clusters_than_colors_are_as_many_as_there_are() {
    let folder = TempDir::new().unwrap();
    let photo = RgbImage::from_fn(300, 300, |x, _| {
        Rgb(if x < 150 {
            [40, 32, 28]
        } else {
            [190, 150, 125]
        })
    });
    let path = written(&folder, "two.png", |path| photo.save(path).unwrap());
    let entry = assert_whole(&["-k", "32", &path]);
    assert_eq!(entry["clusters"].as_array().unwrap().len(), 2);
    assert!(codes(&entry).contains(&"few-colors"));
}

#[test]
fn what_is_transparent_throughout_is_no_photo() {
    let folder = TempDir::new().unwrap();
    let photo = RgbaImage::from_pixel(300, 300, Rgba([190, 150, 125, 0]));
    let path = written(&folder, "clear.png", |path| photo.save(path).unwrap());
    let (report, told, status) = run(&[&path]);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("no visible pixels"), "{told}");
    assert_fits_schema(&report);
}
