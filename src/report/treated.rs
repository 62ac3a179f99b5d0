//! The treated scalp as a picture to hand on, with what it shows below it.

use image::{ColorType, ImageResult, Rgb, RgbImage, imageops};
use noto_sans_mono_bitmap::FontWeight;

use crate::preview::Simulation;
use crate::rank::{Match, RankOptions, age_words};
use crate::report::lettering::Lettering;
use crate::report::picture;
use crate::report::words::printable;

const GROUND: Rgb<u8> = Rgb([0xff, 0xff, 0xff]);
const INK: Rgb<u8> = Rgb([0x1b, 0x1b, 0x1b]);
/// Heights of a line of letters and of the room around them.
const LINE: u32 = 32;
const MARGIN: u32 = 12;

/// What a treated scalp shows, in one line: that it is simulated, shade, density, age and what
/// tells the scale.
#[must_use]
pub fn treated_words(found: &Match, simulation: &Simulation, options: &RankOptions) -> String {
    let (shade, age) = (printable(&found.shade), age_words(options.age_days));
    let density = simulation.treatment.geometry.dots_per_cm2;
    let scale = simulation.scale.words();
    format!("simulated: shade {shade}, {density:.0} dots/cm², {age}; {scale}")
}

/// A treated scalp as a PNG without metadata, with its words below it.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn treated_png(picture: &RgbImage, words: &str) -> ImageResult<Vec<u8>> {
    let (width, height) = picture.dimensions();
    let lines = textwrap::wrap(words, letters_across(width));
    let foot = (0..).zip(&lines).fold(2 * MARGIN, |foot, _| foot + LINE);
    let mut sheet = RgbImage::from_pixel(width, height + foot, GROUND);
    imageops::replace(&mut sheet, picture, 0, 0);
    let letters = Lettering {
        weight: FontWeight::Regular,
        scale: 1,
        ink: INK,
    };
    for (place, line) in (0..).zip(&lines) {
        let top = height + MARGIN + place * LINE;
        letters.center(line, (0, top, width), &mut sheet);
    }
    picture::encode(sheet.as_raw(), sheet.dimensions(), ColorType::Rgb8)
}

/// Letters in a line of so many pixels.
fn letters_across(width: u32) -> usize {
    (width / Lettering::ADVANCE).max(1) as usize
}
