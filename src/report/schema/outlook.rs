//! What a shade will look like later, and from afar.

use serde::Serialize;

use super::Swatch;
use crate::rank::{AreaLook, Blend, BlendMatch, Healing, Lightness, Stage};
use crate::report::round;

/// How the best match is predicted to heal and fade.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct HealingReport {
    /// What is assumed of it.
    pub assumed: AssumedFadingReport,
    /// Its look from the first day on.
    pub stages: Vec<StageReport>,
    /// How light it is from healing on, for the plot alone.
    #[serde(skip)]
    pub course: Vec<Lightness>,
    /// Years after which a touch-up is due, from the soonest to the latest; null where the shade is
    /// too far from the hair, or too faint, at the age asked for already, and where the target is as
    /// light as the skin.
    #[serde(serialize_with = "round::optional_interval")]
    pub touch_up_years: Option<(f64, f64)>,
}

impl From<&Healing> for HealingReport {
    fn from(healing: &Healing) -> Self {
        let fading = healing.fading;
        Self {
            assumed: AssumedFadingReport {
                kept: fading.kept,
                kept_range: healing.kept_range,
                half_life_years: fading.half_life_years,
                half_life_range: healing.half_life_range,
            },
            stages: healing.stages.iter().map(StageReport::from).collect(),
            course: healing.course.clone(),
            touch_up_years: healing.touch_up_years,
        }
    }
}

/// What is assumed of how pigment heals and fades.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct AssumedFadingReport {
    /// Share of the pigment that stays through healing, 0 to 1.
    pub kept: f64,
    /// Between what it may lie.
    #[serde(serialize_with = "round::interval")]
    pub kept_range: (f64, f64),
    /// Years in which half of what has healed fades.
    pub half_life_years: f64,
    /// Between what they may lie.
    #[serde(serialize_with = "round::interval")]
    pub half_life_range: (f64, f64),
}

/// The look of the best match at one moment.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct StageReport {
    /// The moment in words.
    pub stage: &'static str,
    /// Days after the session.
    pub age_days: f64,
    /// Predicted color in this skin, redness of fresh work not counted.
    #[serde(flatten)]
    pub color: Swatch,
    /// L* less the target's: positive is lighter than the target.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_l: f64,
    /// ΔE00 to the bare skin.
    #[serde(serialize_with = "round::hundredths")]
    pub contrast: f64,
}

impl From<&Stage> for StageReport {
    fn from(stage: &Stage) -> Self {
        Self {
            stage: stage.name,
            age_days: stage.age_days,
            color: stage.lab.into(),
            delta_l: stage.delta_l,
            contrast: stage.contrast,
        }
    }
}

/// The look of an area from about two meters.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct AreaReport {
    /// Dots on a square centimeter.
    pub dots_per_cm2: f64,
    /// Predicted color of dots and the skin between them together.
    #[serde(flatten)]
    pub color: Swatch,
}

impl From<&AreaLook> for AreaReport {
    fn from(look: &AreaLook) -> Self {
        Self {
            dots_per_cm2: look.dots_per_cm2,
            color: look.lab.into(),
        }
    }
}

/// What blends with the zone as a whole at one density.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct BlendReport {
    /// Dots on a square centimeter.
    pub dots_per_cm2: f64,
    /// The dilution; null where dots so far apart are too light even of undiluted ink.
    #[serde(rename = "match")]
    pub found: Option<BlendMatchReport>,
}

/// The dilution whose dots, with the skin between them, come closest to a zone.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct BlendMatchReport {
    /// Name of the dilution.
    pub shade: String,
    /// Parts of pigment in the mix.
    pub pigment_parts: f64,
    /// Parts of water in the mix.
    pub water_parts: f64,
    /// Predicted color of dots and skin together.
    #[serde(flatten)]
    pub color: Swatch,
    /// ΔE00 to the zone.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_e: f64,
    /// Where `delta_e` lies with a probability of 0.9, given the ink.
    #[serde(serialize_with = "round::interval")]
    pub delta_e_interval: (f64, f64),
    /// Probability, 0 to 1, of being the closest at this density, given the ink as the palette states
    /// it.
    #[serde(serialize_with = "round::share")]
    pub probability: f64,
}

impl From<&Blend> for BlendReport {
    fn from(blend: &Blend) -> Self {
        Self {
            dots_per_cm2: blend.dots_per_cm2,
            found: blend.best.as_ref().map(BlendMatchReport::from),
        }
    }
}

impl From<&BlendMatch> for BlendMatchReport {
    fn from(found: &BlendMatch) -> Self {
        Self {
            shade: found.shade.clone(),
            pigment_parts: found.pigment_parts,
            water_parts: found.water_parts,
            color: found.lab.into(),
            delta_e: found.delta_e,
            delta_e_interval: found.delta_e_interval,
            probability: found.probability,
        }
    }
}
