//! The answer about a photo, before anything else is said: the verdict, the shade and its mix, where
//! hair and skin were read, and the plan.

use crate::answer::Usability;
use crate::color::Lab;
use crate::rank::Level;
use crate::report::schema::{
    ClientReport, ConfidenceReport, MatchReport, PartReport, PhotoResult, PlanReport, RegionReport,
    UsabilityReport,
};
use crate::report::words::{self, printable};
use crate::report::{advice, recipe};
use crate::warning::Warning;

/// One line of the answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AnswerLine {
    /// What it is about, in one word.
    pub about: &'static str,
    /// The color that it is about, where there is one.
    pub color: Option<Lab>,
    /// What it says.
    pub words: String,
}

impl AnswerLine {
    fn of(about: &'static str, color: Option<Lab>, words: String) -> Self {
        Self {
            about,
            color,
            words,
        }
    }
}

/// The answer, line by line.
#[must_use]
pub fn answer_lines(result: &PhotoResult) -> Vec<AnswerLine> {
    let lines = [
        shade(result),
        range(result),
        blend(result),
        hair(result),
        skin(result),
        plan(result),
        doubts(result),
    ];
    lines.into_iter().flatten().collect()
}

/// What else is said of a client: parts of the head that differ, and what each photo adds, with
/// names as the report shows them.
pub(super) fn client_lines(entry: &ClientReport, shown: fn(&str) -> String) -> Vec<AnswerLine> {
    let region = |region: &RegionReport| {
        let shade = region.shade.as_deref().map_or("-".to_owned(), printable);
        let color = region.hair.as_ref().map(|hair| hair.lab);
        let photos: Vec<String> = region.photos.iter().map(|it| shown(it)).collect();
        let words = format!("shade {shade} by {}", photos.join(", "));
        AnswerLine::of("region", color, words)
    };
    let part = |part: &PartReport| {
        let (share, name) = (part.weight * 100.0, shown(&part.photo));
        let verdict = part.usability.map_or("not analyzed", Usability::words);
        let words = match &part.why {
            Some(why) => format!("set aside, {name}: {}", printable(why)),
            None => format!("{share:.0} %, {name}: {verdict}"),
        };
        AnswerLine::of("photo", None, words)
    };
    let regions = entry.regions.iter().map(region);
    regions.chain(entry.photos.iter().map(part)).collect()
}

/// The verdict and the one thing to do next.
pub(super) fn verdict(result: &PhotoResult) -> String {
    let verdict = &result.verdict;
    told(verdict, &verdict.next)
}

/// The same where no command line is known.
pub(super) fn verdict_on_page(result: &PhotoResult) -> String {
    let verdict = &result.verdict;
    told(verdict, &verdict.next_on_page)
}

fn told(verdict: &UsabilityReport, next: &str) -> String {
    format!("{}. {}.", verdict.usability.words(), sentence(next))
}

/// Why an answer is not usable, unless the answer itself says it.
#[must_use]
pub fn why(result: &PhotoResult) -> Option<String> {
    let because = result.verdict.because.as_ref();
    let because = because.filter(|it| !is_tie(it))?.to_string();
    Some(format!("{}.", sentence(&printable(&because))))
}

/// Whether more shades are about equally good than the photo tells apart.
fn is_tie(warning: &Warning) -> bool {
    matches!(warning, Warning::ShadesTie { .. })
}

/// A sentence without its point.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn shade(result: &PhotoResult) -> Option<AnswerLine> {
    let Some(best) = result.matches.first() else {
        let start = result.starting_point.as_ref()?;
        let words = advice::starting_point(start);
        return Some(AnswerLine::of("start", Some(start.color.lab), words));
    };
    let (shade, color) = (printable(&best.shade), Some(best.color.lab));
    Some(if result.plan.is_some() {
        let words = format!("{shade}: {}", recipe::line(&best.recipe));
        AnswerLine::of("shade", color, words)
    } else if result.verdict.because.as_ref().is_some_and(is_tie) {
        let shades = tied(result.confidence.as_ref()?);
        let words = format!("the photo does not tell: {shades} are about equally good");
        AnswerLine::of("shade", None, words)
    } else {
        let off = best.delta_e;
        let words = format!("shade {shade}, {off:.1} ΔE00 off: not to be worked by yet");
        AnswerLine::of("closest", color, words)
    })
}

/// The one range of shades that a usable answer leaves open, and how sure it is.
fn range(result: &PhotoResult) -> Option<AnswerLine> {
    let confidence = result
        .confidence
        .as_ref()
        .filter(|_| result.plan.is_some())?;
    let open = match &result.matches[..] {
        [] => return None,
        [_] => "no other shade was compared".to_owned(),
        [best, ..] => open(confidence, best),
    };
    let words = format!("{open}; confidence {}", confidence.level.name());
    Some(AnswerLine::of("range", None, words))
}

/// The shades that blend with the zone as a whole.
fn blend(result: &PhotoResult) -> Option<AnswerLine> {
    if !result.verdict.usability.shows_shades() {
        return None;
    }
    let words = super::blend::line(&result.blend)?;
    Some(AnswerLine::of("blend", None, words))
}

fn open(confidence: &ConfidenceReport, best: &MatchReport) -> String {
    match (confidence.shades.len(), confidence.level) {
        (0 | 1, _) => "the others are clearly farther".to_owned(),
        (_, Level::High) => format!(
            "{} may do, {} most likely",
            tied(confidence),
            printable(&best.shade)
        ),
        _ => format!("{} are about equally good", tied(confidence)),
    }
}

fn tied(confidence: &ConfidenceReport) -> String {
    advice::choices(&confidence.shades).replace(" or ", " and ")
}

fn hair(result: &PhotoResult) -> Option<AnswerLine> {
    let hair = result.hair.as_ref()?;
    let words = read(hair.place, hair.share, words::hair(hair));
    Some(AnswerLine::of("hair", Some(hair.color.lab), words))
}

fn skin(result: &PhotoResult) -> Option<AnswerLine> {
    let skin = result.skin.as_ref()?;
    let words = read(skin.place, skin.share, Some(words::skin(skin)));
    Some(AnswerLine::of("skin", Some(skin.color.lab), words))
}

/// Where a color was read.
fn read(place: Option<&str>, share: Option<f64>, more: Option<String>) -> String {
    let share = share.map(|share| match share * 100.0 {
        ..0.5 => "less than 1 % of the photo".to_owned(),
        percent => format!("{percent:.0} % of the photo"),
    });
    let place = place.map(|place| format!("around the {place}"));
    let parts: Vec<String> = [place, share, more].into_iter().flatten().collect();
    if parts.is_empty() {
        "as given".to_owned()
    } else {
        parts.join(", ")
    }
}

fn plan(result: &PhotoResult) -> Option<AnswerLine> {
    let PlanReport {
        sessions, hairline, ..
    } = result.plan.as_ref()?;
    let sessions = (1..).zip(sessions).map(|(number, shade)| {
        let limit = if number > 2 { "at most " } else { "" };
        format!("session {number}: {limit}{}", printable(shade))
    });
    let hairline = format!("hairline: {}", printable(hairline));
    let parts: Vec<String> = sessions.chain([hairline]).collect();
    Some(AnswerLine::of("plan", None, parts.join("; ")))
}

/// What else is doubtful about this photo.
fn doubts(result: &PhotoResult) -> Option<AnswerLine> {
    let is_told = |it: &Warning| {
        result.verdict.because.as_ref() == Some(it)
            || matches!(it, Warning::StartingPointOnly)
            || is_tie(it)
            || it.common().is_some()
    };
    let others = result.warnings.iter().filter(|it| !is_told(&it.warning));
    let codes: Vec<&str> = others.map(|it| it.code).collect();
    (!codes.is_empty()).then(|| AnswerLine::of("doubts", None, codes.join(", ")))
}
