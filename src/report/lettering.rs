//! Letters drawn with pixels.

use image::imageops::{FilterType, replace, resize};
use image::{GrayImage, ImageBuffer, Luma, Rgb, RgbImage};
use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster, get_raster_width};

use crate::report::picture::blend;

/// The largest size of the font.
const SIZE: RasterHeight = RasterHeight::Size32;
/// Stands for letters that the font lacks.
const MISSING: char = '?';

/// How a line of letters is drawn.
#[derive(Clone, Copy)]
pub(super) struct Lettering {
    pub(super) weight: FontWeight,
    /// Enlargement of the font's largest size, where the line has room for it.
    pub(super) scale: u32,
    pub(super) ink: Rgb<u8>,
}

impl Lettering {
    /// Columns of a letter.
    pub(super) const ADVANCE: u32 = 18;

    /// Writes a line in the middle of a span from `left`; of one that is too long the end is cut.
    pub(super) fn center(
        self,
        words: &str,
        (left, top, width): (u32, u32, u32),
        onto: &mut RgbImage,
    ) {
        let line = self.line(words, width);
        let left = left + (width - line.width()) / 2;
        for (x, y, Luma([cover])) in line.enumerate_pixels() {
            if let Some(pixel) = onto.get_pixel_mut_checked(left + x, top + y) {
                *pixel = blend(*pixel, self.ink, f64::from(*cover) / 255.0);
            }
        }
    }

    /// How much of each pixel the letters cover, in a picture no wider than asked.
    fn line(self, words: &str, widest: u32) -> GrayImage {
        let advance = small(get_raster_width(self.weight, SIZE));
        let room = (widest / advance) as usize;
        let letters: Vec<char> = words.chars().take(room).collect();
        let (width, height) = (advance * small(letters.len()), small(SIZE.val()));
        let mut line = GrayImage::new(width, height);
        for (place, letter) in (0..).zip(letters) {
            if let Some(glyph) = self.glyph(letter) {
                replace(&mut line, &glyph, i64::from(place * advance), 0);
            }
        }
        let fits = |scale: &u32| width * scale <= widest;
        let scale = (1..=self.scale).rev().find(fits).unwrap_or(1);
        resize(&line, width * scale, height * scale, FilterType::CatmullRom)
    }

    fn glyph(self, letter: char) -> Option<GrayImage> {
        let glyph = get_raster(letter, self.weight, SIZE)
            .or_else(|| get_raster(MISSING, self.weight, SIZE))?;
        let (width, height) = (small(glyph.width()), small(glyph.height()));
        ImageBuffer::from_raw(width, height, glyph.pixels().to_vec())
    }
}

/// Letters are few and low.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
