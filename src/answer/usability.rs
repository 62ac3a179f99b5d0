//! What to do with an answer: the one verdict that nothing else in a report contradicts.

use serde::Serialize;

use super::verdict::is_shaken;
use crate::warning::{MOST_TIED, Warning};

/// ΔE00 to the target beyond which the closest dilution is no match: as far as colors of a photo
/// without a gray card may be off.
const FARTHEST: f64 = 10.0;

/// What an answer is good for, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Usability {
    /// Mix it and try it.
    Usable,
    /// First see whether hair and skin were read in the right places.
    CheckZone,
    /// The photo cannot carry an answer; another one may.
    TakeAgain,
}

impl Usability {
    /// The verdict in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Usable => "usable",
            Self::CheckZone => "check the zone",
            Self::TakeAgain => "take it again",
        }
    }

    /// Whether the shades are worth being looked at beside the verdict: of a photo to take again they
    /// would say what it cannot.
    #[must_use]
    pub fn shows_shades(self) -> bool {
        self != Self::TakeAgain
    }

    /// What an answer is good for as far as one warning goes.
    fn under(warning: &Warning) -> Self {
        match warning {
            Warning::BestMatchFar { delta_e } if *delta_e > FARTHEST => Self::CheckZone,
            Warning::ShadesTie { shades } if shades.len() > MOST_TIED => Self::TakeAgain,
            Warning::HairNotFound
            | Warning::HairNotSure
            | Warning::SkinNotFound
            | Warning::AsLightAsSkin => Self::CheckZone,
            warning if warning.is_serious() && is_shaken(warning) => Self::TakeAgain,
            _ => Self::Usable,
        }
    }
}

/// What to do with an answer, and why.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Verdict {
    /// What the answer is good for.
    pub usability: Usability,
    /// The warning that decides it; none of a usable one.
    pub because: Option<Warning>,
}

impl Verdict {
    /// The verdict under all warnings: the worst of any, by the first that says so.
    pub(super) fn under(warnings: &[Warning]) -> Self {
        let verdicts = warnings.iter().map(|it| (Usability::under(it), it));
        let doubts = verdicts.filter(|(usability, _)| *usability > Usability::Usable);
        // Of equal ones `max_by_key` takes the last.
        let worst = doubts.rev().max_by_key(|(usability, _)| *usability);
        Self {
            usability: worst.map_or(Usability::Usable, |(usability, _)| usability),
            because: worst.map(|(_, warning)| warning.clone()),
        }
    }

    /// Whether the answer may be worked by.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.usability == Usability::Usable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_doubt_decides_and_of_equal_ones_the_first() {
        let blurred = Warning::Blurred { sharpness: 0.1 };
        let far = Warning::BestMatchFar { delta_e: 12.0 };
        let warnings = [
            Warning::LongHair,
            Warning::HairNotSure,
            far,
            blurred.clone(),
        ];
        let verdict = Verdict::under(&warnings);
        assert_eq!(verdict.usability, Usability::TakeAgain);
        assert_eq!(verdict.because, Some(blurred));
        let verdict = Verdict::under(&warnings[..3]);
        assert_eq!(verdict.usability, Usability::CheckZone);
        assert_eq!(verdict.because, Some(Warning::HairNotSure));
        assert!(Verdict::under(&warnings[..1]).is_usable());
    }

    #[test]
    fn five_shades_alike_or_a_match_far_off_are_no_answer() {
        let tie = |count: usize| Warning::ShadesTie {
            shades: vec!["20".to_owned(); count],
        };
        assert!(Verdict::under(&[tie(4)]).is_usable());
        assert_eq!(Verdict::under(&[tie(5)]).usability, Usability::TakeAgain);
        assert!(Verdict::under(&[Warning::BestMatchFar { delta_e: 9.9 }]).is_usable());
    }
}
