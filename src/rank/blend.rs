//! The shade that gives a zone's look as a whole at a density of dots.
//!
//! What single hairs of stubble look like is hard to tell, but what they take from the skin all together
//! is not: light adds, however little of it a photo resolves.

use super::RankOptions;
use super::closeness::{ACCEPTABLE, PERCEPTIBLE};
use super::outlook::densities;
use super::prediction::{Prediction, is_shade_guide};
use super::probability::{Trial, interval};
use crate::color::{Lab, delta_e};
use crate::head::Head;
use crate::numbers::real;
use crate::palette::Dilution;

/// The blend at one density.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Blend {
    /// Dots on a square centimeter.
    pub dots_per_cm2: f64,
    /// The dilution; none where dots so far apart are too light even of undiluted ink.
    pub best: Option<BlendMatch>,
}

/// The dilution whose dots, with the skin between them, come closest to a zone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BlendMatch {
    /// The artist's name for the dilution.
    pub shade: String,
    /// Parts of pigment by volume.
    pub pigment_parts: f64,
    /// Parts of water by volume.
    pub water_parts: f64,
    /// The color of dots and skin together, expected at the age asked for.
    pub lab: Lab,
    /// ΔE00 between that and the zone.
    pub delta_e: f64,
    /// ΔE00 that 5 % and 95 % of the draws stay below.
    pub delta_e_interval: (f64, f64),
    /// Probability, 0 to 1, of being the closest at this density, given the ink as the palette states
    /// it.
    pub probability: f64,
}

impl Blend {
    /// The blends at several densities, the thinnest first, by a palette that is sorted from pale to
    /// dark; none where there is no zone to blend with, where it is as light as the skin, and where the
    /// palette holds patches.
    pub(super) fn all(
        head: &Head,
        ladder: &[&Dilution],
        prediction: &Prediction<'_>,
        trials: &[Trial],
        options: &RankOptions,
    ) -> Vec<Self> {
        let Some(zone) = head
            .zone
            .filter(|zone| is_darker(*zone, head.skin, PERCEPTIBLE))
        else {
            return Vec::new();
        };
        if is_shade_guide(prediction.palette) {
            return Vec::new();
        }
        // Hue alone never makes a denser plan ask for a darker shade.
        let mut darkest = ladder.len();
        let mut blend = |dots_per_cm2| {
            let steps = Steps::new(ladder, prediction.seen_afar(dots_per_cm2));
            let best = steps.closest(zone, darkest);
            darkest = best.map_or(darkest, |best| best + 1);
            Self {
                dots_per_cm2,
                best: best.map(|best| steps.weighed(best, zone, trials)),
            }
        };
        densities(options.dots_per_cm2)
            .into_iter()
            .map(&mut blend)
            .collect()
    }
}

/// A palette's dilutions at one density.
struct Steps<'a> {
    ladder: &'a [&'a Dilution],
    prediction: Prediction<'a>,
    /// The look of each.
    labs: Vec<Lab>,
}

impl<'a> Steps<'a> {
    fn new(ladder: &'a [&'a Dilution], prediction: Prediction<'a>) -> Self {
        let labs = ladder.iter().map(|dilution| prediction.color(dilution).0);
        Self {
            labs: labs.collect(),
            ladder,
            prediction,
        }
    }

    /// The place of the closest to a zone among the palest, so many of them; none where even the
    /// darkest dilution is too light.
    fn closest(&self, zone: Lab, among: usize) -> Option<usize> {
        let darkest = self.labs.last()?;
        if is_darker(zone, *darkest, ACCEPTABLE) {
            return None;
        }
        let places = self.labs.iter().take(among).enumerate();
        let by_distance = |lab: &Lab| delta_e(*lab, zone);
        places
            .min_by(|(_, one), (_, other)| by_distance(one).total_cmp(&by_distance(other)))
            .map(|(place, _)| place)
    }

    /// The dilution at a place, with what draws of the head say of it.
    fn weighed(&self, place: usize, zone: Lab, trials: &[Trial]) -> BlendMatch {
        let forecasts: Vec<_> = self
            .ladder
            .iter()
            .map(|dilution| self.prediction.forecast(dilution))
            .collect();
        let (mut off, mut won) = (Vec::with_capacity(trials.len()), 0_usize);
        for trial in trials {
            let zone = trial.zone.unwrap_or(zone);
            let distances = forecasts
                .iter()
                .map(|forecast| delta_e(forecast.color(trial.skin), zone));
            let distances: Vec<f64> = distances.collect();
            let own = distances[place];
            won += usize::from(distances.iter().all(|other| own <= *other));
            off.push(own);
        }
        let dilution = self.ladder[place];
        BlendMatch {
            shade: dilution.shade.clone(),
            pigment_parts: dilution.pigment_parts,
            water_parts: dilution.water_parts,
            lab: self.labs[place],
            delta_e: delta_e(self.labs[place], zone),
            delta_e_interval: interval(off),
            probability: real(won) / real(trials.len().max(1)),
        }
    }
}

/// Whether a color is darker than another by so much ΔE00 in lightness alone.
fn is_darker(one: Lab, other: Lab, delta: f64) -> bool {
    one.l < other.l && delta_e(Lab { l: other.l, ..one }, one) > delta
}
