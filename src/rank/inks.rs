//! How a dilution looks if the ink is not as it is taken for.

use rand_chacha::ChaCha8Rng;

use super::prediction::Prediction;
use crate::color::Xyz;
use crate::head::normal;
use crate::palette::StrengthSource;
use crate::skin::DotGeometry;

/// Standard deviation of the logarithm of an ink's strength: where it is assumed, which is a guess
/// within the plausible 2 to 20; and where it was fitted to one healed dot whose L* is known to 1.
const ASSUMED_SD: f64 = 0.35;
const CALIBRATED_SD: f64 = 0.16;
/// Standard deviation in mm of the depth at which the pigment begins, from dot to dot and from hand
/// to hand; an assumption.
const DEPTH_SD: f64 = 0.02;

/// Depths of the table, in standard deviations; draws beyond are taken as the outermost.
const DEPTHS: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];
/// Step of the table in the logarithm of strength. Straight lines between are within 0.1 ΔE00.
const STEP: f64 = 0.25;
/// How far the table goes beyond the palette, in standard deviations.
const REACH: f64 = 3.0;

/// An ink and a hand as they may be just as well.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    /// Logarithm of its strength over the strength it is taken for.
    strength: f64,
    /// Depth less the depth it is taken for, in standard deviations.
    depth: f64,
}

impl Ink {
    pub(super) fn drawn(source: StrengthSource, rng: &mut ChaCha8Rng) -> Self {
        let sd = match source {
            StrengthSource::Assumed => ASSUMED_SD,
            StrengthSource::Calibrated => CALIBRATED_SD,
        };
        Self {
            strength: sd * normal(rng),
            depth: normal(rng),
        }
    }
}

/// What dots of any strength and depth leave of the light of one skin, by a table: the model itself
/// takes a hundred times as long.
pub(super) struct Table {
    /// Logarithm of the pigment share of the first row.
    first: f64,
    rows: Vec<[Xyz; DEPTHS.len()]>,
}

impl Table {
    /// The table for mixes with these shares of pigment, 0 to 1, from pale to dark.
    pub(super) fn new(prediction: &Prediction<'_>, shares: &[f64]) -> Self {
        let end = |share: Option<&f64>| share.map_or(0.0, |share| share.ln());
        let beyond = REACH * ASSUMED_SD;
        let first = end(shares.first()) - beyond;
        let last = end(shares.last()) + beyond;
        let row = |share: f64| {
            DEPTHS.map(|depth| {
                let geometry = DotGeometry {
                    depth_mm: prediction.geometry.depth_mm + depth * DEPTH_SD,
                    ..prediction.geometry
                };
                prediction.left(share, &geometry)
            })
        };
        let steps = (0_u32..).map(|step| first + f64::from(step) * STEP);
        Self {
            first,
            rows: steps
                .take_while(|at| *at < last + STEP)
                .map(|at| row(at.exp()))
                .collect(),
        }
    }

    /// What a mix with this share of pigment, 0 to 1, leaves with this ink.
    pub(super) fn left(&self, share: f64, ink: &Ink) -> Xyz {
        let (row, down) = place(
            (share.ln() + ink.strength - self.first) / STEP,
            self.rows.len(),
        );
        let (column, across) = place(ink.depth - DEPTHS[0], DEPTHS.len());
        let along =
            |row: &[Xyz; DEPTHS.len()]| row[column] + (row[column + 1] - row[column]) * across;
        let (upper, lower) = (along(&self.rows[row]), along(&self.rows[row + 1]));
        upper + (lower - upper) * down
    }
}

/// The interval of a row of `count` values, at least 2, in which a place lies, and how far along
/// it, 0 to 1. Places beyond the ends are taken as the ends.
fn place(at: f64, count: usize) -> (usize, f64) {
    let (mut interval, mut along) = (0, at);
    while along > 1.0 && interval + 2 < count {
        interval += 1;
        along -= 1.0;
    }
    (interval, along.clamp(0.0, 1.0))
}
