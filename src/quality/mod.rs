//! Whether a photo is good enough: each doubt with what was measured.
//!
//! What limits rest on: rendered heads and scalps, and phone photos, by the commands in `docs/accuracy.md`.

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

use image::{GenericImageView, ImageBuffer, Luma, RgbImage, SubImage};

use crate::color::{self, Srgb8};
use crate::measure::{Measurement, Zones};
use crate::numbers::real;
use crate::photo::Photo;
use crate::warning::Warning;

/// Most pixels that are read of a zone: more would not change a share or a mean.
const PIXELS: usize = 200_000;

/// One number per pixel.
type Numbers = ImageBuffer<Luma<f32>, Vec<f32>>;

/// The pixels of what is looked at as the camera took them, which tell what was clipped.
pub type Taken<'a> = SubImage<&'a RgbImage>;

/// The doubts about a photo whose hair and skin are found; `corrected` is the same in neutral light, in
/// which `measured` was measured.
#[must_use]
pub fn judge(
    taken: &Taken<'_>,
    corrected: &Photo,
    zones: &Zones,
    measured: &Measurement,
) -> Vec<Warning> {
    let head = places(corrected).filter(|&(x, y)| {
        let is_head = zones.hair.contains(x, y) || zones.skin.contains(x, y);
        is_head && corrected.is_visible(x, y)
    });
    let head = Pixels(head.map(|(x, y)| taken.get_pixel(x, y).0).collect());
    let hair = measured.hair.as_ref();
    // Gray is the fault of a black-and-white photo, not of the light.
    let colored_skin = measured.skin.as_ref().filter(|_| corrected.has_hue());
    [
        exposure::clipped(&head),
        exposure::under_exposed(&head),
        hair.and_then(|hair| sharpness::blurred(taken, &zones.hair, hair.style)),
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
