//! Exact counts of the distinct colors of a photo.

use crate::color::Srgb8;
use crate::photo::Photo;

/// Low bits of a Morton code that find a count within its page: 1024 counts, 4 KiB.
const PAGE_BITS: u32 = 10;
const PAGE_LEN: usize = 1 << PAGE_BITS;
const PAGES: usize = 1 << (Morton::BITS - PAGE_BITS);

type CountPage = [u32; PAGE_LEN];

/// The place of an sRGB color on the Z-order curve: the bits of its channels interleaved, so that
/// colors with common high bits in every channel stand together.
///
/// Source: G. M. Morton, *A computer oriented geodetic data base*, IBM 1966.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Morton(u32);

impl Morton {
    /// Bits of a code: three channels of eight.
    pub(super) const BITS: u32 = 24;

    /// Green leads: of the three channels it moves L\* most, so it is the first to split a cell.
    fn of([red, green, blue]: [u8; 3]) -> Self {
        let spread = |channel: u8| SPREAD[usize::from(channel)];
        Self(spread(green) << 2 | spread(red) << 1 | spread(blue))
    }

    fn at(page: usize, entry: usize) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "page and entry are parts of a 24-bit code"
        )]
        let code = (page << PAGE_BITS | entry) as u32;
        Self(code)
    }

    pub(super) fn color(self) -> Srgb8 {
        let Self(code) = self;
        Srgb8::new(gather(code >> 1), gather(code >> 2), gather(code))
    }

    /// The number of the cell this color is in once the last `bits` of every code are dropped.
    pub(super) fn cell(self, bits: u32) -> u32 {
        self.0 >> bits
    }

    /// How many low bits have to be dropped for the two codes to be in one cell.
    pub(super) fn bits_apart(self, other: Self) -> u32 {
        u32::BITS - (self.0 ^ other.0).leading_zeros()
    }

    fn page(self) -> usize {
        (self.0 >> PAGE_BITS) as usize
    }

    fn entry(self) -> usize {
        self.0 as usize % PAGE_LEN
    }
}

/// Each 8-bit value with two zero bits between its bits.
static SPREAD: [u32; 256] = {
    let mut table = [0; 256];
    let mut value = 1;
    while value < table.len() {
        table[value] = (table[value / 2] << 3) | (value % 2 == 1) as u32;
        value += 1;
    }
    table
};

/// Every third bit of a code, from the lowest: the inverse of [`SPREAD`], halving the gaps between
/// the bits in each step.
fn gather(code: u32) -> u8 {
    let singles = code & 0x0024_9249;
    let pairs = (singles | singles >> 2) & 0x000c_30c3;
    let nibbles = (pairs | pairs >> 4) & 0x0000_f00f;
    let [low, high, ..] = nibbles.to_le_bytes();
    low | high
}

/// How many visible pixels of a photo have each color.
///
/// A flat table of all 16.7 million colors takes longer to scan than a photo takes to count, so
/// pages of it exist only where the photo has colors. The Morton order keeps these few: the colors
/// of a photo lie close together.
#[derive(Debug)]
pub(super) struct ColorCounts {
    pages: Vec<Option<Box<CountPage>>>,
}

impl ColorCounts {
    pub(super) fn of(photo: &Photo) -> Self {
        let mut pages: Vec<Option<Box<CountPage>>> = vec![None; PAGES];
        let mut count = |pixel: &[u8; 3]| {
            let code = Morton::of(*pixel);
            let page = pages[code.page()].get_or_insert_with(|| Box::new([0; PAGE_LEN]));
            page[code.entry()] += 1;
        };
        let (pixels, _) = photo.pixels().as_raw().as_chunks();
        match photo.visible() {
            None => pixels.iter().for_each(count),
            Some(visible) => {
                let seen = pixels.iter().zip(visible).filter(|(_, seen)| **seen);
                seen.for_each(|(pixel, _)| count(pixel));
            }
        }
        Self { pages }
    }

    /// The colors with their numbers of pixels, in Morton order; each color once, no zeros.
    pub(super) fn list(&self) -> Vec<(Morton, u32)> {
        /// Counts that are passed over at once where all are zero.
        const MANY: usize = 8;
        let mut colors = Vec::new();
        let pages = self.pages.iter().enumerate();
        for (number, page) in pages.filter_map(|(number, page)| Some((number, page.as_ref()?))) {
            for (start, counts) in (0..).step_by(MANY).zip(page.chunks_exact(MANY)) {
                if counts.iter().fold(0, |any, count| any | count) == 0 {
                    continue;
                }
                let counted = (start..).zip(counts).filter(|(_, pixels)| **pixels > 0);
                colors.extend(counted.map(|(entry, pixels)| (Morton::at(number, entry), *pixels)));
            }
        }
        colors
    }
}

#[cfg(test)]
#[expect(
    clippy::cast_possible_truncation,
    reason = "channels are within 0 to 255"
)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};
    use std::collections::BTreeMap;

    #[test]
    fn every_pixel_is_counted_under_its_own_color() {
        let pixel = |x: u32, y: u32| [x * x % 251, x * y % 256, y % 7].map(|value| value as u8);
        let pixels = RgbImage::from_fn(300, 200, |x, y| Rgb(pixel(x, y)));
        let mut expected: BTreeMap<[u8; 3], u32> = BTreeMap::new();
        for pixel in pixels.pixels() {
            *expected.entry(pixel.0).or_default() += 1;
        }
        let counts = ColorCounts::of(&Photo::from_srgb(pixels).unwrap());
        let found = counts.list();
        assert!(found.is_sorted_by(|(one, _), (other, _)| one < other));
        let found: BTreeMap<[u8; 3], u32> = found
            .into_iter()
            .map(|(code, pixels)| (code.color().into(), pixels))
            .collect();
        assert_eq!(found, expected);
    }
}
