//! Squares that lie in rows and columns.

use std::collections::{BTreeMap, VecDeque};

use super::perspective::Perspective;

/// How far a square may lie from where its neighbors put it, over their distance.
const STRAY: f64 = 0.25;
/// From one square to the next, over a square's side: with thin gaps and with wide ones.
const NEAREST: f64 = 0.95;
const FARTHEST: f64 = 2.0;
/// How much the sides of neighbors may differ.
const ALIKE: f64 = 1.4;
/// How far from a right angle rows and columns may meet, as a cosine: a chart seen from the side.
const SKEWED: f64 = 0.4;
/// Fewest squares of a lattice.
const FEWEST: usize = 9;

/// A square in a picture.
#[derive(Clone, Copy, Debug)]
pub(in crate::light) struct Square {
    pub(in crate::light) center: [f64; 2],
    pub(in crate::light) side: f64,
}

/// Squares and their places, columns to one side and rows clockwise of it.
#[derive(Clone, Debug)]
pub(in crate::light) struct Lattice {
    places: Vec<[i32; 2]>,
    map: Perspective,
}

impl Lattice {
    /// The lattices among the squares; each square belongs to one at most.
    pub(in crate::light) fn among(squares: &[Square]) -> Vec<Self> {
        let mut lattices = Vec::new();
        let mut is_taken = vec![false; squares.len()];
        for start in 0..squares.len() {
            if is_taken[start] {
                continue;
            }
            let Some(members) = bases(squares, start)
                .map(|basis| grow(squares, start, basis))
                .max_by_key(BTreeMap::len)
                .filter(|members| members.len() >= FEWEST)
            else {
                continue;
            };
            let pairs: Vec<_> = members
                .iter()
                .map(|(place, &square)| (place.map(f64::from), squares[square].center))
                .collect();
            if let Some(map) = Perspective::between(&pairs) {
                for &square in members.values() {
                    is_taken[square] = true;
                }
                let places = members.into_keys().collect();
                lattices.push(Self { places, map });
            }
        }
        lattices
    }

    /// Where a place lies in the picture; fractions are between places.
    pub(in crate::light) fn at(&self, place: [f64; 2]) -> [f64; 2] {
        self.map.at(place)
    }

    /// The blocks of `sides` places that hold most of the lattice's squares, by their first place.
    pub(in crate::light) fn blocks(&self, sides: [i32; 2]) -> Vec<[i32; 2]> {
        let range = |axis: usize| {
            let places = || self.places.iter().map(|place| place[axis]);
            let (low, high) = (places().min().unwrap_or(0), places().max().unwrap_or(0));
            (low - sides[axis] + 1)..=high
        };
        let counted: Vec<([i32; 2], usize)> = range(0)
            .flat_map(|x| range(1).map(move |y| [x, y]))
            .map(|first| {
                let is_inside = |place: &&[i32; 2]| {
                    (0..2)
                        .all(|axis| (first[axis]..first[axis] + sides[axis]).contains(&place[axis]))
                };
                (first, self.places.iter().filter(is_inside).count())
            })
            .collect();
        let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
        counted
            .into_iter()
            .filter(|(_, count)| *count >= FEWEST && *count == most)
            .map(|(first, _)| first)
            .collect()
    }
}

/// Steps to the next column and to the next row, as two neighbors of a square show them.
fn bases(squares: &[Square], start: usize) -> impl Iterator<Item = [[f64; 2]; 2]> {
    let origin = squares[start];
    let steps: Vec<[f64; 2]> = squares
        .iter()
        .filter(|square| is_alike(&origin, square))
        .map(|square| between(origin.center, square.center))
        .filter(|step| (NEAREST..FARTHEST).contains(&(length(*step) / origin.side)))
        .collect();
    let pairs: Vec<[[f64; 2]; 2]> = steps
        .iter()
        .flat_map(|&one| steps.iter().map(move |&other| [one, other]))
        .filter(|&[one, other]| {
            let (long, short) = (length(one), length(other));
            let cosine = (one[0] * other[0] + one[1] * other[1]) / (long * short);
            let turns_clockwise = one[0] * other[1] - one[1] * other[0] > 0.0;
            turns_clockwise
                && cosine.abs() < SKEWED
                && (1.0 / ALIKE..ALIKE).contains(&(long / short))
        })
        .collect();
    pairs.into_iter()
}

/// The squares that follow each other from the start on, by place. The steps are those between the
/// last neighbors, so that they follow the perspective.
fn grow(squares: &[Square], start: usize, basis: [[f64; 2]; 2]) -> BTreeMap<[i32; 2], usize> {
    let mut members = BTreeMap::from([([0, 0], start)]);
    let mut front = VecDeque::from([([0, 0], start, basis)]);
    while let Some((place, square, basis)) = front.pop_front() {
        for (axis, sign) in [(0, 1), (0, -1), (1, 1), (1, -1)] {
            let mut next = place;
            next[axis] += sign;
            let step = basis[axis].map(|step| step * f64::from(sign));
            let expected = [
                squares[square].center[0] + step[0],
                squares[square].center[1] + step[1],
            ];
            let found = (0..squares.len())
                .filter(|&other| is_alike(&squares[square], &squares[other]))
                .map(|other| (other, length(between(expected, squares[other].center))))
                .min_by(|one, other| one.1.total_cmp(&other.1))
                .filter(|(_, stray)| *stray < STRAY * length(step));
            let Some((found, _)) = found else { continue };
            let is_free = members.values().all(|&member| member != found);
            if is_free && !members.contains_key(&next) {
                members.insert(next, found);
                let mut basis = basis;
                let seen = between(squares[square].center, squares[found].center);
                basis[axis] = seen.map(|step| step * f64::from(sign));
                front.push_back((next, found, basis));
            }
        }
    }
    members
}

fn is_alike(one: &Square, other: &Square) -> bool {
    (1.0 / ALIKE..ALIKE).contains(&(one.side / other.side))
}

fn between(from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
    [to[0] - from[0], to[1] - from[1]]
}

fn length([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}
