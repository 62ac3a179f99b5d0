//! How a color has changed, and how far that may be off.

use super::HELD;
use super::colors::VisitColors;
use crate::color::{Lab, delta_e};
use crate::numbers::{quantile, real};

/// The change of one color from the first visit to the second, in one light.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// At the first visit.
    pub before: Lab,
    /// At the second visit.
    pub after: Lab,
    /// `after` less `before` in each coordinate.
    pub delta: Lab,
    /// ΔE00 between the two.
    pub delta_e: f64,
    /// How far these may be off.
    pub margin: Margin,
}

/// What a change stays within with a probability of 0.9 where nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Margin {
    /// In L*, to either side.
    pub l: f64,
    /// In a*, to either side.
    pub a: f64,
    /// In b*, to either side.
    pub b: f64,
    /// In ΔE00.
    pub delta_e: f64,
}

impl Change {
    /// The change of one of the colors, if both visits show it.
    pub(super) fn new(
        [before, after]: &[VisitColors; 2],
        draws: &[[VisitColors; 2]],
        of: fn(&VisitColors) -> Option<Lab>,
    ) -> Option<Self> {
        let (before, after) = of(before).zip(of(after))?;
        let delta = after - before;
        let errors: Vec<Lab> = draws
            .iter()
            .filter_map(|[before, after]| Some(of(after)? - of(before)? - delta))
            .collect();
        Some(Self {
            before,
            after,
            delta,
            delta_e: delta_e(before, after),
            margin: Margin::of(&errors, before),
        })
    }

    /// Whether lightness or the color as a whole has changed by more than the photos may be off.
    #[must_use]
    pub fn is_beyond_margin(&self) -> bool {
        self.delta.l.abs() > self.margin.l || self.delta_e > self.margin.delta_e
    }
}

impl Margin {
    /// By the errors of draws of one color.
    fn of(errors: &[Lab], color: Lab) -> Self {
        let within = |size: &dyn Fn(&Lab) -> f64| {
            let mut sizes: Vec<f64> = errors.iter().map(size).collect();
            sizes.sort_unstable_by(f64::total_cmp);
            quantile(&sizes, HELD)
        };
        let mean = errors
            .iter()
            .fold(Lab::default(), |sum, error| sum + *error)
            / real(errors.len().max(1));
        Self {
            l: within(&|error| (error.l - mean.l).abs()),
            a: within(&|error| (error.a - mean.a).abs()),
            b: within(&|error| (error.b - mean.b).abs()),
            delta_e: within(&|error| delta_e(color, color + *error - mean)),
        }
    }
}
