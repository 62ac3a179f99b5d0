//! A photo in neutral light, as far as its light is known.

use super::{Light, Reference, Strip, StripPlace};
use crate::error::Error;
use crate::photo::Photo;
use crate::region::PixelRect;

/// What the references in a photo say of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Neutral {
    /// The light that the photo was taken in.
    pub light: Light,
    /// The strip of dilutions in neutral light, if there is one.
    pub strip: Option<Strip>,
}

/// Reads the light of a photo by the reference, and the strip of dilutions in neutral light. No cell
/// of the strip is taken for a card.
///
/// ```
/// use smpmatch::light::{CARD_REFLECTANCE, Reference, neutral};
/// use smpmatch::photo::Photo;
///
/// let warm_gray = image::RgbImage::from_pixel(20, 20, image::Rgb([140, 118, 95]));
/// let photo = Photo::from_srgb(warm_gray)?;
/// let card = Reference::Card {
///     region: Some("25%,25%,50%,50%".parse()?),
///     reflectance: CARD_REFLECTANCE,
/// };
/// let found = neutral(&photo, &card, None)?;
/// assert_eq!(found.light.correct(photo).pixels().get_pixel(5, 5).0, [118; 3]);
/// # Ok::<(), smpmatch::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::LightReference`] if the reference or the strip is not found or cannot be used,
/// [`Error::RegionOutside`] if its box does not fit the photo.
pub fn neutral(
    photo: &Photo,
    reference: &Reference,
    strip: Option<&StripPlace>,
) -> Result<Neutral, Error> {
    let area = strip
        .map(|place| place.region.within(photo.width(), photo.height()))
        .transpose()?;
    let rest = area.and_then(|area| photo.without(|x, y| area.contains(x, y)));
    // A photo of the strip alone still tells the light.
    let light = Light::measure(rest.as_ref().unwrap_or(photo), reference)?;
    let read = |(place, area): (&StripPlace, _)| {
        let cells = light.correct(photo.crop(area)?);
        let whole = PixelRect::whole(area.width, area.height);
        Strip::read(&cells, whole, &place.shades).map(|strip| Strip { area, ..strip })
    };
    let strip = strip.zip(area).map(read).transpose()?;
    Ok(Neutral { light, strip })
}

impl Neutral {
    /// The photo with what lies in it as a reference out of sight, as it is where it shows nothing
    /// else. Boxes drawn wholly inside a reference stay: who measures a patch wants to know how well
    /// light is corrected.
    #[must_use]
    pub fn beside(&self, photo: &Photo, boxes: &[PixelRect]) -> Photo {
        let props = self.props();
        let is_asked = |prop: &PixelRect, x, y| {
            let mut here = boxes.iter().filter(|asked| asked.contains(x, y));
            here.any(|asked| asked.relative_to(*prop).is_some())
        };
        let is_hidden = |x, y| {
            let mut here = props.iter().filter(|prop| prop.contains(x, y));
            here.any(|prop| !is_asked(prop, x, y))
        };
        let rest = (!props.is_empty()).then(|| photo.without(is_hidden));
        rest.flatten().unwrap_or_else(|| photo.clone())
    }

    /// What lies in the frame as a reference, with the borders around it: cells of a strip look like
    /// hair and skin.
    fn props(&self) -> Vec<PixelRect> {
        /// Card and paper reach a little beyond the box that is measured; by judgment.
        const BORDERS_IN_A_SIDE: u32 = 4;
        let strip = self.strip.as_ref().map(|strip| strip.area);
        let areas = self.light.area().into_iter().chain(strip);
        areas
            .map(|area| area.grown(area.width.min(area.height) / BORDERS_IN_A_SIDE))
            .collect()
    }
}
