//! The layout of the report, field by field: what scripts read.
//!
//! [`SCHEMA`] grows by one when a field changes its name or meaning; new fields do not change it.
//! `report.schema.json` beside this file describes it as JSON Schema.

mod outlook;
mod special;

use serde::Serialize;

use crate::answer::Usability;
use crate::color::{ItaClass, Lab};
use crate::measure::{LabSd, Style};
use crate::palette::StrengthSource;
use crate::rank::{Basis, Level, Recipe, TargetKind, Verdict};
use crate::report::preview::Preview;
use crate::report::round;
use crate::segment::Label;
pub use outlook::{AreaReport, AssumedFadingReport, HealingReport, StageReport};
pub use special::{MixReport, StartingPointReport, ToneReport};

/// Version of the layout, in every report as `schema`.
pub const SCHEMA: u32 = 2;

/// Everything that one run says.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The program that made the report.
    pub tool: Tool,
    /// The palette that was ranked.
    pub palette: PaletteSummary,
    /// What the run was asked to do.
    pub settings: Settings,
    /// One entry a photo, in the order given.
    pub photos: Vec<PhotoReport>,
}

/// The program that made the report.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Tool {
    /// Always `smpmatch`.
    pub name: &'static str,
    /// Version of the program.
    pub version: &'static str,
}

/// What identifies the palette that was ranked.
#[derive(Clone, Debug, Serialize)]
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
pub struct Settings {
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

/// What became of one photo.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoReport {
    /// The photo as it was named, or none where colors were given instead of a photo.
    pub photo: Option<String>,
    /// What tells whether the entry still holds, where that is known.
    #[serde(flatten)]
    pub stamp: Option<Stamp>,
    /// Its result, or why there is none.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The photo to look at, for the forms that show it.
    #[serde(skip)]
    pub preview: Option<Box<Preview>>,
}

/// What an entry came from: as long as both stay the same, a new run would only repeat it.
#[derive(Clone, Debug, Serialize)]
pub struct Stamp {
    /// Size of the photo's file in bytes, or none where there is no file.
    pub bytes: Option<u64>,
    /// Digest of these bytes, or none where there are none.
    pub photo_digest: Option<String>,
    /// Digest of everything that the answer hangs on besides the photo: version, palette, settings.
    pub settings_digest: String,
}

/// The result of a photo, or why there is none.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Outcome {
    /// The photo was analyzed.
    Ok(Box<PhotoResult>),
    /// The photo could not be analyzed.
    Error {
        /// The reason with its causes, in one line.
        error: String,
    },
}

/// What was found in one photo.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoResult {
    /// Width of the upright photo in pixels.
    pub width: Option<u32>,
    /// Height of the upright photo in pixels.
    pub height: Option<u32>,
    /// What to do with the answer.
    pub verdict: UsabilityReport,
    /// What the colors were corrected by.
    pub light: LightReport,
    /// The artist's strip of dilutions, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strip: Option<StripReport>,
    /// Dominant colors, largest first.
    pub clusters: Vec<ClusterReport>,
    /// The hair, unless none was found.
    pub hair: Option<HairReport>,
    /// The skin, unless none was found.
    pub skin: Option<SkinReport>,
    /// What the dilutions are compared with.
    pub target: Option<TargetReport>,
    /// What the best match's color rests on.
    pub basis: Option<Basis>,
    /// Every dilution of the palette, closest first; empty where there is nothing to match.
    pub matches: Vec<MatchReport>,
    /// How sure that order is, unless there is nothing to match.
    pub confidence: Option<ConfidenceReport>,
    /// Which shade in which session; none unless the answer is usable.
    pub plan: Option<PlanReport>,
    /// How the best match heals and fades; left out where its color is not the model's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healing: Option<HealingReport>,
    /// The best match from about two meters, the thinnest density first; left out like `healing`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<AreaReport>,
    /// The shades for salt and pepper hair; left out where it is not surely that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mix: Option<MixReport>,
    /// Shades by the skin alone; left out unless no hair was found on skin that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starting_point: Option<StartingPointReport>,
    /// Doubts, each with its fix.
    pub warnings: Vec<WarningReport>,
}

impl PhotoResult {
    /// The closest matches, so many of them, from light to dark: the eye compares along a ladder.
    pub(super) fn closest(&self, count: usize) -> Vec<&MatchReport> {
        let mut matches: Vec<_> = self.matches.iter().take(count).collect();
        matches.sort_by(|one, other| other.color.lab.l.total_cmp(&one.color.lab.l));
        matches
    }
}

/// What to do with an answer.
#[derive(Clone, Debug, Serialize)]
pub struct UsabilityReport {
    /// What it is good for.
    pub usability: Usability,
    /// Code of the warning that decides it; none of a usable answer.
    pub because: Option<&'static str>,
    /// The one thing to do next.
    pub next: String,
}

/// A color as numbers and for screens.
#[derive(Clone, Debug, Serialize)]
pub struct Swatch {
    /// CIELAB under D65.
    #[serde(serialize_with = "round::lab")]
    pub lab: Lab,
    /// The nearest sRGB color.
    pub hex: String,
}

/// What the colors of a photo were corrected by, and what that is worth.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "method", rename_all = "lowercase")]
pub enum LightReport {
    /// Nothing.
    None,
    /// Nothing, but hair is compared with a strip in the same light.
    Strip,
    /// A gray card.
    Card {
        /// Where its color was taken: left, top, width and height in pixels.
        #[serde(rename = "box")]
        area: [u32; 4],
        /// Factors on linear red, green and blue.
        #[serde(serialize_with = "round::channels")]
        gains: [f64; 3],
        /// The card's color in the photo.
        before: Swatch,
        /// The card's color after the correction.
        after: Swatch,
        /// ΔE00 by which absolute colors may still be off.
        #[serde(serialize_with = "round::hundredths")]
        expected_delta_e: f64,
    },
    /// A chart.
    Chart {
        /// Corners of the block of patches in pixels: dark skin, bluish green, black, white.
        #[serde(serialize_with = "round::corners")]
        corners: [[f64; 2]; 4],
        /// Whose reference values fit better.
        edition: &'static str,
        /// Mean ΔE00 of the corrected patches to their reference.
        #[serde(serialize_with = "round::hundredths")]
        mean_residual: f64,
        /// Largest of them.
        #[serde(serialize_with = "round::hundredths")]
        largest_residual: f64,
        /// Light on the patch that has most of it over light on the one that has least, less 1.
        #[serde(serialize_with = "round::hundredths")]
        unevenness: f64,
        /// ΔE00 by which absolute colors may still be off.
        #[serde(serialize_with = "round::hundredths")]
        expected_delta_e: f64,
    },
}

/// The artist's strip of dilutions.
#[derive(Clone, Debug, Serialize)]
pub struct StripReport {
    /// All cells: left, top, width and height in pixels.
    #[serde(rename = "box")]
    pub area: [u32; 4],
    /// From left to right or from top to bottom.
    pub cells: Vec<CellReport>,
}

/// One dilution on the strip.
#[derive(Clone, Debug, Serialize)]
pub struct CellReport {
    /// Parts of water to one part of pigment.
    pub water_parts: f64,
    /// Its color in the photo.
    #[serde(flatten)]
    pub color: Swatch,
}

/// One dominant color.
#[derive(Clone, Debug, Serialize)]
pub struct ClusterReport {
    /// What most of its pixels are.
    pub role: Label,
    /// Mean color.
    #[serde(flatten)]
    pub color: Swatch,
    /// Share of the photo's visible pixels, 0 to 1.
    #[serde(serialize_with = "round::share")]
    pub share: f64,
}

/// The hair of one photo.
#[derive(Clone, Debug, Serialize)]
pub struct HairReport {
    /// Estimated color of the hair itself.
    #[serde(flatten)]
    pub color: Swatch,
    /// Median color of the pixels called hair: hair as it shows.
    #[serde(serialize_with = "round::optional_lab")]
    pub seen_lab: Option<Lab>,
    /// For screens.
    pub seen_hex: Option<String>,
    /// Share of the photo, 0 to 1.
    #[serde(serialize_with = "round::optional_share")]
    pub share: Option<f64>,
    /// Around which part of the photo it was read; none without a photo.
    pub place: Option<&'static str>,
    /// How the hair is worn.
    pub style: Option<Style>,
    /// Share of the hair's zone that hair covers, 0 to 1.
    #[serde(serialize_with = "round::optional_share")]
    pub cover: Option<f64>,
    /// Standard deviation of `lab`; none where the photo tells no hue.
    #[serde(serialize_with = "round::optional_sd")]
    pub sd: Option<LabSd>,
}

/// The skin of one photo.
#[derive(Clone, Debug, Serialize)]
pub struct SkinReport {
    /// Color of bare skin away from shadow and shine.
    #[serde(flatten)]
    pub color: Swatch,
    /// Share of the photo, 0 to 1.
    #[serde(serialize_with = "round::optional_share")]
    pub share: Option<f64>,
    /// Around which part of the photo it was read; none without a photo.
    pub place: Option<&'static str>,
    /// Individual typology angle in degrees; none of a color that is gray or bluish.
    #[serde(serialize_with = "round::optional_hundredths")]
    pub ita_degrees: Option<f64>,
    /// Class of the angle.
    pub ita_class: Option<ItaClass>,
    /// Standard deviation of `lab`; none where the photo tells no hue.
    #[serde(serialize_with = "round::optional_sd")]
    pub sd: Option<LabSd>,
}

/// What the dilutions are compared with.
#[derive(Clone, Debug, Serialize)]
pub struct TargetReport {
    /// How it follows from hair and skin.
    pub kind: TargetKind,
    /// Its color.
    #[serde(flatten)]
    pub color: Swatch,
}

/// One dilution, ranked.
#[derive(Clone, Debug, Serialize)]
pub struct MatchReport {
    /// 1 for the closest.
    pub rank: usize,
    /// Name of the dilution.
    pub shade: String,
    /// Parts of pigment in the mix.
    pub pigment_parts: f64,
    /// Parts of water in the mix.
    pub water_parts: f64,
    /// What the predicted color rests on.
    pub basis: Basis,
    /// Predicted color in this skin.
    #[serde(flatten)]
    pub color: Swatch,
    /// ΔE00 to the target.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_e: f64,
    /// L* less the target's: positive is lighter than the target.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_l: f64,
    /// `delta_e` in words.
    pub verdict: Verdict,
    /// Probability, 0 to 1, of being the closest, given the ink as the palette states it: what the
    /// photo leaves open.
    #[serde(serialize_with = "round::share")]
    pub probability: f64,
    /// Probability that it or the next shade on either side is the closest.
    #[serde(serialize_with = "round::share")]
    pub probability_within_one: f64,
    /// Probability of being the closest if the ink's strength and depth may be off too.
    #[serde(serialize_with = "round::share")]
    pub probability_with_ink: f64,
    /// Where `delta_e` lies with a probability of 0.9, given the ink.
    #[serde(serialize_with = "round::interval")]
    pub delta_e_interval: (f64, f64),
    /// Whether it and the first match are about equally good.
    pub tie: bool,
    /// How to mix it.
    pub recipe: Recipe,
}

/// How sure the order of the matches is.
#[derive(Clone, Debug, Serialize)]
pub struct ConfidenceReport {
    /// In one word; never above low where a serious doubt, a target as light as the skin or hair
    /// beyond the strip shakes the whole match.
    pub level: Level,
    /// The shades that are about equally good, lighter first.
    pub shades: Vec<String>,
    /// The shades that may be the best if the ink is not as the palette states it, lighter first.
    pub shades_with_ink: Vec<String>,
}

/// Which shade in which session, as names of shades.
#[derive(Clone, Debug, Serialize)]
pub struct PlanReport {
    /// The first session's.
    pub first_session: String,
    /// The closest match.
    #[serde(rename = "match")]
    pub matched: String,
    /// The last session's, and the darkest that may be used.
    pub last_session: String,
    /// For the hairline.
    pub hairline: String,
    /// Every session's, in order.
    pub sessions: Vec<String>,
}

/// One doubt and its fix.
#[derive(Clone, Debug, Serialize)]
pub struct WarningReport {
    /// Stable name in kebab case.
    pub code: &'static str,
    /// What was measured, where something was.
    #[serde(serialize_with = "round::optional_share")]
    pub figure: Option<f64>,
    /// What was seen and why it matters.
    pub message: String,
    /// What to do.
    pub fix: String,
}
