//! What is written, field by field: what scripts read. Each struct stands beside what fills it.
//!
//! [`SCHEMA`] grows by one when a field changes its name or meaning; new fields do not change it.
//! `report.schema.json` in the folder above describes it as JSON Schema.

mod client;
mod colors;
mod head;
mod light;
mod outlook;
mod photo;
mod ranking;
mod reading;
mod scale;
mod special;
mod warning;

use serde::Serialize;

pub use client::{ClientReport, MemberReport, PartReport, RegionReport};
pub use colors::{ClusterReport, HairReport, SkinReport, Swatch};
pub use head::{PaletteSummary, ReportHead, SettingsReport, Tool};
pub use light::{CellReport, LightReport, StripReport};
pub use outlook::{
    AreaReport, AssumedFadingReport, BlendMatchReport, BlendReport, HealingReport, StageReport,
};
pub use photo::{Outcome, PhotoReport, PhotoResult, Stamp, UsabilityReport};
pub use ranking::{ConfidenceReport, MatchReport, PlanReport, TargetReport};
pub use reading::ReadingReport;
pub use scale::ScaleReport;
pub use special::{MixReport, StartingPointReport, ToneReport};
pub use warning::WarningReport;

/// Version of the schema, in every report as `schema`.
pub const SCHEMA: u32 = 2;

/// Everything that one run says.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What all entries have in common.
    #[serde(flatten)]
    pub head: ReportHead,
    /// One entry a client, where photos are taken together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<ClientReport>,
    /// One entry a photo, in the order given.
    pub photos: Vec<PhotoReport>,
}

impl Report {
    /// The report of a run that has no photos yet.
    #[must_use]
    pub fn new(head: ReportHead) -> Self {
        Self {
            schema: SCHEMA,
            head,
            clients: Vec::new(),
            photos: Vec::new(),
        }
    }
}
