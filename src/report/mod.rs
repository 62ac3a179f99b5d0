//! What was found, as text for the artist, as a page for the client, as JSON or a table for
//! scripts, and as pictures to check it by.

mod advice;
mod blend;
mod card;
mod comparison;
mod contrast;
mod csv;
mod form;
mod html;
mod json;
mod lettering;
mod line;
mod patch;
mod picture;
mod plot;
mod preview;
mod recipe;
mod round;
mod schema;
mod summary;
mod text;
mod treated;
mod words;
mod writer;

pub use card::swatches_png;
pub use comparison::{
    COMPARISON_SCHEMA, ChangeReport, CommonLightReport, ComparisonReport, DotsReport, FadingReport,
    TouchUpReport, VerdictReport, VisitReport,
};
pub use csv::CsvDialect;
pub use form::{Form, begin};
pub use html::{Heading, HtmlStyle};
pub use picture::{DRAWN_PNG_HEAD, is_drawn_png, mask_png, overlay_png, zones_png};
pub use plot::{PLOT_STYLE, Plot, plots};
pub use preview::Preview;
pub use schema::{
    AreaReport, AssumedFadingReport, BlendMatchReport, BlendReport, CellReport, ClientReport,
    ClusterReport, ConfidenceReport, HairReport, HealingReport, LightReport, MatchReport,
    MemberReport, MixReport, Outcome, PaletteSummary, PartReport, PhotoReport, PhotoResult,
    PlanReport, ReadingReport, RegionReport, Report, ReportHead, SCHEMA, ScaleReport,
    SettingsReport, SkinReport, StageReport, Stamp, StartingPointReport, StripReport, Swatch,
    TargetReport, ToneReport, Tool, UsabilityReport, WarningReport,
};
pub use summary::{AnswerLine, answer_lines, why};
pub use text::{Swatches, TextStyle};
pub use treated::TreatedScalp;
pub use words::printable;
pub use writer::ReportWriter;
