//! A gray card, a chart or a strip in the photo, from outside.

use std::fs;

use serde_json::Value;
use smpmatch::color::{Lab, delta_e};

use crate::common::program::{
    CARD, NO_HAIR, STRIP, STUBBLE, assert_fits_schema, codes, json, smpmatch,
};

fn report(arguments: &[&str]) -> Value {
    let report = json(smpmatch().args(["-f", "json"]).args(arguments));
    assert_fits_schema(&report);
    report
}

fn photo(arguments: &[&str]) -> Value {
    report(arguments)["photos"][0].clone()
}

fn truth(path: &str) -> Value {
    let truth = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/truth.json");
    let truth: Value = serde_json::from_str(&fs::read_to_string(truth).unwrap()).unwrap();
    let photos = truth["photos"].as_array().unwrap();
    let named = photos
        .iter()
        .find(|photo| path.ends_with(photo["photo"].as_str().unwrap()));
    named.unwrap().clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    let numbers = value.as_array().unwrap();
    numbers
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

fn lab(value: &Value) -> Lab {
    let [l, a, b] = numbers(value).try_into().unwrap();
    Lab::new(l, a, b)
}

fn boxed(value: &Value) -> String {
    numbers(value)
        .iter()
        .map(f64::to_string)
        .collect::<Vec<_>>()
        .join(",")
}

#[test]
fn a_card_given_or_found_brings_the_skin_to_its_true_color() {
    let truth = truth(CARD);
    let skin = lab(&truth["skin_lab"]);
    let uncorrected = photo(&[CARD]);
    assert!(delta_e(lab(&uncorrected["skin"]["lab"]), skin) > 5.0);
    assert!(codes(&uncorrected).contains(&"no-light-reference"));

    let card = boxed(&truth["card"]["box"]);
    for place in [card.as_str(), "auto"] {
        let corrected = photo(&["--card", place, CARD]);
        let error = delta_e(lab(&corrected["skin"]["lab"]), skin);
        assert!(error < 1.5, "{place}: {error}");
        assert_eq!(corrected["light"]["method"], "card");
        assert!(!codes(&corrected).contains(&"no-light-reference"));
        let gains = numbers(&corrected["light"]["gains"]);
        for (gain, cast) in gains.iter().zip(numbers(&truth["gains"])) {
            assert!((gain * cast - 1.0).abs() < 0.03, "{place}: {gains:?}");
        }
    }
}

#[test]
fn a_photo_of_the_card_alone_still_tells_the_light() {
    let folder = tempfile::TempDir::new().unwrap();
    let card = folder.path().join("card.png");
    let gray = image::RgbImage::from_pixel(300, 300, image::Rgb([140, 118, 95]));
    gray.save(&card).unwrap();
    let found = photo(&["--card", "10,10,280,280", card.to_str().unwrap()]);
    assert_eq!(found["light"]["method"], "card", "{found}");
}

#[test]
fn a_box_inside_the_card_shows_how_well_the_light_is_mended() {
    let card = &truth(CARD)["card"];
    let [x, y, width, height] = numbers(&card["box"]).try_into().unwrap();
    let inside = format!(
        "{},{},{},{}",
        x + width / 4.0,
        y + height / 4.0,
        width / 2.0,
        height / 2.0
    );
    let measured = photo(&["--card", &boxed(&card["box"]), "--skin", &inside, CARD]);
    // A gray card reflects 18 %.
    let error = delta_e(lab(&measured["skin"]["lab"]), Lab::new(49.5, 0.0, 0.0));
    assert!(error < 0.5, "{error}");
}

#[test]
fn a_card_that_is_not_there_fails_its_photo_alone() {
    let report = report(&["--card", "auto", STUBBLE, CARD]);
    let error = report["photos"][0]["error"].as_str().unwrap();
    assert!(error.contains("none was found"), "{error}");
    assert_eq!(report["photos"][1]["status"], "ok");
}

#[test]
fn hair_is_ranked_against_the_cells_of_a_strip() {
    let truth = truth(STRIP);
    let shades = boxed(&truth["strip"]["shades"]);
    let area = boxed(&truth["strip"]["box"]);
    let found = photo(&["--strip", &area, "--strip-shades", &shades, STRIP]);
    assert_eq!(found["basis"], "strip");
    assert_eq!(found["light"]["method"], "strip");
    let cells = found["strip"]["cells"].as_array().unwrap();
    for (cell, known) in cells.iter().zip(truth["strip"]["labs"].as_array().unwrap()) {
        assert!(delta_e(lab(&cell["lab"]), lab(known)) < 2.0, "{cell}");
    }
    let nearest = |known: &Lab| {
        let distance = |cell: &Value| delta_e(lab(&cell["lab"]), *known);
        let closest = cells
            .iter()
            .min_by(|one, other| distance(one).total_cmp(&distance(other)));
        closest.unwrap()["water_parts"].as_f64().unwrap()
    };
    let matches = found["matches"].as_array().unwrap();
    let first_cell = matches.iter().find(|found| found["basis"] == "strip");
    let seen = nearest(&lab(&found["hair"]["lab"]));
    assert_eq!(first_cell.unwrap()["water_parts"].as_f64(), Some(seen));
}

#[test]
fn a_card_beside_a_strip_is_found_and_changes_nothing_in_neutral_light() {
    let truth = truth(STRIP);
    let shades = boxed(&truth["strip"]["shades"]);
    let area = boxed(&truth["strip"]["box"]);
    let strip = ["--strip", &area, "--strip-shades", &shades];
    let auto = [&strip[..], &["--card", "auto"]].concat();

    let refused = photo(&[&auto[..], &[STRIP]].concat());
    let error = refused["error"].as_str().unwrap();
    assert!(error.contains("none was found"), "{error}");

    let folder = tempfile::TempDir::new().unwrap();
    let carded = folder.path().join("carded.png");
    let mut picture = image::open(STRIP).unwrap().into_rgb8();
    let side = picture.width() / 8;
    for (x, y) in (0..side).flat_map(|x| (0..side).map(move |y| (x, y))) {
        picture.put_pixel(x, y, image::Rgb([118; 3]));
    }
    picture.save(&carded).unwrap();
    let carded = carded.to_str().unwrap();
    let (with, without) = (
        photo(&[&auto[..], &[carded]].concat()),
        photo(&[&strip[..], &[carded]].concat()),
    );
    assert_eq!(with["light"]["method"], "card", "{with:#}");
    for part in ["hair", "skin"] {
        let change = delta_e(lab(&with[part]["lab"]), lab(&without[part]["lab"]));
        assert!(change < 0.5, "{part} by {change}");
    }
}

#[test]
fn a_strict_run_fails_what_is_not_good_enough() {
    assert_eq!(photo(&[NO_HAIR])["status"], "ok");
    let strict = photo(&["--strict", NO_HAIR]);
    let error = strict["error"].as_str().unwrap();
    assert!(error.contains("not good enough"), "{error}");
}

#[test]
fn a_strip_becomes_a_palette_that_is_not_written_over() {
    let folder = tempfile::TempDir::new().unwrap();
    let palette = folder.path().join("my-ink.json");
    let truth = truth(STRIP);
    let calibrate = |force: &[&str]| {
        smpmatch()
            .args(["calibrate", "strip", STRIP, "-o"])
            .arg(&palette)
            .args(["--strip", &boxed(&truth["strip"]["box"])])
            .args(["--strip-shades", &boxed(&truth["strip"]["shades"])])
            .args(force)
            .output()
            .unwrap()
            .status
            .code()
    };
    assert_eq!(calibrate(&[]), Some(0));
    assert_eq!(calibrate(&[]), Some(2));
    assert_eq!(calibrate(&["--force"]), Some(0));
    let found = photo(&["-p", palette.to_str().unwrap(), STUBBLE]);
    assert_eq!(found["basis"], "measured");
}

#[test]
fn the_strength_of_an_ink_is_fitted_to_a_healed_dot() {
    let folder = tempfile::TempDir::new().unwrap();
    let healed = folder.path().join("healed.png");
    // Skin of L* 66.6 with a dot of L* 54.
    let pixel = |x, _| {
        image::Rgb(if x < 50 {
            [0x99, 0x7E, 0x70]
        } else {
            [0xC1, 0x9A, 0x83]
        })
    };
    image::RgbImage::from_fn(100, 50, pixel)
        .save(&healed)
        .unwrap();
    let palette = folder.path().join("my-ink.json");
    let status = smpmatch()
        .args(["calibrate", "healed"])
        .arg(&healed)
        .args([
            "--dot",
            "5,5,40,40",
            "--skin",
            "55,5,40,40",
            "--shade",
            "6",
            "-o",
        ])
        .arg(&palette)
        .output()
        .unwrap();
    assert_eq!(status.status.code(), Some(0), "{status:?}");
    let palette: Value = serde_json::from_str(&fs::read_to_string(&palette).unwrap()).unwrap();
    assert_eq!(palette["ink"]["strength_source"], "calibrated");
    let strength = palette["ink"]["strength"].as_f64().unwrap();
    assert!((2.0..20.0).contains(&strength), "{strength}");
}

#[test]
fn hair_far_beyond_the_strip_is_never_surely_matched() {
    let light_cells = ["--strip", "350,650,200,100", "--strip-shades", "20,30"];
    let hair = ["--hair-lab", "2,0,0", STRIP];
    let found = photo(&[&light_cells[..], &hair[..]].concat());
    assert_eq!(found["confidence"]["level"], "low");
}

#[test]
fn one_cell_alone_is_no_sure_match() {
    let one_cell = ["--strip", "150,650,100,100", "--strip-shades", "10"];
    let asked = [&one_cell[..], &["--hair-lab", "40,2,4", STRIP]].concat();
    assert_eq!(photo(&asked)["confidence"]["level"], "low");
    let text = smpmatch().args(&asked).output().unwrap().stdout;
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("no other shade was compared"), "{text}");
}

#[test]
fn two_cells_of_one_shade_are_refused() {
    let found = photo(&["--strip", "0,0,100,50", "--strip-shades", "6,6", STRIP]);
    let error = found["error"].as_str().unwrap();
    assert!(error.contains("shade 6 is named for two cells"), "{error}");
}

#[test]
fn flags_that_need_each_other_are_refused_alone() {
    for wrong in [
        &["--strip", "0,0,10,10", STRIP][..],
        &["--strip-shades", "6,20", STRIP],
        &["--card-luminance", "0.2", CARD],
        &["--chart", "1,2,3,4", CARD],
        &["--card", "here", CARD],
    ] {
        let status = smpmatch().args(wrong).output();
        assert_eq!(status.unwrap().status.code(), Some(2), "{wrong:?}");
    }
}
