//! Filling the part of the layout about heads that one shade does not fit.

use crate::rank::{Mix, StartingPoint, ToneMatch};
use crate::report::layout::{MixReport, StartingPointReport, ToneReport};

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

impl From<&Mix> for MixReport {
    fn from(mix: &Mix) -> Self {
        Self {
            lighter: ToneReport::from(&mix.lighter),
            darker: ToneReport::from(&mix.darker),
        }
    }
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
