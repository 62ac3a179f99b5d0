//! From the labels of superpixels to those of pixels.

use super::labels::Label;
use super::superpixel::Graph;
use crate::numbers::{floor, short};

/// The labels of a picture of the given size, row by row: each label's area is enlarged by
/// bilinear interpolation, and the largest wins.
pub(super) fn enlarge(graph: &Graph, labels: &[Label], size: (u32, u32)) -> Vec<Label> {
    let (width, height) = (size.0 as usize, size.1 as usize);
    let pixels = graph.of_pixel.iter();
    let coarse: Vec<Label> = pixels
        .map(|&superpixel| labels[superpixel as usize])
        .collect();
    let columns: Vec<Between> = (0..width)
        .map(|x| Between::new(x, width, graph.width))
        .collect();
    let mut out = Vec::with_capacity(width * height);
    for y in 0..height {
        let row = Between::new(y, height, graph.height);
        let [low, high] = [row.low, row.high].map(|y| &coarse[y * graph.width..][..graph.width]);
        // Most places lie between equals.
        let is_even = |x: usize| {
            let right = (x + 1).min(graph.width - 1);
            [low[right], high[x], high[right]] == [low[x]; 3]
        };
        let even: Vec<bool> = (0..graph.width).map(is_even).collect();
        out.extend(columns.iter().map(|column| {
            if even[column.low] {
                return low[column.low];
            }
            let corners = [
                [low[column.low], low[column.high]],
                [high[column.low], high[column.high]],
            ];
            heaviest(corners, row.part, column.part)
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

/// The label with the largest weight at a place `down` and `right` of the first of four corners, the
/// last in the order of [`Label::ALL`] of equals.
fn heaviest(corners: [[Label; 2]; 2], down: f32, right: f32) -> Label {
    let [[first, second], [third, fourth]] = corners;
    let weighted = [
        (first, (1.0 - down) * (1.0 - right)),
        (second, (1.0 - down) * right),
        (third, down * (1.0 - right)),
        (fourth, down * right),
    ];
    let weight = |label: Label| {
        let own = weighted.iter().filter(|corner| corner.0 == label);
        own.map(|corner| corner.1).sum::<f32>()
    };
    Label::ALL
        .into_iter()
        .max_by(|&one, &other| weight(one).total_cmp(&weight(other)))
        .unwrap_or(first)
}
