//! From the labels of superpixels to those of pixels.

use super::labels::Label;
use super::numbers::{floor, short};
use super::superpixel::Graph;

/// The labels of a picture of the given size, row by row: each label's area is enlarged by
/// bilinear interpolation, and the largest wins.
pub(super) fn enlarge(graph: &Graph, labels: &[Label], size: (u32, u32)) -> Vec<Label> {
    let (width, height) = (size.0 as usize, size.1 as usize);
    let columns: Vec<Between> = (0..width)
        .map(|x| Between::new(x, width, graph.width))
        .collect();
    let mut out = Vec::with_capacity(width * height);
    for y in 0..height {
        let row = Between::new(y, height, graph.height);
        let label = |y: usize, x: usize| labels[graph.of_pixel[y * graph.width + x] as usize];
        out.extend(columns.iter().map(|column| {
            heaviest([
                (
                    label(row.low, column.low),
                    (1.0 - row.part) * (1.0 - column.part),
                ),
                (label(row.low, column.high), (1.0 - row.part) * column.part),
                (label(row.high, column.low), row.part * (1.0 - column.part)),
                (label(row.high, column.high), row.part * column.part),
            ])
        }));
    }
    out
}

/// A place between two pixels.
struct Between {
    low: usize,
    high: usize,
    /// How far on the way from the low to the high one, 0 to 1.
    part: f32,
}

impl Between {
    /// Where pixel `at` of `to` lies among `from` pixels.
    fn new(at: usize, to: usize, from: usize) -> Self {
        let place = ((short(at) + 0.5) * short(from) / short(to) - 0.5).max(0.0);
        let low = floor(place).min(from - 1);
        Self {
            low,
            high: (low + 1).min(from - 1),
            part: place - short(low),
        }
    }
}

/// The label with the largest summed weight, the last in the order of [`Label::ALL`] of equals.
fn heaviest(corners: [(Label, f32); 4]) -> Label {
    let first = corners[0].0;
    if corners.iter().all(|corner| corner.0 == first) {
        return first;
    }
    let weight = |label: Label| {
        let own = corners.iter().filter(|corner| corner.0 == label);
        own.map(|corner| corner.1).sum::<f32>()
    };
    Label::ALL
        .into_iter()
        .max_by(|&one, &other| weight(one).total_cmp(&weight(other)))
        .unwrap_or(first)
}
