//! What single hairs look like: how wide they are, and how sharp.

use super::plane::Plane;
use super::unmix::interpolated;
use crate::numbers::{quantile, real};

/// Single hairs as the photo shows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strands {
    /// Width in pixels of the photo.
    pub(super) width: f64,
    /// Share of the pixels that lie nearer to the hair than to the skin.
    cover: f64,
    /// How sharp edges are, 0 for a lens's blur to 1 for none.
    sharpness: f64,
}

/// Width at which hair is measured, in pixels: its core stands clear of the blur, and its own light
/// and dark spots are averaged out. Best of 3 to 8 on real close-ups.
const WIDTH: f64 = 5.0;

impl Strands {
    /// Looks at hair that takes at most `depth` of the skin's light, on planes of which `is_hair`
    /// tells the pixels that lie nearer to it than to skin, where neighboring pixels of skin differ
    /// by the noise `grain`.
    pub(super) fn look(
        planes: &[Plane],
        depth: f64,
        grain: f64,
        is_hair: impl Fn(f64) -> bool + Copy,
    ) -> Self {
        let mut widths: Vec<f64> = planes
            .iter()
            .flat_map(|plane| plane.widths(is_hair))
            .collect();
        widths.sort_unstable_by(f64::total_cmp);
        let all: f64 = planes.iter().map(|plane| real(plane.count())).sum();
        Self {
            width: middle(&widths),
            cover: real(widths.len()) / all.max(1.0),
            sharpness: sharpness(planes, depth, grain),
        }
    }

    /// Pixels of the photo along the side of one pixel to measure on.
    pub(super) fn scale(&self) -> u32 {
        /// Where more of the zone is hair, hairs run into one another and show no width.
        const MERGED: f64 = 0.4;
        /// A hair may be narrower than meant by this factor.
        const NARROWER: f64 = 0.8;
        if self.cover > MERGED {
            return 1;
        }
        [1, 2, 3, 4, 6, 8, 12, 16]
            .into_iter()
            .rfind(|&scale| f64::from(scale) * WIDTH * NARROWER <= self.width)
            .unwrap_or(1)
    }

    /// Share of what the core of a hair takes from the light, 0 to 1, that a photo hides at this
    /// scale if a lens blurred it: the narrower a hair, the more.
    pub(super) fn hidden(&self, scale: u32) -> f64 {
        /// Width of a hair in pixels, and the share that shows; chosen on 14 real close-ups shrunk to
        /// hairs of 2 to 28 pixels as phones show them, and on 30 rendered scalps.
        const SHOWN: [(f64, f64); 7] = [
            (2.0, 0.62),
            (2.5, 0.70),
            (3.0, 0.755),
            (3.5, 0.82),
            (4.0, 0.88),
            (5.0, 0.955),
            (7.0, 0.985),
        ];
        1.0 - interpolated(&SHOWN, self.width / f64::from(scale))
    }

    /// Share of what the core of a hair takes from the light, 0 to 1, that the photo shows at this
    /// scale: all but all of it once it is shrunk, since no blur is left then.
    pub(super) fn shown(&self, scale: u32) -> f64 {
        /// How much less a photo hides that has no blur.
        const SHARP: f64 = 0.92;
        let sharpness = if scale > 1 { 1.0 } else { self.sharpness };
        1.0 - self.hidden(scale) * (1.0 - SHARP * sharpness)
    }
}

/// The mean of the middle half, 1 if there is nothing.
fn middle(sorted: &[f64]) -> f64 {
    let quarter = sorted.len() / 4;
    let half = &sorted[quarter..sorted.len() - quarter];
    if half.is_empty() {
        1.0
    } else {
        half.iter().sum::<f64>() / real(half.len())
    }
}

/// How sharp edges are: the more blur there is, the less of a step of two pixels does one pixel make,
/// and the less of the way from skin to hair.
fn sharpness(planes: &[Plane], depth: f64, grain: f64) -> f64 {
    /// Steepest step of one pixel as a share of that of two: 0.58 to 0.63 on close-ups blurred as by
    /// phones, 0.71 to 0.78 on those without blur.
    const OF_TWO: (f64, f64) = (0.66, 0.70);
    /// The same as a share of the depth: 0.4 to 0.6, and 0.85 to 0.91. An unsharp mask raises either.
    const OF_DEPTH: (f64, f64) = (0.70, 0.82);
    /// Share of the steps that are less steep.
    const STEEPEST: f64 = 0.995;
    const VERY_STEEPEST: f64 = 0.998;
    let steps = |distance: usize| {
        let steps = planes.iter().flat_map(|plane| plane.steps(distance));
        let mut steps: Vec<f64> = steps.collect();
        steps.sort_unstable_by(f64::total_cmp);
        steps
    };
    let steepest = |steps: &[f64], share: f64| {
        let squared = quantile(steps, share).powi(2) - grain.powi(2);
        squared.max(0.0).sqrt()
    };
    let within =
        |(low, high): (f64, f64), value: f64| ((value - low) / (high - low)).clamp(0.0, 1.0);
    let (one, two) = (steps(1), steps(2));
    let of_two = steepest(&one, STEEPEST) / steepest(&two, STEEPEST).max(1e-6);
    let of_depth = steepest(&one, VERY_STEEPEST) / depth.max(1e-6);
    within(OF_TWO, of_two).min(within(OF_DEPTH, of_depth))
}
