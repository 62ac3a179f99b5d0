//! How a dilution looks if the ink is not as it is taken for.

use rand_chacha::ChaCha8Rng;

use super::prediction::Prediction;
use crate::color::Xyz;
use crate::head::normal;
use crate::palette::{Posterior, Tinge};
use crate::skin::DotGeometry;

/// Step of the depths of the table in mm: the standard deviation that is taken of them.
const DEPTH_STEP: f64 = 0.02;
/// Depths of the table less the one expected, in steps; draws beyond are taken as the outermost.
const DEPTHS: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];
/// Step of the table in the logarithm of strength. Straight lines between are within 0.1 ΔE00.
const STEP: f64 = 0.25;
/// How far the table goes beyond the palette, in standard deviations: 3 in 1000 draws lie farther.
const REACH: f64 = 3.0;

/// An ink and a hand as they may also be.
#[derive(Clone, Copy, Debug)]
pub(super) struct OtherInk {
    /// Logarithm of its strength over the strength it is taken for.
    ln_strength: f64,
    /// Depth in mm less the depth it is taken for.
    depth_mm: f64,
    /// What its dots are off the expected hue by, which moves all shades alike.
    pub(super) hue: Tinge,
}

impl OtherInk {
    /// An ink as its observations leave it open.
    pub(super) fn drawn(known: &Posterior, rng: &mut ChaCha8Rng) -> Self {
        let sd = known.next_head_sd();
        let (strength, besides) = (normal(rng), normal(rng));
        let together = sd.correlation;
        let depth = together * strength + (1.0 - together * together).max(0.0).sqrt() * besides;
        Self {
            ln_strength: sd.ln_strength * strength,
            depth_mm: sd.depth_mm * depth,
            hue: Tinge {
                a: sd.hue.a * normal(rng),
                b: sd.hue.b * normal(rng),
            },
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
        let beyond = REACH * prediction.palette.posterior().next_head_sd().ln_strength;
        let first = end(shares.first()) - beyond;
        let last = end(shares.last()) + beyond;
        let row = |share: f64| {
            DEPTHS.map(|depth| {
                let geometry = DotGeometry {
                    depth_mm: prediction.geometry.depth_mm + depth * DEPTH_STEP,
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
    pub(super) fn left(&self, share: f64, ink: &OtherInk) -> Xyz {
        let (row, down) = place(
            (share.ln() + ink.ln_strength - self.first) / STEP,
            self.rows.len(),
        );
        let (column, across) = place(ink.depth_mm / DEPTH_STEP - DEPTHS[0], DEPTHS.len());
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
