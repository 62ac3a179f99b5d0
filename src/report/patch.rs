//! The colors to hold beside a head, by name.

use crate::report::schema::{PhotoResult, Swatch};
use crate::report::words;

/// One color with its name.
pub(super) struct CardPatch<'a> {
    pub(super) name: String,
    pub(super) color: &'a Swatch,
    /// What the color rests on.
    pub(super) footing: &'static str,
}

/// Hair, target and the first matches, as far as they are known.
pub(super) fn patches(result: &PhotoResult, top: usize) -> Vec<CardPatch<'_>> {
    let hair = result.hair.as_ref().map(|hair| CardPatch {
        name: "hair".into(),
        color: &hair.color,
        footing: "measured",
    });
    let target = result.target.as_ref().map(|target| CardPatch {
        name: "target".into(),
        color: &target.color,
        footing: "to match",
    });
    let matches = result.closest(top).into_iter().map(|found| CardPatch {
        name: words::printable(&found.shade),
        color: &found.color,
        footing: words::basis(found.basis),
    });
    hair.into_iter().chain(target).chain(matches).collect()
}
