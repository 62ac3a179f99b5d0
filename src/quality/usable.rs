//! Whether the answer to a photo can be used, as a probability: a logistic regression on few figures.

use super::usable_table::{INTERCEPT, WEIGHTS};

/// Probability below which the hair that was found is doubted: it is then more likely of no use.
pub(crate) const DOUBTED: f64 = 0.5;

/// What tells whether the hair that was found is hair, and its color and the skin's are theirs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clues {
    /// Mean probability of hair in the surest half of the hair zone, to the network.
    pub inside_hair: f64,
    /// The same of the whole zone.
    pub all_hair: f64,
    /// The zone's share of the picture, above 0 to 1. It counts by its logarithm: a small zone is
    /// mostly soft edge, so the same mean probability says more of it.
    pub share: f64,
    /// 1 where the colors of hair and skin contradict each other, or are those of one surface; 0
    /// where they do not.
    pub contradicted: f64,
}

impl Clues {
    /// The probability, 0 to 1, that an answer to the photo can be used: that the zone holds the
    /// hair and nothing else, and that the best shade is at most one step off the one by hand.
    ///
    /// ```
    /// use smpmatch::quality::Clues;
    ///
    /// let sure = Clues { inside_hair: 0.99, all_hair: 0.95, share: 0.2, contradicted: 0.0 };
    /// let doubted = Clues { all_hair: 0.6, contradicted: 1.0, ..sure };
    /// assert!(sure.usable() > 0.8 && doubted.usable() < 0.5);
    /// ```
    #[must_use]
    pub fn usable(&self) -> f64 {
        let odds = INTERCEPT
            + WEIGHTS.inside_hair * self.inside_hair
            + WEIGHTS.all_hair * self.all_hair
            + WEIGHTS.share * self.share.ln()
            + WEIGHTS.contradicted * self.contradicted;
        1.0 / (1.0 + (-odds).exp())
    }
}
