//! Filling the layout from what was found.

mod outlook;
mod special;

use std::error::Error as StdError;
use std::iter::successors;

use crate::analysis::{Analysis, AnalyzeOptions, Readings};
use crate::color::{self, ItaClass, Lab};
use crate::light::{Cell, Light, Strip};
use crate::measure::{Hair, LabSd, Skin};
use crate::palette::Palette;
use crate::photo::Photo;
use crate::rank::{Confidence, Level, Match, Plan, RankOptions, Ranking, Recipe, Target};
use crate::region::PixelRect;
use crate::report::layout::{
    AreaReport, CellReport, ClusterReport, ConfidenceReport, HairReport, HealingReport,
    LightReport, MatchReport, MixReport, Outcome, PaletteSummary, PhotoReport, PhotoResult,
    PlanReport, RecipeReport, Report, SCHEMA, Settings, SkinReport, StripReport, Swatch,
    TargetReport, Tool, WarningReport,
};
use crate::report::preview::Preview;
use crate::segment::RoleCluster;
use crate::warning::Warning;

impl Report {
    /// The report of a run that has no photos yet.
    #[must_use]
    pub fn new(palette: &Palette, analyze: &AnalyzeOptions, rank: &RankOptions) -> Self {
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
                sessions: rank.sessions.get(),
                age_days: rank.age_days,
            },
            photos: Vec::new(),
        }
    }
}

impl PhotoReport {
    /// The entry of an analyzed photo; without a ranking there was nothing to match.
    #[must_use]
    pub fn analyzed(
        name: String,
        photo: &Photo,
        analysis: &Analysis,
        ranking: Option<&Ranking>,
    ) -> Self {
        let readings = &analysis.readings;
        let doubts = photo.warnings().iter().chain(&analysis.warnings);
        let hue = Hue::of(photo);
        let result = PhotoResult {
            width: Some(photo.width()),
            height: Some(photo.height()),
            light: LightReport::new(&analysis.light, analysis.strip.as_ref()),
            strip: analysis.strip.as_ref().map(StripReport::from),
            clusters: analysis.clusters.iter().map(ClusterReport::from).collect(),
            hair: HairReport::new(readings.hair, analysis.hair.as_ref(), hue),
            skin: SkinReport::new(readings.skin, analysis.skin.as_ref(), hue),
            ..PhotoResult::ranked(ranking, doubts)
        };
        Self::ok(Some(name), result)
    }

    /// The entry of hair and skin read with a colorimeter, where there is no photo.
    #[must_use]
    pub fn without_photo(readings: &Readings, ranking: Option<&Ranking>) -> Self {
        let result = PhotoResult {
            hair: HairReport::new(readings.hair, None, Hue::Told),
            skin: SkinReport::new(readings.skin, None, Hue::Told),
            ..PhotoResult::ranked(ranking, [])
        };
        Self::ok(None, result)
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
        Self {
            photo: Some(name),
            stamp: None,
            outcome: Outcome::Error { error },
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

    /// Whether the photo was analyzed.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        matches!(self.outcome, Outcome::Ok(_))
    }

    fn ok(photo: Option<String>, result: PhotoResult) -> Self {
        Self {
            photo,
            stamp: None,
            outcome: Outcome::Ok(Box::new(result)),
            preview: None,
        }
    }
}

impl PhotoResult {
    /// The part that the ranking gives, and all doubts: those of the photo first.
    fn ranked<'a>(
        ranking: Option<&'a Ranking>,
        doubts: impl IntoIterator<Item = &'a Warning>,
    ) -> Self {
        let matches = ranking.map_or(&[][..], |ranking| &ranking.matches);
        let of_ranking = ranking.map_or(&[][..], |ranking| &ranking.warnings);
        let outlook = ranking.and_then(|ranking| ranking.outlook.as_ref());
        let area = outlook.map_or(&[][..], |outlook| &outlook.area);
        let mut doubts: Vec<&Warning> = doubts.into_iter().chain(of_ranking).collect();
        if doubts.contains(&&Warning::NoHue) {
            doubts.retain(|doubt| !doubt.rests_on_hue());
        }
        Self {
            width: None,
            height: None,
            light: LightReport::None,
            strip: None,
            clusters: Vec::new(),
            hair: None,
            skin: None,
            target: ranking.map(|ranking| TargetReport::from(&ranking.target)),
            basis: ranking.map(|ranking| ranking.basis),
            matches: matches.iter().map(MatchReport::from).collect(),
            confidence: ranking.map(|ranking| ConfidenceReport::new(&ranking.confidence, &doubts)),
            plan: ranking.map(|ranking| PlanReport::from(&ranking.plan)),
            healing: outlook.map(|outlook| HealingReport::from(&outlook.healing)),
            mix: ranking.and_then(|ranking| ranking.mix.as_ref().map(MixReport::from)),
            starting_point: None,
            area: area.iter().map(AreaReport::from).collect(),
            warnings: doubts.into_iter().map(WarningReport::from).collect(),
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

impl LightReport {
    pub(super) fn new(light: &Light, strip: Option<&Strip>) -> Self {
        let expected_delta_e = light.expected_delta_e();
        match light {
            Light::Unknown if strip.is_some() => Self::Strip,
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

/// Whether a photo tells hues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hue {
    Told,
    Missing,
}

impl Hue {
    pub(super) fn of(photo: &Photo) -> Self {
        if photo.has_hue() {
            Self::Told
        } else {
            Self::Missing
        }
    }

    /// How far a color may be off: by anything where its hue is missing, however little it scatters.
    fn spread(self, sd: LabSd) -> Option<LabSd> {
        (self == Self::Told).then_some(sd)
    }
}

impl HairReport {
    /// A colorimeter's reading goes before the photo's.
    pub(super) fn new(reading: Option<Lab>, measured: Option<&Hair>, hue: Hue) -> Option<Self> {
        let lab = reading.or(measured.map(|hair| hair.lab))?;
        let seen_lab = measured.map(|hair| hair.seen);
        Some(Self {
            color: lab.into(),
            seen_lab,
            seen_hex: seen_lab.map(color::hex),
            share: measured.map(|hair| hair.share),
            style: measured.map(|hair| hair.style),
            cover: measured.map(|hair| hair.cover),
            sd: measured
                .filter(|_| reading.is_none())
                .and_then(|hair| hue.spread(hair.sd)),
        })
    }
}

impl SkinReport {
    /// A colorimeter's reading goes before the photo's.
    pub(super) fn new(reading: Option<Lab>, measured: Option<&Skin>, hue: Hue) -> Option<Self> {
        let lab = reading.or(measured.map(|skin| skin.lab))?;
        Some(Self {
            color: lab.into(),
            share: measured.map(|skin| skin.share),
            ita_degrees: color::ita_degrees(lab),
            ita_class: ItaClass::of(lab),
            sd: measured
                .filter(|_| reading.is_none())
                .and_then(|skin| hue.spread(skin.sd)),
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
            probability: found.chance.best,
            probability_within_one: found.chance.within_one,
            probability_with_ink: found.chance.best_with_ink,
            delta_e_interval: found.chance.delta_e,
            tie: found.tie,
            recipe: found.recipe.into(),
        }
    }
}

impl ConfidenceReport {
    /// The draws know how far the measured colors may be off, but not whether they are those of hair
    /// and skin at all: where that is in doubt, or there is nothing to match, or nothing on the strip
    /// to match it with, no level is above low.
    pub(super) fn new(confidence: &Confidence, doubts: &[&Warning]) -> Self {
        let nothing_to_match =
            |doubt: &Warning| matches!(doubt, Warning::AsLightAsSkin | Warning::BeyondStrip { .. });
        let shaken = |doubt: &&Warning| doubt.is_serious() || nothing_to_match(doubt);
        let level = if doubts.iter().any(shaken) {
            Level::Low
        } else {
            confidence.level
        };
        Self {
            level,
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

impl From<Recipe> for RecipeReport {
    fn from(recipe: Recipe) -> Self {
        Self {
            volume_ml: recipe.volume_ml,
            pigment_ml: recipe.pigment_ml,
            water_ml: recipe.water_ml,
        }
    }
}

impl From<&Warning> for WarningReport {
    fn from(warning: &Warning) -> Self {
        Self {
            code: warning.code(),
            figure: warning.figure(),
            message: warning.to_string(),
            fix: warning.fix(),
        }
    }
}
