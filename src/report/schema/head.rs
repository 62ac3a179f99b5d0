//! What all entries of a report have in common.

use serde::Serialize;

use crate::answer::AnswerOptions;
use crate::palette::{Palette, StrengthSource};
use crate::rank::TargetKind;

/// What all entries of a report have in common.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ReportHead {
    /// The program that made the report.
    pub tool: Tool,
    /// The palette that was ranked.
    pub palette: PaletteSummary,
    /// What the run was asked to do.
    pub settings: SettingsReport,
}

impl ReportHead {
    /// The head of the report of a run.
    #[must_use]
    pub fn new(palette: &Palette, options: &AnswerOptions) -> Self {
        let (analyze, rank) = (&options.analyze, &options.rank);
        Self {
            tool: Tool {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            palette: PaletteSummary {
                name: palette.name().to_owned(),
                ink_strength: palette.posterior().strength.value,
                strength_source: palette.strength_source(),
            },
            settings: SettingsReport {
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
        }
    }
}

/// The program that made the report.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Tool {
    /// Always `smpmatch`.
    pub name: &'static str,
    /// Version of the program.
    pub version: &'static str,
}

/// What identifies the palette that was ranked.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PaletteSummary {
    /// Name of the palette.
    pub name: String,
    /// Optical thickness of the healed undiluted deposit at 550 nm.
    pub ink_strength: f64,
    /// Where the strength comes from.
    pub strength_source: StrengthSource,
}

/// What the run was asked to do; the same settings and bytes give the same report.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct SettingsReport {
    /// Clusters asked for.
    pub clusters: u8,
    /// Seed of every random draw.
    pub seed: u64,
    /// What is compared with what.
    pub target: TargetKind,
    /// Diameter of a healed dot in millimeters.
    pub dot_mm: f64,
    /// Diameter of a hair in millimeters.
    pub hair_mm: f64,
    /// Visible length of a shaved hair in millimeters.
    pub stubble_mm: f64,
    /// Volume of a drop in milliliters.
    pub drop_ml: f64,
    /// Sessions planned.
    pub sessions: u8,
    /// Days after the session for which colors are predicted.
    pub age_days: f64,
}
