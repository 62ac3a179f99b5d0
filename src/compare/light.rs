//! One light for two photos.

use rand_chacha::ChaCha8Rng;

use super::Visit;
use super::colors::Colors;
use crate::analysis::Analysis;
use crate::color::LinearRgb;
use crate::light::Light;

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
        let skins = Colors::skin_of(before).zip(Colors::skin_of(after));
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

    /// The colors of both photos in one light.
    pub(super) fn unite(&self, [before, after]: [Colors; 2]) -> [Colors; 2] {
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
    ) -> [Colors; 2] {
        let colors = [before, after].map(|visit| Colors::drawn(visit, draw, rng));
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
