//! The best match over time and from afar.

use std::fmt::{self, Write};

use super::set::{Page, Swatches};
use crate::color::Lab;
use crate::report::schema::{AreaReport, HealingReport, PhotoResult, StartingPointReport};
use crate::report::words;
use crate::report::{advice, blend};

/// Columns of the names of rows, and of each color.
const NAMES: usize = 11;
const COLUMN: usize = 8;

/// A color of the best match at one time or at one density.
struct LookRow {
    name: String,
    lab: Lab,
    /// How much lighter than the target, in words.
    delta_l: Option<String>,
}

impl Page {
    pub(super) fn outlook(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        let Some((healing, best)) = result.healing.as_ref().zip(result.matches.first()) else {
            return Ok(());
        };
        self.heading(out, &words::over_time(best))?;
        self.healing(out, healing)?;
        writeln!(out)?;
        self.heading(out, &words::from_afar(best, &self.head.settings))?;
        let skin = result.skin.as_ref().map(|skin| skin.color.lab);
        self.area(out, skin, &result.area)?;
        writeln!(out)
    }

    /// The shades that blend with the zone as a whole.
    pub(super) fn blend(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        if result.blend.is_empty() {
            return Ok(());
        }
        self.heading(out, words::BLEND)?;
        for at in &result.blend {
            let density = format!("{} dots/cm²", at.dots_per_cm2);
            self.item(out, &format!("{density}: {}", blend::closeness(at)))?;
        }
        if let Some(words) = blend::disagreement(result, &self.head.settings) {
            self.paragraph(out, "  ", &words)?;
        }
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
        let stages = healing.stages.iter().map(|stage| LookRow {
            name: stage.stage.to_owned(),
            lab: stage.color.lab,
            delta_l: Some(words::signed(stage.delta_l)),
        });
        self.looks(out, "", &stages.collect::<Vec<_>>())?;
        self.paragraph(out, "  ", &words::fading(healing))
    }

    fn area(&self, out: &mut impl Write, skin: Option<Lab>, area: &[AreaReport]) -> fmt::Result {
        let skin = skin.map(|lab| ("skin".to_owned(), lab));
        let dots = area
            .iter()
            .map(|look| (look.dots_per_cm2.to_string(), look.color.lab));
        let looks = skin.into_iter().chain(dots).map(|(name, lab)| LookRow {
            name,
            lab,
            delta_l: None,
        });
        self.looks(out, "dots/cm²", &looks.collect::<Vec<_>>())
    }

    /// Colors side by side, as many as the page is wide enough for, and the rest below.
    fn looks(&self, out: &mut impl Write, name: &str, looks: &[LookRow]) -> fmt::Result {
        let across = (self.style.width - NAMES) / COLUMN;
        for looks in looks.chunks(across) {
            row(out, name, looks.iter().map(|look| look.name.clone()))?;
            if self.style.swatches != Swatches::LeftOut {
                let swatches = looks.iter().map(|look| self.swatch(look.lab).text);
                writeln!(
                    out,
                    "{:NAMES$}   {}",
                    "",
                    swatches.collect::<Vec<_>>().join("    ")
                )?;
            }
            let lightness = looks.iter().map(|look| format!("{:.1}", look.lab.l));
            row(out, "L*", lightness)?;
            let deltas: Vec<_> = looks
                .iter()
                .filter_map(|look| look.delta_l.clone())
                .collect();
            if !deltas.is_empty() {
                row(out, "to target", deltas)?;
            }
        }
        Ok(())
    }
}

fn row(out: &mut impl Write, name: &str, cells: impl IntoIterator<Item = String>) -> fmt::Result {
    write!(out, "  {name:<width$}", width = NAMES - 2)?;
    for cell in cells {
        write!(out, "{cell:>COLUMN$}")?;
    }
    writeln!(out)
}
