//! Heads that one shade does not fit: named, with what to do, and never matched by force.

use std::path::Path;

use image::{Rgb, RgbImage};
use serde_json::Value;
use smpmatch::Warning;
use smpmatch::color::Lab;
use smpmatch::head::{Head, Tone, Tones};
use smpmatch::palette::Palette;
use smpmatch::rank::{RankOptions, Ranking, StartingPoint, TargetKind, rank};
use tempfile::TempDir;

use crate::common::heads::{BLACK, FAIR, head};
use crate::common::program::{self, NO_HAIR, STUBBLE, assert_fits_schema, json, smpmatch};

const GRAY: Lab = Lab::new(60.0, 0.0, 4.0);
const DARK: Lab = Lab::new(33.0, 10.5, 12.5);

fn ranked(head: &Head, options: &RankOptions) -> Ranking {
    rank(head, &Palette::generic(), options)
}

fn codes(ranking: &Ranking) -> Vec<&'static str> {
    ranking.warnings.iter().map(Warning::code).collect()
}

fn report(args: &[&str]) -> Value {
    let report = json(smpmatch().args(["-f", "json"]).args(args));
    assert_fits_schema(&report);
    report["photos"][0].clone()
}

fn warns(entry: &Value, code: &str) -> bool {
    program::codes(entry).contains(&code)
}

#[test]
fn each_special_head_is_named_and_an_ordinary_one_is_not() {
    let brown = Lab::new(30.0, 7.0, 10.0);
    let names = [
        "gray-hair",
        "blonde-hair",
        "red-hair",
        "dark-skin",
        "salt-and-pepper",
        "blue-shift",
    ];
    for (skin, hair, expected) in [
        (FAIR, BLACK, None),
        (FAIR, brown, None),
        (FAIR, Lab::new(56.0, 0.0, 3.0), Some("gray-hair")),
        (FAIR, Lab::new(55.0, 6.0, 20.0), Some("blonde-hair")),
        (FAIR, Lab::new(36.0, 18.0, 22.0), Some("red-hair")),
        (DARK, BLACK, Some("dark-skin")),
    ] {
        let ranking = ranked(&head(skin, hair), &RankOptions::default());
        let found = codes(&ranking)
            .into_iter()
            .find(|code| names.contains(code));
        assert_eq!(found, expected, "{skin:?} {hair:?}");
    }
}

#[test]
fn strong_pigment_is_said_to_look_bluish_and_why() {
    let seen = RankOptions {
        target: TargetKind::Seen,
        ..RankOptions::default()
    };
    let ranking = ranked(&head(FAIR, BLACK), &seen);
    let blue = ranking.warnings.iter().find(|it| it.code() == "blue-shift");
    let words = blue.unwrap().to_string();
    for part in ["bluish", "much pigment", "0.10 mm deep"] {
        assert!(words.contains(part), "no '{part}' in: {words}");
    }
    // The undiluted dot in fair skin: b* 5.2, and 11.3 in skin that is merely as dark.
    let below = blue.unwrap().figure().unwrap();
    assert!((below - 6.1).abs() < 0.2, "{below}");
}

#[test]
fn salt_and_pepper_gets_a_shade_for_each_of_its_colors() {
    let tone = |lab, share| Tone { lab, share };
    let mixed = Head {
        tones: Some(Tones {
            lighter: tone(GRAY, 0.4),
            darker: tone(BLACK, 0.6),
        }),
        ..head(FAIR, BLACK)
    };
    let ranking = ranked(&mixed, &RankOptions::default());
    let best = |hair| {
        let ranking = ranked(&head(FAIR, hair), &RankOptions::default());
        ranking.matches[0].shade.clone()
    };
    let mix = ranking.mix.as_ref().unwrap();
    assert_eq!(mix.lighter.shade, best(GRAY));
    assert_eq!(mix.darker.shade, best(BLACK));
    assert!(codes(&ranking).contains(&"salt-and-pepper"));
    assert!(!codes(&ranking).contains(&"gray-hair"));
}

const TAN: [u8; 3] = [140, 105, 88];

/// Hairs of 3 pixels on the left, of one color or the other, skin on the right.
fn drawn(folder: &Path, hairs: [[u8; 3]; 2], skin: [u8; 3]) -> String {
    let path = folder.join(format!("{}.png", hairs[1][0]));
    let pixel = |x: u32, y: u32| match x {
        0..300 => {
            // Scattered: hairs in rows would be strands of long hair.
            let cell = (x / 3).wrapping_mul(0x9E37_79B1) ^ (y / 3).wrapping_mul(0x85EB_CA77);
            let mixed = (cell ^ (cell >> 15)).wrapping_mul(0xC2B2_AE3D);
            hairs[usize::from(mixed >> 31 == 0)]
        }
        _ => skin,
    };
    let photo = RgbImage::from_fn(600, 400, |x, y| Rgb(pixel(x, y)));
    photo.save(&path).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn gray_among_dark_hair_is_found_and_neither_skin_nor_shine_is_gray() {
    let folder = TempDir::new().unwrap();
    let look = |hairs, skin| {
        let photo = drawn(folder.path(), hairs, skin);
        report(&[
            "--hair",
            "2%,2%,44%,96%",
            "--skin",
            "60%,5%,35%,90%",
            &photo,
        ])
    };
    let mixed = look([[40, 38, 37], [190, 189, 184]], TAN);
    assert!(warns(&mixed, "salt-and-pepper"), "{mixed:#}");
    let share = mixed["mix"]["lighter"]["share"].as_f64().unwrap();
    assert!((0.3..0.7).contains(&share), "{share}");
    let shining = [[28, 27, 26], [96, 94, 92]];
    for (dark, skin) in [([[40, 38, 37], TAN], TAN), (shining, [82, 62, 52])] {
        let dark = look(dark, skin);
        assert!(dark.get("mix").is_none() && !warns(&dark, "salt-and-pepper"));
    }
}

#[test]
fn without_hair_there_is_a_starting_point_and_no_match() {
    let entry = report(&[NO_HAIR]);
    assert_eq!(entry["matches"], Value::Array(Vec::new()));
    assert_eq!(entry["confidence"], Value::Null);
    assert!(warns(&entry, "hair-not-found") && warns(&entry, "starting-point-only"));
    assert_eq!(
        entry["starting_point"]["ita_class"],
        entry["skin"]["ita_class"]
    );
    let found = report(&[STUBBLE]);
    assert!(found.get("starting_point").is_none() && !warns(&found, "starting-point-only"));
}

#[test]
fn darker_skin_begins_with_less_water() {
    let options = RankOptions::default();
    let first = |l: f64| {
        let skin = Lab::new(l, 11.0, 16.0);
        let start = StartingPoint::by_skin(skin, &Palette::generic(), &options).unwrap();
        start.recipe.pigment_ml
    };
    let pigment = [72.0, 66.0, 61.0, 55.0, 45.0, 32.0].map(first);
    assert!(
        pigment.is_sorted_by(|lighter, darker| lighter <= darker),
        "{pigment:?}"
    );
    assert!(pigment[5] > 2.0 * pigment[0]);
}
