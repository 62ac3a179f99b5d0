//! How well what was found as hair agrees with what the network sees.

use super::labels::Label;
use super::quantile::quantile_of_equals;
use super::reference::Overview;
use crate::numbers::real;

/// How surely the network sees hair where hair was found, as mean probabilities, 0 to 1, and how
/// light its surroundings are.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// In the surest half of the hair zone. At the size that the network reads a thin rim is mostly
    /// soft edge: its other half says little.
    pub inside: f64,
    /// In the whole zone.
    pub everywhere: f64,
    /// The zone's share of the picture, above 0: the smaller it is, the more of it is soft edge.
    pub share: f64,
    /// L* of the background less that of hair and skin; 0 without a background.
    pub backdrop: f64,
    /// L* of the lightest fiftieth of the picture, at least.
    pub white: f64,
}

impl Evidence {
    /// Of hair in these cells of a grid; none without any.
    pub(super) fn of(grid: &Overview, hair: &[bool]) -> Option<Self> {
        let cells = grid.seen.iter().zip(hair).filter(|(_, is_hair)| **is_hair);
        let mut likely: Vec<f64> = cells.map(|(seen, _)| seen.hair()).collect();
        likely.sort_unstable_by(|one, other| other.total_cmp(one));
        let mean = |of: &[f64]| of.iter().sum::<f64>() / real(of.len());
        (!likely.is_empty()).then(|| Self {
            inside: mean(&likely[..likely.len().div_ceil(2)]),
            everywhere: mean(&likely),
            share: real(likely.len()) / real(hair.len()),
            backdrop: backdrop(grid),
            white: quantile_of_equals(grid.lightness.iter().copied(), 0.98).unwrap_or(0.0),
        })
    }
}

fn backdrop(grid: &Overview) -> f64 {
    let mean = |is_part: fn(Label) -> bool| {
        let cells = grid.labels.iter().zip(&grid.lightness);
        let own = cells.filter(|(label, _)| is_part(**label));
        let (sum, count) = own.fold((0.0, 0.0), |(sum, count), (_, l)| (sum + l, count + 1.0));
        (count > 0.0).then_some(sum / count)
    };
    let around = mean(|label| label == Label::Background);
    let head = mean(|label| matches!(label, Label::Hair | Label::Skin));
    around.zip(head).map_or(0.0, |(around, head)| around - head)
}
