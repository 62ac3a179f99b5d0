//! What the networks see of a picture: first of all of it, upright, then of the head alone, larger.
//!
//! The network reads a square of few pixels, in which a thin rim of hair is mostly soft edge. Where the
//! head fills less than the picture, a second look at it shows the rim with more pixels.

use image::RgbImage;

use super::class::PerClass;
use super::network::{self, NetworkClass, PerNetworkClass, SIDE, Seen};
use super::quantile::quantile_of_equals;
use super::shrink;
use super::superpixel::Graph;
use super::turn::Down;
use crate::numbers::{floor, real};
use crate::region::PixelRect;
use crate::threads::Threads;

/// What the second look counts where there is one, of both together; .7 gives better outlines on 57
/// photos of heads than .5.
const SECOND: f32 = 0.7;

/// The networks' mean class probabilities in each superpixel, and which way up the head is.
pub(super) fn of_superpixels(
    fine: &RgbImage,
    graph: &Graph,
    threads: Threads,
) -> (Vec<Seen>, Down) {
    let (whole, down) = upright(fine, threads);
    let second = whole
        .head(fine)
        .map(|head| View::at(fine, head, down, threads));
    let means = graph.means(|pixel| {
        let (y, x) = (pixel / graph.width, pixel % graph.width);
        let middle = |at: usize, side: usize, fine: u32| (2 * at + 1) * fine as usize / (2 * side);
        let x = middle(x, graph.width, fine.width());
        let y = middle(y, graph.height, fine.height());
        let first = whole.seen(x, y);
        let seen = match second.as_ref().filter(|look| look.shows(x, y)) {
            Some(second) => {
                let second = second.seen(x, y);
                PerClass::from_fn(|class| (1.0 - SECOND) * first[class] + SECOND * second[class])
            }
            None => *first,
        };
        seen.values().map(f64::from)
    });
    (means.into_iter().map(PerClass::new).collect(), down)
}

/// What is seen in the whole picture once the head stands upright, and which way up it was. A turn after
/// which it does not is none.
fn upright(picture: &RgbImage, threads: Threads) -> (View, Down) {
    let all = PixelRect::whole(picture.width(), picture.height());
    let first = View::at(picture, all, Down::Below, threads);
    let down = Down::of(&first.seen);
    if down == Down::Below {
        return (first, down);
    }
    let turned = View::at(picture, all, down, threads);
    match Down::of(&down.upright(&turned.seen)) {
        Down::Below => (turned, down),
        _ => (first, Down::Below),
    }
}

/// What the network sees in a part of a picture.
struct View {
    part: PixelRect,
    /// Row by row, [`SIDE`] by [`SIDE`].
    seen: Vec<PerNetworkClass<f32>>,
}

impl View {
    /// Looks at a part of a picture, turned so that down is below.
    fn at(picture: &RgbImage, part: PixelRect, down: Down, threads: Threads) -> Self {
        let side = u32::try_from(SIDE).unwrap_or(u32::MAX);
        let squeezed: Vec<[f32; 3]> = shrink::shrink_part(picture, part, (side, side))
            .pixels()
            .map(|pixel| pixel.0.map(|value| f32::from(value) / 255.0))
            .collect();
        Self {
            part,
            seen: down.back(&network::probabilities(&down.upright(&squeezed), threads)),
        }
    }

    /// Whether a column and row of the picture lie in its part.
    fn shows(&self, x: usize, y: usize) -> bool {
        let [x, y] = [x, y].map(|place| u32::try_from(place).unwrap_or(u32::MAX));
        self.part.contains(x, y)
    }

    /// What it sees at a column and row of its part.
    fn seen(&self, x: usize, y: usize) -> &PerNetworkClass<f32> {
        let cell =
            |at: usize, start: u32, length: u32| (at - start as usize) * SIDE / length as usize;
        let row = cell(y, self.part.y, self.part.height);
        &self.seen[row * SIDE + cell(x, self.part.x, self.part.width)]
    }

    /// The part of the picture with hair and scalp, if a second look shows it larger.
    fn head(&self, picture: &RgbImage) -> Option<PixelRect> {
        /// Probability of hair or scalp from which a cell is of the head.
        const LIKELY: f32 = 0.4;
        /// Share of these cells on each side that may be mistaken.
        const STRAY: f64 = 0.01;
        /// Width of what is looked at around them, as a share of their longer side. Best of 0.05, 0.12
        /// and 0.2 on 57 photos of heads.
        const AROUND: f64 = 0.12;
        /// Share of the picture above which the second look shows hardly more.
        const MOST: f64 = 0.75;
        /// Pixels below which a side shows too little to be looked at: a quarter of what the network reads.
        const LEAST: u32 = 40;
        let is_head = |seen: &PerNetworkClass<f32>| {
            seen[NetworkClass::Hair] + seen[NetworkClass::Scalp] > LIKELY
        };
        let cells = || (0..self.seen.len()).filter(|&cell| is_head(&self.seen[cell]));
        let ends = |at: fn(usize) -> usize, length: u32| {
            let places = || cells().map(|cell| real(at(cell)) + 0.5);
            let scale = f64::from(length) / real(SIDE);
            Some((
                scale * quantile_of_equals(places(), STRAY)?,
                scale * quantile_of_equals(places(), 1.0 - STRAY)?,
            ))
        };
        let (width, height) = picture.dimensions();
        let (left, right) = ends(|cell| cell % SIDE, width)?;
        let (top, bottom) = ends(|cell| cell / SIDE, height)?;
        let around = AROUND * (right - left).max(bottom - top);
        let span = |low: f64, high: f64, length: u32| {
            let [start, end] = [low - around, high + around]
                .map(|at| u32::try_from(floor(at)).map_or(length, |at| at.min(length)));
            (start, end - start)
        };
        let (x, width) = span(left, right, width);
        let (y, height) = span(top, bottom, height);
        let part = PixelRect {
            x,
            y,
            width,
            height,
        };
        let area = |of: &PixelRect| f64::from(of.width) * f64::from(of.height);
        let is_smaller = area(&part) <= MOST * area(&self.part);
        (is_smaller && part.at_least(LEAST).is_ok()).then_some(part)
    }
}
