//! How many more dots are worth making.

use super::observe;
use crate::color::Lab;
use crate::numbers::{NINETY_PERCENT, median, real};
use crate::palette::{Dilution, LightSource, Palette, Work};
use crate::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};

/// A skin of the middle of the published range, where none was observed.
const ORDINARY: Lab = Lab::new(61.0, 10.5, 16.5);
/// More dots than this are not asked for; by judgment: nobody sets as many to learn an ink.
const MOST_DOTS: usize = 50;

/// How far the ink leaves the choice of a shade open, and what would narrow it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Narrowing {
    /// Steps of the palette that the ink may be off by, from end to end, with a probability of 0.9.
    pub steps: f64,
    /// The dots that would make it one step less; none where no 50 would, since heads differ.
    pub next: Option<NextDots>,
}

/// Healed dots that are worth observing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextDots {
    /// The shade that tells most.
    pub shade: String,
    /// How many.
    pub count: usize,
}

impl Narrowing {
    /// What more dots would tell of a palette's ink; none of a palette of one dilution, which leaves no
    /// choice.
    #[must_use]
    pub fn of(palette: &Palette) -> Option<Self> {
        let step = step(palette)?;
        let known = palette.posterior();
        let (in_all, heads) = (known.next_head_sd().ln_strength, known.head_sd);
        let hand = (in_all * in_all - heads * heads).max(0.0);
        let skin = Skin::fit(mean_skin(palette));
        let told = |dilution: &Dilution| told_sd(dilution, palette, &skin).hypot(heads);
        let best = palette
            .dilutions()
            .iter()
            .map(|dilution| (dilution, told(dilution)))
            .min_by(|(_, one), (_, other)| one.total_cmp(other));
        let steps = |sd: f64| 2.0 * NINETY_PERCENT * sd / step;
        let after = |count: usize, sd: f64| {
            let hand = 1.0 / (1.0 / hand + real(count) / (sd * sd));
            steps(hand.sqrt().hypot(heads))
        };
        let next = best.and_then(|(dilution, sd)| {
            let count = (1..=MOST_DOTS).find(|count| steps(in_all) - after(*count, sd) >= 1.0)?;
            let shade = dilution.shade.clone();
            Some(NextDots { shade, count })
        });
        Some(Self {
            steps: steps(in_all),
            next,
        })
    }
}

/// The usual step from one dilution to the next, of the logarithm of the share of pigment.
fn step(palette: &Palette) -> Option<f64> {
    let mut shares: Vec<f64> = palette
        .dilutions()
        .iter()
        .map(|dilution| dilution.pigment_share().ln())
        .collect();
    shares.sort_by(f64::total_cmp);
    let steps = shares.windows(2).map(|pair| pair[1] - pair[0]);
    median(steps.filter(|step| *step > 0.0).collect())
}

fn mean_skin(palette: &Palette) -> Lab {
    let seen = palette.observations();
    let sum = seen
        .iter()
        .fold(Lab::default(), |sum, seen| sum + seen.skin());
    if seen.is_empty() {
        ORDINARY
    } else {
        sum / real(seen.len())
    }
}

/// Standard deviation of the logarithm of strength that one healed dot of a dilution tells it with.
fn told_sd(dilution: &Dilution, palette: &Palette, skin: &Skin) -> f64 {
    let nudge: f64 = 0.05;
    let strength = palette.posterior().strength.value;
    let geometry = DotGeometry {
        depth_mm: palette.posterior().depth_mm.value,
        ..DotGeometry::default()
    };
    let dot = |strength: f64| {
        let deposit = Deposit::new(strength, dilution.pigment_share(), HEALED_DAYS);
        skin.dot(&deposit, &geometry)
    };
    let slope = (dot(strength * (-nudge).exp()).l - dot(strength * nudge.exp()).l) / (2.0 * nudge);
    let work = Work {
        water_parts: dilution.water_parts / dilution.pigment_parts,
        age_days: HEALED_DAYS,
        dot_mm: geometry.dot_mm,
    };
    let seen = observe(work, dot(strength), skin.lab(), LightSource::Card);
    seen.map_or(f64::INFINITY, |seen| seen.sd().l / slope)
}
