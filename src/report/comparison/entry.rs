//! Filling the layout from what was compared.

use crate::compare::{Change, CommonLight, Comparison, Fading, Verdict, Visit, Which};
use crate::measure::{Dots, LabSd};
use crate::photo::Photo;
use crate::rank::{Level, Ranking};
use crate::report::comparison::{
    COMPARISON_SCHEMA, ChangeReport, CommonLightReport, ComparisonReport, DotsReport, FadingReport,
    TouchUpReport, VerdictReport, VisitReport, words,
};
use crate::report::entry::Hue;
use crate::report::layout::{
    ConfidenceReport, HairReport, LightReport, Report, SkinReport, WarningReport,
};
use crate::warning::Warning;

impl ComparisonReport {
    /// The report of a comparison; `head` says from which palette and with which settings, `shade`
    /// with how many parts of water the dots were made, if that is known.
    #[must_use]
    pub fn new(
        head: Report,
        [before, after]: [VisitReport; 2],
        comparison: &Comparison,
        shade: Option<f64>,
    ) -> Self {
        let touch_up = |ranking| TouchUpReport::new(ranking, &after);
        let touch_up = comparison.ranking.as_ref().map(touch_up);
        let change = |change: &Option<Change>| change.as_ref().map(ChangeReport::from);
        let fading = comparison.fading.as_ref();
        let mut report = Self {
            schema: COMPARISON_SCHEMA,
            tool: head.tool,
            palette: head.palette,
            settings: head.settings,
            verdict: VerdictReport {
                code: code(comparison.verdict),
                text: String::new(),
            },
            before,
            after,
            common_light: comparison.light.into(),
            hair: change(&comparison.hair),
            skin: change(&comparison.skin),
            zone: change(&comparison.zone),
            fading: fading.map(|fading| FadingReport::new(fading, shade)),
            touch_up,
            warnings: comparison
                .warnings
                .iter()
                .map(WarningReport::from)
                .collect(),
        };
        report.verdict.text = words::verdict(comparison.verdict, &report, shade);
        report
    }
}

fn code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Faded => "faded",
        Verdict::Stronger => "stronger",
        Verdict::HairChanged => "hair-changed",
        Verdict::NoChange => "no-change",
        Verdict::NotTold => "not-told",
    }
}

impl VisitReport {
    /// The entry of one visit.
    #[must_use]
    pub fn new(name: String, photo: &Photo, visit: &Visit<'_>) -> Self {
        let Visit { analysis, dots } = visit;
        let doubts = || photo.warnings().iter().chain(&analysis.warnings);
        let hue = Hue::of(photo);
        Self {
            photo: name,
            width: photo.width(),
            height: photo.height(),
            light: LightReport::new(&analysis.light, analysis.strip.as_ref()),
            hair: HairReport::new(None, analysis.hair.as_ref(), hue),
            skin: SkinReport::new(None, analysis.skin.as_ref(), hue),
            dots: dots.as_ref().map(DotsReport::from),
            warnings: doubts().map(WarningReport::from).collect(),
            is_shaken: doubts().any(Warning::is_serious),
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
    fn new(fading: &Fading, shade: Option<f64>) -> Self {
        Self {
            contrast_left: fading.contrast,
            pigment_left: fading.left,
            pigment_left_interval: fading.interval,
            shade,
            looks_like_shade: shade.map(|shade| fading.looks_like(shade)),
        }
    }
}

impl TouchUpReport {
    fn new(ranking: &Ranking, visit: &VisitReport) -> Self {
        let plan = &ranking.plan;
        let doubts: Vec<&Warning> = ranking.warnings.iter().collect();
        let mut confidence = ConfidenceReport::new(&ranking.confidence, &doubts);
        if visit.is_shaken {
            confidence.level = Level::Low;
        }
        Self {
            first_session: plan.sessions.first().unwrap_or(&plan.matched).clone(),
            matched: plan.matched.clone(),
            confidence,
        }
    }
}
