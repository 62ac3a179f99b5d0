//! How well what was found in a photo holds together.

use serde::Serialize;

use super::labels::Label;
use super::quantile::quantile;
use super::reference::Grid;
use crate::numbers::real;

/// How well the hair and the skin that were found hold together. Probabilities are the network's,
/// shares and distances those of the picture and its longer side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// Mean probability of hair in the surest half of the hair zone. At the size of the network a
    /// thin rim is mostly soft edge; its other half says little.
    pub inside_hair: f64,
    /// Mean probability of hair in the whole zone.
    pub all_hair: f64,
    /// Share of the zone in which the network alone sees hair.
    pub agreed: f64,
    /// Share of what the network alone sees as hair that the zone holds.
    pub kept: f64,
    /// The zone's share of the picture.
    pub hair_share: f64,
    /// Share of the zone that lies at the picture's edge.
    pub at_edge: f64,
    /// Mean probability of skin where the skin is read.
    pub on_skin: f64,
    /// Share of the picture where the skin is read.
    pub skin_share: f64,
    /// Mean distance of that skin from the hair.
    pub skin_apart: f64,
    /// How far the middle of that skin lies below the middle of the hair; negative above.
    pub skin_below: f64,
    /// How far the lightness of that skin scatters: L* between its tenth and its ninetieth percentile.
    pub skin_range: f64,
    /// The same of the hair zone.
    pub hair_range: f64,
    /// L* of what surrounds the head less that of head and hair.
    pub backdrop: f64,
    /// Share of the picture that is facial hair.
    pub beard: f64,
    /// L* that the darkest fiftieth of the picture lies below.
    pub black: f64,
    /// L* that the lightest fiftieth of the picture lies above.
    pub white: f64,
}

impl Evidence {
    /// Of hair in these cells of a grid, and of skin read in those; none without hair.
    pub(super) fn of(grid: &Grid, hair: &[bool], skin: &[bool]) -> Option<Self> {
        let cells = |inside: &[bool]| -> Vec<usize> {
            (0..inside.len()).filter(|&cell| inside[cell]).collect()
        };
        let (hair_cells, skin_cells) = (cells(hair), cells(skin));
        if hair_cells.is_empty() {
            return None;
        }
        let apart = grid.distances(|cell| hair[cell]);
        let unit = 1.0 / real(grid.width.max(grid.height));
        let chance: Vec<f64> = hair_cells
            .iter()
            .map(|&cell| grid.seen[cell].hair())
            .collect();
        let seen = |cell: usize| grid.seen[cell].hair() > 0.5;
        let both = real(hair_cells.iter().filter(|&&cell| seen(cell)).count());
        let seen_alone = real((0..grid.seen.len()).filter(|&cell| seen(cell)).count());
        let row = |cells: &[usize]| mean(cells, |cell| real(cell / grid.width));
        let is_edge = |cell: usize| {
            let (x, y) = (cell % grid.width, cell / grid.width);
            x < 2 || y < 2 || x + 3 > grid.width || y + 3 > grid.height
        };
        let backdrop: Vec<usize> = cells(&grid.with(Label::Background));
        let head = [&hair_cells[..], &skin_cells[..]].concat();
        let light = |cells: &[usize]| mean(cells, |cell| grid.lightness[cell]);
        let all = real(grid.labels.len());
        let everywhere = |share| {
            let lightness = grid.lightness.iter().map(|&lightness| (lightness, 1.0));
            quantile(lightness, share).unwrap_or(0.0)
        };
        Some(Self {
            inside_hair: surest_half(chance.clone()),
            all_hair: mean(&hair_cells, |cell| grid.seen[cell].hair()),
            agreed: both / real(hair_cells.len()),
            kept: both / seen_alone.max(1.0),
            hair_share: real(hair_cells.len()) / all,
            at_edge: mean(&hair_cells, |cell| f64::from(u8::from(is_edge(cell)))),
            on_skin: mean(&skin_cells, |cell| grid.seen[cell].skin()),
            skin_share: real(skin_cells.len()) / all,
            skin_apart: mean(&skin_cells, |cell| apart[cell]) * unit,
            skin_below: if skin_cells.is_empty() {
                0.0
            } else {
                (row(&skin_cells) - row(&hair_cells)) * unit
            },
            skin_range: range(grid, &skin_cells),
            hair_range: range(grid, &hair_cells),
            backdrop: if backdrop.is_empty() {
                0.0
            } else {
                light(&backdrop) - light(&head)
            },
            black: everywhere(0.02),
            white: everywhere(0.98),
            beard: real(cells(&grid.with(Label::FacialHair)).len()) / all,
        })
    }
}

fn surest_half(mut chances: Vec<f64>) -> f64 {
    chances.sort_by(|one, other| other.total_cmp(one));
    let half = &chances[..chances.len().div_ceil(2)];
    half.iter().sum::<f64>() / real(half.len().max(1))
}

fn range(grid: &Grid, cells: &[usize]) -> f64 {
    let at = |share| quantile(cells.iter().map(|&cell| (grid.lightness[cell], 1.0)), share);
    at(0.9).zip(at(0.1)).map_or(0.0, |(high, low)| high - low)
}

/// The mean of a value over some cells; 0 of none.
fn mean(cells: &[usize], value: impl Fn(usize) -> f64) -> f64 {
    cells.iter().map(|&cell| value(cell)).sum::<f64>() / real(cells.len().max(1))
}
