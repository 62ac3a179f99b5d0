//! The dilutions from light to dark, by their difference to the target.

use askama::Template;

use super::MOST;
use super::axis::{Axis, BOTTOM, HEIGHT, LEFT, RIGHT, Tick, WIDTH};
use crate::numbers::real;
use crate::rank::{ACCEPTABLE, PERCEPTIBLE};
use crate::report::schema::{MatchReport, PhotoResult};
use crate::report::words::printable;

/// Names below them at most, and letters of each.
const MOST_NAMES: usize = 14;
const LONGEST_NAME: usize = 6;
/// ΔE00 up to which is drawn at least, and at most: what is farther off is no match in any case.
const LEAST: f64 = 6.0;
const FARTHEST: f64 = 25.0;

/// The plot.
#[derive(Template)]
#[template(path = "plot_ladder.html")]
pub(super) struct Ladder {
    shades: Vec<ShadeMark>,
    ticks: Vec<Tick>,
    /// Where ΔE00 0.8 and 1.8 lie.
    perceptible: f64,
    acceptable: f64,
    best: String,
}

struct ShadeMark {
    at: f64,
    name: Option<String>,
    hex: String,
    delta_e: f64,
    low: f64,
    high: f64,
    is_best: bool,
}

impl Ladder {
    pub(super) fn of(result: &PhotoResult) -> Option<Self> {
        let best = result.matches.first()?;
        let ladder = result.closest(MOST);
        let highest = ladder.iter().map(|found| found.delta_e_interval.1);
        let top = highest.fold(LEAST, f64::max).min(FARTHEST);
        let axis = Axis::up((0.0, top));
        let step = (RIGHT - LEFT) / real(ladder.len());
        let named = ladder.len().div_ceil(MOST_NAMES);
        let shade = |(place, found): (usize, &&MatchReport)| ShadeMark {
            at: LEFT + (real(place) + 0.5) * step,
            name: (place % named == 0).then(|| short(&found.shade)),
            hex: found.color.hex.clone(),
            delta_e: axis.at(found.delta_e),
            low: axis.at(found.delta_e_interval.0),
            high: axis.at(found.delta_e_interval.1),
            is_best: found.rank == best.rank,
        };
        Some(Self {
            shades: ladder.iter().enumerate().map(shade).collect(),
            ticks: axis.ticks(),
            perceptible: axis.at(PERCEPTIBLE),
            acceptable: axis.at(ACCEPTABLE),
            best: format!(
                "shade {} is the closest, ΔE00 {:.1}",
                printable(&best.shade),
                best.delta_e
            ),
        })
    }

    pub(super) fn note(&self) -> String {
        format!(
            "From light to dark; {}. The dark band is what half of all people do not see \
             ({PERCEPTIBLE}), the light one what half accept ({ACCEPTABLE}); lines hold 90 % of what \
             the photo leaves open.",
            self.best
        )
    }
}

fn short(name: &str) -> String {
    let name = printable(name);
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    let kept = name.chars().take(LONGEST_NAME - 1);
    kept.chain(['…']).collect()
}
