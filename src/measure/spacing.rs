//! How closely hairs stand: those that are told apart, counted over squares of the zone.
//!
//! Hairs that leave the skin together, as those of one follicular unit do, run into one another and count
//! once. The count is the same however large a hair is shown: on 21 real close-ups of shaved scalps,
//! shrunk until hairs are 16 to 2 pixels wide, it changes by a tenth in the median.

use super::strands::Strands;
use super::tile::{Cut, Tile, Tiling, cut};
use super::{Style, Zones};
use crate::color::luminance;
use crate::grid::{are_strokes, connected, extent, spread};
use crate::numbers::{floor, quantile_of, real};
use crate::photo::Photo;

/// Side in pixels of the squares that are looked at: several hairs lie whole in each. And how many.
const SIDE: u32 = 240;
const MOST: usize = 6;

/// Side in pixels of the parts of a square in which the skin has one light.
const PART: usize = 48;

/// How closely hairs stand that are told apart.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spacing {
    /// Hairs, or tufts of them that run into one another, on a pixel of the photo.
    pub per_pixel: f64,
    /// How many were counted. Those that reach out of what was looked at are halves.
    pub counted: f64,
    /// Mean width of a hair in pixels of the photo, over all depths from half of its deepest on.
    pub width_px: f64,
}

impl Spacing {
    /// Counts hair that looks so at a [scale](super::tile::tiles); `None` where hairs are not told apart,
    /// or too few are there.
    pub(super) fn count(
        photo: &Photo,
        zones: &Zones,
        scale: u32,
        style: Style,
        strands: &Strands,
    ) -> Option<Self> {
        /// Fewer hairs tell no density.
        const FEWEST: f64 = 8.0;
        /// Pixels of what is no speck and not what noise leaves of a hair, in squares of a hair's width; by judgment.
        const SPECK: f64 = 1.5;
        /// Share of the squares that show single hairs at least.
        const SHOWING: f64 = 0.5;
        if style != Style::Stubble {
            return None;
        }
        let squares = Cut {
            side: SIDE,
            scale,
            most: MOST,
            tiling: Tiling::Whole,
        };
        let planes: Vec<Shares> = cut(photo, squares, &zones.hair, |x, y| zones.is_hair(x, y))
            .iter()
            .filter_map(Shares::of)
            .collect();
        let depth = depth(&planes)?;
        let least = floor((SPECK * strands.width.powi(2)).max(2.0));
        let found = planes
            .iter()
            .map(|plane| strokes(plane.beyond(depth), least));
        let counts: Vec<f64> = found.flatten().collect();
        let pixels = real(counts.len()) * f64::from(SIDE * SIDE) * f64::from(scale).powi(2);
        let counted: f64 = counts.iter().sum();
        let is_told = real(counts.len()) >= SHOWING * real(planes.len()) && counted >= FEWEST;
        is_told.then(|| Self {
            per_pixel: counted / pixels,
            counted,
            width_px: strands.width * f64::from(scale),
        })
    }
}

/// Half of the depth of the deepest pixels, as a share of the skin's luminance; `None` where nothing stands
/// out from the skin.
fn depth(planes: &[Shares]) -> Option<f64> {
    /// Share of the pixels that are the deepest.
    const DEEPEST: f64 = 0.0025;
    /// What the deepest take from the light of skin at least: pores and moles take less.
    const LEAST: f64 = 0.5;
    let mut all: Vec<f64> = planes.iter().flat_map(|plane| &plane.0).copied().collect();
    let deepest = 1.0 - quantile_of(&mut all, DEEPEST);
    (!all.is_empty() && deepest > LEAST).then_some(0.5 * deepest)
}

/// Luminance of each pixel of a square as a share of that of the skin around it, row by row; 1 where the
/// zone ends.
struct Shares(Vec<f64>);

impl Shares {
    /// `None` of a square of which too little lies in the zone.
    fn of(tile: &Tile) -> Option<Self> {
        /// Share of a square that the zone fills at least.
        const FULL: f64 = 0.9;
        /// Skin is lighter than so many of the pixels: those with hair, and half of the rest.
        const SKIN: f64 = 0.8;
        let side = SIDE as usize;
        if real(tile.pixels.len()) < FULL * real(side * side) {
            return None;
        }
        let across = side / PART;
        let part = |x: u32, y: u32| y as usize / PART * across + x as usize / PART;
        let mut parts = vec![Vec::new(); across * across];
        for &(x, y, light) in &tile.pixels {
            parts[part(x, y)].push(luminance(light));
        }
        let skins = parts.iter_mut().map(|part| quantile_of(part, SKIN));
        let skins: Vec<f64> = skins.map(|skin| skin.max(1e-6)).collect();
        let mut shares = vec![1.0; side * side];
        for &(x, y, light) in &tile.pixels {
            shares[y as usize * side + x as usize] = luminance(light) / skins[part(x, y)];
        }
        Some(Self(shares))
    }

    /// Whether each pixel is darker than the skin by more than a share of it.
    fn beyond(&self, depth: f64) -> Vec<bool> {
        self.0.iter().map(|share| *share < 1.0 - depth).collect()
    }
}

/// How many strokes of so many pixels a square shows, those that touch its rim as halves; `None` where it
/// shows something else that is dark, or where strokes run into one another or stand in one corner.
fn strokes(dark: Vec<bool>, least: usize) -> Option<f64> {
    /// Greatest width of a stroke in pixels.
    const WIDEST: f64 = 12.0;
    /// Parts along a side, and share of them that strokes reach into at least. Of squares of real close-ups
    /// nine in ten hold strokes in so many, and of those anywhere in 158 photos of heads one in twenty.
    const PARTS: usize = 4;
    const SPREAD: f64 = 0.6;
    let side = SIDE as usize;
    let all = dark.len();
    let covered = dark.iter().filter(|is_dark| **is_dark).count();
    let mut strokes = connected(dark, side);
    strokes.retain(|part| {
        part.len() >= least && real(part.len()) <= WIDEST * real(extent(part, side))
    });
    let reached = spread(strokes.iter().flatten().copied(), (side, side), PARTS);
    let is_told = are_strokes(&strokes, covered, all) && reached > SPREAD;
    let is_at_rim = |at: &usize| {
        let (x, y) = (at % side, at / side);
        x == 0 || y == 0 || x + 1 == side || y + 1 == side
    };
    let count = |part: &Vec<usize>| if part.iter().any(is_at_rim) { 0.5 } else { 1.0 };
    is_told.then(|| strokes.iter().map(count).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Mask, measure};
    use crate::region::PixelRect;
    use image::{Rgb, RgbImage};

    /// Dark strokes, one in each square of `apart` pixels, on even skin.
    fn strokes(apart: u32, (width, length): (u32, u32)) -> Photo {
        let pixels = RgbImage::from_fn(960, 960, |x, y| {
            // Every other row is shifted, so that strokes do not stand in columns.
            let x = x + y / apart % 2 * (apart / 2);
            let is_hair = x % apart < width && y % apart < length;
            Rgb(if is_hair {
                [40, 34, 30]
            } else {
                [200, 160, 138]
            })
        });
        Photo::from_srgb(pixels).unwrap()
    }

    fn counted(photo: &Photo) -> Option<Spacing> {
        let whole = Mask::from_boxes((960, 960), vec![PixelRect::whole(960, 960)]);
        let skin = Mask::from_boxes((960, 960), Vec::new());
        let zones = Zones { hair: whole, skin };
        measure(photo, &zones).hair.and_then(|hair| hair.spacing)
    }

    #[test]
    fn strokes_are_counted_at_any_size() {
        for (apart, stroke) in [(24, (2, 9)), (48, (4, 18)), (96, (8, 36))] {
            let spacing = counted(&strokes(apart, stroke)).unwrap();
            let off = spacing.per_pixel * f64::from(apart).powi(2);
            assert!((off - 1.0).abs() < 0.15, "{apart}: {spacing:?}");
            assert!((spacing.width_px / f64::from(stroke.0) - 1.0).abs() < 0.3);
        }
    }

    #[test]
    fn strokes_that_cover_much_and_bare_skin_are_not_counted() {
        assert_eq!(counted(&strokes(12, (6, 8))), None);
        assert_eq!(counted(&strokes(480, (1, 1))), None);
    }
}
