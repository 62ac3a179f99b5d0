//! Plots of an answer, as SVG to stand in a page. Colors of hair, skin and shades are their own; all
//! else is drawn by [`PLOT_STYLE`], so that a page may be light or dark.

mod axis;
mod hues;
mod ladder;
mod years;

use std::fmt;

use askama::Template;

use crate::report::schema::PhotoResult;
use hues::Hues;
use ladder::Ladder;
use years::Years;

/// The style sheet of the plots; it takes `--ink`, `--quiet`, `--line` and `--ground` from the page.
pub const PLOT_STYLE: &str = include_str!("../../../templates/plot.css");

/// Dilutions that are drawn at most: the closest.
const MOST: usize = 40;

/// A plot with what it shows in words.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Plot {
    /// What stands above it.
    pub title: String,
    /// The plot: one element `svg`.
    pub svg: String,
    /// How to read it.
    pub note: String,
}

/// The plots of an answer: the dilutions by their difference to the target, the best one over the
/// years, and all colors by lightness and hue; those of which something is known, and none of a photo
/// to take again.
///
/// # Errors
///
/// If a plot cannot be set, which no answer is known to bring about.
pub fn plots(result: &PhotoResult) -> Result<Vec<Plot>, fmt::Error> {
    if !result.verdict.usability.shows_shades() {
        return Ok(Vec::new());
    }
    let ladder = Ladder::of(result);
    let years = Years::of(result);
    let hues = Hues::of(result);
    let plots = [
        ladder.map(|plot| Plot::new("Difference to the target".into(), &plot, plot.note())),
        years.map(|plot| Plot::new(plot.title(), &plot, plot.note())),
        hues.map(|plot| Plot::new("Lightness and yellowness".into(), &plot, plot.note())),
    ];
    plots.into_iter().flatten().collect()
}

impl Plot {
    fn new(title: String, plot: &impl Template, note: String) -> Result<Self, fmt::Error> {
        let svg = plot.render().map_err(|_| fmt::Error)?;
        Ok(Self { title, svg, note })
    }
}
