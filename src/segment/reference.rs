//! The skin that stands for bare scalp: beside the hair and above its lower parts, in its light.
//!
//! A face, a shaved jaw, an ear and a neck are skin too, but most of them lie in the shade of the
//! head: on 4 of 10 phone photos of clients all skin together is more than 8 L* darker than the
//! scalp beside the hair.
//!
//! The limits were chosen on the 95 phone photos (`docs/accuracy.md`) with boxes drawn on bare skin: the median
//! error of the skin is 3.9 ΔE00 on one half of them and 2.7 on the other; of all skin together it was 8.3 and
//! 7.6.

use super::labels::Label;
use super::network::Seen;
use super::quantile::quantile_of_equals;
use super::superpixel::Graph;
use super::turn::Down;
use crate::numbers::real;
use crate::photo::Photo;
use crate::region::{PixelRect, SKIN_RIM};

/// Distance from the hair within which skin is likely in its light, as a share of the longer side.
const NEAR: f64 = 0.2;
/// How far below the middle of the hair skin is much less likely scalp or forehead, in the same
/// unit.
const BELOW: f64 = 0.25;
/// How much less skin counts that the network does not call scalp: where no scalp shows, a neck has
/// to stand for it.
const OTHER: f64 = 0.05;
/// Skin less likely than this share of the likeliest is left out.
const LIKELY: f64 = 0.03;
/// The likeliest skin, as a share of all: more than a speck.
const LIKELIEST: f64 = 0.02;
/// Skin whose probability to the network is less than this share of the highest in the picture is
/// left out: what only its color calls skin may be cloth.
const SEEN: f64 = 0.5;
/// How far below the lighter part of what is left skin lies in the shade, in L*. Where the darker
/// part of all skin lies nearer, the light is even, and all of it counts.
const SHADE: f64 = 12.0;
/// L* by which the likeliest skin differs from all of it at least where that is of something else: a
/// neck in even shade may be most of the skin.
const APART: f64 = 4.0;
/// The lighter part, as a share.
const LIGHTER: f64 = 0.8;
/// Least share of the skin that may be left without its rim.
const LEAST_LEFT: f64 = 0.25;

/// What a coarse grid over a photo shows.
#[derive(Clone, Debug)]
pub(super) struct Overview {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Row by row.
    pub(super) labels: Vec<Label>,
    /// L*, row by row.
    pub(super) lightness: Vec<f64>,
    /// What the network sees, row by row.
    pub(super) seen: Vec<Seen>,
    /// Which way up the head is.
    pub(super) down: Down,
}

impl Overview {
    pub(super) fn new(graph: &Graph, labels: &[Label], seen: &[Seen], down: Down) -> Self {
        let of_pixel = graph.of_pixel.iter().map(|&superpixel| superpixel as usize);
        Self {
            width: graph.width,
            height: graph.height,
            labels: of_pixel.clone().map(|at| labels[at]).collect(),
            lightness: of_pixel
                .clone()
                .map(|at| graph.superpixels[at].lab.l)
                .collect(),
            seen: of_pixel.map(|at| seen[at]).collect(),
            down,
        }
    }

    /// The cells with a label.
    pub(super) fn with(&self, label: Label) -> Vec<bool> {
        self.labels.iter().map(|own| *own == label).collect()
    }

    /// The cells that boxes on the photo touch.
    pub(super) fn within(&self, boxes: &[PixelRect], photo: &Photo) -> Vec<bool> {
        let mut inside = vec![false; self.labels.len()];
        let cell = |at: u32, side: u32, cells: usize| at as usize * cells / side.max(1) as usize;
        for area in boxes {
            let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
            for y in cell(area.y, photo.height(), self.height)
                ..=cell(bottom, photo.height(), self.height)
            {
                for x in
                    cell(area.x, photo.width(), self.width)..=cell(right, photo.width(), self.width)
                {
                    inside[y * self.width + x] = true;
                }
            }
        }
        inside
    }

    /// The cells of the skin that hair in these cells is compared with; all skin where there is no
    /// hair.
    pub(super) fn reference_skin(&self, hair: &[bool]) -> Vec<bool> {
        let Some(middle) = self.middle(hair) else {
            return self.with(Label::Skin);
        };
        let unit = 1.0 / real(self.width.max(self.height));
        let apart = self.distances(|cell| hair[cell]);
        let likely = |cell: usize| {
            let below = (self.depth(cell) - middle) * unit;
            let near = (-0.5 * (apart[cell] * unit / NEAR).powi(2)).exp();
            let seen = &self.seen[cell];
            near / (1.0 + (2.0 * below / BELOW).exp()) * (seen.scalp() + OTHER * seen.skin())
        };
        let all = self.sure_skin(hair);
        let near = likeliest(all.iter().map(|&cell| (cell, likely(cell))).collect());
        let lightness = |cells: &[usize], share| {
            let values = cells.iter().map(|&cell| self.lightness[cell]);
            quantile_of_equals(values, share).unwrap_or(0.0)
        };
        let is_even = lightness(&all, LIGHTER) - lightness(&all, 1.0 - LIGHTER) < SHADE
            && (lightness(&near, 0.5) - lightness(&all, 0.5)).abs() < APART;
        let near = if is_even { all } else { near };
        let light = lightness(&near, LIGHTER);
        let mut chosen = vec![false; self.labels.len()];
        for cell in near {
            chosen[cell] = self.lightness[cell] > light - SHADE;
        }
        chosen
    }

    /// How far down a cell lies, in cells.
    fn depth(&self, cell: usize) -> f64 {
        let (row, column) = (cell / self.width, cell % self.width);
        self.down.depth(real(row), real(column))
    }

    /// How far down the cells lie on the mean; none if there are none.
    pub(super) fn middle(&self, hair: &[bool]) -> Option<f64> {
        let cells = (0..hair.len()).filter(|&cell| hair[cell]);
        let (sum, count) = cells.fold((0.0, 0.0), |(sum, count), cell| {
            (sum + self.depth(cell), count + 1.0)
        });
        (count > 0.0).then_some(sum / count)
    }

    /// The cells that are surely skin, without their rim, which is narrower where little would be left.
    fn sure_skin(&self, hair: &[bool]) -> Vec<usize> {
        let skin = self.seen.iter().map(Seen::skin);
        let least = SEEN * skin.fold(0.0, f64::max);
        let is_skin = |cell: usize| {
            self.labels[cell] == Label::Skin && !hair[cell] && self.seen[cell].skin() >= least
        };
        let inside = self.distances(|cell| !is_skin(cell));
        let all: Vec<usize> = (0..self.labels.len())
            .filter(|&cell| is_skin(cell))
            .collect();
        let mut rim = SKIN_RIM * real(self.width.max(self.height));
        loop {
            let left: Vec<usize> = all
                .iter()
                .copied()
                .filter(|&cell| inside[cell] > rim)
                .collect();
            if rim < 1.0 || real(left.len()) >= LEAST_LEFT * real(all.len()) {
                return left;
            }
            rim /= 2.0;
        }
    }

    /// The distance of each cell from the nearest of some, in cells, by two sweeps of a mask of
    /// 3 x 3 (Borgefors, *Computer Vision, Graphics, and Image Processing* 34 (1986) 344, doi
    /// 10.1016/S0734-189X(86)80047-0); infinite if there are none.
    pub(super) fn distances(&self, is_source: impl Fn(usize) -> bool) -> Vec<f64> {
        let width = self.width;
        let mut found: Vec<f64> = (0..self.labels.len())
            .map(|cell| if is_source(cell) { 0.0 } else { f64::INFINITY })
            .collect();
        for start in (0..found.len()).step_by(width) {
            let (above, rest) = found.split_at_mut(start);
            let row = &mut rest[..width];
            if let Some(last) = start.checked_sub(width) {
                come_near(row, &above[last..]);
            }
            for cell in 1..width {
                row[cell] = row[cell].min(row[cell - 1] + 1.0);
            }
        }
        for start in (0..found.len()).step_by(width).rev() {
            let (rest, below) = found.split_at_mut(start + width);
            let row = &mut rest[start..];
            if let Some(next) = below.get(..width) {
                come_near(row, next);
            }
            for cell in (1..width).rev() {
                row[cell - 1] = row[cell - 1].min(row[cell] + 1.0);
            }
        }
        found
    }
}

/// The cells that are likely enough beside the likeliest.
fn likeliest(cells: Vec<(usize, f64)>) -> Vec<usize> {
    let all = cells.iter().map(|(_, likely)| *likely);
    let top = quantile_of_equals(all, 1.0 - LIKELIEST).unwrap_or(0.0);
    let near = cells
        .into_iter()
        .filter(|(_, likely)| *likely >= LIKELY * top);
    near.map(|(cell, _)| cell).collect()
}

/// Brings the distances of a row down to those by way of the next row.
fn come_near(row: &mut [f64], next: &[f64]) {
    /// From cell to cell across a corner, where the next cell is 1 away.
    const DIAGONAL: f64 = std::f64::consts::SQRT_2;
    for (own, straight) in row.iter_mut().zip(next) {
        *own = own.min(straight + 1.0);
    }
    for (own, left) in row.iter_mut().skip(1).zip(next) {
        *own = own.min(left + DIAGONAL);
    }
    for (own, right) in row.iter_mut().zip(&next[1..]) {
        *own = own.min(right + DIAGONAL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::network::NetworkClass;

    /// Hair across the middle, bald scalp above, a neck below that falls into the shade.
    fn head(scalp: Label) -> (Overview, Vec<bool>) {
        let rows = |row: usize| match row {
            0..15 => (scalp, 60.0),
            15..30 => (Label::Hair, 20.0),
            _ => (Label::Skin, 75.0 - real(row)),
        };
        let cells = (0..60 * 60).map(|cell| rows(cell / 60));
        let (labels, lightness): (Vec<Label>, Vec<f64>) = cells.unzip();
        let hair = labels.iter().map(|label| *label == Label::Hair).collect();
        let grid = Overview {
            width: 60,
            height: 60,
            seen: vec![Seen::from_fn(|_| 0.25); labels.len()],
            labels,
            lightness,
            down: Down::Below,
        };
        (grid, hair)
    }

    #[test]
    fn hair_is_compared_with_the_scalp_beside_it_and_not_with_the_neck() {
        let (grid, hair) = head(Label::Skin);
        let chosen = grid.reference_skin(&hair);
        assert!(chosen[10 * 60 + 30]);
        assert!(!chosen[45 * 60 + 30]);
    }

    #[test]
    fn a_neck_in_even_shade_does_not_outvote_the_scalp() {
        let (mut grid, hair) = head(Label::Skin);
        for cell in 30 * 60..60 * 60 {
            grid.lightness[cell] = 50.0;
            grid.seen[cell] =
                Seen::from_fn(|class| f64::from(u8::from(class == NetworkClass::Skin)));
        }
        let chosen = grid.reference_skin(&hair);
        assert!(chosen[10 * 60 + 30]);
        assert!(!chosen[45 * 60 + 30]);
    }

    #[test]
    fn the_neck_stands_for_the_scalp_where_no_other_skin_shows() {
        let (grid, hair) = head(Label::Background);
        let chosen = grid.reference_skin(&hair);
        assert!(chosen[35 * 60 + 30]);
        let far = (55 * 60..60 * 60).filter(|&cell| chosen[cell]).count();
        assert_eq!(far, 0);
    }

    #[test]
    fn without_hair_all_skin_counts() {
        let (grid, hair) = head(Label::Skin);
        let none = vec![false; hair.len()];
        let chosen = grid.reference_skin(&none);
        assert!(chosen[10 * 60 + 30] && chosen[45 * 60 + 30]);
    }

    #[test]
    fn distances_are_those_to_the_nearest_source() {
        let (grid, _) = head(Label::Skin);
        let found = grid.distances(|cell| cell == 0 || cell == 59);
        assert!((found[5 * 60] - 5.0).abs() < 1e-9);
        assert!((found[50] - 9.0).abs() < 1e-9);
        assert!((found[7 * 60 + 7] - 7.0 * std::f64::consts::SQRT_2).abs() < 1e-9);
    }
}
