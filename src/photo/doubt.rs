//! Doubts about a photo that can be told from its pixels alone.

use super::Photo;
use crate::warning::Warning;

/// Share of half-transparent pixels from which they are worth a word. The soft edge of a cut-out
/// is one or two pixels wide: below 1 % of a photo in which a head fills the frame.
const MANY_HALF_TRANSPARENT: f64 = 0.01;

/// Largest difference between the channels of a gray color, of 255. JPEG and profiles leave a few
/// levels in black-and-white photos; the palest skin and sepia differ by more than 20.
const GRAY_SPREAD: u32 = 8;

/// Side of the blocks of pixels of which the mean color counts: the noise of a sensor colors single
/// pixels of gray photos too.
const BLOCK: u32 = 8;

/// A photo is black and white if fewer than one in this many blocks have color: a few may come from
/// a stamp or from damage.
const ONE_COLORED_IN: u32 = 1000;

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

/// Stops at the first blocks that settle it, which in a color photo are in the first few rows.
fn is_black_and_white(photo: &Photo) -> bool {
    let [across, down] = [photo.width(), photo.height()].map(|side| side.div_ceil(BLOCK));
    let blocks = (0..down).flat_map(|y| (0..across).map(move |x| (x * BLOCK, y * BLOCK)));
    let allowed = across * down / ONE_COLORED_IN;
    let mut colored = blocks.filter(|&corner| is_colored(photo, corner));
    colored.nth(allowed as usize).is_none()
}

/// Whether the visible pixels of a block have a color together.
fn is_colored(photo: &Photo, (left, top): (u32, u32)) -> bool {
    let (right, bottom) = (
        photo.width().min(left + BLOCK),
        photo.height().min(top + BLOCK),
    );
    let places = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
    let (mut sums, mut count) = ([0; 3], 0);
    for (x, y) in places.filter(|&(x, y)| photo.is_visible(x, y)) {
        for (sum, level) in sums.iter_mut().zip(photo.pixels.get_pixel(x, y).0) {
            *sum += u32::from(level);
        }
        count += 1;
    }
    let [red, green, blue] = sums;
    red.max(green).max(blue) - red.min(green).min(blue) > GRAY_SPREAD * count
}

pub(super) fn too_small(photo: &Photo) -> Option<Warning> {
    let (width, height) = (photo.width(), photo.height());
    (width.max(height) < LONG_SIDE).then_some(Warning::PhotoTooSmall { width, height })
}
