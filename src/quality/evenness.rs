//! Whether hair and skin stand in the same light.

use super::{luminance, places};
use crate::measure::Zones;
use crate::numbers::{median, real};
use crate::photo::Photo;
use crate::warning::Warning;

/// Difference of the light between hair and skin from which it is worth a word: above 8 % it moves
/// the match by a shade.
const UNEVEN: f64 = 0.08;
/// Cells along the longer side of the photo in which skin is averaged.
const CELLS: u32 = 24;
/// Fewest cells of skin that give a gradient.
const FEWEST: usize = 12;
/// How far the light is expected to fall off from cell to cell, as a standard deviation of its
/// logarithm: 7 % across the photo. Features of a face and the roundness of a head are no gradient,
/// and the rougher the skin is, the more of one it takes to be believed. Chosen on 60 rendered
/// scalps, on which the light is then known to 2 % in the median.
const EXPECTED: f64 = 0.003;
/// Passes after which outliers hardly move the gradient.
const PASSES: usize = 8;

/// The doubt about light that falls off between skin and hair, as the bare skin shows it: the
/// gradient over the skin, carried over to where the hair is.
pub(super) fn uneven(photo: &Photo, zones: &Zones) -> Option<Warning> {
    let skin = cells(photo, |x, y| {
        zones.skin.contains(x, y) && !zones.hair.contains(x, y)
    });
    let hair = cells(photo, |x, y| zones.hair.contains(x, y));
    if skin.len() < FEWEST || hair.is_empty() {
        return None;
    }
    let at = |cells: &[LitCell]| {
        let count = real(cells.len());
        let sum = cells
            .iter()
            .fold([0.0, 0.0], |[x, y], cell| [x + cell.x, y + cell.y]);
        sum.map(|sum| sum / count)
    };
    let [dx, dy] = slope(&skin);
    let (from, to) = (at(&skin), at(&hair));
    let change = (dx * (to[0] - from[0]) + dy * (to[1] - from[1])).exp() - 1.0;
    (change.abs() > UNEVEN).then_some(Warning::UnevenLight { change })
}

/// The mean light of a part of a zone.
struct LitCell {
    x: f64,
    y: f64,
    /// Logarithm of the median luminance.
    level: f64,
}

fn cells(photo: &Photo, is_inside: impl Fn(u32, u32) -> bool) -> Vec<LitCell> {
    let side = photo.width().max(photo.height()).div_ceil(CELLS);
    let mut found = [const { Vec::new() }; (CELLS * CELLS) as usize];
    let inside = places(photo).filter(|&(x, y)| photo.is_visible(x, y) && is_inside(x, y));
    inside.for_each(|(x, y)| {
        let pixel = photo.pixels().get_pixel(x, y).0;
        found[(x / side * CELLS + y / side) as usize].push(luminance(pixel));
    });
    let most = found.iter().map(Vec::len).max().unwrap_or(0);
    (0..)
        .zip(found)
        .filter(|(_, levels)| !levels.is_empty() && 2 * levels.len() >= most)
        .map(|(at, levels): (u32, Vec<f64>)| LitCell {
            x: f64::from(at / CELLS),
            y: f64::from(at % CELLS),
            level: median(levels).unwrap_or(0.0).max(1e-4).ln(),
        })
        .collect()
}

/// The most likely slope of the level, by least squares that bend to few outliers (Huber, *Annals of
/// Mathematical Statistics* 35 (1964) 73, doi 10.1214/aoms/1177703732).
fn slope(cells: &[LitCell]) -> [f64; 2] {
    /// Residual, in standard deviations, from which a cell counts less.
    const OUTLYING: f64 = 1.5;
    let mut weights = vec![1.0; cells.len()];
    let mut slope = [0.0; 2];
    for _ in 0..PASSES {
        let residuals = residuals(cells, &weights, slope);
        let scale = scale(&residuals);
        for (weight, residual) in weights.iter_mut().zip(residuals) {
            *weight = (OUTLYING * scale / residual.abs()).min(1.0);
        }
        slope = weighted_slope(cells, &weights, (scale / EXPECTED).powi(2));
    }
    slope
}

/// What is left of the levels without their slope and without their mean.
fn residuals(cells: &[LitCell], weights: &[f64], [dx, dy]: [f64; 2]) -> Vec<f64> {
    let left = |cell: &LitCell| cell.level - dx * cell.x - dy * cell.y;
    let mean = weighted_mean(cells, weights, left);
    cells.iter().map(|cell| left(cell) - mean).collect()
}

/// The standard deviation that the median of the residuals stands for.
fn scale(residuals: &[f64]) -> f64 {
    /// Of a normal distribution, over the median of its absolute values.
    const NORMAL: f64 = 1.4826;
    /// Least that 8 bits can tell.
    const LEAST: f64 = 1e-3;
    let sizes = residuals.iter().map(|residual| residual.abs());
    NORMAL * median(sizes.collect()).unwrap_or(0.0) + LEAST
}

fn weighted_mean(cells: &[LitCell], weights: &[f64], value: impl Fn(&LitCell) -> f64) -> f64 {
    let total: f64 = weights.iter().sum();
    let sum = cells.iter().zip(weights);
    sum.map(|(cell, weight)| weight * value(cell)).sum::<f64>() / total
}

/// The slope by least squares, drawn to 0 as strongly as `reluctance` says.
fn weighted_slope(cells: &[LitCell], weights: &[f64], reluctance: f64) -> [f64; 2] {
    let mean = |value: fn(&LitCell) -> f64| weighted_mean(cells, weights, value);
    let (x, y, level) = (
        mean(|cell| cell.x),
        mean(|cell| cell.y),
        mean(|cell| cell.level),
    );
    let product = |one: &dyn Fn(&LitCell) -> f64, other: &dyn Fn(&LitCell) -> f64| {
        let pairs = cells.iter().zip(weights);
        pairs
            .map(|(cell, weight)| weight * one(cell) * other(cell))
            .sum::<f64>()
    };
    let (dx, dy) = (|cell: &LitCell| cell.x - x, |cell: &LitCell| cell.y - y);
    let rise = |cell: &LitCell| cell.level - level;
    let (xx, yy) = (
        product(&dx, &dx) + reluctance,
        product(&dy, &dy) + reluctance,
    );
    let (xy, xl, yl) = (product(&dx, &dy), product(&dx, &rise), product(&dy, &rise));
    let determinant = xx * yy - xy * xy;
    [
        (xl * yy - yl * xy) / determinant,
        (yl * xx - xl * xy) / determinant,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Skin of 10 x 8 cells whose light falls off to the right, with features.
    fn skin(fall: f64, features: f64) -> Vec<LitCell> {
        (0_u32..80)
            .map(|at| {
                let (column, row) = (at % 10, at / 10);
                // Spread like chance, but the same everywhere.
                let chance = f64::from(at * 37 % 80) / 40.0 - 1.0;
                LitCell {
                    x: f64::from(column),
                    y: f64::from(row),
                    level: features * chance - fall * f64::from(column),
                }
            })
            .collect()
    }

    #[test]
    fn a_gradient_is_measured_on_smooth_skin_and_not_believed_on_a_rough_face() {
        let [dx, dy] = slope(&skin(0.02, 0.02));
        assert!((dx + 0.02).abs() < 0.002 && dy.abs() < 0.002, "{dx} {dy}");
        let [dx, _] = slope(&skin(0.02, 0.6));
        assert!(dx.abs() < 0.01, "{dx}");
    }

    #[test]
    fn an_ear_in_the_shade_is_no_gradient() {
        let mut cells = skin(0.0, 0.02);
        for cell in cells.iter_mut().filter(|cell| cell.x > 8.0 && cell.y < 4.0) {
            cell.level -= 1.0;
        }
        let [dx, dy] = slope(&cells);
        assert!(dx.abs() < 0.005 && dy.abs() < 0.005, "{dx} {dy}");
    }
}
