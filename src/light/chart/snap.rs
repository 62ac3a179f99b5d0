//! Moves the corners of a found chart to where the edges of its patches show it.
//!
//! Squares that lie beside each other tell where a chart is, but patches as dark as the frame are
//! not among them, and a chart seen from the side is then only guessed at its far end.

use std::ops::Range;

use super::layout::{Corners, ends, map, middles};
use crate::light::plane::flat::whole;
use crate::light::plane::perspective::Perspective;
use crate::numbers::{mean, real};
use crate::photo::Photo;

/// Each round looks around the places that the one before found.
const ROUNDS: usize = 3;
/// How far from its place an edge is looked for, in patches, and in samples.
const REACH: f64 = 0.25;
const SAMPLES: usize = 20;
/// Samples on each side of an edge that are compared.
const SPAN: usize = 3;
/// Part of an edge that is looked at, around its middle, in patches, and in lines.
const PART: f64 = 0.5;
const LINES: usize = 9;
/// Smallest step at an edge, in levels of 255.
const SMALLEST_STEP: f64 = 5.0;
/// Smallest step at an edge, over the highest nearby: less is the halo of sharpening.
const SMALLEST_SHARE: f64 = 0.25;
/// Narrowest and widest patch, in patches: with wide gaps between them and with thin ones.
const NARROWEST: f64 = 0.8;
const WIDEST: f64 = 1.15;
/// How far a patch may lie from where the others put it, in patches.
const STRAY: f64 = 0.08;
/// Fewest patches that show where the chart is.
const FEWEST: usize = 12;

/// The corners to which the edges of the patches point, or the same where too few edges show.
pub(super) fn snapped(photo: &Photo, corners: Corners) -> Corners {
    (0..ROUNDS).fold(corners, |corners, _| {
        let Some(map) = map(&corners) else {
            return corners;
        };
        shift(photo, &map).map_or(corners, |shift| ends().map(|end| map.at(shift.at(end))))
    })
}

/// From where the map puts the middles of patches to where their edges show them, on the chart.
fn shift(photo: &Photo, map: &Perspective) -> Option<Perspective> {
    let mut seen: Vec<([f64; 2], [f64; 2])> = middles()
        .filter_map(|middle| Some((middle, center(photo, map, middle)?)))
        .collect();
    let rough = through(&seen)?;
    seen.retain(|&(middle, [x, y])| {
        let [expected_x, expected_y] = rough.at(middle);
        (x - expected_x).hypot(y - expected_y) < STRAY
    });
    through(&seen)
}

fn through(seen: &[([f64; 2], [f64; 2])]) -> Option<Perspective> {
    let is_enough = seen.len() >= FEWEST;
    is_enough.then(|| Perspective::between(seen)).flatten()
}

/// The point halfway between opposite edges of the patch that should lie around a point; none
/// unless all four edges show.
fn center(photo: &Photo, map: &Perspective, middle: [f64; 2]) -> Option<[f64; 2]> {
    let between = |[x, y]: [f64; 2]| {
        let (before, after) = (
            edge(photo, map, middle, [-x, -y])?,
            edge(photo, map, middle, [x, y])?,
        );
        let is_patch = (NARROWEST..WIDEST).contains(&(before + after));
        is_patch.then_some((after - before) / 2.0)
    };
    let (along, down) = (between([1.0, 0.0])?, between([0.0, 1.0])?);
    Some([middle[0] + along, middle[1] + down])
}

/// How far the edge lies from the middle of a patch in a direction: where the levels change most.
fn edge(photo: &Photo, map: &Perspective, middle: [f64; 2], direction: [f64; 2]) -> Option<f64> {
    let distance = |sample: usize| 0.5 + REACH * (real(sample) / real(SAMPLES) - 1.0);
    let levels: Vec<[f64; 3]> = (0..=2 * SAMPLES)
        .map(|sample| {
            let line = line(middle, direction, distance(sample));
            let levels: Option<Vec<[f64; 3]>> =
                line.map(|place| level(photo, map.at(place))).collect();
            mean(levels?.into_iter())
        })
        .collect::<Option<_>>()?;
    let steps: Vec<f64> = levels.windows(2 * SPAN + 1).map(step).collect();
    let near = first_edge(&steps)?;
    let weight: f64 = steps[near.clone()].iter().sum();
    let moment: f64 = near.map(|at| steps[at] * distance(at + SPAN)).sum();
    Some(moment / weight)
}

/// The samples around the first edge from inside: behind it may come the higher one of the next
/// patch, or of a mark on the frame.
fn first_edge(steps: &[f64]) -> Option<Range<usize>> {
    let highest = steps.iter().copied().fold(0.0, f64::max);
    let least = SMALLEST_STEP.max(highest * SMALLEST_SHARE);
    (0..steps.len())
        .filter(|&at| steps[at] >= least)
        .map(|at| {
            (
                steps[at],
                at.saturating_sub(SPAN)..(at + SPAN + 1).min(steps.len()),
            )
        })
        .find(|(top, near)| steps[near.clone()].iter().all(|step| step <= top))
        .map(|(_, near)| near)
}

/// Places side by side across a direction from the middle of a patch.
fn line(middle: [f64; 2], [x, y]: [f64; 2], distance: f64) -> impl Iterator<Item = [f64; 2]> {
    (0..LINES).map(move |line| {
        let aside = PART * (real(line) / real(LINES - 1) - 0.5);
        [
            middle[0] + distance * x - aside * y,
            middle[1] + distance * y + aside * x,
        ]
    })
}

/// The levels under a point; none outside the photo.
fn level(photo: &Photo, point: [f64; 2]) -> Option<[f64; 3]> {
    let is_inside = point.iter().all(|&at| at >= 0.0);
    let [x, y] = point.map(whole);
    let pixel = photo.pixels().get_pixel_checked(x, y)?;
    is_inside.then_some(pixel.0.map(f64::from))
}

/// By how much the levels before the middle differ from those behind it, on average over the
/// channels.
fn step(levels: &[[f64; 3]]) -> f64 {
    let difference = |channel: usize| {
        let sum = |part: &[[f64; 3]]| part.iter().map(|levels| levels[channel]).sum::<f64>();
        (sum(&levels[SPAN + 1..]) - sum(&levels[..SPAN])).abs()
    };
    (0..3).map(difference).sum::<f64>() / real(3 * SPAN)
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Drawing;
    use super::*;

    /// Corners of a chart seen from the side, and from the other.
    const SEEN: [Corners; 2] = [
        [[90.0, 70.0], [480.0, 110.0], [450.0, 330.0], [60.0, 360.0]],
        [
            [420.0, 390.0],
            [130.0, 350.0],
            [110.0, 150.0],
            [470.0, 120.0],
        ],
    ];

    #[test]
    fn corners_that_are_off_are_moved_to_where_the_patches_are() -> Result<(), crate::Error> {
        // In patches of about 60 pixels.
        let errors = [
            [[0.0, 0.0], [0.0, 0.0], [20.0, 14.0], [0.0, 0.0]],
            [[8.0, -6.0], [8.0, -6.0], [8.0, -6.0], [8.0, -6.0]],
            [[-9.0, 9.0], [6.0, 10.0], [-10.0, 5.0], [8.0, -8.0]],
        ];
        for (corners, gap) in SEEN
            .into_iter()
            .flat_map(|seen| [0.1, 0.2, 0.35].map(|gap| (seen, gap)))
        {
            let drawing = Drawing { corners, gap };
            let photo = drawing.photo()?;
            for error in errors {
                let [one, two, three, four] = [0, 1, 2, 3]
                    .map(|end| [0, 1].map(|axis| corners[end][axis] + error[end][axis]));
                let given = [one, two, three, four];
                assert!(drawing.stray(&given) > 0.1, "{given:?}");
                let found = snapped(&photo, given);
                assert!(drawing.stray(&found) < 0.06, "{gap} {error:?}: {found:?}");
            }
        }
        Ok(())
    }
}
