//! What several photos say of one client.

use serde::Serialize;

use super::{HairReport, Outcome, PhotoReport, PhotoResult, SkinReport, Stamp, Swatch};
use crate::answer::Usability;
use crate::client::{ClientAnswer, HairRegion, Part, SetAside};
use crate::report::round;

/// What became of one client.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ClientReport {
    /// What the client is called.
    pub client: String,
    /// What each photo adds, in the order given.
    pub photos: Vec<PartReport>,
    /// Parts of the head whose hair differs, first the one that the result is about; left out where it
    /// is alike all over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionReport>,
    /// What tells whether the entry still holds, where that is known.
    #[serde(flatten)]
    pub stamp: Option<Stamp>,
    /// What all photos say together, or why there is nothing.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What a photo adds to the answer about its client.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PartReport {
    /// The photo as it was named.
    pub photo: String,
    /// What its own answer is good for; none of a photo that was not analyzed.
    pub usability: Option<Usability>,
    /// Its share in the client's colors, 0 to 1.
    #[serde(serialize_with = "round::share")]
    pub weight: f64,
    /// Why it has none, in one word.
    pub set_aside: Option<&'static str>,
    /// Why it has none, in a sentence.
    pub why: Option<String>,
}

/// A part of the head whose hair differs from that of the rest.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct RegionReport {
    /// The photos that show it.
    pub photos: Vec<String>,
    /// The color of its hair, in the mean light of these photos.
    pub hair: Option<Swatch>,
    /// The closest shade.
    pub shade: Option<String>,
    /// The shades that are about equally good, lighter first.
    pub shades: Vec<String>,
}

/// Which client a photo is of, and what it adds to the answer about them.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MemberReport {
    /// What the client is called.
    pub client: String,
    /// Its share in the client's colors, 0 to 1.
    #[serde(serialize_with = "round::share")]
    pub weight: f64,
    /// Why it has none, in one word.
    pub set_aside: Option<&'static str>,
}

impl ClientReport {
    /// The entry of a client, and those of the photos with what each adds to it.
    #[must_use]
    pub fn answered(
        client: &str,
        photos: Vec<PhotoReport>,
        answer: &ClientAnswer,
    ) -> (Self, Vec<PhotoReport>) {
        let part = |(entry, part)| PartReport::new(entry, part);
        let parts: Vec<PartReport> = photos.iter().zip(&answer.parts).map(part).collect();
        let regions = answer
            .regions
            .iter()
            .map(|it| RegionReport::new(it, &parts));
        let entry = Self {
            client: client.to_owned(),
            regions: regions.collect(),
            photos: parts,
            stamp: None,
            outcome: outcome(answer),
        };
        let member = |(photo, part): (PhotoReport, &Part)| PhotoReport {
            member: Some(MemberReport {
                client: client.to_owned(),
                weight: part.weight,
                set_aside: part.set_aside.as_ref().map(SetAside::code),
            }),
            ..photo
        };
        let members = photos.into_iter().zip(&answer.parts).map(member);
        (entry, members.collect())
    }

    /// The same entry with what it came from.
    #[must_use]
    pub fn with_stamp(self, stamp: Stamp) -> Self {
        Self {
            stamp: Some(stamp),
            ..self
        }
    }
}

/// What all photos say together: shares of one photo, and its clusters, say nothing of a client.
fn outcome(answer: &ClientAnswer) -> Outcome {
    let Some(answer) = &answer.answer else {
        let error = "no photo of this client could be analyzed".to_owned();
        return Outcome::Error { error };
    };
    let result = PhotoResult::from(answer);
    let hair = result.hair.map(|hair| HairReport {
        share: None,
        place: None,
        ..hair
    });
    let skin = result.skin.map(|skin| SkinReport {
        share: None,
        place: None,
        ..skin
    });
    Outcome::of(
        answer,
        PhotoResult {
            clusters: Vec::new(),
            hair,
            skin,
            ..result
        },
    )
}

impl PartReport {
    fn new(entry: &PhotoReport, part: &Part) -> Self {
        let usability = match &entry.outcome {
            Outcome::Ok(result) => Some(result.verdict.usability),
            Outcome::Error { .. } => None,
        };
        Self {
            photo: entry.photo.clone().unwrap_or_default(),
            usability,
            weight: part.weight,
            set_aside: part.set_aside.as_ref().map(SetAside::code),
            why: part.set_aside.as_ref().map(SetAside::to_string),
        }
    }
}

impl RegionReport {
    fn new(region: &HairRegion, photos: &[PartReport]) -> Self {
        let ranking = region.answer.ranking.as_ref();
        let best = ranking.and_then(|ranking| ranking.matches.first());
        Self {
            photos: region
                .photos
                .iter()
                .map(|place| photos[*place].photo.clone())
                .collect(),
            hair: region.answer.analysis.hair_color().map(Swatch::from),
            shade: best.map(|best| best.shade.clone()),
            shades: ranking.map_or_else(Vec::new, |ranking| ranking.confidence.shades.clone()),
        }
    }
}
