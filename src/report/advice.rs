//! How sure the match is and what to do with it, in words.

use crate::palette::StrengthSource;
use crate::rank::{LIKELY, Level};
use crate::report::recipe;
use crate::report::schema::{
    ConfidenceReport, MatchReport, PhotoResult, PlanReport, StartingPointReport,
};
use crate::report::words::printable;

/// Probability from which the photo is said to leave no choice.
const DECIDED: f64 = 0.9;

/// How sure the match is, as paragraphs.
pub(super) fn certainty(result: &PhotoResult, strength: StrengthSource) -> Vec<String> {
    let Some((confidence, best)) = result.confidence.as_ref().zip(result.matches.first()) else {
        return Vec::new();
    };
    let mut paragraphs = vec![match result.matches.len() {
        1 => only(confidence, best),
        _ => choice(confidence, best),
    }];
    let fewest = confidence.shades.len().max(1);
    if confidence.shades_with_ink.len() > fewest {
        let doubt = match strength {
            StrengthSource::Assumed => "The ink's strength is only assumed",
            StrengthSource::Calibrated => "A calibrated ink still varies from hand to hand",
        };
        let shades = span(&confidence.shades_with_ink);
        paragraphs.push(format!(
            "{doubt}: counting that in, the best may be any of {shades}. A healed test dot tells."
        ));
    }
    paragraphs
}

fn only(confidence: &ConfidenceReport, best: &MatchReport) -> String {
    let (level, shade) = (confidence.level.name(), printable(&best.shade));
    format!(
        "Confidence {level}: nothing but shade {shade} was compared, which tells whether it is too \
         light or too dark, and no more."
    )
}

fn choice(confidence: &ConfidenceReport, best: &MatchReport) -> String {
    let (level, shades) = (confidence.level.name(), span(&confidence.shades));
    let likeliest = printable(&best.shade);
    let is_shaken = confidence.level == Level::Low && best.probability >= LIKELY;
    match (best.probability >= DECIDED, confidence.shades.len()) {
        _ if is_shaken => {
            format!("Confidence {level}, for a doubt below shakes the whole match: {shades}.")
        }
        (_, 0 | 1) => format!("Confidence {level}: {shades}; the others are clearly farther."),
        (true, _) => {
            format!("Confidence {level}: {shades}; so close that the eye hardly tells them apart.")
        }
        (false, _) if confidence.level == Level::High => {
            format!("Confidence {level}: most likely shade {likeliest} out of {shades}.")
        }
        (false, _) => {
            format!("Confidence {level}: {shades}; the photo cannot tell them apart.")
        }
    }
}

/// The answer in a few letters: the shade, or those that it may be.
pub(super) fn answer(result: &PhotoResult) -> Option<String> {
    let (confidence, best) = result.confidence.as_ref().zip(result.matches.first())?;
    Some(match confidence.level {
        Level::High => printable(&best.shade),
        Level::Medium | Level::Low => choices(&confidence.shades),
    })
}

/// The plan and its recipes, line by line.
pub(super) fn plan(result: &PhotoResult) -> Vec<String> {
    let Some(plan) = &result.plan else {
        return Vec::new();
    };
    let sessions = (1..).zip(&plan.sessions).map(|(number, shade)| {
        let why = purpose(number, shade, plan);
        format!("session {number}: shade {}; {why}", mix(shade, result))
    });
    let hairline = format!(
        "hairline: shade {}; softens the edge",
        mix(&plan.hairline, result)
    );
    sessions.chain([hairline]).collect()
}

fn purpose(number: u32, shade: &str, plan: &PlanReport) -> &'static str {
    match number {
        1 if shade != plan.matched => "one step lighter, for it can be deepened",
        1 => "there is no lighter one near",
        2 => "the match",
        _ => "at most, as it has healed",
    }
}

fn mix(shade: &str, result: &PhotoResult) -> String {
    let found = result.matches.iter().find(|found| found.shade == shade);
    let name = printable(shade);
    found.map_or(name.clone(), |found| {
        format!("{name}, {}", recipe::line(&found.recipe))
    })
}

/// What to begin with where there is no hair to match.
pub(super) fn starting_point(start: &StartingPointReport) -> String {
    let (class, shades) = (start.ita_class.name(), span(&start.shades));
    let mix = recipe::line(&start.recipe);
    format!("The trade's rule of thumb for {class} skin: {shades}. Begin with the lightest, {mix}.")
}

/// Shades in a row, as `shade 12`, `12 or 10`, `15 to 8`.
fn span(shades: &[String]) -> String {
    match shades {
        [only] => format!("shade {}", printable(only)),
        _ => choices(shades),
    }
}

/// Shades in a row, as `12`, `12 or 10`, `15 to 8`.
pub(super) fn choices(shades: &[String]) -> String {
    match shades {
        [] => String::new(),
        [only] => printable(only),
        [one, other] => format!("{} or {}", printable(one), printable(other)),
        [first, .., last] => format!("{} to {}", printable(first), printable(last)),
    }
}
