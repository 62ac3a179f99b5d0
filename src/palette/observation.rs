//! What photos of healed work have told of an ink.

use serde::{Deserialize, Serialize};

use super::dilution::{Reading, whole_as_integer};
use crate::color::{Lab, LabSd};

/// One dot in skin as a photo showed it, and the bare skin beside it. The photo is not kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an observation object")]
pub struct Observation {
    /// Parts of pigment by volume in the mix, above 0.
    #[serde(serialize_with = "whole_as_integer")]
    pub pigment_parts: f64,
    /// Parts of water by volume in the mix.
    #[serde(serialize_with = "whole_as_integer")]
    pub water_parts: f64,
    /// Days since the session, 0 to 7305.
    #[serde(serialize_with = "whole_as_integer")]
    pub age_days: f64,
    /// Diameter of the dot in mm, 0.1 to 2.
    #[serde(serialize_with = "whole_as_integer")]
    pub dot_mm: f64,
    /// How the light of the photo was known.
    pub light: LightSource,
    pub(super) dot: Reading,
    pub(super) skin: Reading,
    pub(super) sd: Reading,
    /// Whatever the artist knows it again by, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How the light of a photo was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LightSource {
    /// Not at all.
    None,
    /// By a gray card.
    Card,
    /// By a color chart.
    Chart,
}

/// The mix that a dot was made with, its age and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// Parts of water to 1 part of pigment.
    pub water_parts: f64,
    /// Days since the session.
    pub age_days: f64,
    /// Diameter of the dot in mm.
    pub dot_mm: f64,
}

impl Observation {
    /// A dot and the bare skin beside it under D65, rounded to hundredths; `sd` is that of the dot
    /// against the skin.
    #[must_use]
    pub fn new(work: Work, dot: Lab, skin: Lab, sd: LabSd, light: LightSource) -> Self {
        let rounded = |numbers: [f64; 3]| Reading(numbers.map(|it| (it * 100.0).round() / 100.0));
        Self {
            pigment_parts: 1.0,
            water_parts: work.water_parts,
            age_days: work.age_days,
            dot_mm: work.dot_mm,
            light,
            dot: rounded([dot.l, dot.a, dot.b]),
            skin: rounded([skin.l, skin.a, skin.b]),
            sd: rounded([sd.l, sd.a, sd.b]),
            note: String::new(),
        }
    }

    /// The color of the dot.
    #[must_use]
    pub fn dot(&self) -> Lab {
        let Reading([l, a, b]) = self.dot;
        Lab::new(l, a, b)
    }

    /// The bare skin beside it.
    #[must_use]
    pub fn skin(&self) -> Lab {
        let Reading([l, a, b]) = self.skin;
        Lab::new(l, a, b)
    }

    /// How far the dot's color, against the skin's, may be off.
    #[must_use]
    pub fn sd(&self) -> LabSd {
        let Reading([l, a, b]) = self.sd;
        LabSd { l, a, b }
    }

    /// Share of the mix that was pigment, above 0 to 1.
    #[must_use]
    pub fn pigment_share(&self) -> f64 {
        self.pigment_parts / (self.pigment_parts + self.water_parts)
    }
}

/// How far the same dots have faded from one visit to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a fading object")]
pub struct FadingObservation {
    /// Days since the session at the first visit, 0 to 7305.
    #[serde(serialize_with = "whole_as_integer")]
    pub from_days: f64,
    /// The same at the second visit, more than at the first.
    #[serde(serialize_with = "whole_as_integer")]
    pub to_days: f64,
    /// Pigment left over that at the first visit, 0.001 to 10.
    #[serde(serialize_with = "whole_as_integer")]
    pub left: f64,
    /// Standard deviation of its natural logarithm, 0.01 to 3.
    #[serde(serialize_with = "whole_as_integer")]
    pub relative_sd: f64,
    /// Whatever the artist knows it again by, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
