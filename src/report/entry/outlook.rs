//! Filling the part of the layout about what a shade will look like later, and from afar.

use crate::rank::{AreaLook, Healing, Stage};
use crate::report::layout::{AreaReport, AssumedFadingReport, HealingReport, StageReport};

impl From<&Healing> for HealingReport {
    fn from(healing: &Healing) -> Self {
        let fading = healing.fading;
        Self {
            assumed: AssumedFadingReport {
                kept: fading.kept,
                kept_range: fading.kept_range(),
                half_life_years: fading.half_life_years,
                half_life_range: fading.half_life_range(),
            },
            stages: healing.stages.iter().map(StageReport::from).collect(),
            touch_up_years: healing.touch_up_years,
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
