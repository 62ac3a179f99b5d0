//! What a color difference means to the eye.

use serde::Serialize;

/// ΔE00 that half of all observers see (Paravina et al., *Journal of Esthetic and Restorative
/// Dentistry* 27 (2015) S1, doi 10.1111/jerd.12149). For dots seen from a distance it is strict; on
/// dark skin observers are more tolerant (Leow et al., 2006, doi 10.1080/03093640500465096).
pub(crate) const PERCEPTIBLE: f64 = 0.8;
/// ΔE00 that half of all observers accept (the same).
pub(crate) const ACCEPTABLE: f64 = 1.8;

/// What a color difference means to the eye, in the five bands used for shade matching in
/// dentistry: to the perceptibility threshold, and to one, two and three times the acceptability
/// threshold.
///
/// No study of these thresholds for pigmented dots is known; they are for patches side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum Closeness {
    /// ΔE00 to 0.8.
    #[serde(rename = "not perceptible")]
    NotPerceptible,
    /// ΔE00 to 1.8.
    #[serde(rename = "acceptable")]
    Acceptable,
    /// ΔE00 to 3.6.
    #[serde(rename = "moderately different")]
    ModeratelyDifferent,
    /// ΔE00 to 5.4.
    #[serde(rename = "clearly different")]
    ClearlyDifferent,
    /// ΔE00 above that.
    #[serde(rename = "extremely different")]
    ExtremelyDifferent,
}

impl Closeness {
    /// What a ΔE00 means.
    ///
    /// ```
    /// use smpmatch::rank::Closeness;
    ///
    /// assert_eq!(Closeness::of(0.8), Closeness::NotPerceptible);
    /// assert_eq!(Closeness::of(2.5).words(), "moderately different");
    /// ```
    #[must_use]
    pub fn of(delta_e: f64) -> Self {
        match delta_e {
            d if d <= PERCEPTIBLE => Self::NotPerceptible,
            d if d <= ACCEPTABLE => Self::Acceptable,
            d if d <= 2.0 * ACCEPTABLE => Self::ModeratelyDifferent,
            d if d <= 3.0 * ACCEPTABLE => Self::ClearlyDifferent,
            _ => Self::ExtremelyDifferent,
        }
    }

    /// The band in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotPerceptible => "not perceptible",
            Self::Acceptable => "acceptable",
            Self::ModeratelyDifferent => "moderately different",
            Self::ClearlyDifferent => "clearly different",
            Self::ExtremelyDifferent => "extremely different",
        }
    }
}
