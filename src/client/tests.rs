use palette::FromColor;

use super::*;
use crate::analysis::{Analysis, Readings};
use crate::color::{Lab, LabSd, LinearRgb};
use crate::measure::{Hair, ShownSkin, Style};
use crate::quality::Clarity;

const SKIN: Lab = Lab::new(62.0, 11.0, 17.0);
const DARK: Lab = Lab::new(22.0, 3.0, 4.0);
const GRAY: Lab = Lab::new(50.0, 1.0, 4.0);
const SD: LabSd = LabSd {
    l: 4.0,
    a: 2.0,
    b: 2.0,
};

/// The answer to a photo of this hair, in light of so much of neutral daylight.
fn photo(hair: Lab, light: f64) -> Answer {
    let lit = |lab: Lab| Lab::from_color(LinearRgb::from_color(lab) * light);
    let (hair, skin) = (lit(hair), lit(SKIN));
    let mut analysis = Analysis::of_readings(Readings::default());
    analysis.hair = Some(Hair {
        lab: hair,
        seen: hair,
        zone: hair,
        share: 0.2,
        style: Style::Buzz,
        cover: 0.5,
        spacing: None,
        sd: SD,
    });
    analysis.skin = Some(ShownSkin {
        lab: skin,
        share: 0.3,
        sd: LabSd {
            l: 0.5,
            a: 0.3,
            b: 0.3,
        },
    });
    of(analysis, &[])
}

fn of(analysis: Analysis, warnings: &[Warning]) -> Answer {
    Answer::of(
        analysis,
        warnings,
        &Palette::generic(),
        &AnswerOptions::default(),
    )
}

fn together(photos: &[Answer]) -> ClientAnswer {
    let photos: Vec<Option<Answer>> = photos.iter().cloned().map(Some).collect();
    answer_client(&photos, &Palette::generic(), &AnswerOptions::default())
}

fn shade(answer: &Answer) -> String {
    answer.ranking.as_ref().unwrap().matches[0].shade.clone()
}

fn hair(answer: &Answer) -> Hair {
    answer.analysis.hair.clone().unwrap()
}

#[test]
fn other_light_alone_changes_no_shade_and_makes_it_surer_only_so_far() {
    let one = photo(DARK, 1.0);
    let four = together(&[1.0, 0.6, 0.8, 1.3].map(|light| photo(DARK, light)));
    let answer = four.answer.unwrap();
    assert_eq!(shade(&answer), shade(&one));
    let (alone, pooled) = (hair(&one).sd.l, hair(&answer).sd.l);
    assert!(pooled < 0.98 * alone, "{pooled} of {alone}");
    assert!(pooled > 0.9 * alone, "{pooled} of {alone}");
    assert!(four.regions.is_empty());
    assert!(four.parts.iter().all(|part| part.set_aside.is_none()));
}

#[test]
fn an_odd_photo_is_set_aside_wherever_it_stands_and_whichever_way_it_is_off() {
    let expected = shade(&photo(DARK, 1.0));
    for odd in 0..4 {
        for hair in [GRAY, Lab::new(2.0, 0.0, 0.0)] {
            let mut photos = [0.9, 1.0, 0.7, 1.1].map(|light| photo(DARK, light));
            photos[odd] = photo(hair, 1.0);
            let client = together(&photos);
            for (place, part) in client.parts.iter().enumerate() {
                let is_unlike = matches!(part.set_aside, Some(SetAside::Unlike { .. }));
                assert_eq!(is_unlike, place == odd, "{hair:?} at {odd}: {part:?}");
                assert_eq!(part.weight > 0.0, place != odd);
            }
            assert_eq!(shade(&client.answer.unwrap()), expected);
        }
    }
}

#[test]
fn two_colors_of_hair_are_told_as_regions_and_not_averaged() {
    let photos = [DARK, GRAY, DARK, GRAY, DARK].map(|hair| photo(hair, 1.0));
    let client = together(&photos);
    let places: Vec<&[usize]> = client
        .regions
        .iter()
        .map(|it| it.photos.as_slice())
        .collect();
    assert_eq!(places.len(), 2);
    let [mut dark, mut gray] = [places[0].to_vec(), places[1].to_vec()];
    dark.sort_unstable();
    gray.sort_unstable();
    assert_eq!((dark, gray), (vec![0, 2, 4], vec![1, 3]));
    let answer = client.answer.unwrap();
    assert_eq!(shade(&answer), shade(&photos[0]));
    assert_eq!(shade(&client.regions[1].answer), shade(&photos[1]));
    let is_told = |warning: &Warning| matches!(warning, Warning::HairDiffers { .. });
    assert!(answer.warnings.iter().any(is_told));
    assert_eq!(client.parts[1].set_aside, Some(SetAside::OtherRegion));
}

#[test]
fn a_photo_that_is_to_be_taken_again_counts_for_less_and_is_set_aside_sooner() {
    let blurred = Warning::Blurred { sharpness: 0.1 };
    let bad = |hair| of(photo(hair, 1.0).analysis, std::slice::from_ref(&blurred));
    let client = together(&[photo(DARK, 1.0), bad(DARK), photo(DARK, 0.8)]);
    assert!((0.05..client.parts[0].weight).contains(&client.parts[1].weight));
    let client = together(&[photo(DARK, 1.0), bad(GRAY), photo(DARK, 0.8)]);
    let doubted = Some(SetAside::Doubted(blurred.clone()));
    assert_eq!(client.parts[1].set_aside, doubted);
    let client = together(&[bad(DARK), bad(DARK)]);
    assert!(client.parts.iter().all(|part| part.weight > 0.4));
    let verdict = client.answer.unwrap().verdict;
    assert_eq!(verdict.usability, Usability::TakeAgain);
}

#[test]
fn a_photo_that_shows_the_hair_less_clearly_is_set_aside_though_its_color_agrees() {
    let shown = |ln_detail, darkest_l| {
        let mut analysis = photo(DARK, 1.0).analysis;
        analysis.clarity = Some(Clarity {
            ln_detail,
            darkest_l,
        });
        of(analysis, &[])
    };
    let (usual, closer) = (shown(1.0, 15.0), shown(1.4, 20.0));
    for (odd, is_unclear) in [
        (shown(-0.6, 17.0), true),
        (shown(1.0, 42.0), true),
        (shown(0.6, 10.0), false),
    ] {
        let client = together(&[usual.clone(), odd, closer.clone(), usual.clone()]);
        let expected = [false, is_unclear, false, false];
        let found = client.parts.iter().map(|part| part.set_aside.is_some());
        assert!(found.eq(expected), "{:?}", client.parts);
        let is_told = matches!(client.parts[1].set_aside, Some(SetAside::Unclear { .. }));
        assert_eq!(is_told, is_unclear);
    }
}

#[test]
fn a_photo_without_skin_counts_for_less() {
    let mut close_up = photo(DARK, 1.0).analysis;
    close_up.skin = None;
    let close_up = of(close_up, &[]);
    let client = together(&[photo(DARK, 1.0), close_up.clone(), photo(DARK, 0.8)]);
    assert!((0.01..0.3).contains(&client.parts[1].weight));
    let nothing = together(&[close_up]).parts[0].set_aside.clone();
    assert_eq!(nothing, Some(SetAside::NothingToMatch));
}

#[test]
fn the_order_of_the_photos_changes_nothing() {
    let lightness = [20.0, 26.0, 23.0, 55.0];
    let photos = lightness.map(|l| photo(Lab::new(l, 3.0, 4.0), 1.0));
    let mut turned = photos.clone();
    turned.rotate_left(1);
    let [one, other] = [photos, turned].map(|photos| hair(&together(&photos).answer.unwrap()));
    assert!((one.lab.l - other.lab.l).abs() < 1e-9);
    assert!((one.sd.l - other.sd.l).abs() < 1e-9);
}

#[test]
fn without_hair_or_photos_there_is_no_match() {
    let mut bald = photo(DARK, 1.0).analysis;
    bald.hair = None;
    let client = answer_client(
        &[None, Some(of(bald, &[Warning::HairNotFound]))],
        &Palette::generic(),
        &AnswerOptions::default(),
    );
    assert!(client.answer.unwrap().starting_point.is_some());
    let why: Vec<_> = client
        .parts
        .into_iter()
        .map(|part| part.set_aside)
        .collect();
    assert_eq!(
        why,
        [Some(SetAside::NotAnalyzed), Some(SetAside::NothingToMatch)]
    );
    let none = answer_client(&[None], &Palette::generic(), &AnswerOptions::default());
    assert!(none.answer.is_none());
}
