//! Two visits of one client: what has changed on the head, and how far the work has faded.
//!
//! Photos of two visits differ by their light more than by anything on the head. Where both show a
//! gray card or a chart, each is corrected by its own; else one is corrected to the other by the
//! bare skin that they share, which is then equal by construction. How far dots have faded depends on
//! neither: each photo tells it by the skin between the dots.

mod change;
mod colors;
mod fading;
mod light;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::answer::Answer;
use crate::measure::Dots;
use crate::rank::{Closeness, Confidence, RankOptions};
use crate::segment::Finding;
use crate::warning::Warning;
pub use change::{Change, Margin};
use colors::VisitColors;
pub use fading::DotFading;
pub use light::{CommonLight, Which};

/// Times the area that dots seem to cover may grow from one photo to the other, unless the photos
/// are not alike in sharpness or the boxes not alike in place; by judgment.
const UNLIKE: f64 = 2.0;
/// Share of the draws that an interval holds, as everywhere in the reports.
const HELD: f64 = 0.9;

/// One visit.
#[derive(Clone, Debug)]
pub struct Visit<'a> {
    /// What is said about its photo.
    pub answer: &'a Answer,
    /// The dots of the treated zone, if they are to be compared.
    pub dots: Option<Dots>,
}

/// What two visits differ by.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// How the two photos were brought into one light.
    pub light: CommonLight,
    /// The hair itself; none where a photo shows none, or where there is no common light.
    pub hair: Option<Change>,
    /// The bare skin; none where it is what the light was corrected by.
    pub skin: Option<Change>,
    /// The treated zone, dots and skin between them together, as it would look in the light of the
    /// bare skin; none where the dots do not stand out.
    pub zone: Option<Change>,
    /// How far the dots have faded; none where they were not compared or do not stand out.
    pub fading: Option<DotFading>,
    /// What it comes to.
    pub conclusion: Conclusion,
    /// The shade for hair and skin as they are now, if the photo after carries a usable answer.
    pub touch_up: Option<TouchUp>,
    /// Doubts about the comparison.
    pub warnings: Vec<Warning>,
}

/// Which shade to touch up with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TouchUp {
    /// To begin with: one step lighter than the match where the palette has one.
    pub first_session: String,
    /// The closest match.
    pub matched: String,
    /// How sure that is.
    pub confidence: Confidence,
}

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conclusion {
    /// The dots have lost pigment.
    Faded,
    /// The dots have gained pigment: there was a session in between.
    Stronger,
    /// Dots were not compared, and the hair has another color.
    HairChanged,
    /// No change beyond what the photos may be off by.
    NoChange,
    /// The photos do not carry an answer.
    NotTold,
    /// The bare skins differ by more than those of one head in the light of either photo.
    OtherHead,
}

/// Compares two visits.
///
/// All that may be off is drawn 500 times, with the seed of `options`: what was measured, the light
/// and how evenly it falls. Intervals hold 90 % of the draws.
///
/// ```
/// use smpmatch::answer::{AnswerOptions, answer};
/// use smpmatch::compare::{Conclusion, Visit, compare};
/// use smpmatch::palette::Palette;
/// use smpmatch::photo::{Limits, Photo};
/// use smpmatch::rank::RankOptions;
///
/// # let bytes = include_bytes!("../../samples/stubble-light.jpg");
/// let photo = Photo::from_bytes(bytes, &Limits::default())?;
/// let answer = answer(&photo, &Palette::generic(), &AnswerOptions::default())?;
/// let visit = Visit { answer: &answer, dots: None };
/// let same = compare([&visit, &visit], &RankOptions::default());
/// assert_eq!(same.conclusion, Conclusion::NoChange);
/// # Ok::<(), smpmatch::Error>(())
/// ```
#[must_use]
pub fn compare([before, after]: [&Visit<'_>; 2], options: &RankOptions) -> Comparison {
    let visits = [before, after];
    let light = CommonLight::of(visits.map(|visit| &visit.answer.analysis));
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let draws: Vec<[VisitColors; 2]> = (0..crate::measure::DRAWS)
        .map(|draw| light.drawn(visits, draw, &mut rng))
        .collect();
    let found = light.unite(visits.map(VisitColors::of));
    let change = |of: fn(&VisitColors) -> Option<_>| Change::new(&found, &draws, of);
    let [hair, skin, zone] = match light {
        CommonLight::Unknown => [None; 3],
        CommonLight::References => {
            [VisitColors::hair, VisitColors::skin, VisitColors::zone].map(change)
        }
        CommonLight::SharedSkin { .. } => {
            [change(VisitColors::hair), None, change(VisitColors::zone)]
        }
    };
    let fading = DotFading::between([before, after], found[0].skin(), options);
    let conclusion = if CommonLight::is_of_one_head(visits.map(|visit| &visit.answer.analysis)) {
        conclude(visits, fading.as_ref(), hair.as_ref())
    } else {
        Conclusion::OtherHead
    };
    Comparison {
        light,
        conclusion,
        hair,
        skin,
        zone,
        fading,
        touch_up: TouchUp::of(after.answer),
        warnings: warnings([before, after]),
    }
}

impl TouchUp {
    /// That of a usable answer.
    fn of(answer: &Answer) -> Option<Self> {
        let (plan, ranking) = answer.plan.as_ref().zip(answer.ranking.as_ref())?;
        Some(Self {
            first_session: plan.sessions.first().unwrap_or(&plan.matched).clone(),
            matched: plan.matched.clone(),
            confidence: ranking.confidence.clone(),
        })
    }
}

fn conclude(
    [before, after]: [&Visit<'_>; 2],
    fading: Option<&DotFading>,
    hair: Option<&Change>,
) -> Conclusion {
    let are_dots_asked = before.dots.is_some() && after.dots.is_some();
    let is_hair_sure = [before, after]
        .iter()
        .all(|visit| visit.answer.analysis.finding != Finding::NotSure);
    match (fading, hair) {
        (Some(fading), _) if fading.interval.1 < 1.0 => Conclusion::Faded,
        (Some(fading), _) if fading.interval.0 > 1.0 => Conclusion::Stronger,
        (None, _) if are_dots_asked || !is_hair_sure => Conclusion::NotTold,
        (None, Some(hair)) if hair.is_beyond_margin() => Conclusion::HairChanged,
        // What looks like another head is no proof of none, however far the photos may be off.
        (None, Some(hair)) if Closeness::of(hair.delta_e) == Closeness::ExtremelyDifferent => {
            Conclusion::NotTold
        }
        (Some(_), _) | (None, Some(_)) => Conclusion::NoChange,
        (None, None) => Conclusion::NotTold,
    }
}

fn warnings([before, after]: [&Visit<'_>; 2]) -> Vec<Warning> {
    let Some((before, after)) = before.dots.as_ref().zip(after.dots.as_ref()) else {
        return Vec::new();
    };
    let unseen = [("before", before), ("after", after)]
        .into_iter()
        .filter(|(_, dots)| !dots.are_seen())
        .map(|(photo, _)| Warning::DotsNotSeen { photo });
    let mut warnings: Vec<Warning> = unseen.collect();
    let growth = after.found.cover() / before.found.cover();
    if warnings.is_empty() && !(1.0 / UNLIKE..=UNLIKE).contains(&growth) {
        warnings.push(Warning::DotsUnlike { growth });
    }
    warnings
}
