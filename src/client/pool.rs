//! One color from several photos, of which some may be bad.
//!
//! A photo is sound, and off by what it says, or bad, and off by far more: the model of good and bad
//! data (Box and Tiao, *Biometrika* 55 (1968) 119, doi 10.1093/biomet/55.1.119; Press, 1996,
//! arXiv:astro-ph/9604126). How likely each photo is to be sound follows from how far its hair and its
//! skin lie from those of the rest, and from what the photo says of itself; it is the photo's say in the
//! color.

use super::sighting::Sighting;
use crate::color::{Lab, LabSd};
use crate::numbers::real;

/// Share of the variance of a photo's hair and skin that all photos of a client have in common: what
/// short hair and the lens do to each of them alike does not average out. Of 0.7 and 0.9 that with which
/// stated probabilities lie nearer to the right ones on 100 rendered clients (`--example render -- --clients
/// --size 450 --count 50`, seeds 300000 and 400000, `--example clients`).
pub(super) const IN_COMMON: f64 = 0.9;
/// What photos of one head differ by at least, however sure each is of itself; of 3, 3.5 and 4 in L*
/// none is better on 50 rendered clients (`--example render -- --clients --size 450 --count 50 --seed
/// 300000`, `--example clients`).
const APART: LabSd = LabSd {
    l: 3.0,
    a: 1.5,
    b: 1.5,
};
/// What the hair of a bad photo is off by besides: as far as that of one head is from another's.
const BAD: LabSd = LabSd {
    l: 20.0,
    a: 8.0,
    b: 8.0,
};
/// What the skin of one head differs by from photo to photo, and what that of a bad photo does: too dark,
/// too bright, veiled or someone else's. On the same clients nine of ten good photos lie within 7.5, 5.4
/// and 8.0 of the middle one, and bad ones are off by 20, 5.5 and 7.7, root mean square.
const SKIN: LabSd = LabSd {
    l: 8.0,
    a: 4.5,
    b: 6.0,
};
const BAD_SKIN: LabSd = LabSd {
    l: 20.0,
    a: 6.0,
    b: 8.0,
};
/// Photos from which the search begins, at most.
const STARTS: usize = 32;
/// Steps until the color stands still.
const STEPS: usize = 30;

/// A color, and how far each photo is to be believed.
#[derive(Clone, Debug)]
pub(super) struct Pooled {
    pub(super) hair: Lab,
    /// Probability, 0 to 1, that each photo is sound.
    pub(super) sound: Vec<f64>,
    /// Logarithm of the likelihood of all of them, but for a constant.
    likelihood: f64,
}

impl Pooled {
    /// The likeliest color of sightings in one light, searched from each of them on; none of none.
    pub(super) fn of(sightings: &[Sighting]) -> Option<Self> {
        let starts = sightings.iter().step_by(sightings.len() / STARTS + 1);
        let found = starts.map(|from| {
            let start = Self::at((from.hair, from.shown_skin), sightings);
            (0..STEPS).fold(start, |at, _| Self::at(at.center(sightings), sightings))
        });
        found.max_by(|one, other| one.likelihood.total_cmp(&other.likelihood))
    }

    fn at((hair, skin): (Lab, Option<Lab>), sightings: &[Sighting]) -> Self {
        let chances = sightings.iter().map(|it| {
            let (off, own) = (it.hair - hair, own(it));
            let lit = |sd: LabSd| {
                it.shown_skin
                    .zip(skin)
                    .map_or(1.0, |(own, usual)| density(own - usual, sd))
            };
            let sound = it.usable * density(off, own) * lit(SKIN);
            (
                sound,
                (1.0 - it.usable) * density(off, own.and(BAD)) * lit(BAD_SKIN),
            )
        });
        let chances: Vec<(f64, f64)> = chances.collect();
        Self {
            hair,
            sound: chances
                .iter()
                .map(|(sound, bad)| sound / (sound + bad))
                .collect(),
            likelihood: chances.iter().map(|(sound, bad)| (sound + bad).ln()).sum(),
        }
    }

    /// The means of hair and of skin of the sightings as far as each is to be believed.
    fn center(&self, sightings: &[Sighting]) -> (Lab, Option<Lab>) {
        let hair = mean(&self.weights(sightings), sightings, |it| it.hair);
        let by_soundness = self.sound.iter().zip(sightings);
        let (weights, skins): (Vec<f64>, Vec<Lab>) = by_soundness
            .filter_map(|(sound, it)| Some((sound, it.shown_skin?)))
            .unzip();
        let skin = mean(&shares(weights), &skins, |skin| *skin);
        (hair, (!skins.is_empty()).then_some(skin))
    }

    /// The share of each sighting in the color: by how sound it is and how little it is off in L*, by
    /// which shades are told apart.
    pub(super) fn weights(&self, sightings: &[Sighting]) -> Vec<f64> {
        let precisions = sightings.iter().zip(&self.sound);
        shares(
            precisions
                .map(|(it, sound)| sound / own(it).l.powi(2))
                .collect(),
        )
    }
}

/// What a photo is off by apart from what all have in common.
pub(super) fn own(sighting: &Sighting) -> LabSd {
    sighting.sd().times((1.0 - IN_COMMON).sqrt()).and(APART)
}

/// The normal density, but for a factor; never 0.
fn density(off: Lab, sd: LabSd) -> f64 {
    let square = (off.l / sd.l).powi(2) + (off.a / sd.a).powi(2) + (off.b / sd.b).powi(2);
    (-0.5 * square).exp().max(1e-200) / (sd.l * sd.a * sd.b)
}

/// Weights that sum to 1; equal ones where there are none above 0.
pub(super) fn shares(weights: Vec<f64>) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        return weights.into_iter().map(|weight| weight / sum).collect();
    }
    vec![1.0 / real(weights.len()); weights.len()]
}

/// The mean of a color of things, by weights that sum to 1.
pub(super) fn mean<T>(weights: &[f64], things: &[T], of: fn(&T) -> Lab) -> Lab {
    let parts = weights.iter().zip(things);
    parts.fold(Lab::new(0.0, 0.0, 0.0), |sum, (weight, it)| {
        sum + of(it) * *weight
    })
}

/// What a mean is off by whose parts are off by so much, with this share of their variance in common.
pub(super) fn pooled_sd(weights: &[f64], sds: &[f64], in_common: f64) -> f64 {
    let parts = || weights.iter().zip(sds).map(|(weight, sd)| weight * sd);
    let alike: f64 = parts().sum();
    let apart: f64 = parts().map(|part| part * part).sum();
    (in_common * alike * alike + (1.0 - in_common) * apart).sqrt()
}
