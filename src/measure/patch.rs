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
pub(super) struct TilePatch {
    luminance: Histogram,
    blocks: Blocks,
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

impl TilePatch {
    /// Reads a tile that has pixels.
    pub(super) fn of(tile: &Tile, bare: &Bare) -> Self {
        let levels: Vec<f64> = tile.pixels.iter().map(|pixel| luminance(pixel.2)).collect();
        let levels = Histogram::of(&levels);
        let light = mean_light(tile.pixels.iter().map(|pixel| pixel.2));
        let mean = luminance(light);
        Self {
            blocks: Blocks::of(tile),
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

    /// Its blocks of pixels.
    pub(super) fn blocks(&self) -> &Blocks {
        &self.blocks
    }
}

/// The blocks of a tile, the darkest first.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    /// Luminance of each.
    levels: Vec<f64>,
    /// Light of all before each, and of all.
    before: Vec<LinearRgb>,
}

impl Blocks {
    fn of(tile: &Tile) -> Self {
        let mut blocks = blocks(tile);
        blocks.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let mut sum = LinearRgb::new(0.0, 0.0, 0.0);
        let mut before = vec![sum];
        before.extend(blocks.iter().map(|&(_, light)| {
            sum += light;
            sum
        }));
        Self {
            levels: blocks.into_iter().map(|(level, _)| level).collect(),
            before,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.levels.len()
    }

    /// Luminance of the darkest and of the lightest.
    pub(super) fn range(&self) -> (f64, f64) {
        let ends = self.levels.first().zip(self.levels.last());
        ends.map_or((0.0, 0.0), |(first, last)| (*first, *last))
    }

    /// How many have less than this luminance.
    pub(super) fn below(&self, level: f64) -> usize {
        self.levels.partition_point(|own| *own < level)
    }

    /// The light of the blocks up to one, and of those from it on.
    pub(super) fn light(&self, split: usize) -> (LinearRgb, LinearRgb) {
        let below = self.before[split];
        (below, self.before[self.levels.len()] - below)
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
