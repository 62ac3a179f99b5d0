//! What each pixel of a photo is.

use serde::Serialize;

use crate::numbers::real;
use crate::photo::Photo;
use crate::region::nearest;

/// What a pixel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Label {
    /// All else: backdrop, clothes, glasses, and pixels that are not visible.
    Background,
    /// Beard, mustache and brows; not measured.
    FacialHair,
    /// Specular shine on skin or hair: shows the lamp's color, not the surface's.
    Highlight,
    /// Bare skin.
    Skin,
    /// Hair of the scalp, stubble with the skin between included.
    Hair,
}

impl Label {
    /// Every label.
    pub const ALL: [Self; 5] = [
        Self::Background,
        Self::FacialHair,
        Self::Highlight,
        Self::Skin,
        Self::Hair,
    ];

    /// The label in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::FacialHair => "facial hair",
            Self::Highlight => "highlight",
            Self::Skin => "skin",
            Self::Hair => "hair",
        }
    }
}

/// The label of every pixel of a photo, at a working size of at most [`Self::LONGEST`] pixels.
#[derive(Clone, Debug)]
pub struct LabelMap {
    width: u32,
    height: u32,
    photo_width: u32,
    photo_height: u32,
    labels: Vec<Label>,
}

impl LabelMap {
    /// The longest side of the working size in pixels.
    pub const LONGEST: u32 = 896;

    pub(super) fn new(photo: &Photo, size: (u32, u32), labels: Vec<Label>) -> Self {
        Self {
            width: size.0,
            height: size.1,
            photo_width: photo.width(),
            photo_height: photo.height(),
            labels,
        }
    }

    /// Width of the working size in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height of the working size in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The labels at the working size, row by row.
    #[must_use]
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The label of a pixel of the photo. Pixels beyond the photo count as those at its edge.
    #[must_use]
    pub fn label_at(&self, x: u32, y: u32) -> Label {
        let scaled = |at: u32, photo: u32, side: u32| {
            nearest(at.min(photo.saturating_sub(1)), photo.max(1), side) as usize
        };
        let (column, row) = (
            scaled(x, self.photo_width, self.width),
            scaled(y, self.photo_height, self.height),
        );
        let index = row * self.width as usize + column;
        self.labels.get(index).copied().unwrap_or(Label::Background)
    }

    /// The share of the photo that has the label, 0 to 1.
    #[must_use]
    pub fn share(&self, label: Label) -> f64 {
        let count = self.labels.iter().filter(|&&own| own == label).count();
        real(count) / real(self.labels.len().max(1))
    }
}
