//! The light, and the strip of dilutions in it.

use serde::Serialize;

use super::Swatch;
use crate::analysis::Analysis;
use crate::light::{Cell, Light, Strip};
use crate::region::PixelRect;
use crate::report::round;

/// What the colors of a photo were corrected by, and what that is worth.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "method", rename_all = "lowercase")]
#[non_exhaustive]
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
    /// The mean of several photos, each in its own light.
    Photos {
        /// ΔE00 by which absolute colors may be off.
        #[serde(serialize_with = "round::hundredths")]
        expected_delta_e: f64,
    },
}

impl From<&Analysis> for LightReport {
    fn from(analysis: &Analysis) -> Self {
        let expected_delta_e = analysis.light.accuracy().delta_e;
        match &analysis.light {
            Light::Unknown if analysis.strip.is_some() => Self::Strip,
            Light::Unknown => Self::None,
            Light::Pooled(_) => Self::Photos { expected_delta_e },
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

/// The artist's strip of dilutions.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct StripReport {
    /// All cells: left, top, width and height in pixels.
    #[serde(rename = "box")]
    pub area: [u32; 4],
    /// From left to right or from top to bottom.
    pub cells: Vec<CellReport>,
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

/// One dilution on the strip.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CellReport {
    /// Parts of water to one part of pigment.
    pub water_parts: f64,
    /// Its color in the photo.
    #[serde(flatten)]
    pub color: Swatch,
}

fn sides(area: PixelRect) -> [u32; 4] {
    [area.x, area.y, area.width, area.height]
}
