//! How large a photo shows the head.

use serde::Serialize;

use crate::analysis::{Scale, ScaleSource};
use crate::report::round;

/// How large a photo shows the head.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct ScaleReport {
    /// Pixels of the photo to a millimeter.
    #[serde(serialize_with = "round::hundredths")]
    pub pixels_per_mm: f64,
    /// Between which 9 in 10 lie.
    #[serde(serialize_with = "round::interval")]
    pub interval: (f64, f64),
    /// What tells it.
    pub source: ScaleSource,
}

impl From<Scale> for ScaleReport {
    fn from(scale: Scale) -> Self {
        Self {
            pixels_per_mm: scale.pixels_per_mm,
            interval: scale.interval,
            source: scale.source,
        }
    }
}
