//! Filling the part of the layout about what a shade will look like later, and from afar.

use crate::rank::{AreaLook, Healing, Stage};
use crate::report::layout::{AreaReport, FadingReport, HealingReport, StageReport};
use crate::skin::Fading;

impl From<&Healing> for HealingReport {
    fn from(healing: &Healing) -> Self {
        Self {
            assumed: healing.fading.into(),
            stages: healing.stages.iter().map(StageReport::from).collect(),
            touch_up_years: healing.touch_up_years,
        }
    }
}

impl From<Fading> for FadingReport {
    fn from(fading: Fading) -> Self {
        Self {
            kept: fading.kept,
            kept_range: Fading::KEPT_RANGE,
            half_life_years: fading.half_life_years,
            half_life_range: fading.half_life_range(),
        }
    }
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

impl From<&AreaLook> for AreaReport {
    fn from(look: &AreaLook) -> Self {
        Self {
            dots_per_cm2: look.dots_per_cm2,
            color: look.lab.into(),
        }
    }
}
