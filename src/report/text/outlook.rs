//! The best match over time and from afar.

use std::fmt::{self, Write};

use super::set::{Page, Swatches};
use crate::color::Lab;
use crate::report::advice;
use crate::report::layout::{AreaReport, HealingReport, PhotoResult, StartingPointReport};
use crate::report::words;

/// Columns of the names of rows, and of each color.
const NAMES: usize = 11;
const COLUMN: usize = 8;

impl Page {
    pub(super) fn outlook(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        let Some((healing, best)) = result.healing.as_ref().zip(result.matches.first()) else {
            return Ok(());
        };
        self.heading(out, &words::over_time(best))?;
        self.healing(out, healing)?;
        writeln!(out)?;
        self.heading(out, &words::from_afar(best, &self.report.settings))?;
        let skin = result.skin.as_ref().map(|skin| skin.color.lab);
        self.area(out, skin, &result.area)?;
        writeln!(out)
    }

    /// What to begin with where there is nothing to match.
    pub(super) fn starting_point(
        &self,
        out: &mut impl Write,
        start: &StartingPointReport,
    ) -> fmt::Result {
        self.heading(out, words::STARTING_POINT)?;
        self.paragraph(out, "  ", &advice::starting_point(start))?;
        writeln!(out)
    }

    fn healing(&self, out: &mut impl Write, healing: &HealingReport) -> fmt::Result {
        let stages = healing.stages.iter();
        let colors: Vec<(String, Lab)> = stages
            .map(|stage| (stage.stage.to_owned(), stage.color.lab))
            .collect();
        self.colors_in_a_row(out, "", &colors)?;
        let deltas = healing
            .stages
            .iter()
            .map(|stage| words::signed(stage.delta_l));
        row(out, "to target", deltas)?;
        self.paragraph(out, "  ", &words::fading(healing))
    }

    fn area(&self, out: &mut impl Write, skin: Option<Lab>, area: &[AreaReport]) -> fmt::Result {
        let skin = skin.map(|lab| ("skin".to_owned(), lab));
        let dots = area
            .iter()
            .map(|look| (look.dots_per_cm2.to_string(), look.color.lab));
        let colors: Vec<(String, Lab)> = skin.into_iter().chain(dots).collect();
        self.colors_in_a_row(out, "dots/cm²", &colors)
    }

    /// Colors side by side: their names, their swatches, their lightness.
    fn colors_in_a_row(
        &self,
        out: &mut impl Write,
        name: &str,
        colors: &[(String, Lab)],
    ) -> fmt::Result {
        row(out, name, colors.iter().map(|(name, _)| name.clone()))?;
        if self.style.swatches == Swatches::Drawn {
            write!(out, "{:NAMES$}", "")?;
            for (_, lab) in colors {
                out.write_str("   ")?;
                self.swatch(out, *lab)?;
            }
            writeln!(out)?;
        }
        row(
            out,
            "L*",
            colors.iter().map(|(_, lab)| format!("{:.1}", lab.l)),
        )
    }
}

fn row(out: &mut impl Write, name: &str, cells: impl IntoIterator<Item = String>) -> fmt::Result {
    write!(out, "  {name:<width$}", width = NAMES - 2)?;
    for cell in cells {
        write!(out, "{cell:>COLUMN$}")?;
    }
    writeln!(out)
}
