//! The contents of a batch, with a picture of each photo.

use askama::Template;

use super::address;
use crate::report::advice;
use crate::report::preview::Preview;
use crate::report::schema::{Outcome, PhotoResult};

/// What comes after the last entry: the contents, which a browser shows first.
#[derive(Template)]
#[template(path = "end.html")]
pub(super) struct End<'a> {
    pub(super) items: &'a [Item],
}

/// One entry in the contents.
#[derive(Debug)]
pub(super) struct Item {
    /// Its place in the report, from 1.
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) thumbnail: Option<String>,
    pub(super) answer: String,
    /// Hair, skin and the closest match, as far as they are known.
    pub(super) colors: Vec<String>,
}

impl Item {
    pub(super) fn new(
        number: usize,
        title: String,
        outcome: &Outcome,
        preview: Option<&Preview>,
    ) -> Self {
        let (answer, colors) = match outcome {
            Outcome::Ok(result) => (answer(result), colors(result)),
            Outcome::Error { .. } => ("not analyzed".into(), Vec::new()),
        };
        Self {
            number,
            title,
            thumbnail: preview.map(|preview| address(&preview.thumbnail)),
            answer,
            colors,
        }
    }
}

fn answer(result: &PhotoResult) -> String {
    let verdict = result.verdict.usability.words();
    let answer = advice::answer(result).filter(|_| result.plan.is_some());
    answer.map_or(verdict.to_owned(), |shades| {
        format!("{verdict}, shade {shades}")
    })
}

fn colors(result: &PhotoResult) -> Vec<String> {
    let hair = result.hair.as_ref().map(|hair| &hair.color);
    let skin = result.skin.as_ref().map(|skin| &skin.color);
    let best = result.matches.first().map(|found| &found.color);
    let known = [hair, skin, best].into_iter().flatten();
    known.map(|color| color.hex.clone()).collect()
}
