//! One light for two photos.

use rand_chacha::ChaCha8Rng;

use super::Visit;
use super::colors::VisitColors;
use crate::analysis::Analysis;
use crate::color::LinearRgb;
use crate::light::{Accuracy, Light};

/// Standard deviation of the logarithm of what tan and redness change the light of bare skin by from
/// visit to visit: all channels together, and each besides. A summer's tan takes about 5 L* off light
/// skin, a third of its light; chosen so that this is two of it.
const TAN: f64 = 0.15;
const REDNESS: f64 = 0.05;
/// Chi-squared of three degrees of freedom that 1 % of photos of one head pass (any table of its quantiles).
const ONE_IN_A_HUNDRED: f64 = 11.34;

/// One of two photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// That of the first visit.
    Before,
    /// That of the second visit.
    After,
}

/// How two photos were brought into one light.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum CommonLight {
    /// Each was corrected by its own card or chart.
    References,
    /// One was corrected to the other by the bare skin of both: a factor for each channel of linear
    /// light makes them equal. A tan, redness or another exposure are undone alike.
    SharedSkin {
        /// The photo that was corrected: the one without a card or chart, or the second.
        corrected: Which,
        /// What its channels were multiplied by.
        gains: LinearRgb,
    },
    /// Not at all: a photo shows no bare skin.
    Unknown,
}

impl CommonLight {
    /// The way that two photos allow.
    pub(super) fn of([before, after]: [&Analysis; 2]) -> Self {
        let is_known = |analysis: &Analysis| analysis.light != Light::Unknown;
        let skins = VisitColors::skin_of(before).zip(VisitColors::skin_of(after));
        match (is_known(before), is_known(after), skins) {
            (true, true, _) => Self::References,
            (_, _, None) => Self::Unknown,
            (false, true, Some((before, after))) => Self::SharedSkin {
                corrected: Which::Before,
                gains: after / before,
            },
            (_, false, Some((before, after))) => Self::SharedSkin {
                corrected: Which::After,
                gains: before / after,
            },
        }
    }

    /// Whether the bare skin of both photos can be that of one head, as far as the light on each is
    /// known.
    pub(super) fn is_of_one_head(analyses: [&Analysis; 2]) -> bool {
        let [before, after] = analyses.map(VisitColors::skin_of);
        let Some((before, after)) = before.zip(after) else {
            return true;
        };
        let [one, other] = analyses.map(|analysis| analysis.light.accuracy());
        let variance =
            |of: fn(Accuracy) -> f64, own: f64| of(one).powi(2) + of(other).powi(2) + own.powi(2);
        let gains = after / before;
        let channels = [gains.red, gains.green, gains.blue].map(f64::ln);
        let mean = channels.iter().sum::<f64>() / 3.0;
        let besides: f64 = channels.iter().map(|gain| (gain - mean).powi(2)).sum();
        let together = mean.powi(2) / variance(|accuracy| accuracy.gain, TAN);
        together + besides / variance(|accuracy| accuracy.balance, REDNESS) < ONE_IN_A_HUNDRED
    }

    /// The colors of both photos in one light.
    pub(super) fn unite(&self, [before, after]: [VisitColors; 2]) -> [VisitColors; 2] {
        let Self::SharedSkin { corrected, .. } = self else {
            return [before, after];
        };
        match corrected {
            Which::Before => [before.with_skin_of(&after), after],
            Which::After => [before, after.with_skin_of(&before)],
        }
    }

    /// A draw of the colors of both photos in one light.
    pub(super) fn drawn(
        &self,
        [before, after]: [&Visit<'_>; 2],
        draw: usize,
        rng: &mut ChaCha8Rng,
    ) -> [VisitColors; 2] {
        let colors = [before, after].map(|visit| VisitColors::drawn(visit, draw, rng));
        let lights = [before, after].map(|visit| visit.answer.analysis.light.accuracy().drawn(rng));
        let [of_before, of_after] = match self {
            Self::References | Self::Unknown => lights,
            // What was corrected has come into the light of the other, and shares what that is off by.
            Self::SharedSkin { corrected, .. } => match corrected {
                Which::Before => [lights[1]; 2],
                Which::After => [lights[0]; 2],
            },
        };
        let [before, after] = self.unite(colors);
        [before.lit(of_before), after.lit(of_after)]
    }
}
