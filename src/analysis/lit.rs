//! The photo in neutral light.

use std::borrow::Cow;

use super::AnalyzeOptions;
use crate::error::Error;
use crate::light::{Light, Strip, StripPlace, beside};
use crate::photo::Photo;
use crate::region::PixelRect;

/// A photo in neutral light, as far as its light is known.
pub(super) struct Lit<'a> {
    pub(super) light: Light,
    pub(super) strip: Option<Strip>,
    /// What lies in it as a reference is out of sight.
    pub(super) photo: Cow<'a, Photo>,
}

impl<'a> Lit<'a> {
    pub(super) fn new(photo: &'a Photo, options: &AnalyzeOptions) -> Result<Self, Error> {
        let strip = options.strip.as_ref().map(|strip| strip.region);
        let rest = beside(photo, strip)?;
        let light = Light::measure(&rest, &options.reference)?;
        let corrected = light.correct(photo);
        let strip = options
            .strip
            .as_ref()
            .map(|place| read_strip(&corrected, place))
            .transpose()?;
        let props = props(&light, strip.as_ref());
        let rest = (!props.is_empty())
            .then(|| without(&corrected, &props, options))
            .transpose()?;
        // A photo of the reference alone still tells the light.
        let photo = rest.flatten().map_or(corrected, Cow::Owned);
        Ok(Self {
            light,
            strip,
            photo,
        })
    }
}

fn read_strip(photo: &Photo, place: &StripPlace) -> Result<Strip, Error> {
    let area = place.region.within(photo.width(), photo.height())?;
    Strip::read(photo, area, &place.shades)
}

/// What lies in the frame as a reference, with the borders around it: cells of a strip look like
/// hair and skin.
fn props(light: &Light, strip: Option<&Strip>) -> Vec<PixelRect> {
    /// Card and paper reach a little beyond the box that is measured.
    const BORDERS_IN_A_SIDE: u32 = 4;
    let areas = light
        .area()
        .into_iter()
        .chain(strip.map(|strip| strip.area));
    areas
        .map(|area| area.grown(area.width.min(area.height) / BORDERS_IN_A_SIDE))
        .collect()
}

/// The photo with what lies in it as a reference out of sight; none if it shows nothing else. Boxes
/// drawn wholly inside a reference stay: who measures a patch wants to know how well light is mended.
fn without(
    photo: &Photo,
    props: &[PixelRect],
    options: &AnalyzeOptions,
) -> Result<Option<Photo>, Error> {
    let regions = options.hair.iter().chain(&options.skin);
    let boxes: Vec<PixelRect> = regions
        .map(|region| region.within(photo.width(), photo.height()))
        .collect::<Result<_, _>>()?;
    let is_asked = |prop: &PixelRect, x, y| {
        let mut here = boxes.iter().filter(|asked| asked.contains(x, y));
        here.any(|asked| asked.relative_to(*prop).is_some())
    };
    let is_hidden = |x, y| {
        let mut here = props.iter().filter(|prop| prop.contains(x, y));
        here.any(|prop| !is_asked(prop, x, y))
    };
    Ok(photo.without(is_hidden).ok())
}
