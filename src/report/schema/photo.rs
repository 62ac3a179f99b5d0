//! One entry of a report.

use std::error::Error as StdError;
use std::iter::successors;

use serde::{Serialize, Serializer};

use super::{
    AreaReport, BlendReport, ClusterReport, ConfidenceReport, HairReport, HealingReport,
    LightReport, MatchReport, MemberReport, MixReport, PlanReport, ScaleReport, SkinReport,
    StartingPointReport, StripReport, TargetReport, WarningReport,
};
use crate::answer::{Answer, Usability};
use crate::photo::Photo;
use crate::rank::Basis;
use crate::report::preview::Preview;
use crate::report::words;
use crate::warning::{Command, Warning};

/// What became of one photo.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PhotoReport {
    /// The photo as it was named, or none where colors were given instead of a photo.
    pub photo: Option<String>,
    /// Which client it is of, where photos are taken together.
    #[serde(flatten)]
    pub member: Option<MemberReport>,
    /// What tells whether the entry still holds, where that is known.
    #[serde(flatten)]
    pub stamp: Option<Stamp>,
    /// Its result, or why there is none.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The photo to look at, for the forms that show it.
    #[serde(skip)]
    pub preview: Option<Box<Preview>>,
}

impl PhotoReport {
    /// The entry of a photo that was looked at, or that a strict run refuses.
    #[must_use]
    pub fn answered(name: String, photo: &Photo, answer: &Answer) -> Self {
        let result = PhotoResult {
            width: Some(photo.width()),
            height: Some(photo.height()),
            taken: photo.taken().map(str::to_owned),
            ..PhotoResult::from(answer)
        };
        Self::new(Some(name), Outcome::of(answer, result))
    }

    /// The entry of hair and skin read with a colorimeter, where there is no photo.
    #[must_use]
    pub fn without_photo(answer: &Answer) -> Self {
        Self::new(None, Outcome::Ok(Box::new(answer.into())))
    }

    /// The entry of a photo that could not be analyzed.
    #[must_use]
    pub fn failed(name: String, error: &(dyn StdError + 'static)) -> Self {
        let causes = successors(error.source(), |&cause| cause.source()).map(ToString::to_string);
        let error = causes.fold(error.to_string(), |line, cause| {
            // Many an error of a decoder tells its own cause already.
            if line.ends_with(&cause) {
                line
            } else {
                format!("{line}: {cause}")
            }
        });
        Self::new(Some(name), Outcome::Error { error })
    }

    /// The same entry with the photo to look at.
    #[must_use]
    pub fn with_preview(self, preview: Preview) -> Self {
        Self {
            preview: Some(Box::new(preview)),
            ..self
        }
    }

    /// The same entry with what it came from.
    #[must_use]
    pub fn with_stamp(self, stamp: Stamp) -> Self {
        Self {
            stamp: Some(stamp),
            ..self
        }
    }

    /// Whether the photo was analyzed.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        matches!(self.outcome, Outcome::Ok(_))
    }

    fn new(photo: Option<String>, outcome: Outcome) -> Self {
        Self {
            photo,
            member: None,
            stamp: None,
            outcome,
            preview: None,
        }
    }
}

/// What an entry came from: as long as both stay the same, a new run would only repeat it.
#[derive(Clone, Debug, Serialize)]
pub struct Stamp {
    /// Size of the photo's file in bytes, or none where there is no file.
    pub bytes: Option<u64>,
    /// Digest of these bytes, or none where there are none.
    pub photo_digest: Option<String>,
    /// Digest of everything that the answer depends on besides the photo: version, palette, settings.
    pub settings_digest: String,
}

/// The result of a photo, or why there is none.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Outcome {
    /// The photo was analyzed.
    Ok(Box<PhotoResult>),
    /// The photo could not be analyzed.
    Error {
        /// The reason with its causes, in one line.
        error: String,
    },
}

impl Outcome {
    /// The result of an answer, unless a strict run refuses it.
    pub(super) fn of(answer: &Answer, result: PhotoResult) -> Self {
        let Some(refusal) = &answer.refusal else {
            return Self::Ok(Box::new(result));
        };
        let fix = refusal.fix(Command::Analyze);
        let error = format!("not good enough, {refusal}: {fix}");
        Self::Error { error }
    }
}

/// What was found in one photo.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PhotoResult {
    /// Width of the upright photo in pixels.
    pub width: Option<u32>,
    /// Height of the upright photo in pixels.
    pub height: Option<u32>,
    /// When the photo was taken, as `2026-11-26T18:30:00`, by the camera's clock, for the client's
    /// page alone; none where the file does not say.
    #[serde(skip)]
    pub taken: Option<String>,
    /// What to do with the answer.
    pub verdict: UsabilityReport,
    /// What the colors were corrected by.
    pub light: LightReport,
    /// The artist's strip of dilutions, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strip: Option<StripReport>,
    /// Dominant colors, largest first.
    pub clusters: Vec<ClusterReport>,
    /// The hair, unless none was found.
    pub hair: Option<HairReport>,
    /// The skin, unless none was found.
    pub skin: Option<SkinReport>,
    /// How large the head is shown, where anything tells.
    pub scale: Option<ScaleReport>,
    /// What the dilutions are compared with.
    pub target: Option<TargetReport>,
    /// What the best match's color rests on.
    pub basis: Option<Basis>,
    /// Every dilution of the palette, closest first; empty where there is nothing to match.
    pub matches: Vec<MatchReport>,
    /// How sure that order is, unless there is nothing to match.
    pub confidence: Option<ConfidenceReport>,
    /// Which shade in which session; none unless the answer is usable.
    pub plan: Option<PlanReport>,
    /// How the best match heals and fades; left out where its color is not the model's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healing: Option<HealingReport>,
    /// The best match from about two meters, the thinnest density first; left out like `healing`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<AreaReport>,
    /// The shades that blend with the hair's zone as a whole, the thinnest density first; left out where
    /// no skin shows between the hairs, and where the palette or the strip holds patches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blend: Vec<BlendReport>,
    /// The shades for salt and pepper hair; left out where it is not surely that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mix: Option<MixReport>,
    /// Shades by the skin alone; left out unless no hair was found on skin that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starting_point: Option<StartingPointReport>,
    /// Doubts, each with its fix.
    pub warnings: Vec<WarningReport>,
}

impl PhotoResult {
    /// The closest matches, so many of them, from light to dark: the eye compares along a ladder.
    pub(in crate::report) fn closest(&self, count: usize) -> Vec<&MatchReport> {
        let mut matches: Vec<_> = self.matches.iter().take(count).collect();
        matches.sort_by(|one, other| other.color.lab.l.total_cmp(&one.color.lab.l));
        matches
    }
}

impl From<&Answer> for PhotoResult {
    fn from(answer: &Answer) -> Self {
        let (analysis, ranking) = (&answer.analysis, answer.ranking.as_ref());
        let matches = ranking.map_or(&[][..], |ranking| &ranking.matches);
        let blend = ranking.map_or(&[][..], |ranking| &ranking.blend);
        let outlook = ranking.and_then(|ranking| ranking.outlook.as_ref());
        let area = outlook.map_or(&[][..], |outlook| &outlook.area);
        Self {
            width: None,
            height: None,
            taken: None,
            verdict: UsabilityReport::from(answer),
            light: LightReport::from(analysis),
            strip: analysis.strip.as_ref().map(StripReport::from),
            clusters: analysis.clusters.iter().map(ClusterReport::from).collect(),
            hair: HairReport::of(analysis),
            skin: SkinReport::of(analysis),
            scale: analysis.scale.map(ScaleReport::from),
            target: ranking.map(|ranking| TargetReport::from(&ranking.target)),
            basis: ranking.map(|ranking| ranking.basis),
            matches: matches.iter().map(MatchReport::from).collect(),
            confidence: ranking.map(|ranking| ConfidenceReport::from(&ranking.confidence)),
            plan: answer.plan.as_ref().map(PlanReport::from),
            healing: outlook.map(|outlook| HealingReport::from(&outlook.healing)),
            blend: blend.iter().map(BlendReport::from).collect(),
            mix: ranking.and_then(|ranking| ranking.mix.as_ref().map(MixReport::from)),
            starting_point: answer
                .starting_point
                .as_ref()
                .map(StartingPointReport::from),
            area: area.iter().map(AreaReport::from).collect(),
            warnings: WarningReport::all(&answer.warnings, Command::Analyze),
        }
    }
}

/// What to do with an answer.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct UsabilityReport {
    /// What it is good for.
    pub usability: Usability,
    /// The warning that decides it, by its code; none of a usable answer.
    #[serde(serialize_with = "code")]
    pub because: Option<Warning>,
    /// The one thing to do next.
    pub next: String,
    /// The same where no command line is known.
    #[serde(skip)]
    pub next_on_page: String,
}

impl From<&Answer> for UsabilityReport {
    fn from(answer: &Answer) -> Self {
        let because = answer.verdict.because.as_ref();
        let best = answer.ranking.as_ref();
        let best = best.and_then(|ranking| ranking.matches.first());
        let next = |command: Command| match (because, best) {
            (Some(warning), _) => warning.fix(command),
            (None, Some(best)) => words::try_it(&best.shade),
            (None, None) => words::NOTHING_TO_MATCH.to_owned(),
        };
        Self {
            usability: answer.verdict.usability,
            because: because.cloned(),
            next: next(Command::Analyze),
            next_on_page: next(Command::Page),
        }
    }
}

#[expect(clippy::ref_option, reason = "serde asks for it")]
fn code<S: Serializer>(warning: &Option<Warning>, serializer: S) -> Result<S::Ok, S::Error> {
    warning.as_ref().map(Warning::code).serialize(serializer)
}
