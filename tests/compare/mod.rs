//! Two visits compared, on drawn photos of known colors and with the program from outside.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels of small pictures"
)]

mod program;
mod scene;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smpmatch::Warning;
use smpmatch::analysis::AnalyzeOptions;
use smpmatch::answer::{Answer, AnswerOptions, answer};
use smpmatch::color::Lab;
use smpmatch::compare::{Comparison, Conclusion, Visit, Which, compare};
use smpmatch::measure::Dots;
use smpmatch::palette::Palette;
use smpmatch::photo::Photo;
use smpmatch::rank::RankOptions;
use smpmatch::region::Region;
use smpmatch::report::{ComparisonReport, ReportHead, Swatches, TextStyle, VisitReport};

use scene::{DOTS, HAIR, SKIN, Scene, normal};

/// Dots that are faded to 70 %, in another light and a little softer.
fn faded() -> (Scene, Scene) {
    let before = Scene::plain(0.6);
    let after = Scene {
        light: [1.2 * 0.85, 0.85, 0.8 * 0.85],
        blur: 0.9,
        slope: [0.1, -0.1],
        seed: 1,
        ..Scene::plain(0.7 * 0.6)
    };
    (before, after)
}

fn regions(boxes: &[&str]) -> Vec<Region> {
    boxes.iter().map(|text| text.parse().unwrap()).collect()
}

fn seen(scene: &Scene) -> (Answer, Dots) {
    let photo = Photo::from_srgb(scene.photo()).unwrap();
    let analyze = AnalyzeOptions {
        hair: regions(&[HAIR]),
        skin: regions(&SKIN),
        ..AnalyzeOptions::default()
    };
    let options = AnswerOptions {
        analyze,
        ..AnswerOptions::default()
    };
    let answer = answer(&photo, &Palette::generic(), &options).unwrap();
    let place = |region: &Region| region.within(photo.width(), photo.height()).unwrap();
    let skin: Vec<_> = options.analyze.skin.iter().map(place).collect();
    let dots = Dots::read(&photo, place(&DOTS.parse().unwrap()), &skin).unwrap();
    (answer, dots)
}

fn compared(before: &Scene, after: &Scene) -> Comparison {
    let (before, after) = (seen(before), seen(after));
    let visit = |(answer, dots)| Visit {
        answer,
        dots: Some(dots),
    };
    let visits = [(&before.0, before.1), (&after.0, after.1)].map(visit);
    let [before, after] = &visits;
    compare([before, after], &RankOptions::default())
}

/// Heads, lights and cameras as they come, and the share of the pigment that is left.
fn any_pair(rng: &mut ChaCha8Rng) -> (Scene, Scene, f64) {
    const SKINS: [[f64; 3]; 5] = [
        [70.0, 8.0, 13.0],
        [65.5, 9.5, 14.5],
        [61.0, 10.5, 16.5],
        [54.5, 11.5, 18.5],
        [45.0, 12.0, 17.5],
    ];
    let [l, a, b] = SKINS[rng.random_range(0..SKINS.len())];
    let pigment = rng.random_range(0.3..1.2);
    let left = rng.random_range(0.4..1.0);
    let depth_mm = 0.10 + 0.02 * normal(rng);
    let mut shot = |pigment: f64| {
        let exposure = rng.random_range(0.7..1.1);
        Scene {
            skin: Lab::new(l, a, b),
            depth_mm,
            light: std::array::from_fn(|_| exposure * rng.random_range(0.8..1.2)),
            slope: std::array::from_fn(|_| rng.random_range(-0.2..0.2)),
            tone: (0.07 * normal(rng)).exp(),
            blur: rng.random_range(0.5..1.5),
            seed: rng.random(),
            ..Scene::plain(pigment)
        }
    };
    (shot(pigment), shot(pigment * left), left)
}

#[test]
fn fading_is_told_under_another_light() {
    let (before, after) = faded();
    let found = compared(&before, &after);
    assert_eq!(found.conclusion, Conclusion::Faded);
    let fading = found.fading.unwrap();
    assert!((fading.left - 0.7).abs() < 0.1, "{fading:?}");
    let (low, high) = fading.interval;
    assert!(low <= 0.7 && 0.7 <= high, "{fading:?}");
    let zone = found.zone.unwrap();
    assert!(zone.delta.l > 0.0 && zone.is_beyond_margin(), "{zone:?}");
}

#[test]
fn another_light_alone_is_no_change() {
    let (before, after) = faded();
    let after = Scene {
        pigment: before.pigment,
        ..after
    };
    let found = compared(&before, &after);
    assert_eq!(found.conclusion, Conclusion::NoChange);
    for change in [found.hair.unwrap(), found.zone.unwrap()] {
        assert!(!change.is_beyond_margin(), "{change:?}");
    }
    assert!(found.skin.is_none(), "it was taken as equal");
}

#[test]
fn grayer_hair_is_told_under_another_light() {
    let (before, after) = faded();
    let (black, gray) = (seen(&before).0, {
        let hair = Lab::new(40.0, 0.5, 2.0);
        seen(&Scene { hair, ..after }).0
    });
    let visit = |answer| Visit { answer, dots: None };
    let visits = [visit(&black), visit(&gray)];
    let [before, after] = &visits;
    let found = compare([before, after], &RankOptions::default());
    assert_eq!(found.conclusion, Conclusion::HairChanged);
    let hair = found.hair.unwrap();
    assert!((hair.delta.l - 22.0).abs() < hair.margin.l, "{hair:?}");
}

#[test]
fn two_heads_are_told_from_two_visits() {
    let of = |skin| Scene {
        skin: Lab::new(skin, 10.5, 16.5),
        ..Scene::plain(0.6)
    };
    let darker_light = |scene: Scene| Scene {
        light: [0.8, 0.7, 0.65],
        ..scene
    };
    for (one, other, conclusion) in [
        (of(68.0), of(36.0), Conclusion::OtherHead),
        (of(68.0), darker_light(of(66.0)), Conclusion::NoChange),
    ] {
        assert_eq!(compared(&one, &other).conclusion, conclusion);
        assert_eq!(compared(&other, &one).conclusion, conclusion);
    }
}

#[test]
fn bare_skin_shows_no_dots() {
    let bare = Scene {
        seed: 2,
        ..Scene::plain(0.0)
    };
    let found = compared(&Scene::plain(0.6), &bare);
    assert_eq!(found.conclusion, Conclusion::NotTold);
    assert!(found.fading.is_none() && found.zone.is_none());
    let codes: Vec<_> = found.warnings.iter().map(Warning::code).collect();
    assert_eq!(codes, ["dots-not-seen"]);
}

#[test]
fn a_zone_smoother_than_the_skin_beside_it_shows_no_dots() {
    let place = |text: &str| {
        let region: Region = text.parse().unwrap();
        region.within(465, 240).unwrap()
    };
    let mut picture = Scene::plain(0.6).photo();
    let (zone, tone) = (place(DOTS), *picture.get_pixel(130, 120));
    for (x, y) in (0..zone.width).flat_map(|x| (0..zone.height).map(move |y| (x, y))) {
        picture.put_pixel(zone.x + x, zone.y + y, tone);
    }
    let photo = Photo::from_srgb(picture).unwrap();
    let dots = Dots::read(&photo, zone, &SKIN.map(place)).unwrap();
    assert!(!dots.are_seen(), "{:?}", dots.found);
}

#[test]
fn the_text_fits_a_narrow_terminal() {
    let (before, after) = faded();
    let photos = [&before, &after].map(|scene| Photo::from_srgb(scene.photo()).unwrap());
    let [before, after] = [&before, &after].map(seen);
    let visits = [(&before.0, before.1), (&after.0, after.1)].map(|(answer, dots)| Visit {
        answer,
        dots: Some(dots),
    });
    let [before, after] = &visits;
    let found = compare([before, after], &RankOptions::default());
    let head = ReportHead::new(&Palette::generic(), &AnswerOptions::default());
    let entries = [
        VisitReport::new("before.jpg".into(), &photos[0], before, Which::Before),
        VisitReport::new("after.jpg".into(), &photos[1], after, Which::After),
    ];
    let report = ComparisonReport::new(head, entries, &found, Some(9.0));
    let style = TextStyle {
        has_details: true,
        width: 60,
        swatches: Swatches::LeftOut,
        top: 0,
    };
    let text = report.text(style).unwrap();
    assert!(
        text.lines().all(|line| line.chars().count() <= 60),
        "{text}"
    );
}

#[test]
fn nine_of_ten_intervals_hold_the_truth() {
    const PAIRS: usize = 100;
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (mut held, mut hair_held, mut errors) = (0, 0, Vec::new());
    for _ in 0..PAIRS {
        let (before, after, left) = any_pair(&mut rng);
        let found = compared(&before, &after);
        hair_held += usize::from(!found.hair.unwrap().is_beyond_margin());
        if let Some(fading) = found.fading {
            let (low, high) = fading.interval;
            errors.push((fading.left - left).abs());
            held += usize::from(low <= left && left <= high);
        }
    }
    let told = errors.len();
    assert!(told >= PAIRS * 9 / 10, "{told}");
    errors.sort_by(f64::total_cmp);
    assert!(errors[told / 2] < 0.1, "{errors:?}");
    let share = held as f64 / told as f64;
    assert!((0.80..=0.97).contains(&share), "{held} of {told}");
    // Its margin allows for hair that is harder to tell than drawn hair.
    assert!(hair_held >= PAIRS * 8 / 10, "{hair_held}");
}
