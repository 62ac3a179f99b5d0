//! The boxes that an analysis rests on.

use super::{Analysis, Looked};
use crate::light::Light;
use crate::region::PixelRect;

/// A box on the photo that an analysis rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UsedBox {
    /// What lies in it.
    pub content: BoxContent,
    /// Where it lies on the upright photo.
    pub area: PixelRect,
}

/// What lies in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BoxContent {
    /// All that was looked at.
    Crop,
    /// Hair to measure.
    Hair,
    /// Skin to measure.
    Skin,
    /// A gray card.
    Card,
    /// A color chart.
    Chart,
    /// A strip of dilutions.
    Strip,
}

impl BoxContent {
    /// The content in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Crop => "crop",
            Self::Hair => "hair",
            Self::Skin => "skin",
            Self::Card => "gray card",
            Self::Chart => "color chart",
            Self::Strip => "strip",
        }
    }
}

impl Analysis {
    /// The boxes that were drawn by hand and those of the references found, on a photo of this
    /// size.
    #[must_use]
    pub fn boxes(&self, width: u32, height: u32) -> Vec<UsedBox> {
        let Some(Looked { area, roles, .. }) = &self.seen else {
            return Vec::new();
        };
        let crop = Some(*area).filter(|area| *area != PixelRect::whole(width, height));
        let on_photo = |drawn: &PixelRect| drawn.moved(area.x, area.y);
        let hair = roles.hair_boxes().iter().map(on_photo);
        let skin = roles.skin_boxes().iter().map(on_photo);
        let reference = match &self.light {
            Light::Unknown | Light::Pooled(_) => None,
            Light::Card(card) => Some((BoxContent::Card, card.area)),
            Light::Chart(chart) => Some((BoxContent::Chart, chart.area())),
        };
        let strip = self.strip.as_ref().map(|strip| strip.area);
        let of = |content| move |area| (content, area);
        crop.into_iter()
            .map(of(BoxContent::Crop))
            .chain(hair.map(of(BoxContent::Hair)))
            .chain(skin.map(of(BoxContent::Skin)))
            .chain(reference)
            .chain(strip.map(of(BoxContent::Strip)))
            .map(|(content, area)| UsedBox { content, area })
            .collect()
    }
}
