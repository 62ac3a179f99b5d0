//! Parts of a grid of cells, such as the pixels of a picture.

use std::mem;

use crate::numbers::real;

/// The connected parts of the cells inside, on a grid so wide whose rows follow each other; cells touch at
/// their corners too.
pub(crate) fn connected(mut inside: Vec<bool>, width: usize) -> Vec<Vec<usize>> {
    let height = inside.len() / width.max(1);
    let mut parts = Vec::new();
    for start in 0..inside.len() {
        if !mem::take(&mut inside[start]) {
            continue;
        }
        let (mut part, mut done) = (vec![start], 0);
        while let Some(&at) = part.get(done) {
            done += 1;
            let (x, y) = (at % width, at / width);
            for row in y.saturating_sub(1)..(y + 2).min(height) {
                for column in x.saturating_sub(1)..(x + 2).min(width) {
                    let there = row * width + column;
                    if mem::take(&mut inside[there]) {
                        part.push(there);
                    }
                }
            }
        }
        parts.push(part);
    }
    parts
}

/// The longer side, in cells, of what some cells of a grid so wide span.
pub(crate) fn extent(cells: &[usize], width: usize) -> usize {
    let span = |of: fn(usize, usize) -> usize| {
        let places = || cells.iter().map(|at| of(*at, width));
        places().max().unwrap_or(0) - places().min().unwrap_or(0) + 1
    };
    span(|at, width| at % width).max(span(|at, width| at / width))
}

/// The share of the parts of a grid of this width and height, so many along each side, that hold some of
/// these cells.
pub(crate) fn spread(
    cells: impl Iterator<Item = usize>,
    (width, height): (usize, usize),
    parts: usize,
) -> f64 {
    let mut held = vec![false; parts * parts];
    for at in cells {
        held[at / width * parts / height * parts + at % width * parts / width] = true;
    }
    real(held.iter().filter(|held| **held).count()) / real(held.len())
}

/// Whether so few of the cells are dark, and nearly all of these in strokes, as where single hairs lie on skin.
pub(crate) fn are_strokes(strokes: &[Vec<usize>], dark: usize, all: usize) -> bool {
    /// Share of the cells that is dark at most, and that is and no stroke. Nine in ten squares of real close-ups
    /// lie within both, and all of 49 views of them whose hairs are 8 and 4 pixels wide, of 768; the nearest of
    /// 158 photos of heads has 0.13 dark otherwise.
    const MOST: f64 = 0.26;
    const MOST_ELSE: f64 = 0.03;
    let in_strokes: usize = strokes.iter().map(Vec::len).sum();
    real(dark) < MOST * real(all) && real(dark - in_strokes) < MOST_ELSE * real(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_touch_are_one_part() {
        let drawn = ["#..#.", ".#...", "...##"].concat();
        let inside = drawn.chars().map(|cell| cell == '#').collect();
        assert_eq!(connected(inside, 5), [vec![0, 6], vec![3], vec![13, 14]]);
    }

    #[test]
    fn cells_span_and_reach_as_far_as_they_are_apart() {
        let corner = [0, 1, 10];
        assert_eq!(extent(&corner, 10), 2);
        assert_eq!(extent(&[3, 93], 10), 10);
        assert!((spread(corner.into_iter(), (10, 10), 2) - 0.25).abs() < 1e-12);
        assert!((spread([0, 99].into_iter(), (10, 10), 2) - 0.5).abs() < 1e-12);
    }
}
