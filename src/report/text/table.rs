//! The matches of a photo, a line each.

use std::fmt::{self, Write};

use super::set::{Page, TextCell};
use crate::report::recipe;
use crate::report::schema::{MatchReport, PhotoResult};
use crate::report::words::{self, printable};

/// Columns that a match with its recipe takes besides the name of the shade.
const RECIPE_WIDTH: usize = 78;
/// Columns of the mark of the closest, and of what is said of each match.
const FIRST: usize = 4;
/// Columns of the probability, of the difference in lightness, and of what the eye sees.
const PROBABILITY: usize = 6;
const LIGHTNESS: usize = 12;
const EYE: usize = 20;

impl Page {
    /// The closest matches from light to dark, the first of them marked.
    pub(super) fn table(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        let matches = result.closest(self.style.top);
        let lengths = matches
            .iter()
            .map(|ranked| printable(&ranked.shade).chars().count());
        let shade = lengths.max().unwrap_or(0).max("shade".len());
        self.table_head(out, shade)?;
        for ranked in matches {
            self.ranked(out, ranked, shade)?;
        }
        Ok(())
    }

    fn table_head(&self, out: &mut impl Write, shade: usize) -> fmt::Result {
        let mix = self.has_recipes(shade).then_some("pigment + water");
        self.row(
            out,
            [
                TextCell::left("    shade", FIRST + shade),
                self.no_swatch(),
                TextCell::right("ΔE00", 4),
                TextCell::right("prob.", PROBABILITY),
                TextCell::left("lightness", LIGHTNESS),
                TextCell::left("to the eye", EYE),
            ]
            .into_iter()
            .chain(mix.map(|mix| TextCell::full(mix.to_owned()))),
        )
    }

    fn ranked(&self, out: &mut impl Write, ranked: &MatchReport, shade: usize) -> fmt::Result {
        let name = printable(&ranked.shade);
        let mark = if ranked.rank == 1 { "→" } else { " " };
        let (distance, percent) = (ranked.delta_e, ranked.probability * 100.0);
        let amounts = [ranked.recipe.pigment_ml, ranked.recipe.water_ml].map(recipe::ml);
        let mix = format!("{} ml + {} ml", amounts[0], amounts[1]);
        self.row(
            out,
            [
                TextCell::left(&format!("  {mark} {name}"), FIRST + shade),
                self.swatch(ranked.color.lab),
                TextCell::right(&format!("{distance:.1}"), 4),
                TextCell::right(&format!("{percent:.0} %"), PROBABILITY),
                TextCell::left(&words::lightness(ranked.delta_l), LIGHTNESS),
                TextCell::left(words::to_the_eye(ranked), EYE),
            ]
            .into_iter()
            .chain(self.has_recipes(shade).then(|| TextCell::full(mix))),
        )
    }

    fn has_recipes(&self, shade: usize) -> bool {
        self.style.width >= RECIPE_WIDTH + shade
    }
}
