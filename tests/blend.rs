//! The shade that blends with a zone as a whole: it must not depend on how near or how sharp a photo is.

use image::{Rgb, RgbImage};
use palette::{FromColor, Srgb};
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smpmatch::answer::{AnswerOptions, answer};
use smpmatch::color::{Lab, LinearRgb};
use smpmatch::head::Head;
use smpmatch::palette::Palette;
use smpmatch::photo::Photo;
use smpmatch::rank::{Blend, RankOptions, TargetKind, rank};

use crate::common::heads::{BLACK, FAIR, head};

/// Pixels along a side of a dot's cell, and of the photo at full size.
const CELL: u32 = 40;
const SIDES: (u32, u32) = (1920, 960);

/// Light in rows, before a camera.
struct Scene {
    width: u32,
    light: Vec<LinearRgb>,
}

impl Scene {
    /// A scalp whose left two thirds have round dots, one a cell, that cover this share of it.
    fn dotted(hair: Lab, cover: f64) -> Self {
        let (hair, skin) = (LinearRgb::from_color(hair), LinearRgb::from_color(FAIR));
        let radius = f64::from(CELL) * (cover / std::f64::consts::PI).sqrt();
        let at = |x: u32, y: u32| {
            let off = |at: u32| f64::from(at % CELL) + 0.5 - f64::from(CELL) / 2.0;
            let is_hair = x < SIDES.0 / 3 * 2 && off(x).hypot(off(y)) < radius;
            if is_hair { hair } else { skin }
        };
        let rows = (0..SIDES.1).flat_map(|y| (0..SIDES.0).map(move |x| (x, y)));
        Self {
            width: SIDES.0,
            light: rows.map(|(x, y)| at(x, y)).collect(),
        }
    }

    fn height(&self) -> u32 {
        u32::try_from(self.light.len()).unwrap() / self.width
    }

    fn at(&self, x: u32, y: u32) -> LinearRgb {
        self.light[(y * self.width + x) as usize]
    }

    /// The mean over squares, as a camera sees it that is so many times as far away.
    fn shrunk(&self, times: u32) -> Self {
        let mean = |x: u32, y: u32| {
            let square = (0..times).flat_map(|down| (0..times).map(move |right| (right, down)));
            let sum = square.fold(LinearRgb::new(0.0, 0.0, 0.0), |sum, (right, down)| {
                sum + self.at(x * times + right, y * times + down)
            });
            sum / f64::from(times * times)
        };
        let (width, height) = (self.width / times, self.height() / times);
        let rows = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Self {
            width,
            light: rows.map(|(x, y)| mean(x, y)).collect(),
        }
    }

    /// Blurred by a lens: a box of so many pixels to each side, along rows and then along columns.
    fn blurred(&self, reach: u32) -> Self {
        let pass = |from: &Self, (right, down): (u32, u32)| {
            let mean = |x: u32, y: u32| {
                let places = (0..=2 * reach).map(|step| {
                    let moved = |at: u32, by: u32, most: u32| {
                        (at + by * step).saturating_sub(by * reach).min(most - 1)
                    };
                    from.at(moved(x, right, from.width), moved(y, down, from.height()))
                });
                places.fold(LinearRgb::new(0.0, 0.0, 0.0), |sum, light| sum + light)
                    / f64::from(2 * reach + 1)
            };
            let rows = (0..from.height()).flat_map(|y| (0..from.width).map(move |x| (x, y)));
            Self {
                width: from.width,
                light: rows.map(|(x, y)| mean(x, y)).collect(),
            }
        };
        pass(&pass(self, (1, 0)), (0, 1))
    }

    /// With the noise that every camera has: two colors alone would each be rounded one way, and blurred
    /// ones not.
    fn photo(&self) -> Photo {
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let pixels = RgbImage::from_fn(self.width, self.height(), |x, y| {
            let srgb: Srgb<f64> = Srgb::from_linear(self.at(x, y));
            let mut level = |value: f64| value + random.random_range(-1.0..1.0) / 255.0;
            let srgb = Srgb::new(level(srgb.red), level(srgb.green), level(srgb.blue));
            Rgb(<[u8; 3]>::from(srgb.into_format::<u8>()))
        });
        Photo::from_srgb(pixels).unwrap()
    }

    /// The blends by boxes of hair and of skin.
    fn blends(&self) -> Vec<Blend> {
        let mut options = AnswerOptions::default();
        options.analyze.hair = vec!["2%,3%,60%,94%".parse().unwrap()];
        options.analyze.skin = vec!["72%,3%,26%,94%".parse().unwrap()];
        let found = answer(&self.photo(), &Palette::generic(), &options).unwrap();
        found.ranking.unwrap().blend
    }
}

/// Places of the blends on the ladder, from dark to pale; none where a density does not reach.
fn places(blends: &[Blend]) -> Vec<Option<usize>> {
    let place = |blend: &Blend| {
        let best = blend.best.as_ref()?;
        let is_it = |shade: &str| best.shade == shade;
        let generic = Palette::generic();
        let mut ladder: Vec<_> = generic.dilutions().iter().collect();
        ladder.sort_by(|one, other| one.water_parts.total_cmp(&other.water_parts));
        ladder.iter().position(|dilution| is_it(&dilution.shade))
    };
    blends.iter().map(place).collect()
}

#[test]
fn neither_distance_nor_blur_moves_what_blends() {
    for (hair, cover) in [
        (BLACK, 0.1),
        (BLACK, 0.25),
        (Lab::new(40.0, 8.0, 14.0), 0.3),
    ] {
        let near = Scene::dotted(hair, cover);
        let found = places(&near.blends());
        assert!(found.iter().any(Option::is_some), "{found:?}");
        assert_eq!(found, places(&near.blurred(6).blends()), "blur, {cover}");
        let far = places(&near.shrunk(8).blends());
        for (near, far) in found.iter().zip(far) {
            let moved = near.zip(far).map(|(near, far)| near.abs_diff(far));
            assert!(
                moved == Some(0) || moved == Some(1) || *near == far,
                "{near:?} {far:?}"
            );
        }
    }
}

#[test]
fn a_zone_too_dark_for_thin_work_is_out_of_its_reach() {
    let zone = Some(Lab::new(57.0, 7.5, 12.0));
    let head = Head {
        zone,
        ..head(FAIR, BLACK)
    };
    let blend = rank(&head, &Palette::generic(), &RankOptions::default()).blend;
    assert_eq!(blend[0].best, None);
    assert!(blend[2].best.is_some(), "{blend:?}");
}

#[test]
fn a_zone_as_light_as_the_skin_has_nothing_to_blend_with() {
    let head = Head {
        zone: Some(FAIR),
        ..head(FAIR, BLACK)
    };
    let ranking = rank(&head, &Palette::generic(), &RankOptions::default());
    assert!(ranking.blend.is_empty());
}

#[test]
fn a_blend_may_be_what_is_ranked_by() {
    let zone = Some(Lab::new(58.0, 8.5, 13.0));
    let head = Head {
        zone,
        ..head(FAIR, BLACK)
    };
    let options = RankOptions {
        target: TargetKind::Blend,
        ..RankOptions::default()
    };
    let ranking = rank(&head, &Palette::generic(), &options);
    assert_eq!(ranking.target.kind, TargetKind::Blend);
    let at_200 = &ranking.blend[1];
    assert_eq!(
        ranking.matches[0].shade,
        at_200.best.as_ref().unwrap().shade
    );
    let without = Head { zone: None, ..head };
    let ranking = rank(&without, &Palette::generic(), &options);
    assert_eq!(ranking.target.kind, TargetKind::Follicle);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_denser_plan_never_asks_for_a_darker_shade(
        (l, a, b) in (28.0..72.0, 4.0..16.0, 8.0..22.0),
        (darker, less_a, less_b) in (1.0..25.0, -2.0..8.0, -2.0..12.0),
        asked in 20.0..600.0,
    ) {
        let zone = Some(Lab::new(l - darker, a - less_a, b - less_b));
        let head = Head { zone, ..head(Lab::new(l, a, b), BLACK) };
        let options = RankOptions { dots_per_cm2: Some(asked), ..RankOptions::default() };
        let blend = rank(&head, &Palette::generic(), &options).blend;
        prop_assert!(blend.is_sorted_by(|thin, dense| thin.dots_per_cm2 < dense.dots_per_cm2));
        let water = |blend: &Blend| blend.best.as_ref().map(|best| best.water_parts / best.pigment_parts);
        let found: Vec<Option<f64>> = blend.iter().map(water).collect();
        // What a thin plan reaches, a denser one does too.
        prop_assert!(found.is_sorted_by(|thin, dense| thin.unwrap_or(-1.0) <= dense.unwrap_or(-1.0)), "{:?}", found);
    }
}
