//! What one tile of the hair zone tells about its hair.

use super::anisotropy::anisotropy;
use super::bare::{Bare, END};
use super::histogram::Histogram;
use super::tile::{SIDE, Tile};
use crate::color::{LinearRgb, luminance, mean_light};

/// Side of a block in pixels: chroma is stored once for 2 x 2 pixels in most JPEGs (4:2:0), so the
/// color of one pixel is its neighbors' too.
const BLOCK: u32 = 2;

/// The luminance and colors of one tile.
#[derive(Clone, Debug)]
pub(super) struct Patch {
    luminance: Histogram,
    /// Luminance and mean light of the blocks.
    blocks: Vec<(f64, LinearRgb)>,
    /// Mean light.
    pub(super) light: LinearRgb,
    /// Its luminance.
    pub(super) mean: f64,
    /// The luminance that half of the pixels lie below.
    pub(super) median: f64,
    /// Luminance of bare skin in the light of the patch.
    pub(super) near: f64,
    /// The same as far as the dark and the light end of the patch show it, if they do.
    pub(super) between: (f64, f64),
    /// How much more it resembles itself along the hair than across, up to 1.
    pub(super) anisotropy: f64,
}

impl Patch {
    /// Reads a tile that has pixels.
    pub(super) fn of(tile: &Tile, bare: &Bare) -> Self {
        let levels: Vec<f64> = tile.pixels.iter().map(|pixel| luminance(pixel.2)).collect();
        let levels = Histogram::of(&levels);
        let light = mean_light(tile.pixels.iter().map(|pixel| pixel.2));
        let mean = luminance(light);
        Self {
            blocks: blocks(tile),
            light,
            mean,
            median: levels.quantile(0.5),
            near: bare.near(tile.corner),
            between: bare.behind((levels.quantile(END), levels.quantile(1.0 - END))),
            anisotropy: anisotropy(tile, mean),
            luminance: levels,
        }
    }

    /// Pixels of the tile that lie in the zone.
    pub(super) fn count(&self) -> f64 {
        self.luminance.count()
    }

    /// How many pixels have less than this luminance.
    pub(super) fn below(&self, level: f64) -> f64 {
        self.luminance.below(level)
    }

    /// Luminance and mean light of each block of pixels.
    pub(super) fn blocks(&self) -> &[(f64, LinearRgb)] {
        &self.blocks
    }
}

/// The blocks that lie wholly in the zone, or the whole tile where none does.
fn blocks(tile: &Tile) -> Vec<(f64, LinearRgb)> {
    /// Blocks along a side of the tile.
    const ACROSS: u32 = SIDE / BLOCK;
    let mut sums = vec![(LinearRgb::new(0.0, 0.0, 0.0), 0_u32); (ACROSS * ACROSS) as usize];
    for &(x, y, light) in &tile.pixels {
        if let Some((sum, count)) = sums.get_mut((y / BLOCK * ACROSS + x / BLOCK) as usize) {
            *sum += light;
            *count += 1;
        }
    }
    let whole = sums.into_iter().filter(|sum| sum.1 == BLOCK * BLOCK);
    let mut blocks: Vec<(f64, LinearRgb)> = whole
        .map(|(sum, count)| sum / f64::from(count))
        .map(|light| (luminance(light), light))
        .collect();
    if blocks.is_empty() {
        let light = mean_light(tile.pixels.iter().map(|pixel| pixel.2));
        blocks.push((luminance(light), light));
    }
    blocks
}
