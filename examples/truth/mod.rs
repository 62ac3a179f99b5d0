//! `truth.json`: what is known for certain about rendered photos.

use serde::{Deserialize, Serialize};

/// The whole file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Truth {
    pub(crate) note: String,
    pub(crate) photos: Vec<PhotoTruth>,
}

/// What is known about one photo. Colors are CIELAB, D65, 2 degree observer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PhotoTruth {
    /// File name beside `truth.json`.
    pub(crate) photo: String,
    pub(crate) style: Style,
    /// Share of the skin that hair hides where it is densest, 0 to 1.
    pub(crate) cover: f64,
    /// Mean width of a hair in pixels; thinner than 2, the lens mixes all of it with skin.
    pub(crate) width_px: f64,
    /// Share of white hairs, 0 to 1.
    pub(crate) white_share: f64,
    /// Share of the photo's pixels inside the hair zone, 0 to 1.
    pub(crate) zone_share: f64,
    /// The hair's own color in the mean light on it, without shine, under neutral light.
    pub(crate) hair_lab: Option<[f64; 3]>,
    /// The bare skin's color in the mean light on it, without shine, under neutral light.
    pub(crate) skin_lab: [f64; 3],
    /// What the camera made of neutral light: factors on linear red, green and blue.
    pub(crate) gains: [f64; 3],
    pub(crate) card: Option<Card>,
    pub(crate) strip: Option<Strip>,
}

/// How the hair is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Style {
    /// Shaved: dots.
    Stubble,
    /// Clipped: short strokes.
    Buzz,
    /// Strands.
    Long,
    /// No hair at all.
    None,
}

/// A neutral gray card.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Card {
    /// Left, top, width, height in pixels, clear of the card's edges.
    #[serde(rename = "box")]
    pub(crate) area: [u32; 4],
    /// Reflectance, 0 to 1.
    pub(crate) luminance: f64,
}

/// A strip of dilutions in equal cells, left to right.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Strip {
    /// Left, top, width, height in pixels of all cells together.
    #[serde(rename = "box")]
    pub(crate) area: [u32; 4],
    /// Parts of water to one part of pigment, per cell.
    pub(crate) shades: Vec<u32>,
    pub(crate) labs: Vec<[f64; 3]>,
}
