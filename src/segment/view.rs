//! What the networks see of a picture: first of all of it, upright, then of the head alone, larger.
//!
//! The network reads a square of few pixels, in which a thin rim of hair is mostly soft edge. Where the
//! head fills less than the picture, a second look at it shows the rim with more pixels.

use std::ops::Range;

use image::{RgbImage, imageops};

use super::class::PerClass;
use super::network::{self, NetworkClass, PerNetworkClass, SIDE, Seen};
use super::quantile::quantile;
use super::shrink;
use super::superpixel::Graph;
use super::turn::Down;
use crate::numbers::{floor, real};

/// What the second look counts where there is one, of both together; .7 gives better outlines on 57
/// photos of heads than .5.
const SECOND: f32 = 0.7;

/// The networks' mean class probabilities in each superpixel, and which way up the head is.
pub(super) fn of_superpixels(fine: &RgbImage, graph: &Graph) -> (Vec<Seen>, Down) {
    let (whole, down) = upright(fine);
    let second = whole.head(fine).map(|head| Look::at(fine, head, down));
    let means = graph.means(|pixel| {
        let (y, x) = (pixel / graph.width, pixel % graph.width);
        let middle = |at: usize, side: usize, fine: u32| (2 * at + 1) * fine as usize / (2 * side);
        let place = (
            middle(x, graph.width, fine.width()),
            middle(y, graph.height, fine.height()),
        );
        let first = whole.seen(place).copied();
        let second = second.as_ref().and_then(|look| look.seen(place));
        let seen = match (first, second) {
            (Some(first), Some(second)) => {
                PerClass::from_fn(|class| (1.0 - SECOND) * first[class] + SECOND * second[class])
            }
            (first, _) => first.unwrap_or_else(|| PerClass::from_fn(|_| 0.0)),
        };
        seen.values().map(f64::from)
    });
    (means.into_iter().map(PerClass::new).collect(), down)
}

/// What is seen in the whole picture once the head stands upright, and which way up it was. A turn after
/// which it does not is none.
fn upright(picture: &RgbImage) -> (Look, Down) {
    let first = Look::at(picture, Part::all(picture), Down::Below);
    let down = Down::of(&first.seen);
    if down == Down::Below {
        return (first, down);
    }
    let turned = Look::at(picture, Part::all(picture), down);
    match Down::of(&down.upright(&turned.seen)) {
        Down::Below => (turned, down),
        _ => (first, Down::Below),
    }
}

/// A part of a picture, in its columns and rows.
struct Part {
    columns: Range<usize>,
    rows: Range<usize>,
}

impl Part {
    fn all(picture: &RgbImage) -> Self {
        Self {
            columns: 0..picture.width() as usize,
            rows: 0..picture.height() as usize,
        }
    }

    fn area(&self) -> usize {
        self.columns.len() * self.rows.len()
    }
}

/// What the network sees in a part of a picture.
struct Look {
    part: Part,
    /// Row by row, [`SIDE`] by [`SIDE`].
    seen: Vec<PerNetworkClass<f32>>,
}

impl Look {
    /// Looks at a part of a picture, turned so that down is below.
    fn at(picture: &RgbImage, part: Part, down: Down) -> Self {
        let side = u32::try_from(SIDE).unwrap_or(u32::MAX);
        let [x, y, width, height] = [
            part.columns.start,
            part.rows.start,
            part.columns.len(),
            part.rows.len(),
        ]
        .map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        let cut = imageops::crop_imm(picture, x, y, width, height).to_image();
        let squeezed: Vec<[f32; 3]> = shrink::shrink(&cut, side, side)
            .pixels()
            .map(|pixel| pixel.0.map(|value| f32::from(value) / 255.0))
            .collect();
        Self {
            part,
            seen: down.back(&network::probabilities(&down.upright(&squeezed))),
        }
    }

    /// What it sees at a column and row of the picture, if that lies in its part.
    fn seen(&self, (x, y): (usize, usize)) -> Option<&PerNetworkClass<f32>> {
        let Part { columns, rows } = &self.part;
        let within = |at: usize, span: &Range<usize>| {
            let inside = at.checked_sub(span.start)?;
            (inside < span.len()).then(|| inside * SIDE / span.len())
        };
        self.seen.get(within(y, rows)? * SIDE + within(x, columns)?)
    }

    /// The part of the picture with hair and scalp, if a second look shows it larger.
    fn head(&self, picture: &RgbImage) -> Option<Part> {
        /// Probability of hair or scalp from which a cell is of the head.
        const LIKELY: f32 = 0.4;
        /// Share of these cells on each side that may be mistaken.
        const STRAY: f64 = 0.01;
        /// Width of what is looked at around them, as a share of their longer side. Best of 0.05, 0.12
        /// and 0.2 on 57 photos of heads.
        const AROUND: f64 = 0.12;
        /// Share of the picture above which the second look shows hardly more.
        const MOST: f64 = 0.75;
        let is_head = |seen: &PerNetworkClass<f32>| {
            seen[NetworkClass::Hair] + seen[NetworkClass::Scalp] > LIKELY
        };
        let cells = || (0..self.seen.len()).filter(|&cell| is_head(&self.seen[cell]));
        let ends = |at: fn(usize) -> usize, length: usize| {
            let places = || cells().map(|cell| (real(at(cell)) + 0.5, 1.0));
            let scale = real(length) / real(SIDE);
            Some((
                scale * quantile(places(), STRAY)?,
                scale * quantile(places(), 1.0 - STRAY)?,
            ))
        };
        let whole = Part::all(picture);
        let (left, right) = ends(|cell| cell % SIDE, whole.columns.len())?;
        let (top, bottom) = ends(|cell| cell / SIDE, whole.rows.len())?;
        let around = AROUND * (right - left).max(bottom - top);
        let span = |(low, high): (f64, f64), length: usize| {
            floor(low - around)..floor(high + around).min(length)
        };
        let part = Part {
            columns: span((left, right), whole.columns.len()),
            rows: span((top, bottom), whole.rows.len()),
        };
        let is_smaller = real(part.area()) <= MOST * real(whole.area());
        (is_smaller && part.columns.len() >= SIDE / 4 && part.rows.len() >= SIDE / 4)
            .then_some(part)
    }
}
