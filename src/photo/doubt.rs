//! Doubts about a photo that can be told from its pixels alone.

use super::Photo;
use crate::warning::Warning;

/// Share of half-transparent pixels from which they are worth a word. The soft edge of a cut-out
/// is one or two pixels wide: below 1 % of a photo in which a head fills the frame.
const MANY_HALF_TRANSPARENT: f64 = 0.01;

/// Largest difference between the channels of a gray pixel, of 255. JPEG and profiles leave a few
/// levels in black-and-white photos; the palest skin and sepia differ by more than 20.
const GRAY_SPREAD: u8 = 8;

/// A photo is black and white if fewer than one in this many visible pixels have color: a few may
/// come from a stamp or a damaged block.
const ONE_COLORED_IN: usize = 1000;

/// Shortest long side, in pixels, on which hair can be told from skin. A head is about 200 mm
/// long: at 300 pixels one pixel covers 0.7 mm, two dots of stubble (0.3 mm) and the skin between.
const LONG_SIDE: u32 = 300;

pub(super) fn half_transparent(photo: &Photo, pixels: usize) -> Option<Warning> {
    #[expect(clippy::cast_precision_loss, reason = "far fewer pixels than 2^52")]
    let share = pixels as f64 / photo.pixels.pixels().len() as f64;
    (share > MANY_HALF_TRANSPARENT).then_some(Warning::TransparentPixels { share })
}

pub(super) fn no_hue(photo: &Photo, is_gray: bool) -> Option<Warning> {
    (is_gray || is_black_and_white(photo)).then_some(Warning::NoHue)
}

/// Stops at the first pixels that settle it, which in a color photo are the first few rows.
fn is_black_and_white(photo: &Photo) -> bool {
    let seen = photo.visible.as_ref();
    let visible = seen.map_or(photo.pixels.pixels().len(), |visible| {
        visible.iter().filter(|&&seen| seen).count()
    });
    photo
        .pixels
        .pixels()
        .enumerate()
        .filter(|(index, pixel)| {
            let [red, green, blue] = pixel.0;
            let spread = red.max(green).max(blue) - red.min(green).min(blue);
            spread > GRAY_SPREAD && seen.is_none_or(|visible| visible[*index])
        })
        .nth(visible / ONE_COLORED_IN)
        .is_none()
}

pub(super) fn too_small(photo: &Photo) -> Option<Warning> {
    let (width, height) = (photo.width(), photo.height());
    (width.max(height) < LONG_SIDE).then_some(Warning::PhotoTooSmall { width, height })
}
