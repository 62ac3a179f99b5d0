//! How likely each dilution is to be the best, by drawing what may be off.

use palette::convert::FromColorUnclamped;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::inks::{OtherInk, Table};
use super::prediction::{Forecast, Prediction};
use super::{RankOptions, Target};
use crate::color::{Lab, Xyz, delta_e};
use crate::head::{Head, Noise};
use crate::palette::Dilution;

/// Draws. A probability of one half is then known to 0.02.
const DRAWS: u16 = 500;
/// Draws on either side of an interval that holds 90 % of them.
const TAIL: u16 = DRAWS / 20;

/// What draws of all that may be off say of one dilution.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Probability {
    /// Probability, 0 to 1, of being the closest to the target, given the ink as the palette states
    /// it: what the photo leaves open. Over the palette they sum to 1.
    pub closest: f64,
    /// Probability that this dilution or the next on either side is the closest.
    pub within_one: f64,
    /// Probability of being the closest if the ink's strength and depth may be off too. That error
    /// is the same on every head, and a healed test dot ends it.
    pub closest_with_ink: f64,
    /// ΔE00 that 5 % and 95 % of the draws stay below, given the ink.
    pub delta_e: (f64, f64),
    /// The same if the ink's strength, depth and hue may be off too. Hue that was not learned from healed
    /// dots is most of it; it moves all dilutions alike and decides between none.
    pub delta_e_with_ink: (f64, f64),
}

/// One draw.
pub(super) struct Trial {
    target: Lab,
    /// The zone of the hair as a whole.
    pub(super) zone: Option<Lab>,
    /// The bare skin.
    pub(super) skin: Xyz,
    ink: OtherInk,
}

/// The probabilities of a palette's dilutions, which are sorted from pale to dark. The skin's make-up is
/// kept from draw to draw, and its color alone is moved: fitting each anew gives the same.
pub(super) fn probabilities(
    trials: &[Trial],
    ladder: &[&Dilution],
    prediction: &Prediction<'_>,
) -> Vec<Probability> {
    let forecasts: Vec<Forecast> = ladder
        .iter()
        .map(|dilution| prediction.forecast(dilution))
        .collect();
    let shares: Vec<f64> = ladder
        .iter()
        .map(|dilution| dilution.pigment_share())
        .collect();
    let photo = distances(trials, ladder.len(), |trial, step| {
        forecasts[step].color(trial.skin)
    });
    let table = Table::new(prediction, &shares);
    let (as_hued, with_ink): (Vec<_>, Vec<_>) = (0..ladder.len())
        .map(|step| {
            let off = |trial: &Trial| {
                let left = table.left(shares[step], &trial.ink);
                let (color, tinged) = forecasts[step].colors_with(left, trial.skin, trial.ink.hue);
                (delta_e(color, trial.target), delta_e(tinged, trial.target))
            };
            trials.iter().map(off).unzip::<_, _, Vec<f64>, Vec<f64>>()
        })
        .unzip();
    summed_up(photo, &wins(&as_hued), with_ink)
}

/// The probabilities of the cells of a strip, sorted from pale to dark, which lie in the light of the
/// photo as the hair does. No model and no ink comes in.
pub(super) fn probabilities_of_cells(
    hair: Lab,
    noise: Noise,
    cells: &[Lab],
    seed: u64,
) -> Vec<Probability> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut distances = vec![Vec::with_capacity(DRAWS.into()); cells.len()];
    for _ in 0..DRAWS {
        let light = noise.light.drawn(&mut rng);
        let hair = noise.hair_in(hair, light, &mut rng);
        for (cell, distances) in cells.iter().zip(&mut distances) {
            let cell = Noise::cell_in(*cell, light, &mut rng);
            distances.push(delta_e(cell, hair));
        }
    }
    let closest = wins(&distances);
    summed_up(distances.clone(), &closest, distances)
}

/// Draws of a head and of an ink.
pub(super) fn trials(
    head: &Head,
    prediction: &Prediction<'_>,
    options: &RankOptions,
) -> Vec<Trial> {
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let known = prediction.palette.posterior();
    let draw = |_| {
        let head = head.drawn(&mut rng);
        Trial {
            target: Target::new(&head, options).lab,
            zone: head.zone,
            skin: Xyz::from_color_unclamped(head.skin),
            ink: OtherInk::drawn(known, &mut rng),
        }
    };
    (0..DRAWS).map(draw).collect()
}

/// For each dilution its ΔE00 to the target, trial by trial.
fn distances(
    trials: &[Trial],
    count: usize,
    color: impl Fn(&Trial, usize) -> Lab,
) -> Vec<Vec<f64>> {
    let of_step = |step| {
        let distance = |trial: &Trial| delta_e(color(trial, step), trial.target);
        trials.iter().map(distance).collect()
    };
    (0..count).map(of_step).collect()
}

/// How often, 0 to 1, each is the closest; of equally close ones the first.
fn wins(distances: &[Vec<f64>]) -> Vec<f64> {
    let mut wins = vec![0_u16; distances.len()];
    for trial in 0..usize::from(DRAWS) {
        let closest = distances
            .iter()
            .enumerate()
            .min_by(|(_, one), (_, other)| one[trial].total_cmp(&other[trial]));
        if let Some((closest, _)) = closest {
            wins[closest] += 1;
        }
    }
    let share = |wins| f64::from(wins) / f64::from(DRAWS);
    wins.into_iter().map(share).collect()
}

/// Sums up ΔE00 given the ink, how often each is the closest if the ink is off too, and ΔE00 then.
fn summed_up(
    distances: Vec<Vec<f64>>,
    closest_with_ink: &[f64],
    with_ink: Vec<Vec<f64>>,
) -> Vec<Probability> {
    let closest = wins(&distances);
    let within_one = |step: usize| {
        let neighbors = step.saturating_sub(1)..(step + 2).min(closest.len());
        closest[neighbors].iter().sum::<f64>().min(1.0)
    };
    distances
        .into_iter()
        .zip(with_ink)
        .enumerate()
        .map(|(step, (distances, with_ink))| Probability {
            closest: closest[step],
            within_one: within_one(step),
            closest_with_ink: closest_with_ink[step],
            delta_e: interval(distances),
            delta_e_with_ink: interval(with_ink),
        })
        .collect()
}

/// What 5 % and 95 % of the draws stay below.
pub(super) fn interval(mut draws: Vec<f64>) -> (f64, f64) {
    let mut level = |at: u16| *draws.select_nth_unstable_by(at.into(), f64::total_cmp).1;
    (level(TAIL), level(DRAWS - 1 - TAIL))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three steps of which the middle one is the closest in three of four draws, and the palest in
    /// the rest.
    fn distances() -> Vec<Vec<f64>> {
        let of_draw = |near: f64, far: f64| {
            let draws = 0..DRAWS;
            draws
                .map(|draw| if draw % 4 == 0 { near } else { far })
                .collect()
        };
        vec![of_draw(1.0, 3.0), of_draw(2.0, 2.0), of_draw(9.0, 9.0)]
    }

    #[test]
    fn a_probability_is_how_often_a_step_is_the_closest() {
        let found = summed_up(distances(), &[0.0; 3], distances());
        let shares: Vec<f64> = found.iter().map(|step| step.closest).collect();
        assert_eq!(shares, [0.25, 0.75, 0.0]);
        let within: Vec<f64> = found.iter().map(|step| step.within_one).collect();
        assert_eq!(within, [1.0, 1.0, 0.75]);
    }

    #[test]
    fn of_equally_close_steps_the_paler_is_taken() {
        let same = vec![vec![2.0; DRAWS.into()]; 2];
        assert_eq!(wins(&same), [1.0, 0.0]);
    }

    #[test]
    fn nine_of_ten_draws_lie_in_the_interval() {
        let rising: Vec<f64> = (0..DRAWS).map(f64::from).collect();
        let (low, high) = summed_up(vec![rising.clone()], &[1.0], vec![rising])[0].delta_e;
        assert!((high - low - 0.9 * f64::from(DRAWS)).abs() <= 1.0);
    }
}
