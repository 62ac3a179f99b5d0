//! From a photo that was matched to its treated scalp.

use std::fmt;

use image::RgbImage;

use super::{Place, Treatment, treated};
use crate::analysis::{Analysis, Scale};
use crate::error::Error;
use crate::photo::Photo;
use crate::region::Region;
use crate::skin::Skin;

/// Over how many millimeters dots become fewer at the edge of the work, as hairs do.
const SOFT_MM: f64 = 5.0;

/// What is known of the site of the work beside the photo.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Boxes to set dots into; of none, the bare scalp that hair surrounds.
    pub boxes: Vec<Region>,
}

/// The treated scalp, simulated.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Simulation {
    /// The photo with the dots.
    pub picture: RgbImage,
    /// What was set into the skin.
    pub treatment: Treatment,
    /// How large the dots are.
    pub scale: Scale,
}

/// Why no treated scalp can be simulated.
#[derive(Debug)]
#[non_exhaustive]
pub enum NoSimulation {
    /// Skin was not found.
    SkinNotFound,
    /// Nothing tells how large a millimeter is.
    ScaleNotKnown,
    /// No skin lies where dots are to be set.
    NoScalp {
        /// Whether somebody drew boxes.
        has_boxes: bool,
    },
    /// A box does not fit the photo.
    Box(Error),
}

impl fmt::Display for NoSimulation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SkinNotFound => f.write_str("skin was not found"),
            Self::ScaleNotKnown => f.write_str(
                "the head is not whole in the photo, single hairs cannot be told apart, and no gray \
                 card of the size of a bank card lies beside it, so the size of dots is not known: \
                 say how many millimeters lie across the photo",
            ),
            Self::NoScalp { has_boxes: true } => f.write_str("the boxes hold no skin"),
            Self::NoScalp { has_boxes: false } => {
                f.write_str("no bare scalp lies amid hair: draw a box where dots are to be set")
            }
            Self::Box(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NoSimulation {}

/// Sets dots into the scalp on a photo that was analyzed.
///
/// # Errors
///
/// [`NoSimulation`] where it is not known where to set them or how large.
pub fn simulate(
    photo: &Photo,
    analysis: &Analysis,
    treatment: Treatment,
    site: &Site,
) -> Result<Simulation, NoSimulation> {
    let skin = analysis.skin_color().ok_or(NoSimulation::SkinNotFound)?;
    let scale = analysis.scale.ok_or(NoSimulation::ScaleNotKnown)?;
    let place = place(photo, analysis, site, scale)?;
    Ok(Simulation {
        picture: treated(photo, &place, &Skin::fit(skin), &treatment, scale),
        treatment,
        scale,
    })
}

fn place(
    photo: &Photo,
    analysis: &Analysis,
    site: &Site,
    scale: Scale,
) -> Result<Place, NoSimulation> {
    let has_boxes = !site.boxes.is_empty();
    let soft_px = SOFT_MM * scale.pixels_per_mm;
    let place = if has_boxes {
        let within = |region: &Region| region.within(photo.width(), photo.height());
        let boxes = site.boxes.iter().map(within).collect::<Result<Vec<_>, _>>();
        let boxes = boxes.map_err(NoSimulation::Box)?;
        Place::within(photo, analysis, &boxes, soft_px)
    } else {
        Place::amid_hair(photo, analysis, soft_px)
    };
    if place.is_empty() {
        return Err(NoSimulation::NoScalp { has_boxes });
    }
    Ok(place)
}
