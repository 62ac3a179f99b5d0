//! What one observed dot says of an ink and a hand.

use super::grid::{DEPTHS, GridPoint, depth_mm_at, strengths, tells_of_fading};
use super::{HEAD_DEPTH_SD, Ink, Observation, Posterior, Residual, geometry, student};
use crate::color::{Lab, LabSd};
use crate::skin::{Deposit, Fading, Skin};

/// Step of the table in the logarithm of optical thickness. Straight lines between are within 0.1 in
/// L*.
const STEP: f64 = 0.25;
/// How far what is kept and the half-life may move that logarithm beyond the usual: a fresh dot of
/// which half is kept, an old one of the shortest half-life.
const FADED: f64 = 1.6;

/// One dot, with the look of every ink and hand in its skin.
#[derive(Debug)]
pub(super) struct Sight {
    pub(super) age_days: f64,
    pub(super) dot: Lab,
    pub(super) sd: LabSd,
    pub(super) skin: Lab,
    ln_share: f64,
    /// Logarithm of what is left at its age if the ink heals and fades as usual.
    ln_left: f64,
    /// Logarithm of the optical thickness of the first row.
    first: f64,
    /// The dot's color over thickness and depth.
    rows: Vec<[Lab; 9]>,
}

/// What a dot should look like, and how that depends on the ink and the hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct DotLook {
    pub(super) lab: Lab,
    per_ln_strength: f64,
    per_mm: f64,
}

impl Sight {
    pub(super) fn new(seen: &Observation, ink: &Ink) -> Self {
        let skin = Skin::fit(seen.skin());
        let ln_share = seen.pigment_share().ln();
        let usual = Fading::default().deposit(1.0, 1.0, seen.age_days);
        let ln_left = usual.optical_thickness.ln();
        let (weakest, strongest) = strengths(ink);
        let besides = if tells_of_fading(seen.age_days) {
            FADED
        } else {
            0.0
        };
        let first = weakest + ln_share + ln_left - besides;
        let last = strongest + ln_share + ln_left + besides;
        let row = |ln_thickness: f64| {
            DEPTHS.map(|depth| {
                let depth_mm = depth_mm_at(depth);
                let deposit = Deposit {
                    optical_thickness: ln_thickness.exp(),
                    ..usual
                };
                skin.dot(&deposit, &geometry(seen.dot_mm, depth_mm))
            })
        };
        let steps = (0_u32..).map(|step| first + f64::from(step) * STEP);
        Self {
            age_days: seen.age_days,
            dot: seen.dot(),
            sd: seen.sd(),
            skin: seen.skin(),
            ln_share,
            ln_left,
            first,
            rows: steps.take_while(|at| *at < last + STEP).map(row).collect(),
        }
    }

    /// What it should look like if the ink heals and fades so.
    pub(super) fn look(&self, ln_strength: f64, depth_mm: f64, fading: &Fading) -> DotLook {
        let ln_left = if *fading == Fading::default() {
            self.ln_left
        } else {
            let left = fading.deposit(1.0, 1.0, self.age_days);
            left.optical_thickness.ln()
        };
        let [shallowest, next, ..] = DEPTHS.map(depth_mm_at);
        let step_mm = next - shallowest;
        let (row, down) = place(
            (ln_strength + self.ln_share + ln_left - self.first) / STEP,
            self.rows.len(),
        );
        let (column, across) = place((depth_mm - shallowest) / step_mm, DEPTHS.len());
        let (upper, lower) = (&self.rows[row], &self.rows[row + 1]);
        let along = |row: &[Lab; 9]| row[column] + (row[column + 1] - row[column]) * across;
        let below = |column: usize| upper[column] + (lower[column] - upper[column]) * down;
        let (here, there) = (along(upper), along(lower));
        DotLook {
            lab: here + (there - here) * down,
            per_ln_strength: (there.l - here.l) / STEP,
            per_mm: (below(column + 1).l - below(column).l) / step_mm,
        }
    }

    pub(super) fn ln_likelihood(&self, cell: &GridPoint) -> f64 {
        let look = self.look(cell.ln_strength, cell.depth_mm, &cell.fading);
        student(self.dot.l - look.lab.l, look.sd(self.sd.l, cell.head_sd))
    }
}

impl DotLook {
    /// Standard deviation of the L* of such a dot on a photo that is off by `sd`, where heads differ.
    fn sd(&self, sd: f64, head_sd: f64) -> f64 {
        let strength = self.per_ln_strength * head_sd;
        sd.hypot(strength).hypot(self.per_mm * HEAD_DEPTH_SD)
    }
}

/// How far an observation is off what is expected.
pub(super) fn residual(posterior: &Posterior, seen: &Observation, ink: &Ink) -> Residual {
    let sight = Sight::new(seen, ink);
    let look = sight.look(
        posterior.strength.value.ln(),
        posterior.depth_mm.value,
        &posterior.fading(),
    );
    let delta_l = sight.dot.l - look.lab.l;
    Residual {
        delta_l,
        in_sd: delta_l / look.sd(sight.sd.l, posterior.head_sd),
    }
}

/// The interval of a row of `count` values, at least 2, in which a place lies, and how far along it,
/// 0 to 1. Places beyond the ends are taken as the ends.
fn place(at: f64, count: usize) -> (usize, f64) {
    let interval = crate::numbers::floor(at.max(0.0)).min(count.saturating_sub(2));
    let along = at - crate::numbers::real(interval);
    (interval, along.clamp(0.0, 1.0))
}
