//! How surely an answer can be used.

use serde::Serialize;

use crate::quality::Clues;
use crate::report::round;

/// Whether the answer can be used, and what tells so. Shares are 0 to 1.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct ReadingReport {
    /// The probability that it can be used.
    #[serde(serialize_with = "round::share")]
    pub usable: f64,
    /// Mean probability of hair in the surest half of the hair zone.
    #[serde(serialize_with = "round::share")]
    pub inside_hair: f64,
    /// The same of the whole zone.
    #[serde(serialize_with = "round::share")]
    pub all_hair: f64,
    /// The zone's share of what was looked at.
    #[serde(serialize_with = "round::share")]
    pub share: f64,
    /// Whether the colors of hair and skin contradict each other.
    pub contradicted: bool,
}

impl From<Clues> for ReadingReport {
    fn from(clues: Clues) -> Self {
        Self {
            usable: clues.usable(),
            inside_hair: clues.inside_hair,
            all_hair: clues.all_hair,
            share: clues.share,
            contradicted: clues.contradicted > 0.0,
        }
    }
}
