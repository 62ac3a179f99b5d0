//! Single hairs on skin that fills the frame, as a close-up shows them.
//!
//! There a hair is a stroke of several pixels, so that superpixels part it from the skin beside it, and the
//! networks, which know heads, see skin with something dark on it. The strokes themselves tell: they are
//! thin, stand over most of the frame, and nothing else in it is dark.
//!
//! All of 49 views of real close-ups whose hairs are 8 and 4 pixels wide, of 768, are within the limits, and none
//! of 158 photos of heads (`docs/accuracy.md`).

use super::labels::Label;
use super::network::Seen;
use super::quantile::quantile_of_equals;
use super::shrink::{Plane, shrink_plane};
use super::superpixel::{Graph, Superpixel};
use crate::grid::{are_strokes, connected, extent, spread};
use crate::numbers::{floor, quantile_of, real};

/// Longest side in pixels of what is looked at.
const LONGEST: usize = 480;
/// Parts along a side of that in which the skin has one light, and along either side in which there are
/// strokes or none.
const LIT_PARTS: usize = 8;
const PARTS: usize = 6;
/// Skin is lighter than this share of the pixels of a part, of which hairs take a quarter at most.
const SKIN: f64 = 0.75;
/// Share of the pixels that are the darkest, and what these are darker than skin by at least, in L*.
const DARKEST: f64 = 0.005;
const DARKER: f64 = 20.0;
/// Fewest pixels of a stroke, and its greatest width as a share of the longest side.
const LEAST: usize = 4;
const WIDEST: f64 = 0.03;
/// Fewest strokes.
const FEWEST: usize = 8;
/// Share of the parts that hold strokes at least.
const SPREAD: f64 = 0.5;
/// Share of the picture that is not of a person, to the networks, at most.
const BACKGROUND: f64 = 0.5;
/// How far from a stroke hair reaches, in distances from one stroke to the next.
const REACH: f64 = 0.9;

/// The superpixels that lie among strokes as hair, the others as skin; `None` where the picture is not filled
/// by skin with strokes.
pub(super) fn among(graph: &Graph, lightness: &Plane, seen: &[Seen]) -> Option<Vec<Label>> {
    let all: f64 = graph.superpixels.iter().map(|s| s.area).sum();
    let parts = graph.superpixels.iter().zip(seen);
    let background: f64 = parts.map(|(s, seen)| s.area * seen.background()).sum();
    if background > BACKGROUND * all {
        return None;
    }
    let strokes = Strokes::of(lightness)?;
    let middle = |s: &Superpixel| (s.x * real(strokes.width), s.y * real(strokes.height));
    let label = |s| {
        if strokes.are_near(middle(s)) {
            Label::Hair
        } else {
            Label::Skin
        }
    };
    Some(graph.superpixels.iter().map(label).collect())
}

/// The strokes of a picture.
struct Strokes {
    width: usize,
    height: usize,
    /// Columns and rows of the pixels of strokes.
    places: Vec<(f64, f64)>,
    /// How far from them hair reaches, in pixels.
    reach: f64,
}

impl Strokes {
    fn of(lightness: &Plane) -> Option<Self> {
        let longest = lightness.width.max(lightness.height).max(1);
        let side = |side: usize| (side * LONGEST.min(longest) / longest).max(1);
        let plane = shrink_plane(lightness, side(lightness.width), side(lightness.height));
        let depths = depths(&plane)?;
        let deepest = quantile_of(&mut depths.clone(), 1.0 - DARKEST);
        if deepest < DARKER {
            return None;
        }
        let dark: Vec<bool> = depths.iter().map(|depth| *depth > 0.5 * deepest).collect();
        let covered = dark.iter().filter(|is_dark| **is_dark).count();
        let width = plane.width;
        let strokes: Vec<Vec<usize>> = connected(dark, width)
            .into_iter()
            .filter(|part| is_stroke(part, width))
            .collect();
        let all = depths.len();
        let pixels = || strokes.iter().flatten().copied();
        let spread = spread(pixels(), (width, plane.height), PARTS);
        let is_hair =
            strokes.len() >= FEWEST && are_strokes(&strokes, covered, all) && spread > SPREAD;
        let middle = |at: usize| (real(at % width) + 0.5, real(at / width) + 0.5);
        is_hair.then(|| Self {
            width,
            height: plane.height,
            reach: REACH * (spread * real(all) / real(strokes.len())).sqrt(),
            places: pixels().map(middle).collect(),
        })
    }

    fn are_near(&self, (x, y): (f64, f64)) -> bool {
        let near = |&(column, row): &(f64, f64)| {
            let (across, down) = (column - x, row - y);
            across * across + down * down < self.reach * self.reach
        };
        self.places.iter().any(near)
    }
}

/// How much darker than the skin around it each pixel is, in L*.
fn depths(plane: &Plane) -> Option<Vec<f64>> {
    let part = plane.width.max(plane.height).div_ceil(LIT_PARTS);
    let across = plane.width.div_ceil(part);
    let mut parts = vec![Vec::new(); across * plane.height.div_ceil(part)];
    let held = |at: usize| at / plane.width / part * across + at % plane.width / part;
    for (at, l) in plane.values.iter().enumerate() {
        parts[held(at)].push(f64::from(*l));
    }
    let skins = parts.into_iter().map(|part| quantile_of_equals(part, SKIN));
    let skins: Vec<f64> = skins.collect::<Option<_>>()?;
    // What is dark all over is not skin in the shade.
    let usual = quantile_of_equals(skins.iter().copied(), 0.5)?;
    let skins: Vec<f64> = skins
        .iter()
        .map(|skin| skin.max(usual - 0.5 * DARKER))
        .collect();
    let own = plane.values.iter().enumerate();
    Some(own.map(|(at, l)| skins[held(at)] - f64::from(*l)).collect())
}

/// Whether connected pixels of a picture of this width are as thin as a hair.
fn is_stroke(part: &[usize], width: usize) -> bool {
    part.len() >= LEAST
        && floor(real(part.len()) / real(extent(part, width))) <= floor(WIDEST * real(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// L* of skin with strokes of so many pixels, one in each square of 60, and of something dark in a corner.
    fn view((width, length): (usize, usize), else_across: usize) -> Plane {
        let side = 480;
        let value = |at: usize| {
            let (x, y) = (at % side, at / side);
            let shift = if y / 60 % 2 == 0 { 0 } else { 30 };
            let is_stroke = (x + shift) % 60 < width && y % 60 < length;
            let is_else = x < else_across && y < else_across;
            if is_stroke || is_else { 25.0 } else { 62.0 }
        };
        Plane {
            width: side,
            height: side,
            values: (0..side * side).map(value).collect(),
        }
    }

    #[test]
    fn strokes_over_the_frame_are_hair_and_their_zone_holds_the_skin_between() {
        let strokes = Strokes::of(&view((4, 20), 0)).unwrap();
        assert!(strokes.are_near((240.0, 240.0)) && strokes.are_near((215.0, 265.0)));
    }

    #[test]
    fn few_strokes_wide_ones_and_a_dark_head_are_not() {
        assert!(Strokes::of(&view((4, 0), 0)).is_none());
        assert!(Strokes::of(&view((24, 24), 0)).is_none());
        assert!(Strokes::of(&view((4, 20), 120)).is_none());
    }
}
