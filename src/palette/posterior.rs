//! What observations of healed work say of an ink in one artist's hand: strength, depth, hue, and how
//! it heals and fades.
//!
//! Bayes' rule on a grid. Without observations the posterior is the prior. Each observation is the
//! lightness of a dot beside bare skin under the [skin model](crate::skin); it counts by Student's
//! t of 4 degrees of freedom, so that one gross mistake hardly moves the rest (Lange, Little,
//! Taylor, *Journal of the American Statistical Association* 84 (1989) 881, doi
//! 10.1080/01621459.1989.10478852). How much heads differ is learned along, so that many alike dots
//! make the ink sure and many unlike ones do not.

mod grid;
mod hue;
mod sight;

use super::{FadingObservation, Ink, Observation, StrengthSource};
use crate::numbers::NINETY_PERCENT;
use crate::skin::{DotGeometry, Fading};
use grid::{Grid, Summary};
pub(crate) use hue::Tinge;
use sight::Sight;

/// Degrees of freedom of Student's t (Lange, Little and Taylor, as above).
const FREEDOM: f64 = 4.0;

/// Standard deviation of the logarithm of an ink's strength, heads and all: where it is assumed, which
/// is a guess within the plausible 2 to 20; and where it was fitted to one healed dot whose L* is
/// known to 1.
const ASSUMED_SD: f64 = 0.35;
const CALIBRATED_SD: f64 = 0.16;
/// The share of it by which heads differ, as far as is known before any is observed; an assumption.
const HEAD_SD: f64 = 0.12;
/// Standard deviation in mm of the depth at which the pigment begins: of one hand around the usual
/// depth, and of one head around the hand's; an assumption.
const HAND_DEPTH_SD: f64 = 0.02 * std::f64::consts::FRAC_1_SQRT_2;
const HEAD_DEPTH_SD: f64 = HAND_DEPTH_SD;

/// What is known of an ink in one artist's hand.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Posterior {
    /// Optical thickness of the healed undiluted deposit at 550 nm.
    pub strength: Estimate,
    /// Depth of the upper end of the pigment in mm.
    pub depth_mm: Estimate,
    /// Standard deviation, from head to head, of the logarithm of the strength.
    pub head_sd: f64,
    /// a* of dots less the model's.
    pub delta_a: Estimate,
    /// b* of dots less the model's.
    pub delta_b: Estimate,
    /// Share of the pigment that stays through healing.
    pub kept: Estimate,
    /// Years in which half of the healed pigment fades.
    pub half_life_years: Estimate,
    next_head_sd: NextHeadSd,
}

/// A number and where it lies with a probability of 0.9.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The best guess.
    pub value: f64,
    /// Where it lies with a probability of 0.9.
    pub interval: (f64, f64),
}

/// How far strength, depth and hue may be off on the next head: of a normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NextHeadSd {
    /// Standard deviation of the logarithm of strength.
    pub(crate) ln_strength: f64,
    /// Standard deviation of the depth in mm.
    pub(crate) depth_mm: f64,
    /// Correlation of the two: what is deeper looks weaker.
    pub(crate) correlation: f64,
    /// Standard deviations of the offsets of a* and b*.
    pub(crate) hue: Tinge,
}

/// What an observation is off by from what the posterior expects.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Residual {
    /// L* of the dot less the expected.
    pub delta_l: f64,
    /// The same over its standard deviation, heads and all.
    pub in_sd: f64,
}

impl Posterior {
    /// What the observations say of an ink.
    pub(super) fn new(ink: &Ink, dots: &[Observation], faded: &[FadingObservation]) -> Self {
        if dots.is_empty() && faded.is_empty() {
            return Self::prior(ink);
        }
        let sights: Vec<Sight> = dots.iter().map(|dot| Sight::new(dot, ink)).collect();
        let grid = Grid::new(ink, &sights, faded);
        let summary = grid.summary();
        let (kept, half_life_years) = fading(&summary);
        let at_best = Fading {
            kept: kept.value,
            half_life_years: half_life_years.value,
        };
        let (delta_a, delta_b) = hue::offsets(&sights, &summary, &at_best);
        let hand_strength = summary.ln_strength.sd;
        let hand_depth = summary.depth_mm.sd;
        let ln_strength = hand_strength.hypot(summary.head_sd);
        let depth_mm = hand_depth.hypot(HEAD_DEPTH_SD);
        Self {
            strength: summary.strength.to_hundredths(),
            depth_mm: Estimate::normal(summary.depth_mm),
            head_sd: summary.head_sd,
            delta_a: Estimate::normal(delta_a),
            delta_b: Estimate::normal(delta_b),
            kept: kept.to_hundredths(),
            half_life_years: half_life_years.to_hundredths(),
            next_head_sd: NextHeadSd {
                ln_strength,
                depth_mm,
                correlation: summary.covariance / (ln_strength * depth_mm),
                hue: Tinge {
                    a: delta_a.sd,
                    b: delta_b.sd,
                }
                .on_a_head(),
            },
        }
    }

    /// What is known before anything was observed.
    fn prior(ink: &Ink) -> Self {
        let ln_strength = Moments {
            mean: ink.strength.ln(),
            sd: prior_sd(ink.strength_source),
        };
        let depth_mm = Moments {
            mean: DotGeometry::default().depth_mm,
            sd: HAND_DEPTH_SD,
        };
        let offset = |sd| Estimate::normal(Moments { mean: 0.0, sd });
        let usual = Fading::default();
        let estimate = |value, interval| Estimate { value, interval };
        Self {
            strength: estimate(ink.strength, Estimate::normal(ln_strength).exp().interval),
            depth_mm: Estimate::normal(depth_mm),
            head_sd: HEAD_SD,
            delta_a: offset(hue::PRIOR.a),
            delta_b: offset(hue::PRIOR.b),
            kept: estimate(usual.kept, usual.kept_range()),
            half_life_years: estimate(usual.half_life_years, usual.half_life_range()),
            next_head_sd: NextHeadSd {
                ln_strength: ln_strength.sd.hypot(HEAD_SD),
                depth_mm: depth_mm.sd.hypot(HEAD_DEPTH_SD),
                correlation: 0.0,
                hue: hue::PRIOR.on_a_head(),
            },
        }
    }

    /// How far the ink may be off on the next head.
    pub(crate) fn next_head_sd(&self) -> NextHeadSd {
        self.next_head_sd
    }

    /// What dots are off the model by in hue.
    pub(crate) fn tinge(&self) -> Tinge {
        Tinge {
            a: self.delta_a.value,
            b: self.delta_b.value,
        }
    }

    /// Where the pigment lies if the hand works as deep as it does, instead of as is usual.
    pub(crate) fn geometry(&self, usual: DotGeometry) -> DotGeometry {
        let deeper_mm = self.depth_mm.value - DotGeometry::default().depth_mm;
        DotGeometry {
            depth_mm: usual.depth_mm + deeper_mm,
            ..usual
        }
    }

    /// How it heals and fades.
    pub(crate) fn fading(&self) -> Fading {
        Fading {
            kept: self.kept.value,
            half_life_years: self.half_life_years.value,
        }
    }

    /// How far an observation of this ink is off what is expected.
    pub(super) fn residual(&self, ink: &Ink, observation: &Observation) -> Residual {
        sight::residual(self, observation, ink)
    }
}

/// A mean and its standard deviation.
#[derive(Clone, Copy, Debug)]
struct Moments {
    mean: f64,
    sd: f64,
}

impl Estimate {
    fn normal(known: Moments) -> Self {
        let Moments { mean, sd } = known;
        Self {
            value: mean,
            interval: (mean - NINETY_PERCENT * sd, mean + NINETY_PERCENT * sd),
        }
    }

    fn exp(self) -> Self {
        Self {
            value: self.value.exp(),
            interval: (self.interval.0.exp(), self.interval.1.exp()),
        }
    }

    /// With the best guess rounded to what reports and palettes show of it.
    fn to_hundredths(self) -> Self {
        Self {
            value: (self.value * 100.0).round() / 100.0,
            ..self
        }
    }

    fn within(self, least: f64, most: f64) -> Self {
        let limited = |value: f64| value.clamp(least, most);
        Self {
            value: limited(self.value),
            interval: (limited(self.interval.0), limited(self.interval.1)),
        }
    }
}

/// The share that is kept and the half-life; as usual where no dot was of an age that tells.
fn fading(summary: &Summary) -> (Estimate, Estimate) {
    let prior = |value, interval| Estimate { value, interval };
    let usual = Fading::default();
    let kept = match summary.kept {
        Some(kept) => Estimate::normal(kept).within(0.3, 1.0),
        None => prior(usual.kept, usual.kept_range()),
    };
    let half_life_years = match summary.ln_half_life {
        Some(ln_years) => Estimate::normal(ln_years).exp(),
        None => prior(usual.half_life_years, usual.half_life_range()),
    };
    (kept, half_life_years)
}

/// Standard deviation of the logarithm of the strength in one hand, before any observation.
fn prior_sd(source: StrengthSource) -> f64 {
    let total: f64 = match source {
        StrengthSource::Assumed => ASSUMED_SD,
        StrengthSource::Calibrated => CALIBRATED_SD,
    };
    (total * total - HEAD_SD * HEAD_SD).sqrt()
}

/// Logarithm, but for a constant, of Student's density of a number that is off by `residual` where
/// `scale` is usual.
fn student(residual: f64, scale: f64) -> f64 {
    let in_scales = residual / scale;
    -scale.ln() - f64::midpoint(FREEDOM, 1.0) * (in_scales * in_scales / FREEDOM).ln_1p()
}

/// Logarithm, but for a constant, of the normal density.
fn normal(residual: f64, sd: f64) -> f64 {
    -0.5 * (residual / sd).powi(2)
}

/// The geometry of a dot of a hand that works at this depth.
fn geometry(dot_mm: f64, depth_mm: f64) -> DotGeometry {
    DotGeometry {
        depth_mm,
        dot_mm,
        ..DotGeometry::default()
    }
}
