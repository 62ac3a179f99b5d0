//! Where the treated scalp is simulated on a photo, and how large its dots are.

use smpmatch::analysis::{Analysis, AnalyzeOptions, Rulers, ScaleSource, analyze};
use smpmatch::light::{CARD_REFLECTANCE, Reference};
use smpmatch::photo::{Limits, Photo};
use smpmatch::preview::Place;
use smpmatch::region::PixelRect;
use smpmatch::segment::Label;

use crate::common::program::{STRIP, smpmatch};

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
const COVERED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/buzz-intermediate.jpg");
const CARD: &[u8] = include_bytes!("../samples/card-warm-light.jpg");

#[test]
fn by_itself_only_skin_amid_hair_is_treated_and_nowhere_by_a_jump() {
    let (photo, analysis) = sample(STUBBLE, &[], &[]);
    let place = Place::amid_hair(&photo, &analysis, 20.0);
    let share = |x: u32, y: u32| place.shares()[(y * photo.width() + x) as usize];
    let is_skin = |x, y| matches!(analysis.label_at(x, y), Label::Skin | Label::Highlight);
    let mut treated = 0;
    for (x, y, _) in photo.pixels().enumerate_pixels().filter(|(x, ..)| *x > 0) {
        treated += usize::from(share(x, y) > 0.5);
        assert!(share(x, y) <= 0.0 || is_skin(x, y), "{x}, {y}");
        // From none to all over a cell of the coarse picture, 7 pixels here, it is 1.5 / 7 at most.
        let jump = (share(x, y) - share(x - 1, y)).abs();
        assert!(
            jump < 0.22 || !is_skin(x - 1, y) || !is_skin(x, y),
            "{x}, {y}: {jump:.2}"
        );
    }
    assert!(treated > 5000, "{treated} pixels");
    // The forehead is skin, and hair surrounds it on three sides alone.
    assert!(is_skin(400, 700) && share(400, 700) <= 0.0);
}

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
    let scale = |rulers| {
        let options = AnalyzeOptions {
            reference: Reference::Card {
                region: None,
                reflectance: CARD_REFLECTANCE,
            },
            rulers,
            ..AnalyzeOptions::default()
        };
        analyze(&photo, &options).unwrap().scale.unwrap()
    };
    let alone = scale(Rulers::default());
    assert_ne!(alone.source, ScaleSource::Card, "the card is square");
    let known = Rulers {
        card_mm: Some(100.0),
        ..Rulers::default()
    };
    let by_card = scale(known);
    assert_eq!(by_card.source, ScaleSource::Card);
    // It is drawn 133 pixels wide.
    assert!((by_card.pixels_per_mm - 1.33).abs() < 0.05, "{by_card:?}");
    let measured = scale(Rulers {
        mm_across: Some(f64::from(photo.width()) / 2.0),
        ..known
    });
    assert_eq!(measured.source, ScaleSource::Measured);
    assert!((measured.pixels_per_mm - 2.0).abs() < 1e-9);
}

#[test]
fn where_there_is_none_the_option_that_helps_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for (photo, option) in [(COVERED, "(--treat)"), (STRIP, "(--mm-across)")] {
        let mut command = smpmatch();
        command
            .arg("--preview")
            .arg(folder.path().join("treated.png"));
        let output = command.arg(photo).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.trim_end().ends_with(option), "{said}");
        assert!(!folder.path().join("treated.png").exists());
    }
}
