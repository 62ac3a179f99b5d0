//! The one door: all that is said about a photo, decided before any of it is put into words.
//!
//! What a report shows beyond its words stands in an [`Answer`]: whoever calls the library reads the
//! same level of confidence and the same warnings as whoever reads the report.

mod usability;
mod verdict;

use crate::analysis::{Analysis, AnalyzeOptions, Readings, analyze};
use crate::error::Error;
use crate::palette::Palette;
use crate::photo::Photo;
use crate::rank::{Level, Plan, RankOptions, Ranking, StartingPoint, rank, rank_strip};
use crate::warning::Warning;
pub use usability::{Usability, Verdict};

/// What to look at, what to compare with it, and what to refuse.
#[derive(Clone, Debug, Default)]
pub struct AnswerOptions {
    /// What to look at and how.
    pub analyze: AnalyzeOptions,
    /// What is compared with what, and how much is mixed.
    pub rank: RankOptions,
    /// Whether a photo with a [serious](Warning::is_serious) warning is refused.
    pub is_strict: bool,
}

/// All that is said about one photo.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer {
    /// What was found in the photo.
    pub analysis: Analysis,
    /// The dilutions, closest first, by the artist's own strip where the photo has one; none where
    /// hair or skin is not known. Its confidence is the final one.
    pub ranking: Option<Ranking>,
    /// What to do with all of it.
    pub verdict: Verdict,
    /// Which shade in which session; none unless the answer is usable.
    pub plan: Option<Plan>,
    /// Where to begin without hair to match, if there is skin.
    pub starting_point: Option<StartingPoint>,
    /// Every warning that holds: those of the photo, of the analysis and of the ranking.
    pub warnings: Vec<Warning>,
    /// The warning for which a strict run refuses the photo.
    pub refusal: Option<Warning>,
}

/// Looks at a photo and ranks the dilutions of a palette for it.
///
/// # Errors
///
/// Those of [`analyze`]. A photo that a strict run refuses is no error: its answer says why.
///
/// ```
/// use smpmatch::answer::{AnswerOptions, answer};
/// use smpmatch::palette::Palette;
/// use smpmatch::photo::{Limits, Photo};
///
/// # let bytes = include_bytes!("../../samples/no-hair.jpg");
/// let photo = Photo::from_bytes(bytes, &Limits::default())?;
/// let answer = answer(&photo, &Palette::generic(), &AnswerOptions::default())?;
/// assert!(answer.ranking.is_none() && answer.starting_point.is_some());
/// # Ok::<(), smpmatch::Error>(())
/// ```
pub fn answer(photo: &Photo, palette: &Palette, options: &AnswerOptions) -> Result<Answer, Error> {
    let analysis = analyze(photo, &options.analyze)?;
    Ok(Answer::of(analysis, photo.warnings(), palette, options))
}

/// Ranks the dilutions of a palette for the readings of `options` alone, without a photo.
#[must_use]
pub fn answer_readings(readings: Readings, palette: &Palette, rank: &RankOptions) -> Answer {
    let options = AnswerOptions {
        rank: *rank,
        ..AnswerOptions::default()
    };
    Answer::of(Analysis::of_readings(readings), &[], palette, &options)
}

impl Answer {
    /// All that is said of an analysis of a photo with these warnings.
    pub(crate) fn of(
        analysis: Analysis,
        of_photo: &[Warning],
        palette: &Palette,
        options: &AnswerOptions,
    ) -> Self {
        let mut ranking = ranking(&analysis, palette, &options.rank);
        let starting_point = starting_point(&analysis, palette, &options.rank);
        let of_ranking = ranking.iter().flat_map(|ranking| &ranking.warnings);
        let all = of_photo.iter().chain(&analysis.warnings).chain(of_ranking);
        let born_here = starting_point.as_ref().map(|_| Warning::StartingPointOnly);
        let mut warnings = verdict::holding(all.cloned().chain(born_here).collect());
        if let Some(ranking) = &mut ranking {
            let usable = analysis.clues.map(|clues| clues.usable());
            let level = verdict::level(&ranking.confidence, usable, &warnings);
            ranking.confidence.level = level;
            if level == Level::High {
                warnings.retain(|warning| !matches!(warning, Warning::ShadesTie { .. }));
            }
        }
        let verdict = Verdict::under(&warnings);
        let planned = ranking.as_ref().filter(|_| verdict.is_usable());
        Self {
            plan: planned.map(|ranking| ranking.plan.clone()),
            verdict,
            refusal: verdict::refusal(options.is_strict, &warnings),
            analysis,
            ranking,
            starting_point,
            warnings,
        }
    }
}

impl Answer {
    /// The warnings that do not follow from the ranking.
    pub(crate) fn of_photo(&self) -> impl Iterator<Item = &Warning> {
        let of_ranking = self.ranking.as_ref().map(|ranking| &ranking.warnings);
        let is_of_photo =
            move |warning: &&Warning| of_ranking.is_none_or(|all| !all.contains(warning));
        self.warnings.iter().filter(is_of_photo)
    }
}

/// The dilutions, if there is anything to match: those of the artist's own strip where there is one.
fn ranking(analysis: &Analysis, palette: &Palette, options: &RankOptions) -> Option<Ranking> {
    if let Some(strip) = &analysis.strip {
        let hair = analysis.hair_color()?;
        return Some(rank_strip(hair, analysis.noise(), strip, options));
    }
    Some(rank(&analysis.head()?, palette, options))
}

/// Where to begin, if there is skin and no hair.
fn starting_point(
    analysis: &Analysis,
    palette: &Palette,
    options: &RankOptions,
) -> Option<StartingPoint> {
    if analysis.hair_color().is_some() || analysis.strip.is_some() {
        return None;
    }
    StartingPoint::by_skin(analysis.skin_color()?, palette, options)
}
