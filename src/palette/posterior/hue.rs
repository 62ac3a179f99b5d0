//! What dots are off the model by in hue.

use super::grid::Summary;
use super::sight::Sight;
use super::{Moments, normal, student};
use crate::color::Lab;
use crate::numbers::real;
use crate::skin::Fading;

/// Standard deviations of the offset of a* and b*: on seven borders of treated and bare skin in photos
/// of real heads a* lay 3 to 10 above the model's, and b* within 6 of it.
pub(super) const PRIOR: Tinge = Tinge { a: 7.0, b: 4.0 };
/// Standard deviation of either from head to head; an assumption.
const HEAD: f64 = 2.0;
/// Step of the grid, and the standard deviations of the prior that it reaches to.
const STEP: f64 = 0.1;
const REACH: f64 = 4.0;
/// Share of the skin's light that a dot takes by which the offset is there to 63 %: of the palest
/// shades in use most of it, of no pigment none; chosen.
const FULL: f64 = 0.05;

/// What dots are off the model by in a* and b*, or how far that may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tinge {
    pub(crate) a: f64,
    pub(crate) b: f64,
}

impl Tinge {
    /// How far this may be off on the next head, where it is a standard deviation in one hand.
    pub(super) fn on_a_head(self) -> Self {
        Self {
            a: self.a.hypot(HEAD),
            b: self.b.hypot(HEAD),
        }
    }

    /// What is added to the color of pigment that leaves this share, 0 to 1, of the skin's light.
    pub(crate) fn at(self, left: f64) -> Lab {
        let here = -(-(1.0 - left).max(0.0) / FULL).exp_m1();
        Lab::new(0.0, self.a * here, self.b * here)
    }
}

/// The offsets of a* and b* with their standard deviations.
pub(super) fn offsets(sights: &[Sight], summary: &Summary, fading: &Fading) -> (Moments, Moments) {
    let seen: Vec<(Lab, Tinge, f64)> = sights
        .iter()
        .map(|sight| {
            let look = sight.look(summary.ln_strength.mean, summary.depth_mm.mean, fading);
            let (a, b) = (sight.sd.a.hypot(HEAD), sight.sd.b.hypot(HEAD));
            let left = luminance(look.lab) / luminance(sight.skin);
            let full = Tinge { a: 1.0, b: 1.0 }.at(left).a;
            (sight.dot - look.lab, Tinge { a, b }, full)
        })
        .collect();
    (
        offset(PRIOR.a, &seen, |(off, sd, full)| (off.a, sd.a, *full)),
        offset(PRIOR.b, &seen, |(off, sd, full)| (off.b, sd.b, *full)),
    )
}

/// One offset by what was seen: how far off, its standard deviation, and the share of the offset that
/// is there.
fn offset<T>(prior: f64, seen: &[T], of: impl Fn(&T) -> (f64, f64, f64)) -> Moments {
    let reach = REACH * prior;
    let steps = crate::numbers::floor(2.0 * reach / STEP);
    let places: Vec<f64> = (0..=steps).map(|step| real(step) * STEP - reach).collect();
    let logs: Vec<f64> = places
        .iter()
        .map(|place| {
            let likelihood = |seen: &T| {
                let (off, sd, full) = of(seen);
                student(off - place * full, sd)
            };
            normal(*place, prior) + seen.iter().map(likelihood).sum::<f64>()
        })
        .collect();
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.into_iter().map(|log| (log - most).exp()).collect();
    let whole: f64 = weights.iter().sum();
    let mean_of = |value: &dyn Fn(f64) -> f64| {
        let weighted = places
            .iter()
            .zip(&weights)
            .map(|(at, weight)| value(*at) * weight);
        weighted.sum::<f64>() / whole
    };
    let mean = mean_of(&|at| at);
    Moments {
        mean,
        sd: mean_of(&|at| (at - mean).powi(2)).sqrt(),
    }
}

/// Luminance of a color, of white 1.
fn luminance(lab: Lab) -> f64 {
    use palette::convert::FromColorUnclamped;
    crate::color::Xyz::from_color_unclamped(lab).y
}
