//! The light on the scene, by a thing of known color in the frame: a gray card, a chart, or the
//! artist's own strip of dilutions.
//!
//! Without one the colors of a phone photo are about 10 ΔE00 off, with one 1.5 to 3. Guesses from
//! the picture alone, such as gray-world, are worse than nothing on a scalp: skin is not gray.
//!
//! What limits rest on: photos with and without cards, photographed and drawn charts, rendered photos under
//! colored light, by the commands in `docs/accuracy.md`.

mod accuracy;
mod card;
mod chart;
mod correction;
mod curve;
mod neutral;
mod patch;
mod plane;
mod strip;

pub use accuracy::Accuracy;
pub(crate) use accuracy::{CONTRAST, SHARPNESS, TONE};
pub use card::{Card, FoundCard, find_card};
pub use chart::{Chart, Corners, Edition, find_chart};
pub use correction::Correction;
pub use neutral::{Neutral, neutral};
pub use strip::{Cell, Strip};

use crate::color::Lab;
use crate::error::Error;
use crate::photo::Photo;
use crate::region::{PixelRect, Region};

/// The color of a patch that should be of one color all over: the mean of linear light without the
/// darkest and lightest pixels.
#[must_use]
pub fn patch_color(photo: &Photo, area: PixelRect) -> Lab {
    correction::lab(patch::Patch::read(photo, area).light)
}

/// Reflectance of a photographer's gray card: 18 %, as makers state it.
pub const CARD_REFLECTANCE: f64 = 0.18;

/// The thing of known color that the light is measured by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Reference {
    /// There is none.
    #[default]
    None,
    /// A neutral gray card.
    Card {
        /// Where it lies; none to look for it.
        region: Option<Region>,
        /// Its luminance, 0 to 1.
        reflectance: f64,
    },
    /// A ColorChecker of 24 patches.
    Chart {
        /// Where its patches lie; none to look for them.
        corners: Option<Corners>,
    },
}

/// A strip of dilutions as the artist says it lies in the photo.
#[derive(Clone, Debug, PartialEq)]
pub struct StripPlace {
    /// All cells together.
    pub region: Region,
    /// Parts of water to one part of pigment, from left to right or from top to bottom.
    pub shades: Vec<f64>,
}

/// The light as a reference shows it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Light {
    /// Not known.
    Unknown,
    /// By a gray card.
    Card(Card),
    /// By a chart.
    Chart(Box<Chart>),
    /// The mean of several photos, each in its own light, and how far it may be off.
    Pooled(Accuracy),
}

impl Light {
    /// Finds the reference in the photo, where its place is not given, and measures it.
    ///
    /// # Errors
    ///
    /// [`Error::LightReference`] if it is not found or cannot be used, [`Error::RegionOutside`] if
    /// its box does not fit the photo.
    pub fn measure(photo: &Photo, reference: &Reference) -> Result<Self, Error> {
        match *reference {
            Reference::None => Ok(Self::Unknown),
            Reference::Card {
                region,
                reflectance,
            } => {
                let FoundCard { area, sides } = match region {
                    Some(region) => FoundCard {
                        area: region.within(photo.width(), photo.height())?,
                        sides: None,
                    },
                    None => find_card(photo, reflectance)?,
                };
                let card = Card::measure(photo, area, reflectance)?;
                Ok(Self::Card(Card { sides, ..card }))
            }
            Reference::Chart { corners } => {
                let corners = corners.map_or_else(|| find_chart(photo), Ok)?;
                let chart = Chart::measure(photo, corners)?;
                Ok(Self::Chart(Box::new(chart)))
            }
        }
    }

    /// The photo in neutral light, or as it is where the light is not known.
    #[must_use]
    pub fn correct(&self, photo: Photo) -> Photo {
        match self {
            Self::Unknown | Self::Pooled(_) => photo,
            Self::Card(card) => card.correction().apply(photo),
            Self::Chart(chart) => chart.correction().apply(photo),
        }
    }

    /// The upright box around the reference.
    #[must_use]
    pub fn area(&self) -> Option<PixelRect> {
        match self {
            Self::Unknown | Self::Pooled(_) => None,
            Self::Card(card) => Some(card.area),
            Self::Chart(chart) => Some(chart.area()),
        }
    }
}
