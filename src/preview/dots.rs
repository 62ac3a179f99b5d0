//! Dots as blue noise: random, and none close to another.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Place;
use crate::numbers::{floor, real};

/// Share of the plane's discs of half the least distance that are laid: random ones jam at 0.547
/// (Feder, *Journal of Theoretical Biology* 87 (1980) 237, doi 10.1016/0022-5193(80)90358-6), and
/// come slowly near it.
const PACKED: f64 = 0.45;
/// Darts that are thrown for one dot at most.
const DARTS: usize = 60;
/// Pixels of the soft rim of a dot: what a lens leaves sharp.
const RIM_PIXELS: f64 = 1.0;

/// Places of dots in pixels.
#[derive(Debug)]
pub(super) struct BlueNoise(Vec<[f64; 2]>);

impl BlueNoise {
    /// Scatters so many dots on a pixel over a place, by throwing darts: one that lands near
    /// another, or where fewer are wanted, is thrown again.
    pub(super) fn scattered(place: &Place, per_pixel: f64, seed: u64) -> Self {
        let cells: Vec<usize> = (0..place.shares().len())
            .filter(|index| place.shares()[*index] > 0.0)
            .collect();
        let wanted = floor(per_pixel * place.shares().iter().sum::<f64>() + 0.5);
        let apart = (4.0 * PACKED / (std::f64::consts::PI * per_pixel)).sqrt();
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut grid = Buckets::new(place, apart);
        let mut dots = Vec::new();
        for _ in 0..wanted.saturating_mul(DARTS) {
            if dots.len() >= wanted || cells.is_empty() {
                break;
            }
            let index = cells[random.random_range(0..cells.len())];
            let (column, row) = (real(index % place.width()), real(index / place.width()));
            let dot = [
                column + random.random::<f64>(),
                row + random.random::<f64>(),
            ];
            let is_kept = random.random::<f64>() < place.shares()[index];
            if is_kept && grid.is_free(dot, apart, &dots) {
                grid.add(dot, dots.len());
                dots.push(dot);
            }
        }
        Self(dots)
    }

    /// Their places.
    #[cfg(test)]
    pub(super) fn places(&self) -> &[[f64; 2]] {
        &self.0
    }

    /// How much each pixel of a place is covered by dots of a radius in pixels, 0 to 1, row by row.
    pub(super) fn drawn(&self, place: &Place, radius: f64) -> Vec<f64> {
        let width = place.width();
        let mut cover = vec![0.0_f64; place.shares().len()];
        let reach = radius + RIM_PIXELS;
        for [x, y] in &self.0 {
            let span = |at: f64, end: usize| floor(at - reach)..floor(at + reach + 1.0).min(end);
            for row in span(*y, cover.len() / width) {
                for column in span(*x, width) {
                    let index = row * width + column;
                    let far = (real(column) + 0.5 - x).hypot(real(row) + 0.5 - y);
                    let covered = ((radius - far) / RIM_PIXELS + 0.5).clamp(0.0, 1.0);
                    if place.shares()[index] > 0.0 {
                        cover[index] = cover[index].max(covered);
                    }
                }
            }
        }
        cover
    }
}

/// Which dots lie near a place: one in each cell at most.
struct Buckets {
    side: f64,
    columns: usize,
    dots: Vec<Option<usize>>,
}

impl Buckets {
    fn new(place: &Place, apart: f64) -> Self {
        // No two dots that lie so far apart share a cell.
        let side = (apart / std::f64::consts::SQRT_2).max(1.0);
        let rows = place.shares().len() / place.width().max(1);
        let cells = |pixels: usize| floor(real(pixels) / side) + 1;
        let (columns, rows) = (cells(place.width()), cells(rows));
        Self {
            side,
            columns,
            dots: vec![None; columns * rows],
        }
    }

    fn is_free(&self, [x, y]: [f64; 2], apart: f64, dots: &[[f64; 2]]) -> bool {
        let around = |at: f64| {
            let cell = floor(at / self.side);
            cell.saturating_sub(2)..cell + 3
        };
        around(y).all(|row| {
            around(x)
                .filter(|column| *column < self.columns)
                .all(|column| {
                    let other = self
                        .dots
                        .get(row * self.columns + column)
                        .copied()
                        .flatten();
                    other
                        .is_none_or(|other| (dots[other][0] - x).hypot(dots[other][1] - y) >= apart)
                })
        })
    }

    fn add(&mut self, [x, y]: [f64; 2], number: usize) {
        let cell = floor(y / self.side) * self.columns + floor(x / self.side);
        if let Some(place) = self.dots.get_mut(cell) {
            *place = Some(number);
        }
    }
}
