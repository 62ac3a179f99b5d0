//! The arguments of `compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use smpmatch::light::CARD_REFLECTANCE;
use smpmatch::region::Region;

use super::analyze::ending;
use super::page::PageArgs;
use super::reference::{AutoOr, ChartCorners, ReferenceArgs};
use crate::values;

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Photo of the first visit, of healed work; - for standard input.
    pub(crate) before: PathBuf,
    /// Photo of the second visit.
    pub(crate) after: PathBuf,
    #[command(flatten, next_help_heading = "The photo before")]
    pub(crate) on_before: BeforeArgs,
    #[command(flatten, next_help_heading = "The photo after")]
    pub(crate) on_after: AfterArgs,
    /// Neutral gray card in both photos: auto to find it, or its box in both; an option for one photo
    /// takes precedence.
    #[arg(long, value_name = "BOX|auto", help_heading = "Both")]
    pub(crate) card: Option<AutoOr<Region>>,
    /// Luminance of the cards, 0.02 to 1.
    #[arg(long, value_name = "Y", default_value_t = CARD_REFLECTANCE, value_parser = values::luminance,
          help_heading = "Both")]
    pub(crate) card_luminance: f64,
    #[command(flatten, next_help_heading = "Both")]
    pub(crate) both: BothArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BothArgs {
    /// Palette of your dilutions; without it the one in use, at first the built-in generic ladder.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) palette: Option<PathBuf>,
    /// Parts of water to 1 part of pigment that the dots were made with.
    #[arg(long, value_name = "N", value_parser = values::shade)]
    pub(crate) shade: Option<f64>,
    /// Let this palette learn how its ink heals and fades from the two visits.
    #[arg(long, value_name = "FILE", requires_all = ["before_age", "after_age", "before_dots"])]
    pub(crate) learn: Option<PathBuf>,
    /// Form of the report; without it the ending of --output decides: .json, .html.
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CompareFormat,
    /// File for the report; - or none is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) page: PageArgs,
    /// Seed of the k-means and of the draws that the uncertainties are estimated from.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = values::seed)]
    pub(crate) seed: u64,
}

impl BothArgs {
    /// Takes the form that the name of the file says, if it does.
    pub(super) fn follow_ending(&mut self) {
        self.format = match ending(self.output.as_deref()).as_deref() {
            Some("json") => CompareFormat::Json,
            Some("html" | "htm") => CompareFormat::Html,
            _ => self.format,
        };
    }
}

/// Form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// For a person at a terminal.
    Text,
    /// For scripts: one document, described by comparison.schema.json.
    Json,
    /// For the client: one page with both photos; needs -o or a pipe.
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct BeforeArgs {
    /// Measure the hair in this box instead of finding it: X,Y,W,H in pixels of the upright photo, or
    /// each with %; repeatable.
    #[arg(id = "before_hair", long = "before-hair", value_name = "BOX")]
    pub(crate) hair: Vec<Region>,
    /// Measure the skin in this box instead of finding it; repeatable. With dots: bare skin right
    /// beside them, best on two sides.
    #[arg(id = "before_skin", long = "before-skin", value_name = "BOX")]
    pub(crate) skin: Vec<Region>,
    /// A part of the treated zone, dots and the skin between them without hair; the same part in both
    /// photos.
    #[arg(id = "before_dots", long = "before-dots", value_name = "BOX", requires_all = ["before_skin", "after_dots"])]
    pub(crate) dots: Option<Region>,
    /// Age of the work at the first visit: fresh, healed, or days, months or years such as 60d, 3m, 2y; for
    /// --learn.
    #[arg(id = "before_age", long = "before-age", value_name = "AGE", value_parser = values::age_days)]
    pub(crate) age: Option<f64>,
    /// Neutral gray card: its box, well inside its edges, or auto to find it.
    #[arg(id = "before_card", long = "before-card", value_name = "BOX|auto")]
    pub(crate) card: Option<AutoOr<Region>>,
    /// ColorChecker of 24 patches: the corners of its block of patches, or auto to find it.
    #[arg(
        id = "before_chart",
        long = "before-chart",
        value_name = "CORNERS|auto",
        conflicts_with = "before_card"
    )]
    pub(crate) chart: Option<AutoOr<ChartCorners>>,
}

#[derive(Debug, Args)]
pub(crate) struct AfterArgs {
    /// Measure the hair in this box instead of finding it: X,Y,W,H in pixels of the upright photo, or
    /// each with %; repeatable.
    #[arg(id = "after_hair", long = "after-hair", value_name = "BOX")]
    pub(crate) hair: Vec<Region>,
    /// Measure the skin in this box instead of finding it; repeatable. With dots: bare skin right
    /// beside them, best on two sides.
    #[arg(id = "after_skin", long = "after-skin", value_name = "BOX")]
    pub(crate) skin: Vec<Region>,
    /// A part of the treated zone, dots and the skin between them without hair; the same part in both
    /// photos.
    #[arg(id = "after_dots", long = "after-dots", value_name = "BOX", requires_all = ["after_skin", "before_dots"])]
    pub(crate) dots: Option<Region>,
    /// Age of the work at the second visit: fresh, healed, or days, months or years such as 60d, 3m, 2y; for
    /// --learn.
    #[arg(id = "after_age", long = "after-age", value_name = "AGE", value_parser = values::age_days)]
    pub(crate) age: Option<f64>,
    /// Neutral gray card: its box, well inside its edges, or auto to find it.
    #[arg(id = "after_card", long = "after-card", value_name = "BOX|auto")]
    pub(crate) card: Option<AutoOr<Region>>,
    /// ColorChecker of 24 patches: the corners of its block of patches, or auto to find it.
    #[arg(
        id = "after_chart",
        long = "after-chart",
        value_name = "CORNERS|auto",
        conflicts_with = "after_card"
    )]
    pub(crate) chart: Option<AutoOr<ChartCorners>>,
}

/// What one photo is looked at by.
#[derive(Debug)]
pub(crate) struct VisitArgs<'a> {
    pub(crate) path: &'a PathBuf,
    pub(crate) hair: &'a [Region],
    pub(crate) skin: &'a [Region],
    pub(crate) dots: Option<Region>,
    pub(crate) light: ReferenceArgs,
}

impl CompareArgs {
    /// The two visits.
    pub(crate) fn visits(&self) -> [VisitArgs<'_>; 2] {
        let (before, after) = (&self.on_before, &self.on_after);
        let light = |card: Option<_>, chart: Option<_>| ReferenceArgs {
            card: card.or(self.card.filter(|_| chart.is_none())),
            card_luminance: self.card_luminance,
            chart,
        };
        [
            VisitArgs {
                path: &self.before,
                hair: &before.hair,
                skin: &before.skin,
                dots: before.dots,
                light: light(before.card, before.chart),
            },
            VisitArgs {
                path: &self.after,
                hair: &after.hair,
                skin: &after.skin,
                dots: after.dots,
                light: light(after.card, after.chart),
            },
        ]
    }
}
