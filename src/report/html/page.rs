//! The parts of the page: its head, and one part a photo.

use askama::Template;

use super::contents::Item;
use super::{Heading, address};
use crate::analysis::BoxContent;
use crate::color;
use crate::rank::Level;
use crate::report::patch::{CardPatch, patches};
use crate::report::plot::{PLOT_STYLE, Plot};
use crate::report::preview::Preview;
use crate::report::schema::{MatchReport, PhotoResult, ReportHead, Swatch};
use crate::report::summary::AnswerLine;
use crate::report::{advice, blend, contrast, recipe, summary, words};
use crate::segment::Label;

/// What comes before the first entry.
#[derive(Template)]
#[template(path = "head.html")]
pub(super) struct Top<'a> {
    /// What the page is about.
    about: &'static str,
    head: &'a ReportHead,
    client: Option<String>,
    notes: Option<String>,
    css: [&'static str; 2],
}

impl<'a> Top<'a> {
    pub(super) fn new(about: &'static str, head: &'a ReportHead, heading: &Heading) -> Self {
        Self {
            about,
            head,
            client: heading.client.as_deref().map(words::printable),
            notes: heading.notes.as_deref().map(words::printable_lines),
            css: [include_str!("../../../templates/style.css"), PLOT_STYLE],
        }
    }
}

/// A photo that could not be analyzed.
#[derive(Template)]
#[template(path = "failed.html")]
pub(super) struct Failed<'a> {
    pub(super) item: &'a Item,
    pub(super) error: &'a str,
    pub(super) preview: Option<&'a Preview>,
    pub(super) besides: &'a [AnswerLine],
    pub(super) head: &'a ReportHead,
}

/// A photo and what was found in it.
#[derive(Template)]
#[template(path = "analyzed.html")]
pub(super) struct Analyzed<'a> {
    pub(super) item: &'a Item,
    pub(super) result: &'a PhotoResult,
    pub(super) preview: Option<&'a Preview>,
    /// What else is said of a client.
    pub(super) besides: &'a [AnswerLine],
    pub(super) head: &'a ReportHead,
    pub(super) plots: &'a [Plot],
    pub(super) top: usize,
}

/// A measured color with what is known of it.
struct ColorRow<'a> {
    name: &'static str,
    color: &'a Swatch,
    notes: Vec<String>,
}

impl Analyzed<'_> {
    fn shown(&self) -> Vec<&MatchReport> {
        self.result.closest(self.top)
    }

    fn patches(&self) -> Vec<CardPatch<'_>> {
        patches(self.result, self.top)
    }

    /// The style of what is shown on the skin's color.
    fn ground(&self) -> String {
        let skin = self.result.skin.as_ref();
        skin.map_or(String::new(), |skin| {
            let letters = contrast::on(color::srgb8_from_lab(skin.color.lab));
            format!("background:{};color:#{letters:x}", skin.color.hex)
        })
    }

    fn is_treated(&self) -> bool {
        self.preview
            .is_some_and(|preview| preview.treated.is_some())
    }

    fn day(&self) -> Option<String> {
        words::day(self.result.taken.as_deref()?)
    }

    fn certainty(&self) -> Vec<String> {
        advice::certainty(self.result, self.head.palette.strength_source)
    }

    fn measured(&self) -> Vec<ColorRow<'_>> {
        let result = self.result;
        let hair = result.hair.as_ref().map(|hair| ColorRow {
            name: "hair",
            color: &hair.color,
            notes: words::hair(hair)
                .into_iter()
                .chain(hair.sd.map(words::sd))
                .collect(),
        });
        let skin = result.skin.as_ref().map(|skin| ColorRow {
            name: "skin",
            color: &skin.color,
            notes: [words::skin(skin)]
                .into_iter()
                .chain(skin.sd.map(words::sd))
                .collect(),
        });
        let target = result.target.as_ref().map(|target| ColorRow {
            name: "target",
            color: &target.color,
            notes: vec![words::target(target.kind, &self.head.settings)],
        });
        [hair, skin, target].into_iter().flatten().collect()
    }
}

/// How many of the three parts of the bar are filled.
fn steps(level: Level) -> usize {
    match level {
        Level::High => 3,
        Level::Medium => 2,
        Level::Low => 1,
    }
}

/// The class that a role's color is drawn by.
pub(super) fn role_class(role: Label) -> String {
    role.name().replace(' ', "-")
}

/// Percent of the photo above a box that its name takes.
pub(super) const ROOM_FOR_NAME: f64 = 8.0;

/// The class that a box is drawn by.
pub(super) fn box_class(content: BoxContent) -> &'static str {
    match content {
        BoxContent::Hair => "hair",
        BoxContent::Skin => "skin",
        BoxContent::Crop | BoxContent::Card | BoxContent::Chart | BoxContent::Strip => "other",
    }
}
