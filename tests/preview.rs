//! Where the treated scalp is simulated on a photo, and how large its dots are.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use smpmatch::analysis::{Analysis, AnalyzeOptions, analyze};
use smpmatch::light::{CARD_REFLECTANCE, Reference};
use smpmatch::photo::{Limits, Photo};
use smpmatch::preview::{Place, Scale};
use smpmatch::region::PixelRect;

/// A sample as it is analyzed with some boxes.
fn sample(bytes: &[u8], hair: &[&str], skin: &[&str]) -> (Photo, Analysis) {
    let photo = Photo::from_bytes(bytes, &Limits::default()).unwrap();
    let regions = |boxes: &[&str]| boxes.iter().map(|it| it.parse().unwrap()).collect();
    let options = AnalyzeOptions {
        hair: regions(hair),
        skin: regions(skin),
        ..AnalyzeOptions::default()
    };
    let analysis = analyze(&photo, &options).unwrap();
    (photo, analysis)
}

const STUBBLE: &[u8] = include_bytes!("../samples/stubble-light.jpg");
const CARD: &[u8] = include_bytes!("../samples/card-warm-light.jpg");

#[test]
fn a_box_to_treat_is_treated_wherever_colors_are_measured() {
    let area = PixelRect {
        x: 330,
        y: 350,
        width: 80,
        height: 60,
    };
    let boxes = [
        (&[][..], &[][..]),
        (&[], &["400,650,60,60"]),
        (&["350,200,80,40"], &["400,650,60,60"]),
    ];
    for (hair, skin) in boxes {
        let (photo, analysis) = sample(STUBBLE, hair, skin);
        let place = Place::within(&photo, &analysis, &[area], 4.0);
        let treated = place.shares().iter().filter(|share| **share > 0.5).count();
        assert!(treated > 2500, "{hair:?} {skin:?}: {treated} pixels");
    }
}

#[test]
fn a_card_of_a_known_side_is_a_ruler_and_one_of_another_shape_is_none() {
    let photo = Photo::from_bytes(CARD, &Limits::default()).unwrap();
    let options = AnalyzeOptions {
        reference: Reference::Card {
            region: None,
            reflectance: CARD_REFLECTANCE,
        },
        ..AnalyzeOptions::default()
    };
    let analysis = analyze(&photo, &options).unwrap();
    assert_eq!(Scale::of_card(&analysis, None), None, "the card is square");
    let scale = Scale::of_card(&analysis, Some(100.0)).unwrap();
    // It is drawn 133 pixels wide.
    assert!((scale.pixels_per_mm - 1.33).abs() < 0.05, "{scale:?}");
}
