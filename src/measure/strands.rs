//! What single hairs look like: how wide they are, and how sharp.

use super::plane::TilePlane;
use crate::numbers::{quantile_of, real};

/// Single hairs as the photo shows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strands {
    /// Width in pixels at half of their depth.
    pub(super) width: f64,
    /// Share of the pixels that lie nearer to the hair than to the skin.
    cover: f64,
    /// The steepest step of one pixel as a share of that of two: how sharp edges are.
    pub(super) step: f64,
}

/// Width at which hair is measured, in pixels: its core stands clear of the blur, and its own light
/// and dark spots are averaged out. Best of 3 to 8 on real close-ups.
const WIDTH: f64 = 5.0;

impl Strands {
    /// Looks at hair on planes of which `is_hair` tells the pixels that lie nearer to it than to skin,
    /// where neighboring pixels of skin differ by the noise `grain`.
    pub(super) fn look(
        planes: &[TilePlane],
        grain: f64,
        is_hair: impl Fn(f64) -> bool + Copy,
    ) -> Self {
        let mut widths: Vec<f64> = planes
            .iter()
            .flat_map(|plane| plane.widths(is_hair))
            .collect();
        widths.sort_unstable_by(f64::total_cmp);
        let all: f64 = planes.iter().map(|plane| real(plane.count())).sum();
        Self {
            width: middle(&widths),
            cover: real(widths.len()) / all.max(1.0),
            step: step(planes, grain),
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

/// The mean of the middle half, 1 if there is nothing.
fn middle(sorted: &[f64]) -> f64 {
    let quarter = sorted.len() / 4;
    let half = &sorted[quarter..sorted.len() - quarter];
    if half.is_empty() {
        1.0
    } else {
        half.iter().sum::<f64>() / real(half.len())
    }
}

/// The steepest step of one pixel as a share of that of two, without what noise adds: 0.54 where edges
/// are soft, 0.77 on hairs of two pixels without blur.
fn step(planes: &[TilePlane], grain: f64) -> f64 {
    /// Share of the steps that are less steep.
    const STEEPEST: f64 = 0.995;
    let steepest = |distance: usize| {
        let of_planes: Vec<_> = planes.iter().map(|plane| plane.steps(distance)).collect();
        let mut steps = of_planes.concat();
        let squared = quantile_of(&mut steps, STEEPEST).powi(2) - grain.powi(2);
        squared.max(0.0).sqrt()
    };
    (steepest(1) / steepest(2).max(1e-6)).min(1.0)
}
