//! The luminance of one tile as shares of that of its skin, pixel by pixel.

use super::tile::{SIDE, Tile};
use crate::color::luminance;
use crate::numbers::real;

/// Side of the plane in pixels.
const ACROSS: usize = SIDE as usize;

/// Relative luminance of each pixel of a tile; not a number where the tile has none.
#[derive(Clone, Debug)]
pub(super) struct TilePlane(Vec<f64>);

impl TilePlane {
    /// Holds a tile against skin of this luminance.
    pub(super) fn of(tile: &Tile, skin: f64) -> Self {
        let mut cells = vec![f64::NAN; ACROSS * ACROSS];
        for &(x, y, light) in &tile.pixels {
            if let Some(cell) = cells.get_mut(y as usize * ACROSS + x as usize) {
                *cell = luminance(light) / skin;
            }
        }
        Self(cells)
    }

    /// Pixels of the tile.
    pub(super) fn count(&self) -> usize {
        self.0.iter().filter(|cell| cell.is_finite()).count()
    }

    /// By how much each pixel differs from that so many pixels to its right and below it.
    pub(super) fn steps(&self, distance: usize) -> Vec<f64> {
        let rows = self.0.chunks(ACROSS);
        let right = rows.map(|row| (row, &row[distance..]));
        let below = (&self.0[..], &self.0[distance * ACROSS..]);
        let mut steps = Vec::with_capacity(2 * self.0.len());
        for (from, to) in right.chain([below]) {
            let pairs = from.iter().zip(to);
            let apart = pairs.map(|(one, other)| (one - other).abs());
            steps.extend(apart.filter(|step| step.is_finite()));
        }
        steps
    }

    /// Of each pixel that counts, the length of the run of such pixels through it, along its row or
    /// its column, whichever is shorter.
    pub(super) fn widths(&self, counts: impl Fn(f64) -> bool) -> Vec<f64> {
        let inside: Vec<bool> = self.0.iter().map(|&cell| counts(cell)).collect();
        let along = runs(&inside, |line, at| line * ACROSS + at);
        let down = runs(&inside, |line, at| at * ACROSS + line);
        let shorter = along.iter().zip(down).map(|(&one, other)| one.min(other));
        shorter.filter(|&length| length > 0).map(real).collect()
    }
}

/// The length of the run that each cell lies in, along the lines whose cells `place` finds; 0
/// outside of runs.
fn runs(inside: &[bool], place: impl Fn(usize, usize) -> usize) -> Vec<usize> {
    let mut lengths = vec![0; inside.len()];
    for line in 0..ACROSS {
        let mut start = 0;
        for at in 0..=ACROSS {
            if at < ACROSS && inside[place(line, at)] {
                continue;
            }
            for cell in start..at {
                lengths[place(line, cell)] = at - start;
            }
            start = at + 1;
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::LinearRgb;

    /// A plane whose pixels in these columns are dark.
    fn striped(is_dark: impl Fn(u32) -> bool) -> TilePlane {
        let light = |x| if is_dark(x) { 0.1 } else { 1.0 };
        let gray = |x| LinearRgb::new(light(x), light(x), light(x));
        let pixels = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
        TilePlane::of(
            &Tile {
                corner: (0, 0),
                pixels: pixels.map(|(x, y)| (x, y, gray(x))).collect(),
            },
            1.0,
        )
    }

    #[test]
    fn stripes_are_as_wide_as_they_are() {
        let widths = striped(|x| x % 10 < 3).widths(|share| share < 0.5);
        assert!(!widths.is_empty() && widths.iter().all(|&width| (width - 3.0).abs() < 1e-12));
        assert!(striped(|_| false).widths(|share| share < 0.5).is_empty());
    }

    #[test]
    fn only_edges_are_steps() {
        let plane = striped(|x| x % 10 < 3);
        let edges = plane
            .steps(1)
            .into_iter()
            .filter(|&step| step > 0.5)
            .count();
        // Five stripes within 48 columns have nine edges, and the plane's own side is none.
        assert_eq!(edges, 9 * ACROSS);
    }
}
