//! The mixture that brings the patches of a chart closest to what they are.

use super::correction::{Factors, TERMS, lab, mixed};
use super::solve::{add_equation, solve};
use crate::color::{Lab, LinearRgb, delta_e};

/// Factors that can be chosen: those of a row sum to 1, so that white stays white.
const FREE: usize = 3 * (TERMS - 1);
/// Steps of the search; most charts settle within twenty.
const STEPS: usize = 60;
/// Change of a factor by which slopes are measured.
const NUDGE: f64 = 1e-4;
/// How much a factor that leaves no channel as it is counts in ΔE00: it keeps factors that the
/// patches do not settle near their start.
const RELUCTANCE: f64 = 1.0;
/// First damping of the search, and by what it changes.
const DAMPING: f64 = 1e-2;
const DAMPING_STEP: f64 = 4.0;

/// A patch in the photo, and what it should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Its light, the grays already right.
    pub(super) light: LinearRgb,
    /// What it should be.
    pub(super) wanted: Lab,
    /// What its ΔE00 is multiplied by: how far its light can be trusted, 0 to 1.
    pub(super) trust: f64,
}

/// The mixture with the least sum of squares of ΔE00 over the patches, by the method of Levenberg
/// and Marquardt (Marquardt, *SIAM Journal* 11 (1963) 431, doi 10.1137/0111030).
pub(super) fn mixture(pairs: &[Pair]) -> [Factors; 3] {
    let mut free = [0.0; FREE];
    let mut cost = cost_of(pairs, &free);
    let mut damping = DAMPING;
    for _ in 0..STEPS {
        let Some(step) = step(pairs, &free, damping) else {
            break;
        };
        let mut next = free;
        for (factor, change) in next.iter_mut().zip(step) {
            *factor += change;
        }
        let next_cost = cost_of(pairs, &next);
        if next_cost < cost {
            (free, cost) = (next, next_cost);
            damping /= DAMPING_STEP;
        } else {
            damping *= DAMPING_STEP;
        }
    }
    mixture_of(&free)
}

/// The mixture of the free factors: none changes the color.
fn mixture_of(free: &[f64; FREE]) -> [Factors; 3] {
    let (rows, _) = free.as_chunks::<{ TERMS - 1 }>();
    let mut mixture = [[0.0; TERMS]; 3];
    for (channel, (factors, row)) in mixture.iter_mut().zip(rows).enumerate() {
        let others = (0..TERMS).filter(|&term| term != channel);
        for (term, factor) in others.zip(row) {
            factors[term] = *factor;
        }
        factors[channel] = 1.0 - row.iter().sum::<f64>();
    }
    mixture
}

fn residual(pair: &Pair, mixture: &[Factors; 3]) -> f64 {
    let (red, green, blue) = pair.light.into_components();
    let mixed = mixed(mixture, [red, green, blue]);
    pair.trust * delta_e(lab(mixed), pair.wanted)
}

fn cost_of(pairs: &[Pair], free: &[f64; FREE]) -> f64 {
    let mixture = mixture_of(free);
    let residuals = pairs.iter().map(|pair| residual(pair, &mixture).powi(2));
    residuals.sum::<f64>()
        + free
            .iter()
            .map(|factor| (RELUCTANCE * factor).powi(2))
            .sum::<f64>()
}

/// The change of the factors that a damped linear model of the residuals asks for.
fn step(pairs: &[Pair], free: &[f64; FREE], damping: f64) -> Option<[f64; FREE]> {
    let nudged: [[Factors; 3]; FREE] = std::array::from_fn(|index| {
        let mut nudged = *free;
        nudged[index] += NUDGE;
        mixture_of(&nudged)
    });
    let mixture = mixture_of(free);
    let mut normal = [[0.0; FREE]; FREE];
    let mut right = [0.0; FREE];
    for pair in pairs {
        let here = residual(pair, &mixture);
        let slopes = nudged.map(|mixture| (residual(pair, &mixture) - here) / NUDGE);
        add_equation((&mut normal, &mut right), slopes, -here);
    }
    for (index, (row, sum)) in normal.iter_mut().zip(&mut right).enumerate() {
        row[index] = (row[index] + RELUCTANCE.powi(2)) * (1.0 + damping);
        *sum -= RELUCTANCE.powi(2) * free[index];
    }
    solve(normal, right)
}
