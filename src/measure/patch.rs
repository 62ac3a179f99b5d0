//! What one tile of the hair zone tells about its hair.

use super::bare::{Bare, END};
use super::run;
use super::tile::{Tile, mean};
use crate::color::{LinearRgb, luminance};
use crate::numbers::{quantile, real};

/// Side of a block in pixels. Chroma is stored once for 2 x 2 pixels in most JPEGs (4:2:0), so
/// the color of one pixel is its neighbors' too; the mean of a block is not touched by that.
const BLOCK: u32 = 8;

/// The luminance and colors of one tile.
#[derive(Clone, Debug)]
pub(super) struct Patch {
    /// Luminance of the pixels, ascending.
    luminance: Vec<f64>,
    /// Mean light.
    pub(super) mean: LinearRgb,
    /// How the means of the blocks vary together with their luminance, and that luminance's
    /// variance.
    pub(super) covariance: (LinearRgb, f64),
    /// Luminance of bare skin in the light of the patch.
    pub(super) near: f64,
    /// The same as far as the dark and the light end of the patch show it, if they do.
    pub(super) between: (f64, f64),
    /// How much more it resembles itself along the hair than across, up to 1.
    pub(super) run: f64,
}

impl Patch {
    /// Reads a tile that has pixels.
    pub(super) fn of(tile: &Tile, bare: &Bare) -> Self {
        let mut sorted: Vec<f64> = tile.pixels.iter().map(|pixel| luminance(pixel.2)).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mean = mean(tile.pixels.iter().map(|pixel| pixel.2));
        Self {
            mean,
            covariance: covariance(&blocks(tile), mean),
            near: bare.near(tile.corner),
            between: bare.behind((quantile(&sorted, END), quantile(&sorted, 1.0 - END))),
            run: run::along_hair(tile, luminance(mean)),
            luminance: sorted,
        }
    }

    /// Pixels of the tile that lie in the zone.
    pub(super) fn count(&self) -> f64 {
        real(self.luminance.len())
    }

    /// The luminance that the given share of the pixels, 0 to 1, lies below.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        quantile(&self.luminance, share)
    }
}

/// The mean light of each block that lies wholly in the zone.
fn blocks(tile: &Tile) -> Vec<LinearRgb> {
    const ACROSS: u32 = super::tile::SIDE / BLOCK;
    let mut sums = [(LinearRgb::new(0.0, 0.0, 0.0), 0_u32); (ACROSS * ACROSS) as usize];
    for &(x, y, light) in &tile.pixels {
        if let Some((sum, count)) = sums.get_mut((y / BLOCK * ACROSS + x / BLOCK) as usize) {
            *sum += light;
            *count += 1;
        }
    }
    sums.into_iter()
        .filter(|&(_, count)| count == BLOCK * BLOCK)
        .map(|(sum, count)| sum / f64::from(count))
        .collect()
}

fn covariance(blocks: &[LinearRgb], center: LinearRgb) -> (LinearRgb, f64) {
    let center = if blocks.is_empty() {
        center
    } else {
        mean(blocks.iter().copied())
    };
    let level = luminance(center);
    let color = mean(
        blocks
            .iter()
            .map(|&block| (block - center) * (luminance(block) - level)),
    );
    let luminance = blocks
        .iter()
        .map(|&block| (luminance(block) - level).powi(2))
        .sum::<f64>();
    (color, luminance / real(blocks.len().max(1)))
}
