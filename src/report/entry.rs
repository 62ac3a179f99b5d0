//! Filling the layout from what was found.

mod outlook;
mod special;

use std::error::Error as StdError;
use std::iter::successors;

use crate::analysis::Analysis;
use crate::answer::{Answer, AnswerOptions};
use crate::color::{self, ItaClass, Lab};
use crate::light::{Cell, Light, Strip};
use crate::palette::Palette;
use crate::photo::Photo;
use crate::rank::{Confidence, Match, Plan, Target};
use crate::region::PixelRect;
use crate::report::layout::{
    AreaReport, CellReport, ClusterReport, ConfidenceReport, HairReport, HealingReport,
    LightReport, MatchReport, MixReport, Outcome, PaletteSummary, PhotoReport, PhotoResult,
    PlanReport, Report, SCHEMA, Settings, SkinReport, StartingPointReport, StripReport, Swatch,
    TargetReport, Tool, UsabilityReport, WarningReport,
};
use crate::report::preview::Preview;
use crate::report::words;
use crate::segment::{Label, RoleCluster};
use crate::warning::{Command, Warning};

impl Report {
    /// The report of a run that has no photos yet.
    #[must_use]
    pub fn new(palette: &Palette, options: &AnswerOptions) -> Self {
        let (analyze, rank) = (&options.analyze, &options.rank);
        Self {
            schema: SCHEMA,
            tool: Tool {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            palette: PaletteSummary {
                name: palette.name().to_owned(),
                ink_strength: palette.ink().strength,
                strength_source: palette.ink().strength_source,
            },
            settings: Settings {
                clusters: analyze.clusters.clusters.get(),
                seed: analyze.clusters.seed,
                target: rank.target,
                dot_mm: rank.geometry.dot_mm,
                hair_mm: rank.follicle.hair_mm,
                stubble_mm: rank.follicle.stubble_mm,
                drop_ml: rank.drop_ml,
                sessions: rank.sessions.get(),
                age_days: rank.age_days,
            },
            photos: Vec::new(),
        }
    }
}

impl PhotoReport {
    /// The entry of a photo that was looked at, or that a strict run refuses.
    #[must_use]
    pub fn answered(name: String, photo: &Photo, answer: &Answer) -> Self {
        if let Some(refusal) = &answer.refusal {
            let error = format!(
                "not good enough, {refusal}: {}",
                refusal.fix(Command::Analyze)
            );
            return Self::new(Some(name), Outcome::Error { error });
        }
        let result = PhotoResult {
            width: Some(photo.width()),
            height: Some(photo.height()),
            ..PhotoResult::from(answer)
        };
        Self::new(Some(name), Outcome::Ok(Box::new(result)))
    }

    /// The entry of hair and skin read with a colorimeter, where there is no photo.
    #[must_use]
    pub fn without_photo(answer: &Answer) -> Self {
        Self::new(None, Outcome::Ok(Box::new(answer.into())))
    }

    /// The entry of a photo that could not be analyzed.
    #[must_use]
    pub fn failed(name: String, error: &(dyn StdError + 'static)) -> Self {
        let causes = successors(error.source(), |&cause| cause.source()).map(ToString::to_string);
        let error = causes.fold(error.to_string(), |line, cause| {
            // Many an error of a decoder tells its own cause already.
            if line.ends_with(&cause) {
                line
            } else {
                format!("{line}: {cause}")
            }
        });
        Self::new(Some(name), Outcome::Error { error })
    }

    /// The same entry with the photo to look at.
    #[must_use]
    pub fn with_preview(self, preview: Preview) -> Self {
        Self {
            preview: Some(Box::new(preview)),
            ..self
        }
    }

    /// Whether the photo was analyzed.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        matches!(self.outcome, Outcome::Ok(_))
    }

    fn new(photo: Option<String>, outcome: Outcome) -> Self {
        Self {
            photo,
            stamp: None,
            outcome,
            preview: None,
        }
    }
}

impl From<&Answer> for PhotoResult {
    fn from(answer: &Answer) -> Self {
        let (analysis, ranking) = (&answer.analysis, answer.ranking.as_ref());
        let matches = ranking.map_or(&[][..], |ranking| &ranking.matches);
        let outlook = ranking.and_then(|ranking| ranking.outlook.as_ref());
        let area = outlook.map_or(&[][..], |outlook| &outlook.area);
        Self {
            width: None,
            height: None,
            verdict: UsabilityReport::from(answer),
            light: LightReport::from(analysis),
            strip: analysis.strip.as_ref().map(StripReport::from),
            clusters: analysis.clusters.iter().map(ClusterReport::from).collect(),
            hair: HairReport::of(analysis),
            skin: SkinReport::of(analysis),
            target: ranking.map(|ranking| TargetReport::from(&ranking.target)),
            basis: ranking.map(|ranking| ranking.basis),
            matches: matches.iter().map(MatchReport::from).collect(),
            confidence: ranking.map(|ranking| ConfidenceReport::from(&ranking.confidence)),
            plan: answer.plan.as_ref().map(PlanReport::from),
            healing: outlook.map(|outlook| HealingReport::from(&outlook.healing)),
            mix: ranking.and_then(|ranking| ranking.mix.as_ref().map(MixReport::from)),
            starting_point: answer
                .starting_point
                .as_ref()
                .map(StartingPointReport::from),
            area: area.iter().map(AreaReport::from).collect(),
            warnings: WarningReport::all(&answer.warnings, Command::Analyze),
        }
    }
}

impl From<&Answer> for UsabilityReport {
    fn from(answer: &Answer) -> Self {
        let because = answer.verdict.because.as_ref();
        let best = answer.ranking.as_ref();
        let best = best.and_then(|ranking| ranking.matches.first());
        Self {
            usability: answer.verdict.usability,
            because: because.map(Warning::code),
            next: match (because, best) {
                (Some(Warning::ShadesTie { .. }), _) => words::COME_CLOSER.to_owned(),
                (Some(warning), _) => warning.fix(Command::Analyze),
                (None, Some(best)) => words::try_it(&best.shade),
                (None, None) => words::NOTHING_TO_MATCH.to_owned(),
            },
        }
    }
}

impl From<Lab> for Swatch {
    fn from(lab: Lab) -> Self {
        Self {
            lab,
            hex: color::hex(lab),
        }
    }
}

impl From<&Analysis> for LightReport {
    fn from(analysis: &Analysis) -> Self {
        let expected_delta_e = analysis.light.accuracy().delta_e;
        match &analysis.light {
            Light::Unknown if analysis.strip.is_some() => Self::Strip,
            Light::Unknown => Self::None,
            Light::Card(card) => Self::Card {
                area: sides(card.area),
                gains: [card.gains.red, card.gains.green, card.gains.blue],
                before: card.before.into(),
                after: card.after.into(),
                expected_delta_e,
            },
            Light::Chart(chart) => Self::Chart {
                corners: chart.corners,
                edition: chart.edition.name(),
                mean_residual: chart.mean_residual,
                largest_residual: chart.largest_residual,
                unevenness: chart.unevenness,
                expected_delta_e,
            },
        }
    }
}

impl From<&Strip> for StripReport {
    fn from(strip: &Strip) -> Self {
        let cell = |cell: &Cell| CellReport {
            water_parts: cell.water_parts,
            color: cell.lab.into(),
        };
        Self {
            area: sides(strip.area),
            cells: strip.cells.iter().map(cell).collect(),
        }
    }
}

fn sides(area: PixelRect) -> [u32; 4] {
    [area.x, area.y, area.width, area.height]
}

impl From<&RoleCluster> for ClusterReport {
    fn from(found: &RoleCluster) -> Self {
        Self {
            role: found.role,
            color: found.cluster.centroid.into(),
            share: found.cluster.share,
        }
    }
}

impl HairReport {
    /// A colorimeter's reading goes before the photo's.
    pub(super) fn of(analysis: &Analysis) -> Option<Self> {
        let (lab, measured) = (analysis.hair_color()?, analysis.hair.as_ref());
        let seen_lab = measured.map(|hair| hair.seen);
        Some(Self {
            color: lab.into(),
            seen_lab,
            seen_hex: seen_lab.map(color::hex),
            share: measured.map(|hair| hair.share),
            place: measured.and_then(|_| analysis.whereabouts(Label::Hair)),
            style: measured.map(|hair| hair.style),
            cover: measured.map(|hair| hair.cover),
            sd: analysis.hair_sd(),
        })
    }
}

impl SkinReport {
    /// A colorimeter's reading goes before the photo's.
    pub(super) fn of(analysis: &Analysis) -> Option<Self> {
        let (lab, measured) = (analysis.skin_color()?, analysis.skin.as_ref());
        Some(Self {
            color: lab.into(),
            share: measured.map(|skin| skin.share),
            place: measured.and_then(|_| analysis.whereabouts(Label::Skin)),
            ita_degrees: color::ita_degrees(lab),
            ita_class: ItaClass::of(lab),
            sd: analysis.skin_sd(),
        })
    }
}

impl From<&Target> for TargetReport {
    fn from(target: &Target) -> Self {
        Self {
            kind: target.kind,
            color: target.lab.into(),
        }
    }
}

impl From<&Match> for MatchReport {
    fn from(found: &Match) -> Self {
        Self {
            rank: found.rank,
            shade: found.shade.clone(),
            pigment_parts: found.pigment_parts,
            water_parts: found.water_parts,
            basis: found.basis,
            color: found.lab.into(),
            delta_e: found.delta_e,
            delta_l: found.delta_l,
            verdict: found.verdict,
            probability: found.probability.closest,
            probability_within_one: found.probability.within_one,
            probability_with_ink: found.probability.closest_with_ink,
            delta_e_interval: found.probability.delta_e,
            tie: found.tie,
            recipe: found.recipe,
        }
    }
}

impl From<&Confidence> for ConfidenceReport {
    fn from(confidence: &Confidence) -> Self {
        Self {
            level: confidence.level,
            shades: confidence.shades.clone(),
            shades_with_ink: confidence.shades_with_ink.clone(),
        }
    }
}

impl From<&Plan> for PlanReport {
    fn from(plan: &Plan) -> Self {
        let session = |planned: Option<&String>| planned.unwrap_or(&plan.matched).clone();
        Self {
            first_session: session(plan.sessions.first()),
            matched: plan.matched.clone(),
            last_session: session(plan.sessions.last()),
            hairline: plan.hairline.clone(),
            sessions: plan.sessions.clone(),
        }
    }
}

impl WarningReport {
    /// What is said of the warnings to who used a command.
    pub(super) fn all<'a>(
        warnings: impl IntoIterator<Item = &'a Warning>,
        command: Command,
    ) -> Vec<Self> {
        let warnings = warnings.into_iter();
        warnings
            .map(|warning| Self::new(warning, command))
            .collect()
    }

    fn new(warning: &Warning, command: Command) -> Self {
        Self {
            code: warning.code(),
            figure: warning.figure(),
            message: warning.to_string(),
            fix: warning.fix(command),
        }
    }
}
