//! The posterior on a grid of all that an ink and a hand may be.
//!
//! How fine and how far it goes was chosen on drawn inks (`docs/accuracy.md`): the intervals hold the truth as often as
//! they say.

use super::sight::Sight;
use super::{
    Estimate, FadingObservation, HAND_DEPTH_SD, HEAD_SD, Ink, Moments, normal, prior_sd, student,
};
use crate::skin::{DotGeometry, Fading};

/// Points in one standard deviation of the prior of the logarithm of strength, and standard
/// deviations to either side.
const STRENGTH_POINTS: u32 = 16;
const STRENGTH_REACH: u32 = 5;
/// Depths of the hand, in standard deviations of their prior.
pub(super) const DEPTHS: [f64; 9] = [-3.0, -2.25, -1.5, -0.75, 0.0, 0.75, 1.5, 2.25, 3.0];
/// Standard deviations of strength from head to head, over the usual one.
const HEAD_SDS: [f64; 5] = [0.4, 0.63, 1.0, 1.58, 2.5];
/// Standard deviation of the logarithm of these.
const HEAD_SD_SPREAD: f64 = 0.5;
/// Shares kept through healing less the usual one, in standard deviations of their prior; and the same
/// of the logarithm of the half-life.
const FADINGS: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];
const NO_FADINGS: [f64; 1] = [0.0];
/// Standard deviation of the share that is kept, which the trade sees between 0.5 and 0.8; and of the
/// logarithm of the half-life of 4.5 years, which stands for 3 to 8.
pub(super) const KEPT_SD: f64 = 0.10;
pub(super) const LN_HALF_LIFE_SD: f64 = 0.30;
/// Ages in days before which a dot tells of healing, and after which it tells of fading; by judgment: dots heal in 30
/// to 60 days.
const HEALING: f64 = 45.0;
const FADING: f64 = 150.0;

/// One possibility.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridPoint {
    pub(super) ln_strength: f64,
    pub(super) depth_mm: f64,
    pub(super) head_sd: f64,
    pub(super) fading: Fading,
    /// Its probability; its logarithm, but for a constant, until all observations are seen.
    weight: f64,
}

pub(super) struct Grid {
    cells: Vec<GridPoint>,
    is_healing_told: bool,
    is_fading_told: bool,
}

/// What the grid comes to: means with their standard deviations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Summary {
    pub(super) strength: Estimate,
    pub(super) ln_strength: Moments,
    pub(super) depth_mm: Moments,
    pub(super) covariance: f64,
    pub(super) head_sd: f64,
    /// None where no dot was of an age that tells; so below.
    pub(super) kept: Option<Moments>,
    pub(super) ln_half_life: Option<Moments>,
}

/// The logarithms of strength that are looked at.
pub(super) fn strengths(ink: &Ink) -> (f64, f64) {
    let reach = f64::from(STRENGTH_REACH) * prior_sd(ink.strength_source);
    (ink.strength.ln() - reach, ink.strength.ln() + reach)
}

/// A depth in mm, of so many standard deviations.
pub(super) fn depth_mm_at(depth: f64) -> f64 {
    DotGeometry::default().depth_mm + depth * HAND_DEPTH_SD
}

/// Whether a dot of this age tells how an ink heals or fades.
pub(super) fn tells_of_fading(age_days: f64) -> bool {
    !(HEALING..=FADING).contains(&age_days)
}

impl Grid {
    pub(super) fn new(ink: &Ink, sights: &[Sight], faded: &[FadingObservation]) -> Self {
        let ages = sights.iter().map(|sight| sight.age_days);
        let ages: Vec<f64> = faded
            .iter()
            .flat_map(|seen| [seen.from_days, seen.to_days])
            .chain(ages)
            .collect();
        let is_healing_told = ages.iter().any(|age| *age < HEALING);
        let is_fading_told = ages.iter().any(|age| *age > FADING);
        let mut cells = prior(ink, is_healing_told, is_fading_told);
        for cell in &mut cells {
            let dots = sights.iter().map(|sight| sight.ln_likelihood(cell));
            let faded = faded.iter().map(|seen| of_fading(seen, &cell.fading));
            cell.weight += dots.chain(faded).sum::<f64>();
        }
        let most = cells
            .iter()
            .map(|cell| cell.weight)
            .fold(f64::NEG_INFINITY, f64::max);
        for cell in &mut cells {
            cell.weight = (cell.weight - most).exp();
        }
        let whole: f64 = cells.iter().map(|cell| cell.weight).sum();
        for cell in &mut cells {
            cell.weight /= whole;
        }
        Self {
            cells,
            is_healing_told,
            is_fading_told,
        }
    }

    pub(super) fn summary(&self) -> Summary {
        let ln_strength = self.moments(|cell| cell.ln_strength);
        let depth_mm = self.moments(|cell| cell.depth_mm);
        let covariance = self
            .mean(|cell| (cell.ln_strength - ln_strength.mean) * (cell.depth_mm - depth_mm.mean));
        Summary {
            strength: self.strength(),
            ln_strength,
            depth_mm,
            covariance,
            head_sd: self.mean(|cell| cell.head_sd * cell.head_sd).sqrt(),
            kept: self
                .is_healing_told
                .then(|| self.moments(|cell| cell.fading.kept)),
            ln_half_life: self
                .is_fading_told
                .then(|| self.moments(|cell| cell.fading.half_life_years.ln())),
        }
    }

    fn mean(&self, of: impl Fn(&GridPoint) -> f64) -> f64 {
        self.cells.iter().map(|cell| cell.weight * of(cell)).sum()
    }

    fn moments(&self, of: impl Fn(&GridPoint) -> f64) -> Moments {
        let mean = self.mean(&of);
        let variance = self.mean(|cell| (of(cell) - mean).powi(2));
        Moments {
            mean,
            sd: variance.sqrt(),
        }
    }

    /// The strength that half of the probability lies below, and those that 5 % and 95 % do. Cells of
    /// one strength follow each other, the weakest first.
    fn strength(&self) -> Estimate {
        let below = |share: f64| {
            let mut held = 0.0;
            let mut before = None;
            for cells in self
                .cells
                .chunk_by(|one, next| one.ln_strength.total_cmp(&next.ln_strength).is_eq())
            {
                let here = cells.iter().map(|cell| cell.weight).sum::<f64>();
                let at = cells.first().map_or(0.0, |cell| cell.ln_strength);
                // Half of a cell's probability lies below its middle.
                let (from, held_from) = before.unwrap_or((at, 0.0));
                let held_to = held + here / 2.0;
                if held_to >= share {
                    let way = (share - held_from) / (held_to - held_from).max(f64::MIN_POSITIVE);
                    return from + (at - from) * way.clamp(0.0, 1.0);
                }
                held += here;
                before = Some((at, held_to));
            }
            before.map_or(0.0, |(at, _)| at)
        };
        Estimate {
            value: below(0.5).exp(),
            interval: (below(0.05).exp(), below(0.95).exp()),
        }
    }
}

/// Every possibility with its probability before any observation; of healing and fading only where
/// dots tell something.
fn prior(ink: &Ink, is_healing_told: bool, is_fading_told: bool) -> Vec<GridPoint> {
    let sd = prior_sd(ink.strength_source);
    let steps = STRENGTH_REACH * STRENGTH_POINTS;
    let strengths = (0..=2 * steps)
        .map(|step| (f64::from(step) - f64::from(steps)) / f64::from(STRENGTH_POINTS));
    let asked = |is_told: bool| -> &'static [f64] { if is_told { &FADINGS } else { &NO_FADINGS } };
    let kept = asked(is_healing_told);
    let half_lives = asked(is_fading_told);
    let usual = Fading::default();
    let mut cells = Vec::new();
    for strength in strengths {
        for depth in DEPTHS {
            for head_sd in HEAD_SDS {
                for &kept in kept {
                    for &half_life in half_lives {
                        let besides = [strength, depth, kept, half_life];
                        cells.push(GridPoint {
                            ln_strength: ink.strength.ln() + strength * sd,
                            depth_mm: depth_mm_at(depth),
                            head_sd: HEAD_SD * head_sd,
                            fading: Fading {
                                kept: usual.kept + kept * KEPT_SD,
                                half_life_years: usual.half_life_years
                                    * (half_life * LN_HALF_LIFE_SD).exp(),
                            },
                            weight: besides.map(|off| normal(off, 1.0)).iter().sum::<f64>()
                                + normal(head_sd.ln(), HEAD_SD_SPREAD),
                        });
                    }
                }
            }
        }
    }
    cells
}

/// Logarithm of the likelihood of what two visits have told.
fn of_fading(seen: &FadingObservation, fading: &Fading) -> f64 {
    let thickness = |days| fading.deposit(1.0, 1.0, days).optical_thickness;
    let expected = thickness(seen.to_days) / thickness(seen.from_days);
    student((seen.left / expected).ln(), seen.relative_sd)
}
