//! One answer about a client from several photos.
//!
//! A photo measures best how hair differs from the skin beside it, in its own light. So the hair of
//! each is brought into one light by its skin and then pooled: by how far each may be off, and by how
//! likely each can be used. A photo whose hair is unlike that of all others is set aside, and hair that
//! differs from one part of the head to another is reported as such.

mod pool;
mod region;
mod sighting;
mod together;

use std::fmt;

use self::pool::{Pooled, mean, shares};
use self::region::regions;
use self::sighting::Sighting;
use self::together::{Share, together};
use crate::answer::{Answer, AnswerOptions, Usability};
use crate::color::Lab;
use crate::numbers;
use crate::palette::Palette;
use crate::warning::Warning;

/// Probability of being sound below which a photo is set aside: it is then more likely bad.
const SOUND: f64 = 0.5;

/// All that is said about one client.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClientAnswer {
    /// What is said of the client, as of one photo: its colors are in the mean light of all. None
    /// where no photo could be analyzed.
    pub answer: Option<Answer>,
    /// What each photo adds to it, in the order given.
    pub parts: Vec<Part>,
    /// Parts of the head whose hair differs, first the one that the answer is about; none where it is
    /// alike all over.
    pub regions: Vec<HairRegion>,
}

/// What a photo adds to the answer about its client.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// Its share in the colors, 0 to 1.
    pub weight: f64,
    /// Why it has none.
    pub set_aside: Option<SetAside>,
}

/// Why a photo adds nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SetAside {
    /// It could not be analyzed.
    NotAnalyzed,
    /// It has no hair, or none of the photos shows skin.
    NothingToMatch,
    /// It is to be taken again, for a fault that the others do not have, and they are unlike it.
    Doubted(Warning),
    /// Its hair is unlike that of the others.
    Unlike {
        /// L* of its hair less that of the client's, in one light: above 0 it is lighter.
        delta_l: f64,
        /// ΔE00 between the two.
        delta_e: f64,
    },
    /// It shows the hair less clearly than the others.
    Unclear {
        /// Contrast of the hair's detail over that of the others: blurred, it is well below 1.
        detail: f64,
        /// L* of the darkest hair less that of the others: hazy, it is well above 0.
        delta_l: f64,
    },
    /// It shows a part of the head whose hair differs.
    OtherRegion,
}

impl SetAside {
    /// Stable name in kebab case, for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnalyzed => "not-analyzed",
            Self::NothingToMatch => "nothing-to-match",
            Self::Doubted(_) => "doubted",
            Self::Unlike { .. } => "unlike",
            Self::Unclear { .. } => "unclear",
            Self::OtherRegion => "other-region",
        }
    }
}

impl fmt::Display for SetAside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnalyzed => f.write_str("it could not be analyzed"),
            Self::NothingToMatch => f.write_str("it shows no hair to match"),
            Self::Doubted(warning) => warning.fmt(f),
            Self::Unlike { delta_l, delta_e } => {
                let off = delta_l.abs();
                let how = if *delta_l > 0.0 { "lighter" } else { "darker" };
                write!(
                    f,
                    "its hair is {off:.0} L* {how} than in the others, {delta_e:.0} ΔE00 off: bad \
                     light or focus, or someone else's"
                )
            }
            Self::Unclear { detail, delta_l } => {
                let percent = detail * 100.0;
                write!(
                    f,
                    "beside the others it shows {percent:.0} % of the hair's detail, and its darkest hair \
                     {delta_l:+.0} L*: out of focus, shaken, hazy, or lit otherwise"
                )
            }
            Self::OtherRegion => f.write_str("its hair is of another color"),
        }
    }
}

/// Photos of a part of the head whose hair is alike.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HairRegion {
    /// Their places among the client's photos, from 0.
    pub photos: Vec<usize>,
    /// What is said of them alone.
    pub answer: Answer,
}

/// Pools the answers about the photos of one client; those that could not be analyzed have none.
///
/// ```
/// use smpmatch::answer::{AnswerOptions, answer};
/// use smpmatch::client::answer_client;
/// use smpmatch::palette::Palette;
/// use smpmatch::photo::{Limits, Photo};
///
/// # let bytes = include_bytes!("../../samples/stubble-light.jpg");
/// let (palette, options) = (Palette::generic(), AnswerOptions::default());
/// let photo = Photo::from_bytes(bytes, &Limits::default())?;
/// let one = answer(&photo, &palette, &options)?;
/// let client = answer_client(&[Some(one.clone()), None, Some(one)], &palette, &options);
/// let weights: Vec<f64> = client.parts.iter().map(|part| part.weight).collect();
/// assert_eq!(weights, [0.5, 0.0, 0.5]);
/// # Ok::<(), smpmatch::Error>(())
/// ```
#[must_use]
pub fn answer_client(
    photos: &[Option<Answer>],
    palette: &Palette,
    options: &AnswerOptions,
) -> ClientAnswer {
    let (fit, mut parts) = fit(photos);
    let mut groups: Vec<Alike<'_>> = regions(&in_one_light(&fit))
        .iter()
        .filter_map(|sightings| Alike::of(photos, sightings))
        .collect();
    groups.sort_by(|one, other| other.say.total_cmp(&one.say));
    for (place, group) in groups.iter().enumerate() {
        group.note(place == 0, &mut parts);
    }
    let ask = |analysis, besides: &[Warning]| Answer::of(analysis, besides, palette, options);
    let region = |group: &Alike<'_>| {
        Some(HairRegion {
            photos: group.shares.iter().map(|it| it.sighting.photo).collect(),
            answer: ask(together(&group.shares)?, &[]),
        })
    };
    let mut regions: Vec<HairRegion> = groups.iter().filter_map(region).collect();
    let answer = match regions.as_slice() {
        [] => bare(photos).cloned(),
        [_] => regions.pop().map(|region| region.answer),
        [one, other, ..] => {
            let analysis = one.answer.analysis.clone();
            Some(ask(analysis, &[differs(one, other)]))
        }
    };
    ClientAnswer {
        answer,
        parts,
        regions,
    }
}

/// The photos to pool, and what becomes of the others.
fn fit(photos: &[Option<Answer>]) -> (Vec<Sighting>, Vec<Part>) {
    let skins = photos.iter().flatten();
    let skins = skins.filter_map(|answer| answer.analysis.skin.as_ref());
    let usual = numbers::mean(skins.map(|skin| [skin.lab.l, skin.lab.a, skin.lab.b]));
    let sighting = |(place, photo): (usize, &Option<Answer>)| {
        let (answer, [l, a, b]) = (photo.as_ref()?, usual?);
        Sighting::of(place, answer, fault(answer).is_some(), Lab::new(l, a, b))
    };
    let seen: Vec<Option<Sighting>> = photos.iter().enumerate().map(sighting).collect();
    let part = |(photo, seen): (&Option<Answer>, &Option<Sighting>)| Part {
        weight: 0.0,
        set_aside: match (photo, seen) {
            (None, _) => Some(SetAside::NotAnalyzed),
            (Some(_), None) => Some(SetAside::NothingToMatch),
            (Some(_), Some(_)) => None,
        },
    };
    let parts = photos.iter().zip(&seen).map(part).collect();
    (seen.into_iter().flatten().collect(), parts)
}

/// Why a photo is not good enough, other than that it leaves many shades open: others may tell.
fn fault(answer: &Answer) -> Option<&Warning> {
    let is_bad = answer.verdict.usability == Usability::TakeAgain;
    let because = answer.verdict.because.as_ref().filter(|_| is_bad);
    let is_open = |because: &&Warning| matches!(because, Warning::ShadesTie { .. });
    answer
        .refusal
        .as_ref()
        .or(because.filter(|it| !is_open(it)))
}

/// The same in the mean light of all.
fn in_one_light(sightings: &[Sighting]) -> Vec<Sighting> {
    let equal = shares(vec![1.0; sightings.len()]);
    let skin = mean(&equal, sightings, |it| it.skin);
    sightings.iter().map(|it| it.beside(skin)).collect()
}

/// The answer about a client without hair: that of the first photo with skin.
fn bare(photos: &[Option<Answer>]) -> Option<&Answer> {
    let looked_at = || photos.iter().flatten();
    let mut with_skin = looked_at().filter(|it| it.analysis.skin.is_some());
    with_skin.next().or(looked_at().next())
}

/// Photos whose hair is alike, and those among them that are odd.
struct Alike<'a> {
    shares: Vec<Share<'a>>,
    odd: Vec<(usize, SetAside)>,
    /// How many sound photos it is worth.
    say: f64,
}

impl<'a> Alike<'a> {
    fn of(photos: &'a [Option<Answer>], sightings: &[Sighting]) -> Option<Self> {
        let pooled = Pooled::of(sightings)?;
        let limit = pooled.sound.iter().copied().fold(0.0, f64::max).min(SOUND);
        let is_kept = |place: &usize| pooled.sound[*place] >= limit;
        let (kept, odd): (Vec<usize>, Vec<usize>) = (0..sightings.len()).partition(is_kept);
        let all = pooled.weights(sightings);
        let weights = shares(kept.iter().map(|place| all[*place]).collect());
        let share = |(place, weight): (usize, f64)| {
            Some(Share {
                answer: photos[sightings[place].photo].as_ref()?,
                sighting: sightings[place],
                weight,
            })
        };
        let fault_at = |place: &usize| photos[sightings[*place].photo].as_ref().and_then(fault);
        let shared: Vec<&str> = kept
            .iter()
            .filter_map(fault_at)
            .map(Warning::code)
            .collect();
        let why = |place: usize| {
            let it = &sightings[place];
            let own_fault = fault_at(&place).filter(|fault| !shared.contains(&fault.code()));
            let why = own_fault
                .cloned()
                .map_or_else(|| pooled.usual.against(it), SetAside::Doubted);
            (it.photo, why)
        };
        Some(Self {
            shares: kept.into_iter().zip(weights).filter_map(share).collect(),
            odd: odd.into_iter().map(why).collect(),
            say: pooled.sound.iter().sum(),
        })
    }

    /// Notes what becomes of its photos: all that the answer is about are in the first group.
    fn note(&self, is_first: bool, parts: &mut [Part]) {
        for it in &self.shares {
            parts[it.sighting.photo] = if is_first {
                Part {
                    weight: it.weight,
                    set_aside: None,
                }
            } else {
                Part {
                    weight: 0.0,
                    set_aside: Some(SetAside::OtherRegion),
                }
            };
        }
        for (photo, why) in &self.odd {
            parts[*photo].set_aside = Some(why.clone());
        }
    }
}

/// That hair differs from one part of the head to another.
fn differs(one: &HairRegion, other: &HairRegion) -> Warning {
    let shade = |region: &HairRegion| {
        let ranking = region.answer.ranking.as_ref();
        let best = ranking.and_then(|ranking| ranking.matches.first());
        best.map(|best| best.shade.clone()).unwrap_or_default()
    };
    let l = |region: &HairRegion| {
        region
            .answer
            .analysis
            .hair
            .as_ref()
            .map_or(0.0, |hair| hair.lab.l)
    };
    Warning::HairDiffers {
        delta_l: (l(one) - l(other)).abs(),
        shade: shade(one),
        other_shade: shade(other),
    }
}

#[cfg(test)]
mod tests;
