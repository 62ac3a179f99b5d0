//! Filling the schema from what was compared.

use crate::compare::{
    Change, CommonLight, Comparison, Conclusion, DotFading, TouchUp, Visit, Which,
};
use crate::measure::{Dots, LabSd};
use crate::photo::Photo;
use crate::report::comparison::{
    COMPARISON_SCHEMA, ChangeReport, CommonLightReport, ComparisonReport, DotsReport, FadingReport,
    TouchUpReport, VerdictReport, VisitReport, words,
};
use crate::report::preview::Preview;
use crate::report::schema::{HairReport, ReportHead, SkinReport, WarningReport};
use crate::warning::Command;

impl ComparisonReport {
    /// The report of a comparison; `head` says from which palette and with which settings, `shade`
    /// with how many parts of water the dots were made, if that is known.
    #[must_use]
    pub fn new(
        head: ReportHead,
        [before, after]: [VisitReport; 2],
        comparison: &Comparison,
        shade: Option<f64>,
    ) -> Self {
        let change = |change: &Option<Change>| change.as_ref().map(ChangeReport::from);
        let fading = comparison.fading.as_ref();
        let mut report = Self {
            schema: COMPARISON_SCHEMA,
            head,
            verdict: VerdictReport {
                code: code(comparison.conclusion),
                text: String::new(),
            },
            before,
            after,
            common_light: comparison.light.into(),
            hair: change(&comparison.hair),
            skin: change(&comparison.skin),
            zone: change(&comparison.zone),
            fading: fading.map(|fading| FadingReport::new(fading, shade)),
            touch_up: comparison.touch_up.as_ref().map(TouchUpReport::from),
            warnings: WarningReport::all(&comparison.warnings, Command::CompareBefore),
        };
        report.verdict.text = words::verdict(comparison.conclusion, &report, shade);
        report
    }
}

fn code(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Faded => "faded",
        Conclusion::Stronger => "stronger",
        Conclusion::HairChanged => "hair-changed",
        Conclusion::NoChange => "no-change",
        Conclusion::NotTold => "not-told",
        Conclusion::OtherHead => "other-head",
    }
}

impl VisitReport {
    /// The entry of one visit.
    #[must_use]
    pub fn new(name: String, photo: &Photo, visit: &Visit<'_>, which: Which) -> Self {
        let analysis = &visit.answer.analysis;
        let warnings = photo.warnings().iter().chain(&analysis.warnings);
        let command = match which {
            Which::Before => Command::CompareBefore,
            Which::After => Command::CompareAfter,
        };
        Self {
            photo: name,
            width: photo.width(),
            height: photo.height(),
            light: analysis.into(),
            hair: HairReport::of(analysis),
            skin: SkinReport::of(analysis),
            dots: visit.dots.as_ref().map(DotsReport::from),
            warnings: WarningReport::all(warnings, command),
            taken: photo.taken().map(str::to_owned),
            preview: None,
        }
    }

    /// The same entry with the photo to look at.
    #[must_use]
    pub fn with_preview(self, preview: Preview) -> Self {
        Self {
            preview: Some(Box::new(preview)),
            ..self
        }
    }
}

impl From<&Dots> for DotsReport {
    fn from(dots: &Dots) -> Self {
        Self {
            contrast: dots.found.contrast(),
            cover: dots.found.cover(),
            seen: dots.are_seen(),
        }
    }
}

impl From<CommonLight> for CommonLightReport {
    fn from(light: CommonLight) -> Self {
        match light {
            CommonLight::References => Self::References,
            CommonLight::SharedSkin { corrected, gains } => Self::SharedSkin {
                corrected: match corrected {
                    Which::Before => "before",
                    Which::After => "after",
                },
                gains: [gains.red, gains.green, gains.blue],
            },
            CommonLight::Unknown => Self::None,
        }
    }
}

impl From<&Change> for ChangeReport {
    fn from(change: &Change) -> Self {
        Self {
            before: change.before.into(),
            after: change.after.into(),
            delta: change.delta,
            margin: LabSd {
                l: change.margin.l,
                a: change.margin.a,
                b: change.margin.b,
            },
            delta_e: change.delta_e,
            delta_e_margin: change.margin.delta_e,
            beyond_margin: change.is_beyond_margin(),
        }
    }
}

impl FadingReport {
    fn new(fading: &DotFading, shade: Option<f64>) -> Self {
        Self {
            contrast_left: fading.contrast,
            pigment_left: fading.left,
            pigment_left_interval: fading.interval,
            shade,
            looks_like_shade: shade.map(|shade| fading.looks_like(shade)),
        }
    }
}

impl From<&TouchUp> for TouchUpReport {
    fn from(touch_up: &TouchUp) -> Self {
        Self {
            first_session: touch_up.first_session.clone(),
            matched: touch_up.matched.clone(),
            confidence: (&touch_up.confidence).into(),
        }
    }
}
