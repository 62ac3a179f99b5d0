//! What brings the patches of a chart closest to what they are: curves, a mixture of the channels,
//! and the slope of the light across the chart.

use palette::FromColor;

use super::reference::FIRST_GRAY;
use crate::color::{Lab, LinearRgb, delta_e};
use crate::light::correction::{Correction, Factors, TERMS, lab};
use crate::light::curve::Curve;
use crate::light::plane::solve::{add_equation, solve};

/// Factors of the mixture that can be chosen: those of a row sum to 1, so that white stays white.
const FACTORS: usize = 3 * (TERMS - 1);
/// What is searched for: the factors, then the slope of the light along the rows and down the
/// columns.
const FREE: usize = FACTORS + 2;
/// Most steps of the search: half as many leave a chart up to 0.2 ΔE00 worse.
const STEPS: usize = 60;
/// The search ends when a step lowers the cost by less than this share of it.
const SETTLED: f64 = 1e-4;
/// Change of a free number by which slopes are measured.
const NUDGE: f64 = 1e-4;
/// How much a factor of 1 for a foreign term, or light that grows e times across the chart, counts
/// in ΔE00: it keeps what the patches do not settle near its start.
const RELUCTANCE: f64 = 1.0;
/// First damping of the search, and by what it changes.
const DAMPING: f64 = 1e-2;
const DAMPING_STEP: f64 = 4.0;

/// A patch in the photo, and what it should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct SeenPatch {
    /// Its light in the photo.
    pub(super) light: LinearRgb,
    /// What it should be.
    pub(super) wanted: Lab,
    /// Where it lies along the row and down the column, from -0.5 to 0.5.
    pub(super) place: [f64; 2],
    /// What its ΔE00 is multiplied by: how far its light can be trusted, 0 to 1.
    pub(super) trust: f64,
}

/// The light on a chart and the camera that took it.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// What makes a patch in the middle of the chart what it is.
    pub(super) correction: Correction,
    /// Natural logarithm of the light from one end of a row, and of a column, to the other.
    pub(super) slope: [f64; 2],
}

impl Fit {
    /// The fit with the least sum of squares of ΔE00 over the patches, by the method of Levenberg
    /// and Marquardt (Marquardt, *SIAM Journal* 11 (1963) 431, doi 10.1137/0111030); none if the
    /// grays do not fall from white to black.
    ///
    /// The slope is part of it because light on a chart is seldom even, and a mixture that has to
    /// explain it errs on every color that is not on the chart: on five photos of charts, leaving
    /// each patch out in turn, the slope brings the colored ones from 4.4 to 3.4 ΔE00.
    pub(super) fn to(patches: &[SeenPatch]) -> Option<Self> {
        let mut free = [0.0; FREE];
        let mut fit = Self::of(patches, &free)?;
        let mut cost = fit.cost(patches, &free);
        let mut damping = DAMPING;
        for _ in 0..STEPS {
            let Some(step) = fit.step(patches, &free, damping) else {
                break;
            };
            let mut next = free;
            for (number, change) in next.iter_mut().zip(step) {
                *number += change;
            }
            let better = Self::of(patches, &next)
                .map(|fit| (fit.cost(patches, &next), fit))
                .filter(|(next_cost, _)| *next_cost < cost);
            if let Some((next_cost, next_fit)) = better {
                let is_settled = cost - next_cost < SETTLED * cost;
                (free, fit, cost) = (next, next_fit, next_cost);
                damping /= DAMPING_STEP;
                if is_settled {
                    break;
                }
            } else {
                damping *= DAMPING_STEP;
            }
        }
        Some(fit)
    }

    /// ΔE00 of a patch after the correction, in the light of the chart's middle.
    pub(super) fn residual(&self, patch: &SeenPatch) -> f64 {
        let corrected = self.correction.of(leveled(patch, self.slope));
        delta_e(lab(corrected), patch.wanted)
    }

    /// The free numbers' fit: zeros leave every color in even light as the curves make it.
    fn of(patches: &[SeenPatch], free: &[f64; FREE]) -> Option<Self> {
        let [factors @ .., along, down] = free;
        let slope = [*along, *down];
        let correction = Correction::toned(curves(patches, slope)?, mixture(factors));
        Some(Self { correction, slope })
    }

    fn cost(&self, patches: &[SeenPatch], free: &[f64; FREE]) -> f64 {
        let residuals = patches
            .iter()
            .map(|patch| (patch.trust * self.residual(patch)).powi(2));
        let reluctance = free.iter().map(|number| (RELUCTANCE * number).powi(2));
        residuals.sum::<f64>() + reluctance.sum::<f64>()
    }

    /// The change of the free numbers that a damped linear model of the residuals asks for.
    fn step(&self, patches: &[SeenPatch], free: &[f64; FREE], damping: f64) -> Option<[f64; FREE]> {
        let mut nudged = Vec::with_capacity(FREE);
        for index in 0..FREE {
            let mut free = *free;
            free[index] += NUDGE;
            nudged.push(Self::of(patches, &free)?);
        }
        let mut normal = [[0.0; FREE]; FREE];
        let mut right = [0.0; FREE];
        for patch in patches {
            let here = self.residual(patch);
            let mut slopes = [0.0; FREE];
            for (slope, nudged) in slopes.iter_mut().zip(&nudged) {
                *slope = patch.trust * (nudged.residual(patch) - here) / NUDGE;
            }
            add_equation(&mut normal, &mut right, slopes, -patch.trust * here);
        }
        for (index, (row, sum)) in normal.iter_mut().zip(&mut right).enumerate() {
            row[index] = (row[index] + RELUCTANCE.powi(2)) * (1.0 + damping);
            *sum -= RELUCTANCE.powi(2) * free[index];
        }
        solve(normal, right)
    }
}

/// A patch's light as it would be in the middle of the chart.
fn leveled(patch: &SeenPatch, [along, down]: [f64; 2]) -> LinearRgb {
    let [x, y] = patch.place;
    patch.light / (along * x + down * y).exp()
}

/// For each channel the curve through the grays that are in range.
fn curves(patches: &[SeenPatch], slope: [f64; 2]) -> Option<[Curve; 3]> {
    let grays: Vec<(LinearRgb, LinearRgb)> = patches
        .iter()
        .skip(FIRST_GRAY)
        .filter(|patch| patch.trust >= 1.0)
        .map(|patch| (leveled(patch, slope), LinearRgb::from_color(patch.wanted)))
        .collect();
    let curve = |channel: fn(LinearRgb) -> f64| {
        let points = grays
            .iter()
            .map(|(light, wanted)| (channel(*light), channel(*wanted)));
        Curve::through(points.collect())
    };
    Some([
        curve(|light| light.red)?,
        curve(|light| light.green)?,
        curve(|light| light.blue)?,
    ])
}

/// The mixture of the factors that can be chosen: zeros leave each channel as it is.
fn mixture(factors: &[f64; FACTORS]) -> [Factors; 3] {
    let (rows, _) = factors.as_chunks::<{ TERMS - 1 }>();
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
