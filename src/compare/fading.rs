//! How much of the pigment is left.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::{HELD, Visit};
use crate::color::Lab;
use crate::head::normal;
use crate::light::CONTRAST;
use crate::measure::Transmittance;
use crate::numbers::{NINETY_PERCENT, quantile};
use crate::palette::FadingObservation;
use crate::rank::RankOptions;
use crate::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};

/// Share of the light taken by a dot that a photo of it shows, blurred by lens and skin and averaged
/// over neighbors: 0.3 to 0.65 for dots of 4 pixels blurred by 0.5 to 1.5.
const SHOWN: f64 = 0.5;
/// Standard deviation of the logarithm of that share: 0.3 to 0.65 lie within 1.5 of it.
const SHOWN_SD: f64 = 0.35;
/// Optical thickness of the palest and the strongest dots that are looked for.
const THICKNESS: (f64, f64) = (0.005, 20.0);
/// The strongest that dots on a scalp are made, by judgment: hardly diluted ink.
const STRONGEST: f64 = 2.0;
/// Steps of the curve from one to the other: straight lines between are within 0.001 of the pigment.
const STEPS: u32 = 128;
/// Least standard deviation of the logarithm of what is left that a palette keeps: that of its format.
const LEAST_SD: f64 = 0.01;

/// How far dots have faded.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct DotFading {
    /// Contrast of the zone with the skin between its dots, over that at the first visit: what a
    /// photo shows, without any model.
    pub contrast: f64,
    /// Pigment in the dots over that at the first visit, by the skin model: 1 is all of it.
    pub left: f64,
    /// Where that lies with a probability of 0.9.
    pub interval: (f64, f64),
}

impl DotFading {
    /// Compares the dots of two visits, if those of both stand out, in a skin of this color.
    ///
    /// The zone's contrast is what a soft photo keeps of the dots, and so its ratio tells how much
    /// less light they take. How dark they are to begin with, which the sharper photo tells best,
    /// says where on the model's curve of contrast over pigment that happens.
    pub(super) fn between(
        [before, after]: [&Visit<'_>; 2],
        skin: Option<Lab>,
        options: &RankOptions,
    ) -> Option<Self> {
        let before = before.dots.as_ref().filter(|dots| dots.are_seen())?;
        let after = after.dots.as_ref().filter(|dots| dots.are_seen())?;
        let curve = TakenLight::new(&Skin::fit(skin?), &options.geometry);
        let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
        let mut draw = |(before, after): (&Transmittance, &Transmittance)| {
            let cameras = std::f64::consts::SQRT_2 * CONTRAST * normal(&mut rng);
            let shown = (SHOWN_SD * normal(&mut rng)).exp();
            let ratio = after.contrast() / before.contrast() * cameras.exp();
            curve.left(ratio, shown * level(before, after))
        };
        let mut draws: Vec<f64> = before
            .draws
            .iter()
            .zip(&after.draws)
            .map(&mut draw)
            .collect();
        draws.sort_unstable_by(f64::total_cmp);
        let contrast = after.found.contrast() / before.found.contrast();
        let tail = (1.0 - HELD) / 2.0;
        Some(Self {
            contrast,
            left: curve.left(contrast, level(&before.found, &after.found)),
            interval: [tail, 1.0 - tail]
                .map(|share| quantile(&draws, share))
                .into(),
        })
    }

    /// What a palette keeps of it, for dots that were so many days old at the two visits.
    #[must_use]
    pub fn observed(&self, from_days: f64, to_days: f64) -> FadingObservation {
        let (low, high) = self.interval;
        let relative_sd = (high / low).ln() / (2.0 * NINETY_PERCENT);
        let rounded = |number: f64| (number * 1000.0).round() / 1000.0;
        FadingObservation {
            from_days,
            to_days,
            left: rounded(self.left),
            relative_sd: rounded(relative_sd).max(LEAST_SD),
            note: String::new(),
        }
    }

    /// The parts of water, healed as the first visit was, that dots of `water_parts` now look like.
    #[must_use]
    pub fn looks_like(&self, water_parts: f64) -> f64 {
        ((1.0 + water_parts) / self.left - 1.0).max(0.0)
    }
}

/// Share of the light that a dot took at the first visit, by the photo that shows dots the better.
fn level(before: &Transmittance, after: &Transmittance) -> f64 {
    let by_after = after.depth * before.contrast() / after.contrast();
    before.depth.max(by_after) / SHOWN
}

/// The share of the light that a healed dot takes, 0 to 1, over the logarithm of its optical
/// thickness; both ascend.
struct TakenLight(Vec<(f64, f64)>);

impl TakenLight {
    fn new(skin: &Skin, geometry: &DotGeometry) -> Self {
        let (palest, strongest) = (THICKNESS.0.ln(), THICKNESS.1.ln());
        let point = |step| {
            let ln_thickness = palest + (strongest - palest) * f64::from(step) / f64::from(STEPS);
            let deposit = Deposit {
                optical_thickness: ln_thickness.exp(),
                ..Deposit::new(1.0, 1.0, HEALED_DAYS)
            };
            (ln_thickness, 1.0 - skin.left_by_dot(&deposit, geometry).y)
        };
        Self((0..=STEPS).map(point).collect())
    }

    /// The pigment left of dots that took `level` of the light, 0 to 1, and now take `ratio` of that.
    fn left(&self, ratio: f64, level: f64) -> f64 {
        let most = self.between(STRONGEST.ln(), |(ln_thickness, taken)| {
            (ln_thickness, taken)
        });
        let level = level.min(most);
        let ln_thickness =
            |taken| self.between(taken, |(ln_thickness, taken)| (taken, ln_thickness));
        (ln_thickness(level * ratio) - ln_thickness(level)).exp()
    }

    /// What one axis has at a place on the other, each point given as place and value; the value at
    /// the end where the place lies beyond.
    fn between(&self, at: f64, axes: fn((f64, f64)) -> (f64, f64)) -> f64 {
        let next = self.0.partition_point(|point| axes(*point).0 < at);
        let place = |index: usize| self.0.get(index).copied().map(axes);
        match (next.checked_sub(1).and_then(place), place(next)) {
            (Some((from, low)), Some((to, high))) => low + (high - low) * (at - from) / (to - from),
            (Some((_, end)), None) | (None, Some((_, end))) => end,
            (None, None) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_of_half_their_pigment_look_like_twice_as_diluted_ones() {
        let half = DotFading {
            contrast: 0.5,
            left: 0.5,
            interval: (0.4, 0.6),
        };
        assert!((half.looks_like(20.0) - 41.0).abs() < 1e-9);
    }
}
