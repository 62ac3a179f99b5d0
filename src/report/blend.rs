//! The shades that blend with a zone as a whole, in words.

use std::cmp::Ordering;

use crate::rank::TargetKind;
use crate::report::schema::{BlendReport, MatchReport, PhotoResult, SettingsReport};
use crate::report::words::printable;

/// Steps of the palette by which two answers may differ and still be one.
const AGREE: usize = 2;

/// The shade for each density, in one line.
pub(super) fn line(blend: &[BlendReport]) -> Option<String> {
    let (first, last) = (blend.first()?.dots_per_cm2, blend.last()?.dots_per_cm2);
    if blend.iter().all(|at| at.found.is_none()) {
        let densities = if first < last {
            format!("{first} to {last}")
        } else {
            first.to_string()
        };
        return Some(format!(
            "no shade is as dark as the zone as a whole, at {densities} dots/cm²"
        ));
    }
    let parts = blend.iter().enumerate().map(|(place, at)| {
        let unit = if place == 0 { " dots/cm²" } else { "" };
        let density = format!("at {}{unit}", at.dots_per_cm2);
        match &at.found {
            Some(found) => format!("{density}: shade {}", printable(&found.shade)),
            None => format!("{density}: not reachable"),
        }
    });
    Some(parts.collect::<Vec<String>>().join("; "))
}

/// How close each comes, in one line.
pub(super) fn closeness(at: &BlendReport) -> String {
    match &at.found {
        Some(found) => {
            let (least, most) = found.delta_e_interval;
            format!(
                "shade {}: ΔE00 {:.1} ({least:.1} to {most:.1}), the closest with {:.0} %",
                printable(&found.shade),
                found.delta_e,
                found.probability * 100.0
            )
        }
        None => "not reachable: even undiluted ink is lighter than the zone".to_owned(),
    }
}

/// What to make of it where single follicles call for another shade at every density.
pub(super) fn disagreement(result: &PhotoResult, settings: &SettingsReport) -> Option<String> {
    let is_of_follicle = |kind| kind == TargetKind::Follicle;
    result
        .target
        .as_ref()
        .filter(|it| is_of_follicle(it.kind))?;
    let best = result.matches.first()?;
    let place = |shade: &str| ladder(&result.matches).position(|found| found.shade == shade);
    let own = place(&best.shade)?;
    let found = result.blend.iter().filter_map(|at| at.found.as_ref());
    let places: Option<Vec<usize>> = found.map(|found| place(&found.shade)).collect();
    let nearest = places?
        .into_iter()
        .min_by_key(|place| place.abs_diff(own))?;
    if nearest.abs_diff(own) <= AGREE {
        return None;
    }
    let takes = match nearest.cmp(&own) {
        Ordering::Less => "less, as where hairs are finer, shorter or fewer",
        Ordering::Equal | Ordering::Greater => "more, as where hairs are thicker, longer or denser",
    };
    let SettingsReport {
        hair_mm,
        stubble_mm,
        dot_mm,
        ..
    } = settings;
    Some(format!(
        "Shade {} is for single follicles, with a hair of {hair_mm} mm, stubble of {stubble_mm} mm and \
         a dot of {dot_mm} mm assumed. The zone as a whole takes {takes}.",
        printable(&best.shade)
    ))
}

/// The matches from pale to dark.
fn ladder(matches: &[MatchReport]) -> impl Iterator<Item = &MatchReport> {
    let water = |found: &MatchReport| found.water_parts / found.pigment_parts;
    let mut sorted: Vec<&MatchReport> = matches.iter().collect();
    sorted.sort_by(|one, other| water(other).total_cmp(&water(one)));
    sorted.into_iter()
}
