//! Heads that one shade does not fit.

use serde::Serialize;

use super::Swatch;
use crate::color::ItaClass;
use crate::rank::{Mix, Recipe, StartingPoint, ToneMatch};
use crate::report::round;

/// Shades for salt and pepper hair.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MixReport {
    /// For the gray hair.
    pub lighter: ToneReport,
    /// For the rest.
    pub darker: ToneReport,
}

impl From<&Mix> for MixReport {
    fn from(mix: &Mix) -> Self {
        Self {
            lighter: ToneReport::from(&mix.lighter),
            darker: ToneReport::from(&mix.darker),
        }
    }
}

/// The shade for one color of hair.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ToneReport {
    /// Color of the hair.
    #[serde(flatten)]
    pub color: Swatch,
    /// Its share of the hair, 0 to 1.
    #[serde(serialize_with = "round::share")]
    pub share: f64,
    /// Name of the closest dilution.
    pub shade: String,
}

impl From<&ToneMatch> for ToneReport {
    fn from(found: &ToneMatch) -> Self {
        Self {
            color: found.tone.lab.into(),
            share: found.tone.share,
            shade: found.shade.clone(),
        }
    }
}

/// Shades by the skin alone, where no hair is left: a rule of thumb, and no match.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct StartingPointReport {
    /// Class of the skin.
    pub ita_class: ItaClass,
    /// Parts of water to 1 part of pigment for such skin, least and most.
    #[serde(serialize_with = "round::interval")]
    pub water_parts: (f64, f64),
    /// The palette's shades among them, lighter first; of none, the nearest.
    pub shades: Vec<String>,
    /// Predicted color of the first.
    #[serde(flatten)]
    pub color: Swatch,
    /// How to mix the first.
    pub recipe: Recipe,
}

impl From<&StartingPoint> for StartingPointReport {
    fn from(start: &StartingPoint) -> Self {
        Self {
            ita_class: start.class,
            water_parts: (*start.water_parts.start(), *start.water_parts.end()),
            shades: start.shades.clone(),
            color: start.lab.into(),
            recipe: start.recipe,
        }
    }
}
