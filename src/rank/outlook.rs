//! What the best match will look like later, and from afar.

use super::closeness::{ACCEPTABLE, PERCEPTIBLE};
use super::prediction::Prediction;
use super::{Basis, Match, RankOptions, Target};
use crate::color::{Lab, delta_e};
use crate::skin::{Fading, HEALED_DAYS, YEAR_DAYS};

/// The moments that are predicted, in days after the session.
const MOMENTS: [(&str, f64); 5] = [
    ("fresh", 0.0),
    ("healed", HEALED_DAYS),
    ("1 year", YEAR_DAYS),
    ("3 years", 3.0 * YEAR_DAYS),
    ("6 years", 6.0 * YEAR_DAYS),
];
/// Dots on a square centimeter that are predicted: from thinly spread to as many as hairs, of which
/// a scalp has 175 to 300 (<https://bionumbers.hms.harvard.edu/bionumber.aspx?id=116431>).
const DENSITIES: [f64; 3] = [100.0, 200.0, 300.0];
/// ΔE00 in lightness by which dots may be lighter than the hair before they want a touch-up: twice
/// what is accepted of patches side by side, where the verdict turns to clearly different. What is
/// accepted of patches is too strict for dots, which the eye hardly resolves: the best match of many
/// a head is that much lighter as it heals, for its hue. So touch-ups come due after 2 to 5 years on
/// dark hair, 3 to 11 on light hair; the trade sees them after 2 to 8.
const FADED: f64 = 2.0 * ACCEPTABLE;
/// Halvings of the time until a touch-up: to a day in 20 half-lives.
const HALVINGS: usize = 16;
/// Half-lives after which no pigment is seen: a millionth is left.
const GONE: f64 = 20.0;
/// Years after healing over which the course is given, and its steps; by judgment: longer
/// than to most touch-ups.
const COURSE_YEARS: f64 = 10.0;
const COURSE_STEPS: u8 = 20;

/// An age of pigment in years.
pub(crate) fn years(age_days: f64) -> f64 {
    age_days / YEAR_DAYS
}

/// These and the one that is asked for besides, the thinnest first.
pub(super) fn densities(besides: Option<f64>) -> Vec<f64> {
    let mut densities: Vec<f64> = DENSITIES.into_iter().chain(besides).collect();
    densities.sort_by(f64::total_cmp);
    densities.dedup();
    densities
}

/// An age of pigment in words.
///
/// ```
/// use smpmatch::rank::age_words;
///
/// assert_eq!(age_words(60.0), "healed 60 days");
/// assert_eq!(age_words(3.0 * 365.25), "after 3 years");
/// ```
#[must_use]
pub fn age_words(age_days: f64) -> String {
    let years = years(age_days);
    if age_days <= 0.0 {
        "fresh".to_owned()
    } else if age_days < HEALED_DAYS {
        format!("after {age_days:.0} days")
    } else if years < 1.0 {
        format!("healed {age_days:.0} days")
    } else if years > 1.0 {
        format!("after {} years", (years * 10.0).round() / 10.0)
    } else {
        "after 1 year".to_owned()
    }
}

/// What the best match will look like later, and from afar.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Outlook {
    /// From the first day to years later.
    pub healing: Healing,
    /// At several densities, the thinnest first, at the age asked for.
    pub area: Vec<AreaLook>,
}

/// How a shade heals and fades.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Healing {
    /// What it rests on.
    pub fading: Fading,
    /// The shares between which the one that is [kept](Fading::kept) may lie.
    pub kept_range: (f64, f64),
    /// The years between which the half-life may lie.
    pub half_life_range: (f64, f64),
    /// Its look from the first day on.
    pub stages: Vec<Stage>,
    /// How light it is from healing on, for ten years.
    pub course: Vec<Lightness>,
    /// Years after which a touch-up is due, if half of the pigment fades in the
    /// [shortest and in the longest time](Self::half_life_range) that may be. None where the shade
    /// is too far from the hair, or too faint, at the age asked for already, and where the target is
    /// as light as the skin.
    pub touch_up_years: Option<(f64, f64)>,
}

/// The look of a shade at one moment. Redness of fresh work is not counted.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stage {
    /// The moment in words.
    pub name: &'static str,
    /// Days after the session.
    pub age_days: f64,
    /// The color in this skin.
    pub lab: Lab,
    /// L* less the target's: above 0 it is lighter than the target.
    pub delta_l: f64,
    /// ΔE00 to the bare skin.
    pub contrast: f64,
}

/// How light a shade is at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Lightness {
    /// Days after the session.
    pub age_days: f64,
    /// L* in this skin.
    pub l: f64,
    /// L* if it fades as slowly and as fast as [may be](Healing::half_life_range).
    pub l_range: (f64, f64),
}

/// The look of dots and the skin between them from about two meters, where they run together.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct AreaLook {
    /// Dots on a square centimeter.
    pub dots_per_cm2: f64,
    /// The color.
    pub lab: Lab,
}

impl Outlook {
    /// The outlook of the first of the matches.
    pub(super) fn of(
        matches: &[Match],
        prediction: &Prediction<'_>,
        target: &Target,
        options: &RankOptions,
    ) -> Option<Self> {
        let best = matches.first().filter(|best| best.basis == Basis::Model)?;
        let shade = Shade {
            pigment_share: best.pigment_parts / (best.pigment_parts + best.water_parts),
            prediction: *prediction,
            target: target.lab,
        };
        Some(Self {
            healing: shade.healing(),
            area: shade.area(options.dots_per_cm2),
        })
    }
}

/// One shade in one skin.
#[derive(Clone, Copy)]
struct Shade<'a> {
    pigment_share: f64,
    prediction: Prediction<'a>,
    target: Lab,
}

impl Shade<'_> {
    fn healing(&self) -> Healing {
        let fading = self.prediction.fading;
        let known = self.prediction.palette.posterior();
        let (kept_range, half_life_range) = if fading == known.fading() {
            (known.kept.interval, known.half_life_years.interval)
        } else {
            (fading.kept_range(), fading.half_life_range())
        };
        let (shortest, longest) = half_life_range;
        Healing {
            fading,
            kept_range,
            half_life_range,
            stages: MOMENTS
                .map(|(name, age_days)| self.stage(name, age_days))
                .to_vec(),
            course: self.course(half_life_range),
            touch_up_years: self
                .fading_in(shortest)
                .touch_up()
                .zip(self.fading_in(longest).touch_up()),
        }
    }

    fn stage(&self, name: &'static str, age_days: f64) -> Stage {
        let lab = self.at(age_days);
        Stage {
            name,
            age_days,
            lab,
            delta_l: lab.l - self.target.l,
            contrast: delta_e(lab, self.skin()),
        }
    }

    fn course(&self, (shortest, longest): (f64, f64)) -> Vec<Lightness> {
        let moment = |step: u8| {
            let passed = COURSE_YEARS * f64::from(step) / f64::from(COURSE_STEPS);
            let age_days = HEALED_DAYS + passed * YEAR_DAYS;
            let faded_in = |half_life_years| self.fading_in(half_life_years).at(age_days).l;
            Lightness {
                age_days,
                l: self.at(age_days).l,
                l_range: (faded_in(longest), faded_in(shortest)),
            }
        };
        (0..=COURSE_STEPS).map(moment).collect()
    }

    /// The same shade if half of its pigment fades in so many years.
    fn fading_in(mut self, half_life_years: f64) -> Self {
        self.prediction.fading.half_life_years = half_life_years;
        self
    }

    fn area(&self, besides: Option<f64>) -> Vec<AreaLook> {
        let look = |dots_per_cm2: f64| AreaLook {
            dots_per_cm2,
            lab: self
                .prediction
                .seen_afar(dots_per_cm2)
                .modeled(self.pigment_share),
        };
        densities(besides).into_iter().map(look).collect()
    }

    /// Years after which a touch-up is due.
    fn touch_up(&self) -> Option<f64> {
        let mut sound = self.prediction.age_days.max(HEALED_DAYS);
        let nothing_to_match = self.target.l > self.skin().l - ACCEPTABLE;
        if nothing_to_match || self.is_faded(sound) {
            return None;
        }
        let mut due = sound + GONE * self.prediction.fading.half_life_years * YEAR_DAYS;
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(sound, due);
            if self.is_faded(middle) {
                due = middle;
            } else {
                sound = middle;
            }
        }
        Some(due / YEAR_DAYS)
    }

    /// Whether the shade is clearly lighter than the target, or no longer seen in the skin.
    fn is_faded(&self, age_days: f64) -> bool {
        let lab = self.at(age_days);
        let as_light = Lab {
            l: lab.l,
            ..self.target
        };
        let lighter = lab.l > self.target.l && delta_e(as_light, self.target) > FADED;
        lighter || delta_e(lab, self.skin()) < PERCEPTIBLE
    }

    fn at(&self, age_days: f64) -> Lab {
        let prediction = self.prediction.aged(age_days);
        prediction.modeled(self.pigment_share)
    }

    fn skin(&self) -> Lab {
        self.prediction.skin.lab()
    }
}
