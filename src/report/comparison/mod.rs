//! The report of two visits: its schema, field by field, and its two forms.
//!
//! [`COMPARISON_SCHEMA`] grows by one when a field changes its name or meaning; new fields do not
//! change it. `comparison.schema.json`, beside that of the other report, describes it as JSON Schema.

mod entry;
mod words;

use std::fmt;

use serde::Serialize;

use crate::color::Lab;
use crate::measure::LabSd;
use crate::report::html::{Heading, comparison_html};
use crate::report::preview::Preview;
use crate::report::round;
use crate::report::schema::{
    ConfidenceReport, HairReport, LightReport, ReportHead, SkinReport, Swatch, WarningReport,
};
use crate::report::text::{TextStyle, comparison_text};
pub(super) use words::{light_words, warnings_of_both};

/// Version of the schema, in every report of two visits as `schema`.
pub const COMPARISON_SCHEMA: u32 = 2;

/// Everything that a comparison of two visits says.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ComparisonReport {
    /// [`COMPARISON_SCHEMA`].
    pub schema: u32,
    /// The program, the palette that the touch-up is chosen from, and what the run was asked to do.
    #[serde(flatten)]
    pub head: ReportHead,
    /// What it comes to.
    pub verdict: VerdictReport,
    /// The first visit.
    pub before: VisitReport,
    /// The second visit.
    pub after: VisitReport,
    /// How the two photos were brought into one light.
    pub common_light: CommonLightReport,
    /// The hair itself.
    pub hair: Option<ChangeReport>,
    /// The bare skin; none where it was taken as equal.
    pub skin: Option<ChangeReport>,
    /// The treated zone: dots and the skin between them.
    pub zone: Option<ChangeReport>,
    /// How far the dots have faded.
    pub fading: Option<FadingReport>,
    /// The shade for hair and skin as they are now, if the photo after tells it.
    pub touch_up: Option<TouchUpReport>,
    /// Doubts about the comparison; those about a photo are in its visit.
    pub warnings: Vec<WarningReport>,
}

/// What a comparison comes to.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct VerdictReport {
    /// `faded`, `stronger`, `hair-changed`, `no-change`, `not-told` or `other-head`.
    pub code: &'static str,
    /// The same in words.
    pub text: String,
}

/// One visit.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct VisitReport {
    /// The photo as it was named.
    pub photo: String,
    /// Width of the upright photo in pixels.
    pub width: u32,
    /// Height of the upright photo in pixels.
    pub height: u32,
    /// What the photo's colors were corrected by.
    pub light: LightReport,
    /// The hair in that light, unless none was found.
    pub hair: Option<HairReport>,
    /// The skin in that light, unless none was found.
    pub skin: Option<SkinReport>,
    /// The dots, if they are compared.
    pub dots: Option<DotsReport>,
    /// Doubts about the photo.
    pub warnings: Vec<WarningReport>,
    /// When the photo was taken, as in the other report.
    #[serde(skip)]
    pub taken: Option<String>,
    /// The photo to look at, for the form that shows it.
    #[serde(skip)]
    pub preview: Option<Box<Preview>>,
}

/// The dots of one visit.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct DotsReport {
    /// Share of the luminance that the zone lacks of the skin between the dots, 0 to 1.
    #[serde(serialize_with = "round::share")]
    pub contrast: f64,
    /// Share of the zone on which dots seem to lie, 0 to 1: larger in a soft photo.
    #[serde(serialize_with = "round::share")]
    pub cover: f64,
    /// Whether they surely stand out from the skin between them.
    pub seen: bool,
}

/// How two photos were brought into one light.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CommonLightReport {
    /// Each was corrected by its own card or chart.
    References,
    /// One was corrected to the other by the bare skin of both, which is taken as equal.
    SharedSkin {
        /// `before` or `after`.
        corrected: &'static str,
        /// Factors on its linear red, green and blue.
        #[serde(serialize_with = "round::channels")]
        gains: [f64; 3],
    },
    /// Not at all: a photo shows no bare skin.
    None,
}

/// How one color has changed, in one light.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ChangeReport {
    /// At the first visit.
    pub before: Swatch,
    /// At the second visit.
    pub after: Swatch,
    /// `after` less `before` in L*, a* and b*.
    #[serde(serialize_with = "round::lab")]
    pub delta: Lab,
    /// What `delta` is within of the truth with a probability of 0.9.
    #[serde(serialize_with = "round::sd")]
    pub margin: LabSd,
    /// ΔE00 between the two.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_e: f64,
    /// What `delta_e` stays below with a probability of 0.9 where nothing has changed.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_e_margin: f64,
    /// Whether lightness or `delta_e` has changed by more than that.
    pub beyond_margin: bool,
}

/// How far dots have faded.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct FadingReport {
    /// Contrast of the dots over that at the first visit.
    #[serde(serialize_with = "round::share")]
    pub contrast_left: f64,
    /// Pigment over that at the first visit, by the skin model: 1 is all of it.
    #[serde(serialize_with = "round::hundredths")]
    pub pigment_left: f64,
    /// Where `pigment_left` lies with a probability of 0.9.
    #[serde(serialize_with = "round::interval")]
    pub pigment_left_interval: (f64, f64),
    /// Parts of water to 1 part of pigment that were used, if that was given.
    pub shade: Option<f64>,
    /// Parts of water whose dots looked at the first visit as these do now.
    #[serde(serialize_with = "round::optional_share")]
    pub looks_like_shade: Option<f64>,
}

/// The shade for hair and skin as they are now.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct TouchUpReport {
    /// To begin with: one step lighter than the match where the palette has one.
    pub first_session: String,
    /// The closest match.
    #[serde(rename = "match")]
    pub matched: String,
    /// How sure that is.
    pub confidence: ConfidenceReport,
}

impl ComparisonReport {
    /// One indented JSON document.
    ///
    /// # Errors
    ///
    /// If it cannot be set down, which no report is known to bring about.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }

    /// One page, with the photos of the visits that have a [`Preview`].
    ///
    /// # Errors
    ///
    /// If it cannot be set, which no report is known to bring about.
    pub fn html(&self, heading: &Heading) -> Result<String, fmt::Error> {
        comparison_html(self, heading).map_err(|_| fmt::Error)
    }

    /// Text for a person at a terminal.
    ///
    /// # Errors
    ///
    /// If it cannot be set, which no report is known to bring about.
    pub fn text(&self, style: TextStyle) -> Result<String, fmt::Error> {
        comparison_text(self, style)
    }
}
