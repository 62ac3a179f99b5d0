//! Whether single hairs can be seen.

use image::{GenericImageView, ImageBuffer, Luma, imageops};

use super::{Numbers, Taken};
use crate::measure::{Mask, Style};
use crate::numbers::real;
use crate::warning::Warning;

/// Strength of detail of about 1 pixel over that of 2 pixels, below which stubble is blurred.
/// Sharp renderings have 0.8 and more; blurred by 1.5 pixels they have 0.5 to 0.65.
const BLURRED: f64 = 0.62;
/// Widths of the bands of detail in pixels: 0.7 to 1.4, and 1.4 to 2.8.
const SIGMAS: [f32; 3] = [0.7, 1.4, 2.8];
/// Side of the parts that are looked at in pixels, and how many of them.
const PART: u32 = 64;
const PARTS: usize = 24;
/// From one hair to the next in millimeters: 223 hairs on a square centimeter (BioNumbers 116431).
const SPACING_MM: f64 = 0.67;
/// Pixels from one hair to the next below which hairs run into one another.
const FEWEST_PIXELS: f64 = 3.0;

/// The doubt about a photo too soft for the dots it should show.
pub(super) fn blurred(taken: &Taken<'_>, hair: &Mask, style: Style) -> Option<Warning> {
    if style == Style::Long {
        return None;
    }
    let (fine, coarse) = parts(taken, hair)
        .into_iter()
        .map(|(x, y)| bands(taken, x, y))
        .fold((0.0, 0.0), |(fine, coarse), part| {
            (fine + part.0, coarse + part.1)
        });
    if coarse <= 0.0 {
        return None;
    }
    let sharpness = f64::sqrt(fine / coarse);
    (sharpness < BLURRED).then_some(Warning::Blurred { sharpness })
}

/// The doubt about stubble shown with so many pixels to a millimeter.
pub(crate) fn coarse(style: Style, pixels_per_mm: f64) -> Option<Warning> {
    let pixels = pixels_per_mm * SPACING_MM;
    let is_coarse = style != Style::Long && pixels < FEWEST_PIXELS;
    is_coarse.then_some(Warning::Coarse { pixels })
}

/// Upper left corners of parts whose corners and middle lie in the mask, evenly thinned out.
fn parts(taken: &Taken<'_>, hair: &Mask) -> Vec<(u32, u32)> {
    let starts = |length: u32| (0..length.saturating_sub(PART)).step_by(PART as usize);
    let last = PART - 1;
    let all: Vec<(u32, u32)> = starts(taken.height())
        .flat_map(|y| starts(taken.width()).map(move |x| (x, y)))
        .filter(|&(x, y)| {
            [
                (0, 0),
                (last, 0),
                (0, last),
                (last, last),
                (PART / 2, PART / 2),
            ]
            .into_iter()
            .all(|(dx, dy)| hair.contains(x + dx, y + dy))
        })
        .collect();
    let step = all.len().div_ceil(PARTS).max(1);
    all.into_iter().step_by(step).collect()
}

/// Variance of the fine and of the coarse band of a part.
fn bands(taken: &Taken<'_>, left: u32, top: u32) -> (f64, f64) {
    let part = ImageBuffer::from_fn(PART, PART, |x, y| {
        let [red, green, blue] = taken.get_pixel(left + x, top + y).0.map(f32::from);
        // Rec. 601 luma, as JPEG keeps it at full resolution.
        Luma([0.299 * red + 0.587 * green + 0.114 * blue])
    });
    let [fine, middle, coarse] = SIGMAS.map(|sigma| imageops::blur(&part, sigma));
    (variance(&fine, &middle), variance(&middle, &coarse))
}

fn variance(one: &Numbers, other: &Numbers) -> f64 {
    let differences = || {
        let pairs = one.pixels().zip(other.pixels());
        pairs.map(|(one, other)| f64::from(one.0[0] - other.0[0]))
    };
    let count = real(one.pixels().len());
    let mean = differences().sum::<f64>() / count;
    differences()
        .map(|difference| (difference - mean).powi(2))
        .sum::<f64>()
        / count
}
