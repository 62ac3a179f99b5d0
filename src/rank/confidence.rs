//! How sure a ranking is, and between which shades it leaves the choice.

use std::ops::RangeInclusive;

use serde::Serialize;

use super::Match;
use crate::warning::Warning;

/// Probability that the range of shades holds the best one, as of every interval in the reports.
const WITHIN_RANGE: f64 = 0.9;

/// Probability of the first match from which a ranking is sure; by judgment: clearly more than even.
pub(crate) const LIKELY: f64 = 0.6;

/// How sure a ranking is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Confidence {
    /// In one word.
    pub level: Level,
    /// The shades that are about equally good: the best is among them with a probability of 0.9,
    /// given the ink as the palette states it. Lighter first.
    pub shades: Vec<String>,
    /// The shades among which the best is with a probability of 0.9 if the ink's strength and depth
    /// may be off too. Lighter first.
    pub shades_with_ink: Vec<String>,
}

/// How sure a ranking is, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The first match is the best with a probability of 0.6 or more.
    High,
    /// The best is the first match or next to it with a probability of 0.8 or more.
    Medium,
    /// Neither, or nothing else was compared.
    Low,
}

impl Level {
    /// The level in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }

    /// Being the closest says nothing where nothing else was compared.
    fn of(first: &Match, ladder: &[Match]) -> Self {
        match first.probability {
            _ if ladder.len() < 2 => Self::Low,
            probability if probability.closest >= LIKELY => Self::High,
            probability if probability.within_one >= 0.8 => Self::Medium,
            _ => Self::Low,
        }
    }
}

impl Confidence {
    /// Weighs the matches of a palette, at least one, which are sorted from pale to dark; `first`
    /// is the place of the closest. Marks those that tie with it.
    pub(super) fn weigh(ladder: &mut [Match], first: usize) -> Self {
        let probabilities = |of: fn(&Match) -> f64| ladder.iter().map(of).collect::<Vec<f64>>();
        let tied = likely(&probabilities(|found| found.probability.closest), first);
        let with_ink = likely(
            &probabilities(|found| found.probability.closest_with_ink),
            first,
        );
        for found in &mut ladder[tied.clone()] {
            found.tie = tied.start() < tied.end();
        }
        let shades = |range: RangeInclusive<usize>| {
            let found = ladder[range].iter();
            found.map(|found| found.shade.clone()).collect()
        };
        Self {
            level: Level::of(&ladder[first], ladder),
            shades: shades(tied),
            shades_with_ink: shades(with_ink),
        }
    }

    /// What to doubt about the first match.
    pub(super) fn doubt(&self) -> Option<Warning> {
        (self.shades.len() > 1).then(|| Warning::ShadesTie {
            shades: self.shades.clone(),
        })
    }
}

/// The least range around a place that is likely enough to hold the best.
fn likely(probabilities: &[f64], around: usize) -> RangeInclusive<usize> {
    let (mut start, mut end) = (around, around);
    let mut held = probabilities[around];
    // Probabilities are counts of draws, whose sum is 0.9 but for rounding.
    while held < WITHIN_RANGE - 1e-9 {
        let paler = start.checked_sub(1).map(|at| probabilities[at]);
        let darker = probabilities.get(end + 1).copied();
        match (paler, darker) {
            (None, None) => break,
            (Some(paler), darker) if darker.is_none_or(|darker| paler >= darker) => start -= 1,
            _ => end += 1,
        }
        held += paler.unwrap_or(0.0).max(darker.unwrap_or(0.0));
    }
    start..=end
}
