//! Looks for a ColorChecker: flat squares in rows and columns whose colors fit the chart in one of
//! its four rotations.

use super::Chart;
use super::layout::{Corners, GAP};
use super::reference::{COLUMNS, ROWS};
use super::snap::snapped;
use crate::error::Error;
use crate::light::plane::flat::{EROSION, Small};
use crate::light::plane::lattice::{Lattice, Square};
use crate::light::plane::rectangle::Rectangle;
use crate::photo::Photo;

/// Longer sides of the pictures that are searched, in pixels: the small one first, as it has the
/// less noise.
const SEARCHED_SIDES: [u32; 2] = [800, 1800];
/// Levels of 255 within a window that still count as flat.
const FLAT: [f32; 4] = [5.0, 9.0, 15.0, 24.0];
/// Smallest and largest side of a patch, the latter over the picture's longer side.
const SMALLEST_SIDE: f64 = 9.0;
const LARGEST_SIDE: f64 = 0.25;
/// Longest patch: squares seen from the side.
const LONGEST: f64 = 1.5;
/// Smallest share of its rectangle that a flat region fills.
const FILLED: f64 = 0.8;

/// The corners of the one chart of the photo.
///
/// # Errors
///
/// [`Error::LightReference`] if there is no chart, if it is mirrored, or if there are two.
pub fn find_chart(photo: &Photo) -> Result<Corners, Error> {
    let mut found: Vec<Chart> = Vec::new();
    let mut is_mirrored = false;
    for side in SEARCHED_SIDES {
        let small = Small::of(photo, side);
        for lattice in Lattice::among(&squares(&small)) {
            match best(photo, &small, &lattice) {
                Some((chart, Hand::Right)) => found.push(chart),
                Some((_, Hand::Mirrored)) => is_mirrored = true,
                None => {}
            }
        }
        if is_mirrored || !found.is_empty() {
            break;
        }
    }
    match &found[..] {
        [chart] if !is_mirrored => Ok(chart.corners),
        [] if is_mirrored => Err(refused(
            "it is mirrored",
            "use the photo as the back camera took it, without mirroring",
        )),
        [] => Err(refused(
            "none was found",
            "take the whole chart into the photo, or give its corners",
        )),
        _ => Err(refused(
            "several were found",
            "give the corners of the right one",
        )),
    }
}

/// Which way round a chart's patches run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    Right,
    Mirrored,
}

/// The best fit of a chart to a lattice.
fn best(photo: &Photo, small: &Small, lattice: &Lattice) -> Option<(Chart, Hand)> {
    let sides = [COLUMNS, ROWS].map(|side| i32::try_from(side).unwrap_or(i32::MAX));
    let [columns, rows] = sides;
    let lying = lattice.blocks([columns, rows]).into_iter();
    let standing = lattice.blocks([rows, columns]).into_iter();
    let blocks = lying
        .map(|first| (first, [columns, rows]))
        .chain(standing.map(|first| (first, [rows, columns])));
    blocks
        .flat_map(|(first, sides)| placements(first, sides))
        .filter_map(|(corners, hand)| {
            let corners = corners.map(|place| lattice.at(place).map(|at| (at + 0.5) * small.scale));
            let chart = Chart::fitted(photo, corners).ok()?;
            Some((chart, hand))
        })
        .min_by(|(one, _), (other, _)| one.mean_residual.total_cmp(&other.mean_residual))
        .map(|(chart, hand)| {
            let snapped = Chart::fitted(photo, snapped(photo, chart.corners));
            (snapped.unwrap_or(chart), hand)
        })
        .filter(|(chart, _)| chart.is_plausible())
}

/// The ways in which a chart can lie in a block of places: by two rotations, each also mirrored.
fn placements(first: [i32; 2], sides: [i32; 2]) -> Vec<(Corners, Hand)> {
    // Half a patch beyond its middle, in steps from patch to patch.
    let edge = 0.5 / (1.0 + GAP);
    let low = first.map(|place| f64::from(place) - edge);
    let high = [0, 1].map(|axis| f64::from(first[axis] + sides[axis] - 1) + edge);
    let clockwise = [
        [low[0], low[1]],
        [high[0], low[1]],
        [high[0], high[1]],
        [low[0], high[1]],
    ];
    let is_lying = sides[0] > sides[1];
    (0..4)
        .flat_map(|turn| {
            let mut right = clockwise;
            right.rotate_left(turn);
            let [one, two, three, four] = right;
            [
                (turn, right, Hand::Right),
                (turn + 1, [two, one, four, three], Hand::Mirrored),
            ]
        })
        .filter(|(turn, _, hand)| {
            // The first side is a row of six.
            let starts_level = (turn % 2 == 0) == (*hand == Hand::Right);
            starts_level == is_lying
        })
        .map(|(_, corners, hand)| (corners, hand))
        .collect()
}

/// Flat squares, as large as they appear.
fn squares(small: &Small) -> Vec<Square> {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a small picture")]
    let largest = LARGEST_SIDE * small.width.max(small.height) as f64;
    let mut found: Vec<Rectangle> = Vec::new();
    let regions = FLAT.iter().flat_map(|&range| small.flat_regions(range));
    for region in regions.filter(|region| !region.is_cut) {
        let Some(flat) = Rectangle::around(&region.outline) else {
            continue;
        };
        #[expect(clippy::cast_precision_loss, reason = "pixels of a small picture")]
        let filled = region.count as f64 / flat.area();
        let square = flat.grown(EROSION);
        let side = square.area().sqrt();
        let is_new = found.iter().all(|other| !other.contains(square.center));
        if is_new
            && filled >= FILLED
            && square.aspect() <= LONGEST
            && (SMALLEST_SIDE..=largest).contains(&side)
        {
            found.push(square);
        }
    }
    found
        .into_iter()
        .map(|square| Square {
            center: square.center,
            side: square.area().sqrt(),
        })
        .collect()
}

fn refused(found: &str, fix: &'static str) -> Error {
    Error::LightReference {
        reference: "color chart",
        found: found.into(),
        fix,
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Drawing;
    use super::*;

    /// A chart seen from the side.
    const SEEN: Corners = [[90.0, 70.0], [480.0, 110.0], [450.0, 330.0], [60.0, 360.0]];

    #[test]
    fn a_chart_is_found_in_all_four_rotations() -> Result<(), Error> {
        let mut corners = SEEN;
        for turn in 0..4 {
            for gap in [0.1, 0.2, 0.35] {
                let drawing = Drawing { corners, gap };
                let found = find_chart(&drawing.photo()?)?;
                assert!(drawing.stray(&found) < 0.06, "{turn} {gap}: {found:?}");
            }
            corners = corners.map(|[x, y]| [490.0 - y, x - 40.0]);
        }
        Ok(())
    }

    #[test]
    fn a_mirrored_chart_is_refused() -> Result<(), Error> {
        let [one, two, three, four] = SEEN;
        let corners = [two, one, four, three];
        let refused = find_chart(&Drawing { corners, gap: 0.2 }.photo()?);
        let refused = refused.expect_err("a mirrored chart");
        assert!(refused.to_string().contains("mirrored"), "{refused}");
        Ok(())
    }
}
