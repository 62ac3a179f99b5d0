//! How sure a ranking says it is, and the plan it makes.

use std::num::NonZeroU8;

use palette::FromColor;
use serde_json::{Value, json};
use smpmatch::color::{Lab, LabSd, LinearRgb, delta_e};
use smpmatch::head::{ColorSd, Head, Noise};
use smpmatch::light::Accuracy;
use smpmatch::palette::Palette;
use smpmatch::rank::{Level, Match, RankOptions, Ranking, rank};
use smpmatch::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};

const FAIR: Lab = Lab::new(65.5, 9.5, 14.5);
const TAN: Lab = Lab::new(54.5, 11.5, 18.5);
const DARK: Lab = Lab::new(35.0, 10.5, 12.5);
const SKINS: [Lab; 3] = [FAIR, TAN, DARK];
const BLACK: Lab = Lab::new(15.0, 0.0, 0.0);
const BROWN: Lab = Lab::new(30.0, 7.0, 10.0);

fn sd(l: f64, a: f64, b: f64) -> ColorSd {
    ColorSd::Photo(LabSd { l, a, b })
}

/// What an ordinary photo is off by, times `factor`.
fn photo_noise(factor: f64) -> Noise {
    Noise {
        light: Accuracy::UNKNOWN.times(factor),
        hair: sd(1.5 * factor, factor, factor),
        skin: sd(0.5 * factor, 0.4 * factor, 0.4 * factor),
    }
}

fn head(skin: Lab, hair: Lab, noise: Noise) -> Head {
    Head {
        hair,
        seen_hair: hair,
        zone: None,
        skin,
        tones: None,
        noise,
    }
}

fn ranked(head: &Head) -> Ranking {
    rank(head, &Palette::generic(), &RankOptions::default())
}

fn ordinary_heads() -> impl Iterator<Item = Head> {
    SKINS.into_iter().flat_map(|skin| {
        [BLACK, Lab::new(22.0, 4.0, 5.0), BROWN].map(|hair| head(skin, hair, photo_noise(1.0)))
    })
}

fn ladder(source: &str, water: &[u32]) -> Palette {
    let dilution = |water: &u32| json!({ "shade": water.to_string(), "pigment_parts": 1, "water_parts": water });
    palette(source, &water.iter().map(dilution).collect())
}

fn palette(source: &str, dilutions: &Value) -> Palette {
    let ink = json!({ "strength": 6, "strength_source": source });
    let json = json!({ "format": 1, "name": "Test", "ink": ink, "dilutions": dilutions });
    Palette::from_json(&json.to_string()).unwrap()
}

/// The matches from pale to dark.
fn from_pale_to_dark(ranking: &Ranking) -> Vec<&Match> {
    let mut matches: Vec<&Match> = ranking.matches.iter().collect();
    matches.sort_by(|one, other| other.water_parts.total_cmp(&one.water_parts));
    matches
}

fn under(light: f64, lab: Lab) -> Lab {
    Lab::from_color(LinearRgb::from_color(lab) * light)
}

#[test]
fn probabilities_sum_to_one() {
    for head in ordinary_heads() {
        let ranking = ranked(&head);
        let sum = |of: fn(&Match) -> f64| ranking.matches.iter().map(of).sum::<f64>();
        assert!((sum(|found| found.probability.closest) - 1.0).abs() < 1e-9);
        assert!((sum(|found| found.probability.closest_with_ink) - 1.0).abs() < 1e-9);
        for found in &ranking.matches {
            assert!(
                found.probability.closest <= found.probability.within_one
                    && found.probability.within_one <= 1.0
            );
            assert!(found.probability.delta_e.0 < found.probability.delta_e.1);
        }
    }
}

#[test]
fn another_seed_tells_the_same() {
    let another = RankOptions {
        seed: 7,
        ..RankOptions::default()
    };
    for head in ordinary_heads() {
        let (one, other) = (ranked(&head), rank(&head, &Palette::generic(), &another));
        assert_ne!(one, other);
        // Four standard deviations of the difference between two counts in 500 draws.
        for (one, other) in one.matches.iter().zip(&other.matches) {
            assert!((one.probability.closest - other.probability.closest).abs() < 0.127);
        }
    }
}

#[test]
fn more_noise_leaves_less_certainty() {
    for head in ordinary_heads() {
        let best = [0.0, 0.5, 1.0, 2.0, 4.0].map(|factor| {
            let noise = photo_noise(factor);
            ranked(&Head { noise, ..head }).matches[0]
                .probability
                .closest
        });
        assert!(best[0] >= 1.0);
        assert!(
            best.is_sorted_by(|less, more| more <= &(less + 0.05)),
            "{best:?}"
        );
        assert!(best[4] < best[0], "{best:?}");
    }
}

#[test]
fn the_exposure_of_the_photo_hardly_moves_the_best() {
    for head in ordinary_heads().filter(|head| head.hair == BROWN || head.skin != DARK) {
        let photo = ranked(&head);
        let steps: Vec<String> = from_pale_to_dark(&photo)
            .iter()
            .map(|found| found.shade.clone())
            .collect();
        let step = |ranking: &Ranking| {
            let first = &ranking.matches[0].shade;
            steps.iter().position(|shade| shade == first).unwrap()
        };
        for (light, most) in [(0.85, 1), (1.15, 1), (0.7, 1)] {
            let lit = ranked(&Head {
                hair: under(light, head.hair),
                seen_hair: under(light, head.seen_hair),
                skin: under(light, head.skin),
                ..head
            });
            let moved = step(&lit).abs_diff(step(&photo));
            assert!(moved <= most, "{head:?} under {light}");
        }
    }
}

/// A prototype, written apart, of the same draws: the target is the healed dot of a known dilution
/// in fair skin, photographed with a gray card.
#[test]
fn probabilities_are_those_of_the_prototype() {
    let noise = Noise {
        light: Accuracy::CARD,
        ..photo_noise(1.0)
    };
    let palette = ladder("assumed", &[0, 2, 4, 6, 8, 10, 15, 20, 30]);
    // So long a stubble hides the whole dot: the target is the hair's own color.
    let mut options = RankOptions::default();
    options.follicle.stubble_mm = 3.0;
    let skin = Skin::fit(FAIR);
    for (water, best, within_one, with_ink) in [
        (2.0, 0.74, 1.00, 0.41),
        (6.0, 0.52, 0.96, 0.27),
        (15.0, 0.49, 0.93, 0.27),
    ] {
        let deposit = Deposit::new(6.0, 1.0 / (1.0 + water), HEALED_DAYS);
        let dot = skin.dot(&deposit, &DotGeometry::default());
        let ranking = rank(&head(FAIR, dot, noise), &palette, &options);
        let first = &ranking.matches[0];
        assert!(delta_e(first.lab, ranking.target.lab) < 1e-6);
        assert!((first.probability.closest - best).abs() < 0.1, "{first:?}");
        assert!(
            (first.probability.within_one - within_one).abs() < 0.05,
            "{first:?}"
        );
        assert!(
            (first.probability.closest_with_ink - with_ink).abs() < 0.1,
            "{first:?}"
        );
    }
}

#[test]
fn a_calibrated_ink_leaves_less_open_than_an_assumed_one() {
    let water = [0, 2, 4, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40];
    for head in ordinary_heads() {
        let with_ink = |source| {
            let ranking = rank(&head, &ladder(source, &water), &RankOptions::default());
            let first = &ranking.matches[0];
            (
                first.probability.closest_with_ink,
                ranking.confidence.shades_with_ink.len(),
            )
        };
        let (calibrated, assumed) = (with_ink("calibrated"), with_ink("assumed"));
        assert!(calibrated.0 > assumed.0, "{calibrated:?} {assumed:?}");
        assert!(calibrated.1 <= assumed.1, "{calibrated:?} {assumed:?}");
    }
}

#[test]
fn measured_dilutions_do_not_depend_on_the_ink() {
    let dilution = |(water, l): (u32, f64)| {
        let reading = json!({ "lab": [l, 2.0, 5.0], "illuminant": "D65", "healed": true });
        json!({ "shade": water.to_string(), "pigment_parts": 1, "water_parts": water, "measured": reading })
    };
    let guide = [(6, 38.0), (10, 42.0), (20, 48.0)].map(dilution);
    let guide = palette("assumed", &guide.into_iter().collect());
    let ranking = rank(
        &head(FAIR, BROWN, photo_noise(1.0)),
        &guide,
        &RankOptions::default(),
    );
    for found in &ranking.matches {
        assert!((found.probability.closest - found.probability.closest_with_ink).abs() < 1e-9);
    }
}

#[test]
fn shades_that_tie_are_in_a_row_lighter_first_and_hold_the_first_match() {
    for head in ordinary_heads() {
        let ranking = ranked(&head);
        let shades = &ranking.confidence.shades;
        let row: Vec<String> = from_pale_to_dark(&ranking)
            .iter()
            .map(|found| found.shade.clone())
            .collect();
        assert!(row.windows(shades.len()).any(|part| part == shades));
        assert!(shades.contains(&ranking.matches[0].shade));
        let likely: f64 = ranking
            .matches
            .iter()
            .filter(|found| shades.contains(&found.shade))
            .map(|found| found.probability.closest)
            .sum();
        assert!(likely >= 0.9 - 1e-9);
        for found in &ranking.matches {
            let in_range = shades.len() > 1 && shades.contains(&found.shade);
            assert_eq!(found.tie, in_range);
        }
        let open = ranking.matches[0].probability.closest < 0.9;
        let warned = ranking
            .warnings
            .iter()
            .any(|warning| warning.code() == "shades-tie");
        assert_eq!(warned, open);
    }
}

#[test]
fn the_level_says_how_likely_the_first_match_is() {
    for head in ordinary_heads() {
        for factor in [0.0, 1.0, 4.0] {
            let noise = photo_noise(factor);
            let ranking = ranked(&Head { noise, ..head });
            let probability = ranking.matches[0].probability;
            let level = match ranking.confidence.level {
                Level::High => probability.closest >= 0.6,
                Level::Medium => probability.closest < 0.6 && probability.within_one >= 0.8,
                Level::Low => probability.closest < 0.6 && probability.within_one < 0.8,
            };
            assert!(level, "{probability:?}");
        }
    }
}

#[test]
fn no_session_is_darker_than_the_match_and_the_first_is_a_step_lighter() {
    for head in ordinary_heads() {
        for sessions in 2..=4 {
            let options = RankOptions {
                sessions: NonZeroU8::new(sessions).unwrap(),
                ..RankOptions::default()
            };
            let ranking = rank(&head, &Palette::generic(), &options);
            let row = from_pale_to_dark(&ranking);
            let place =
                |shade: &String| row.iter().position(|found| found.shade == *shade).unwrap();
            let plan = &ranking.plan;
            let places: Vec<usize> = plan.sessions.iter().map(place).collect();
            assert_eq!(places.len(), usize::from(sessions));
            assert_eq!(plan.matched, ranking.matches[0].shade);
            assert_eq!(places[0] + 1, places[1]);
            assert!(
                places[1..]
                    .iter()
                    .all(|later| *later == place(&plan.matched))
            );
            assert_eq!(plan.hairline, plan.sessions[0]);
        }
    }
}

#[test]
fn where_the_palest_shade_is_the_match_every_session_has_it() {
    let plan = ranked(&head(FAIR, FAIR, photo_noise(1.0))).plan;
    assert_eq!(plan.sessions, ["40", "40", "40"]);
    assert_eq!(plan.hairline, "40");
}
