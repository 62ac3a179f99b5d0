//! The matches of a photo, a line each.

use std::fmt::{self, Write};

use super::set::{Page, SWATCH, Swatches};
use crate::report::layout::MatchReport;
use crate::report::words::{self, printable};

/// Columns that a match with its recipe takes besides the name of the shade.
const RECIPE_WIDTH: usize = 78;

impl Page {
    pub(super) fn table(&self, out: &mut impl Write, matches: &[MatchReport]) -> fmt::Result {
        let matches = &matches[..matches.len().min(self.style.top)];
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
        let swatch = match self.style.swatches {
            Swatches::Drawn => format!("{SWATCH} "),
            Swatches::LeftOut => String::new(),
        };
        let mix = if self.has_recipes(shade) {
            "pigment + water"
        } else {
            ""
        };
        let head = format!(
            "    {:<shade$} {swatch}{:>4} {:>6} {:<12} {:<20} {mix}",
            "shade", "ΔE00", "chance", "lightness", "to the eye"
        );
        writeln!(out, "{}", head.trim_end())
    }

    /// One match; the narrowest page holds it without its recipe.
    fn ranked(&self, out: &mut impl Write, ranked: &MatchReport, shade: usize) -> fmt::Result {
        write!(
            out,
            "{:>2}. {:<shade$} ",
            ranked.rank,
            printable(&ranked.shade)
        )?;
        self.swatch(out, ranked.color.lab)?;
        let (distance, chance) = (ranked.delta_e, ranked.probability * 100.0);
        let lightness = words::lightness(ranked.delta_l);
        let eye = words::to_the_eye(ranked);
        write!(out, "{distance:>4.1} {chance:>4.0} % {lightness:<12} ")?;
        if self.has_recipes(shade) {
            let recipe = &ranked.recipe;
            let (pigment, water) = (recipe.pigment_ml, recipe.water_ml);
            writeln!(out, "{eye:<20} {pigment:.2} ml + {water:.2} ml")
        } else {
            writeln!(out, "{eye}")
        }
    }

    fn has_recipes(&self, shade: usize) -> bool {
        self.style.width >= RECIPE_WIDTH + shade
    }
}
