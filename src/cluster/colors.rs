//! The colors of a photo as weighted points in CIELAB, whole or folded into cells.

use super::counts::{ColorCounts, Morton};
use crate::color::{Lab, Srgb8, labs_from_srgb8};

/// More distinct colors than this are folded: k-means would spend longer on them than decoding
/// takes, for a sum of squares that is better by less than a thousandth.
const MAX_COLORS: usize = 1 << 16;

/// Folding drops at most the two lowest bits of each channel. Cells of 5 bits a channel miss the
/// best sum of squares by up to a fifth on photos of few colors, and hair on scalp is of that kind.
const MAX_FOLD_BITS: u32 = 6;

/// The mean color of some pixels of a photo.
#[derive(Clone, Copy, Debug)]
pub(super) struct WeightedColor {
    /// A color among them that stands for the place of all on the Z-order curve.
    code: Morton,
    /// Mean of the pixels' CIELAB.
    pub(super) lab: Lab,
    /// Number of pixels.
    pub(super) pixels: f64,
}

impl WeightedColor {
    /// Takes the pixels of another color in. Moving the mean leaves a lone color exact to the bit.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.pixels += other.pixels;
        self.lab += (other.lab - self.lab) * (other.pixels / self.pixels);
    }
}

/// The distinct colors of a photo in Morton order, folded as little as leaves at most 65,536.
pub(super) fn colors(counts: &ColorCounts) -> Vec<WeightedColor> {
    let counted = counts.list();
    let cells = cells_by_bits(counted.iter().map(|(code, _)| *code));
    let fits = |bits: &u32| cells[*bits as usize] <= MAX_COLORS;
    let bits = (0..MAX_FOLD_BITS).find(fits).unwrap_or(MAX_FOLD_BITS);
    fold(weighted(&counted), bits)
}

/// Counted colors with their CIELAB.
pub(super) fn weighted(counted: &[(Morton, u32)]) -> impl Iterator<Item = WeightedColor> {
    /// Colors whose CIELAB is reckoned at once.
    const PART: usize = 256;
    counted.chunks(PART).flat_map(|part| {
        let colors: Vec<Srgb8> = part.iter().map(|(code, _)| code.color()).collect();
        let labs = labs_from_srgb8(&colors);
        part.iter()
            .zip(labs)
            .map(|(&(code, pixels), lab)| WeightedColor {
                code,
                lab,
                pixels: f64::from(pixels),
            })
    })
}

/// The colors folded as far as leaves at least `cells` cells, or all if they are fewer.
pub(super) fn coarse(colors: &[WeightedColor], cells: usize) -> Vec<WeightedColor> {
    let left = cells_by_bits(colors.iter().map(|color| color.code));
    let enough = |bits: &u32| left[*bits as usize] >= cells;
    let bits = (0..=Morton::BITS).rev().find(enough).unwrap_or(0);
    fold(colors.iter().copied(), bits)
}

/// How many cells are left when `n` low bits of the codes are dropped, for every `n`.
fn cells_by_bits(codes: impl Iterator<Item = Morton>) -> [usize; Morton::BITS as usize + 1] {
    let mut cells = [0; Morton::BITS as usize + 1];
    let mut last = None;
    for code in codes {
        // The color opens a new cell as long as fewer bits are dropped than it is apart by.
        let most = last.map_or(Morton::BITS, |last| code.bits_apart(last) - 1);
        cells[most as usize] += 1;
        last = Some(code);
    }
    for bits in (0..cells.len() - 1).rev() {
        cells[bits] += cells[bits + 1];
    }
    cells
}

/// Colors in Morton order, those that differ only in the last `bits` of their codes as one.
fn fold(colors: impl Iterator<Item = WeightedColor>, bits: u32) -> Vec<WeightedColor> {
    let mut folded: Vec<WeightedColor> = Vec::new();
    for color in colors {
        match folded.last_mut() {
            Some(last) if last.code.cell(bits) == color.code.cell(bits) => last.absorb(&color),
            _ => folded.push(color),
        }
    }
    folded
}

#[cfg(test)]
#[expect(
    clippy::cast_possible_truncation,
    reason = "channels are within 0 to 255"
)]
pub(super) mod tests {
    use super::*;
    use crate::color::{delta_e, lab_from_srgb8};
    use crate::photo::Photo;
    use image::{Rgb, RgbImage};

    /// 640 x 480 pixels, each of a color of its own.
    pub(in crate::cluster) fn photo_of_307_200_colors() -> Photo {
        let pixel = |x: u32, y: u32| [40 + x / 4, 30 + y / 3, 4 * (x % 4) + 16 * (y % 3)];
        let pixels = RgbImage::from_fn(640, 480, |x, y| Rgb(pixel(x, y).map(|value| value as u8)));
        Photo::from_srgb(pixels).unwrap()
    }

    fn mean(colors: &[WeightedColor]) -> WeightedColor {
        let mut mean = colors[0];
        colors[1..].iter().for_each(|color| mean.absorb(color));
        mean
    }

    #[test]
    fn few_colors_stay_as_they_are() {
        let pixels = RgbImage::from_fn(255, 200, |x, y| Rgb([x as u8, y as u8, 90]));
        let colors = colors(&ColorCounts::of(&Photo::from_srgb(pixels).unwrap()));
        assert_eq!(colors.len(), 255 * 200);
        for color in colors {
            let exact = lab_from_srgb8(color.code.color());
            assert!(delta_e(color.lab, exact) < 1e-9);
        }
    }

    #[test]
    fn folding_keeps_the_pixels_and_their_mean() {
        let counts = ColorCounts::of(&photo_of_307_200_colors());
        let all: Vec<WeightedColor> = weighted(&counts.list()).collect();
        assert_eq!(all.len(), 307_200);
        let folded = colors(&counts);
        assert!((4096..=MAX_COLORS).contains(&folded.len()));
        let (before, after) = (mean(&all), mean(&folded));
        assert!((before.pixels - after.pixels).abs() < 1e-6);
        assert!(delta_e(before.lab, after.lab) < 1e-9);
    }

    #[test]
    fn a_coarse_grid_has_the_cells_asked_for_and_not_twice_as_many() {
        let colors = colors(&ColorCounts::of(&photo_of_307_200_colors()));
        let cells = coarse(&colors, 1200);
        assert!((1200..2400).contains(&cells.len()), "{}", cells.len());
        assert!(delta_e(mean(&colors).lab, mean(&cells).lab) < 1e-9);
    }
}
