//! Whether hair and skin stand in the same light.

use super::{luminance, places};
use crate::measure::Zones;
use crate::numbers::real;
use crate::photo::Photo;
use crate::warning::Warning;

/// Difference of the light between hair and skin from which it is worth a word: above 8 % it moves
/// the match by a shade.
const UNEVEN: f64 = 0.08;
/// Cells along the longer side of the photo in which skin is averaged.
const CELLS: u32 = 24;
/// Fewest cells of skin that give a gradient.
const FEWEST: usize = 12;

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
    let at = |cells: &[Cell]| {
        let count = real(cells.len());
        let sum = cells
            .iter()
            .fold([0.0, 0.0], |[x, y], cell| [x + cell.x, y + cell.y]);
        sum.map(|sum| sum / count)
    };
    let [dx, dy] = slope(&skin)?;
    let (from, to) = (at(&skin), at(&hair));
    let change = (dx * (to[0] - from[0]) + dy * (to[1] - from[1])).exp() - 1.0;
    (change.abs() > UNEVEN).then_some(Warning::UnevenLight { change })
}

/// The mean light of a part of a zone.
struct Cell {
    x: f64,
    y: f64,
    /// Logarithm of the median luminance.
    level: f64,
}

fn cells(photo: &Photo, is_inside: impl Fn(u32, u32) -> bool) -> Vec<Cell> {
    let side = photo.width().max(photo.height()).div_ceil(CELLS);
    let mut found = std::collections::BTreeMap::<(u32, u32), Vec<f64>>::new();
    for (x, y) in places(photo).filter(|&(x, y)| photo.is_visible(x, y) && is_inside(x, y)) {
        let pixel = photo.pixels().get_pixel(x, y).0;
        found
            .entry((x / side, y / side))
            .or_default()
            .push(luminance(pixel));
    }
    let most = found.values().map(Vec::len).max().unwrap_or(0);
    found
        .into_iter()
        .filter(|(_, levels)| 2 * levels.len() >= most)
        .map(|((x, y), mut levels)| {
            let middle = levels.len() / 2;
            let (_, median, _) = levels.select_nth_unstable_by(middle, f64::total_cmp);
            Cell {
                x: f64::from(x),
                y: f64::from(y),
                level: median.max(1e-4).ln(),
            }
        })
        .collect()
}

/// The slope of the level by least squares; none if the cells lie on a line.
fn slope(cells: &[Cell]) -> Option<[f64; 2]> {
    let count = real(cells.len());
    let mean = |value: fn(&Cell) -> f64| cells.iter().map(value).sum::<f64>() / count;
    let (x, y, level) = (
        mean(|cell| cell.x),
        mean(|cell| cell.y),
        mean(|cell| cell.level),
    );
    let product = |one: &dyn Fn(&Cell) -> f64, other: &dyn Fn(&Cell) -> f64| {
        cells
            .iter()
            .map(|cell| one(cell) * other(cell))
            .sum::<f64>()
    };
    let (dx, dy) = (|cell: &Cell| cell.x - x, |cell: &Cell| cell.y - y);
    let rise = |cell: &Cell| cell.level - level;
    let (xx, xy, yy) = (product(&dx, &dx), product(&dx, &dy), product(&dy, &dy));
    let (xl, yl) = (product(&dx, &rise), product(&dy, &rise));
    let determinant = xx * yy - xy * xy;
    (determinant > 1e-3 * xx * yy).then(|| {
        [
            (xl * yy - yl * xy) / determinant,
            (yl * xx - xl * xy) / determinant,
        ]
    })
}
