//! What was found, as text for the artist, as JSON for scripts and as pictures to check it by.

mod advice;
mod entry;
mod json;
mod layout;
mod picture;
mod round;
mod text;

pub use json::json;
pub use layout::{
    CellReport, ClusterReport, ConfidenceReport, HairReport, LightReport, MatchReport, Outcome,
    PaletteSummary, PhotoReport, PhotoResult, PlanReport, RecipeReport, Report, SCHEMA, Settings,
    SkinReport, StripReport, Swatch, TargetReport, Tool, WarningReport,
};
pub use picture::{mask_png, overlay_png};
pub use text::{Swatches, TextStyle, text};
