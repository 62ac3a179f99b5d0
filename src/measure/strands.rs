//! What single hairs look like: how wide they are, and how sharp.

use super::plane::{Inside, TilePlane};
use crate::numbers::quantile_of;

/// Single hairs as the photo shows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strands {
    /// Mean width in pixels over all depths from half of the deepest on.
    pub(super) width: f64,
    /// How steep the edges are: the share of the skin's luminance that the light falls by on a pixel.
    pub(super) slope: f64,
    /// Share of the pixels that lie nearer to the hair than to the skin.
    cover: f64,
}

/// Width at which hair is measured, in pixels: its core stands clear of the blur, and its own light
/// and dark spots are averaged out. Best of 1.7 to 4.5 on real close-ups.
const WIDTH: f64 = 2.8;

impl Strands {
    /// Looks at hair on planes of luminance, of which `beyond` tells by how much each pixel lies nearer to
    /// the hair than to the skin, where neighboring pixels of skin differ by the noise `grain`.
    pub(super) fn look(
        planes: &[TilePlane],
        grain: f64,
        beyond: impl Fn(f64) -> f64 + Copy,
    ) -> Self {
        let zero = Inside::default();
        let inside = planes
            .iter()
            .fold(zero, |sum, plane| sum + plane.inside(beyond));
        let cover = inside.count / inside.all.max(1.0);
        Self {
            width: inside.width(),
            slope: slope(planes, grain, cover),
            cover,
        }
    }

    /// Pixels of the photo along the side of one pixel to measure on.
    pub(super) fn scale(&self) -> u32 {
        /// Where more of the zone is hair, hairs run into one another and show no width.
        const MERGED: f64 = 0.4;
        /// A hair may be narrower than meant by this factor.
        const NARROWER: f64 = 0.8;
        if self.cover > MERGED {
            return 1;
        }
        [1, 2, 3, 4, 6, 8, 12, 16]
            .into_iter()
            .rfind(|&scale| f64::from(scale) * WIDTH * NARROWER <= self.width)
            .unwrap_or(1)
    }
}

/// How steep the edges are of hair that covers this share, without what noise adds.
fn slope(planes: &[TilePlane], grain: f64, cover: f64) -> f64 {
    /// Pixels whose steps are steeper, as a share of those of hair.
    const STEEPEST: f64 = 0.1;
    let mut steps: Vec<f64> = planes.iter().flat_map(TilePlane::steps).collect();
    let steepest = quantile_of(&mut steps, 1.0 - STEEPEST * cover);
    (steepest.powi(2) - grain.powi(2)).max(0.0).sqrt()
}
