//! The luminance of one tile as shares of that of its skin, pixel by pixel.

use std::ops::Add;

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

    /// By how much each pixel differs from those to its right and below it.
    pub(super) fn steps(&self) -> Vec<f64> {
        let rows = self.0.chunks(ACROSS);
        let right = rows.map(|row| (row, &row[1..]));
        let below = (&self.0[..], &self.0[ACROSS..]);
        let mut steps = Vec::with_capacity(2 * self.0.len());
        for (from, to) in right.chain([below]) {
            let pairs = from.iter().zip(to);
            let apart = pairs.map(|(one, other)| (one - other).abs());
            steps.extend(apart.filter(|step| step.is_finite()));
        }
        steps
    }

    /// The parts of the tile in which `beyond` is above 0.
    pub(super) fn inside(&self, beyond: impl Fn(f64) -> f64) -> Inside {
        let heights: Vec<f64> = self.0.iter().map(|&cell| beyond(cell)).collect();
        let mut sum = Inside::default();
        for rows in heights.windows(2 * ACROSS).step_by(ACROSS) {
            let (upper, lower) = rows.split_at(ACROSS);
            for (upper, lower) in upper.windows(2).zip(lower.windows(2)) {
                let square = [upper[0], upper[1], lower[0], lower[1]];
                if square.iter().all(|height| height.is_finite()) {
                    sum = sum + Inside::of(square);
                }
            }
        }
        sum
    }
}

/// Parts of a plane that stand out, as hills do from water.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inside {
    /// Pixels inside, and all.
    pub(super) count: f64,
    pub(super) all: f64,
    /// Sum of the heights, and of their gradients.
    height: f64,
    gradient: f64,
}

impl Inside {
    /// Between four pixels: two above and two below.
    fn of(square: [f64; 4]) -> Self {
        let count = square.iter().filter(|height| **height > 0.0).count();
        let [a, b, c, d] = square.map(|height| height.max(0.0));
        Self {
            count: 0.25 * real(count),
            all: 1.0,
            height: 0.25 * (a + b + c + d),
            gradient: 0.5 * f64::hypot(b + d - a - c, c + d - a - b),
        }
    }

    /// Mean width in pixels over all heights, 1 where there is no edge. A long hill has two edges, and the
    /// sum of its gradients is their length times its height (coarea formula; Federer, Transactions of the
    /// American Mathematical Society 93 (1959) 418, doi 10.1090/S0002-9947-1959-0110078-1), so this needs no
    /// outline, changes with a photo's size as that does, and is nearly the same whichever way a hair runs.
    pub(super) fn width(&self) -> f64 {
        if self.gradient > 0.0 {
            2.0 * self.height / self.gradient
        } else {
            1.0
        }
    }
}

impl Add for Inside {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            all: self.all + other.all,
            height: self.height + other.height,
            gradient: self.gradient + other.gradient,
        }
    }
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
        let inside = |plane: TilePlane| plane.inside(|light| 0.5 - light);
        let stripes = inside(striped(|x| (3..6).contains(&(x % 10))));
        assert!((stripes.width() - 3.0).abs() < 1e-9, "{}", stripes.width());
        // 15 of the 47 columns between pixels.
        assert!((stripes.count / stripes.all - 15.0 / 47.0).abs() < 1e-9);
        assert!(inside(striped(|_| false)).count < 1e-12);
    }

    #[test]
    fn only_edges_are_steps() {
        let plane = striped(|x| x % 10 < 3);
        let edges = plane.steps().into_iter().filter(|&step| step > 0.5).count();
        // Five stripes within 48 columns have nine edges, and the plane's own side is none.
        assert_eq!(edges, 9 * ACROSS);
    }
}
