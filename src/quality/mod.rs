//! Whether a photo is good enough: each doubt with what was measured.

mod cast;
mod clarity;
mod evenness;
mod exposure;
mod sharpness;
mod usable;
mod usable_table;

pub use clarity::Clarity;
pub(crate) use sharpness::coarse;
pub use usable::Clues;
pub(crate) use usable::DOUBTED;

use crate::color::{self, Srgb8};
use crate::measure::{Measurement, Zones};
use crate::numbers::real;
use crate::photo::Photo;
use crate::warning::Warning;

/// Most pixels that are read of a zone: more would not change a share or a mean.
const PIXELS: usize = 200_000;

/// The doubts about a photo whose hair and skin are found.
///
/// `raw` is the photo as the camera took it, which tells what was clipped; `corrected` is the same
/// in neutral light, in which `measured` was measured.
#[must_use]
pub fn judge(
    raw: &Photo,
    corrected: &Photo,
    zones: &Zones,
    measured: &Measurement,
) -> Vec<Warning> {
    let head = Pixels::of(raw, |x, y| {
        zones.hair.contains(x, y) || zones.skin.contains(x, y)
    });
    let hair = measured.hair.as_ref();
    // Gray is the fault of a black-and-white photo, not of the light.
    let colored_skin = measured.skin.as_ref().filter(|_| raw.has_hue());
    [
        exposure::clipped(&head),
        exposure::under_exposed(&head),
        hair.and_then(|hair| sharpness::blurred(raw, &zones.hair, hair.style)),
        colored_skin.and_then(|skin| cast::cast(skin.lab)),
        evenness::uneven(corrected, zones),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Pixels of a zone, evenly thinned out.
struct Pixels(Vec<[u8; 3]>);

impl Pixels {
    fn of(photo: &Photo, is_inside: impl Fn(u32, u32) -> bool) -> Self {
        let inside = places(photo).filter(|&(x, y)| photo.is_visible(x, y) && is_inside(x, y));
        let mut pixels = Vec::new();
        inside.for_each(|(x, y)| pixels.push(photo.pixels().get_pixel(x, y).0));
        Self(pixels)
    }

    /// The share of the pixels that are so, 0 to 1; 0 of none.
    fn share(&self, is_so: impl Fn(&[u8; 3]) -> bool) -> f64 {
        let count = self.0.iter().filter(|pixel| is_so(pixel)).count();
        real(count) / real(self.0.len().max(1))
    }
}

/// Places on an even grid over the photo.
fn places(photo: &Photo) -> impl Iterator<Item = (u32, u32)> {
    let all = photo.width() as usize * photo.height() as usize;
    let is_thin = |step: &usize| all <= PIXELS * step * step;
    let step = (1..=all).find(is_thin).unwrap_or(1);
    let width = photo.width();
    (0..photo.height())
        .step_by(step)
        .flat_map(move |y| (0..width).step_by(step).map(move |x| (x, y)))
}

/// Luminance Y of a pixel; of white 1.
fn luminance(pixel: [u8; 3]) -> f64 {
    color::luminance(color::linear_from_srgb8(Srgb8::from(pixel)))
}
