//! The treated scalp as a picture to hand on, with what it shows below it.

use image::{ColorType, ImageResult, Rgb, RgbImage, imageops};
use noto_sans_mono_bitmap::FontWeight;

use crate::preview::Simulation;
use crate::rank::{Match, RankOptions, age_words};
use crate::report::lettering::Lettering;
use crate::report::picture;
use crate::report::words::printable;

/// White paper and dark letters.
const GROUND: Rgb<u8> = Rgb([0xff, 0xff, 0xff]);
const INK: Rgb<u8> = Rgb([0x1b, 0x1b, 0x1b]);
/// Heights of a line of letters and of the room around them.
const LINE: u32 = 32;
/// Pixels of room around a line.
const MARGIN: u32 = 12;

/// A treated scalp with what it shows in words.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TreatedScalp {
    /// The photo with the dots.
    pub picture: RgbImage,
    /// That it is simulated, shade, density, age and what tells the scale, in one line.
    pub words: String,
}

impl TreatedScalp {
    /// What was simulated of a match.
    #[must_use]
    pub fn new(simulation: Simulation, found: &Match, options: &RankOptions) -> Self {
        let (shade, age) = (printable(&found.shade), age_words(options.age_days));
        let density = simulation.treatment.geometry.dots_per_cm2;
        let scale = simulation.scale.source.words();
        Self {
            words: format!("simulated: shade {shade}, {density:.0} dots/cm², {age}; {scale}"),
            picture: simulation.picture,
        }
    }

    /// The picture as a PNG without metadata, with its words below it.
    ///
    /// # Errors
    ///
    /// If the picture cannot be encoded.
    pub fn png(&self) -> ImageResult<Vec<u8>> {
        let (width, height) = self.picture.dimensions();
        let lines = textwrap::wrap(&self.words, letters_across(width));
        let foot = (0..).zip(&lines).fold(2 * MARGIN, |foot, _| foot + LINE);
        let mut sheet = RgbImage::from_pixel(width, height + foot, GROUND);
        imageops::replace(&mut sheet, &self.picture, 0, 0);
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
}

/// Letters in a line of so many pixels.
fn letters_across(width: u32) -> usize {
    (width / Lettering::ADVANCE).max(1) as usize
}
