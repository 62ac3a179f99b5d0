//! One color from several photos, of which some may be bad.
//!
//! A photo is sound, and off by what it says, or bad, and off by far more: the model of good and bad
//! data (Box and Tiao, *Biometrika* 55 (1968) 119, doi 10.1093/biomet/55.1.119; Press, 1996,
//! arXiv:astro-ph/9604126). How likely each photo is to be sound follows from how far its hair, its skin
//! and how clearly it shows the hair lie from those of the rest, and from what the photo says of itself; it
//! is the photo's say in the color.

use super::SetAside;
use super::sighting::Sighting;
use crate::color::{Lab, LabSd, delta_e};
use crate::numbers::real;
use crate::quality::Clarity;

/// Share of the variance of a photo's hair and skin that all photos of a client have in common: what
/// short hair and the lens do to each of them alike does not average out. Of 0.7 and 0.9 that with which
/// stated probabilities lie nearer to the right ones on 100 rendered clients (`--example render -- --clients
/// --size 450 --count 50`, seeds 300000 and 400000, `--example clients`).
const IN_COMMON: f64 = 0.9;
/// What photos of one head differ by at least, however sure each is of itself. Of 2, 2.5 and 3 in L* none is
/// better on 50 rendered clients (`--example render -- --clients --size 450 --count 50 --seed 300000`,
/// `--example clients`), and more leaves hair in that is off by 20.
const APART: LabSd = LabSd {
    l: 2.0,
    a: 1.0,
    b: 1.0,
};
/// What the hair of a bad photo is off by besides: as far as that of one head is from another's.
const BAD: LabSd = LabSd {
    l: 15.0,
    a: 6.0,
    b: 6.0,
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
/// What the [clarity](Clarity) of one head's hair, the logarithm of its detail and its darkest L*, differs by
/// from photo to photo, from close by and from afar, and what that of a bad photo does: blurred, hazy, too
/// dark, too bright or of other hair. On the same clients nine of ten good photos lie within 0.5 and 8 of
/// the middle one; blurred ones show 0.1 to 0.5 times the detail, and the darkest part of hazy ones is
/// lighter by 12 to 37.
const DETAIL: (f64, f64) = (0.3, 1.2);
const DARKEST: (f64, f64) = (5.0, 20.0);
/// Degrees of freedom of Student's t by which the hair of a sound photo is off: now and then one is read
/// wrong by far, and yet it is sound. As of healed dots: of 4, 5, 6, 8 and the normal distribution it leaves in
/// the most good photos of the same clients.
const FREEDOM: f64 = 4.0;
/// Share of bad photos of which hair, skin, detail or darkest hair each looks as that of a sound one: a fault
/// shows in some of them, and a blurred photo may have the right color. Of 0, 0.2, 0.3, 0.4, 0.5 and 0.7 no
/// share above 0 and below 0.5 is better on the same clients.
const HIDDEN: f64 = 0.3;
/// Photos from which the search begins, at most; by judgment: few clients have more.
const STARTS: usize = 32;
/// Steps until the color stands still.
const STEPS: usize = 30;

/// A color, and how far each photo is to be believed.
#[derive(Clone, Debug)]
pub(super) struct Pooled {
    pub(super) usual: Usual,
    /// Probability, 0 to 1, that each photo is sound.
    pub(super) sound: Vec<f64>,
    /// Logarithm of the likelihood of all of them, but for a constant.
    likelihood: f64,
}

impl Pooled {
    /// The likeliest of sightings in one light, searched from each of them on; none of none.
    pub(super) fn of(sightings: &[Sighting]) -> Option<Self> {
        let starts = sightings.iter().step_by(sightings.len() / STARTS + 1);
        let found = starts.map(|from| {
            let start = Self::at(Usual::of(from), sightings);
            (0..STEPS).fold(start, |at, _| Self::at(at.center(sightings), sightings))
        });
        found.max_by(|one, other| one.likelihood.total_cmp(&other.likelihood))
    }

    fn at(usual: Usual, sightings: &[Sighting]) -> Self {
        let likelihoods: Vec<Likelihoods> =
            sightings.iter().map(|it| usual.likelihoods(it)).collect();
        Self {
            usual,
            sound: likelihoods.iter().map(|it| it.soundness()).collect(),
            likelihood: likelihoods.iter().map(|it| it.either()).sum(),
        }
    }

    /// The means of the sightings as far as each is to be believed.
    fn center(&self, sightings: &[Sighting]) -> Usual {
        let hair = mean(&self.weights(sightings), sightings, |it| it.hair);
        let skins = self.believed(sightings, |it| it.shown_skin);
        let clarities = self.believed(sightings, |it| it.clarity);
        Usual {
            hair,
            skin: skins.map(|(weights, skins)| mean(&weights, &skins, |skin| *skin)),
            clarity: clarities.map(|(weights, clarities)| mean_clarity(&weights, &clarities)),
        }
    }

    /// What sightings show, of those that do, with the share of each by how sound it is; none of none.
    fn believed<T>(
        &self,
        sightings: &[Sighting],
        of: fn(&Sighting) -> Option<T>,
    ) -> Option<(Vec<f64>, Vec<T>)> {
        let by_soundness = self.sound.iter().zip(sightings);
        let (weights, shown): (Vec<f64>, Vec<T>) = by_soundness
            .filter_map(|(sound, it)| Some((sound, of(it)?)))
            .unzip();
        (!shown.is_empty()).then(|| (shares(weights), shown))
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

/// What the sound photos of a client show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    hair: Lab,
    skin: Option<Lab>,
    clarity: Option<Clarity>,
}

impl Usual {
    fn of(it: &Sighting) -> Self {
        Self {
            hair: it.hair,
            skin: it.shown_skin,
            clarity: it.clarity,
        }
    }

    /// How likely a photo is to be sound and look as it does, and to be bad and do so.
    fn likelihoods(&self, it: &Sighting) -> Likelihoods {
        let odds = Likelihoods {
            sound: it.odds.ln(),
            bad: 0.0,
        };
        odds.and(self.by_color(it)).and(self.by_clarity(it))
    }

    /// The same by the hair and the skin alone.
    fn by_color(&self, it: &Sighting) -> Likelihoods {
        let (off, own) = (parts(it.hair - self.hair), own(it));
        let hair = Likelihoods::of(ln_student(off, sds(own)), ln_normal(off, sds(own.and(BAD))));
        let skin = it.shown_skin.zip(self.skin);
        skin.map_or(hair, |(own, usual)| {
            let off = parts(own - usual);
            hair.and(Likelihoods::of(
                ln_normal(off, sds(SKIN)),
                ln_normal(off, sds(BAD_SKIN)),
            ))
        })
    }

    /// The same by the clarity alone.
    fn by_clarity(&self, it: &Sighting) -> Likelihoods {
        let clarity = it.clarity.zip(self.clarity);
        clarity.map_or(Likelihoods::default(), |(own, usual)| {
            let by = |off: f64, (clear, unclear): (f64, f64)| {
                Likelihoods::of(ln_normal([off], [clear]), ln_normal([off], [unclear]))
            };
            let detail = by(own.ln_detail - usual.ln_detail, DETAIL);
            detail.and(by(own.darkest_l - usual.darkest_l, DARKEST))
        })
    }

    /// Why a photo is set aside: its color, if that alone speaks against it, or how clear it is.
    pub(super) fn against(&self, it: &Sighting) -> SetAside {
        let clarity = it.clarity.zip(self.clarity);
        let unclear = clarity.filter(|_| self.by_color(it).doubt() <= 0.0);
        match unclear {
            Some((own, usual)) => SetAside::Unclear {
                detail: (own.ln_detail - usual.ln_detail).exp(),
                delta_l: own.darkest_l - usual.darkest_l,
            },
            None => SetAside::Unlike {
                delta_l: it.hair.l - self.hair.l,
                delta_e: delta_e(it.hair, self.hair),
            },
        }
    }
}

/// Logarithms, but for a constant, of the likelihoods that a photo is sound and that it is bad.
#[derive(Clone, Copy, Debug, Default)]
struct Likelihoods {
    sound: f64,
    bad: f64,
}

impl Likelihoods {
    /// By one thing that it shows, if that is likely so far where it is sound, and where a fault shows.
    fn of(sound: f64, faulty: f64) -> Self {
        let hidden = HIDDEN.ln() + sound;
        let shown = (1.0 - HIDDEN).ln() + faulty;
        Self {
            sound,
            bad: ln_sum(hidden, shown),
        }
    }

    /// By this and by something else that it shows.
    fn and(self, other: Self) -> Self {
        Self {
            sound: self.sound + other.sound,
            bad: self.bad + other.bad,
        }
    }

    /// Logarithm of the odds that it is bad.
    fn doubt(self) -> f64 {
        self.bad - self.sound
    }

    /// Probability, 0 to 1, that it is sound.
    fn soundness(self) -> f64 {
        1.0 / (1.0 + self.doubt().exp())
    }

    /// Logarithm of the likelihood of either.
    fn either(self) -> f64 {
        ln_sum(self.sound, self.bad)
    }
}

/// What a photo is off by apart from what all have in common.
pub(super) fn own(sighting: &Sighting) -> LabSd {
    sighting.sd().times((1.0 - IN_COMMON).sqrt()).and(APART)
}

/// Logarithm of the sum of two likelihoods, of which the logarithms are these.
fn ln_sum(one: f64, other: f64) -> f64 {
    one.max(other) + (-(one - other).abs()).exp().ln_1p()
}

/// Logarithm, but for a constant, of the normal density of what is off by so much.
fn ln_normal<const N: usize>(off: [f64; N], sd: [f64; N]) -> f64 {
    -0.5 * square(off, sd) - ln_volume(sd)
}

/// The same of Student's density.
fn ln_student<const N: usize>(off: [f64; N], sd: [f64; N]) -> f64 {
    -0.5 * (FREEDOM + real(N)) * (square(off, sd) / FREEDOM).ln_1p() - ln_volume(sd)
}

/// Square of the distance in standard deviations.
fn square<const N: usize>(off: [f64; N], sd: [f64; N]) -> f64 {
    off.iter().zip(sd).map(|(off, sd)| (off / sd).powi(2)).sum()
}

fn ln_volume<const N: usize>(sd: [f64; N]) -> f64 {
    sd.iter().map(|sd| sd.ln()).sum()
}

fn parts(lab: Lab) -> [f64; 3] {
    [lab.l, lab.a, lab.b]
}

fn sds(sd: LabSd) -> [f64; 3] {
    [sd.l, sd.a, sd.b]
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

fn mean_clarity(weights: &[f64], clarities: &[Clarity]) -> Clarity {
    let mean = |of: fn(&Clarity) -> f64| {
        let parts = weights.iter().zip(clarities);
        parts.map(|(weight, clarity)| weight * of(clarity)).sum()
    };
    Clarity {
        ln_detail: mean(|it| it.ln_detail),
        darkest_l: mean(|it| it.darkest_l),
    }
}

/// What the mean of values, each with its standard deviation, is off by: in common what photos state on
/// average, the surest no less than the others; apart from that what they state, or what they differ
/// by where that is more (Birge, *Physical Review* 40 (1932) 207, doi 10.1103/PhysRev.40.207).
pub(super) fn mean_sd(weights: &[f64], seen: &[(f64, f64)]) -> f64 {
    let sum = |of: &dyn Fn(f64, f64, f64) -> f64| {
        let parts = weights.iter().zip(seen);
        parts
            .map(|(weight, (value, sd))| of(*weight, *value, *sd))
            .sum::<f64>()
    };
    let mean = sum(&|weight, value, _| weight * value);
    let stated = sum(&|weight, _, sd| weight * sd * sd);
    let apart = sum(&|weight, _, sd| (weight * sd).powi(2));
    let scatter = sum(&|weight, value, _| weight * (value - mean).powi(2));
    let of_one = sum(&|weight, _, _| weight * weight);
    let scattered = scatter * of_one / (1.0 - of_one).max(f64::MIN_POSITIVE);
    (IN_COMMON * stated + ((1.0 - IN_COMMON) * apart).max(scattered)).sqrt()
}

/// What a mean is off by whose parts are off by so much, with this share of their variance in common.
pub(super) fn pooled_sd(weights: &[f64], sds: &[f64], in_common: f64) -> f64 {
    let parts = || weights.iter().zip(sds).map(|(weight, sd)| weight * sd);
    let alike: f64 = parts().sum();
    let apart: f64 = parts().map(|part| part * part).sum();
    (in_common * alike * alike + (1.0 - in_common) * apart).sqrt()
}
