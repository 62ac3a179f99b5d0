//! The best match over time and from afar.

use std::fmt::{self, Write};

use super::set::{Page, Swatches, printable};
use crate::color::Lab;
use crate::rank::age_words;
use crate::report::advice;
use crate::report::layout::{
    AreaReport, AssumedFadingReport, HealingReport, PhotoResult, StartingPointReport,
};

/// Columns of the names of rows, and of each color.
const NAMES: usize = 11;
const COLUMN: usize = 8;

impl Page {
    pub(super) fn outlook(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        let Some((healing, best)) = result.healing.as_ref().zip(result.matches.first()) else {
            return Ok(());
        };
        let shade = printable(&best.shade);
        self.heading(out, &format!("Shade {shade} over time, predicted"))?;
        self.healing(out, healing)?;
        writeln!(out)?;
        let age = age_words(self.report.settings.age_days);
        self.heading(out, &format!("Shade {shade} from two meters, {age}"))?;
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
        self.heading(out, "Starting point by the skin alone, not a match")?;
        self.paragraph(out, "  ", &advice::starting_point(start))?;
        writeln!(out)
    }

    fn healing(&self, out: &mut impl Write, healing: &HealingReport) -> fmt::Result {
        let stages = healing.stages.iter();
        let colors: Vec<(String, Lab)> = stages
            .map(|stage| (stage.stage.to_owned(), stage.color.lab))
            .collect();
        self.colors_in_a_row(out, "", &colors)?;
        let delta = |delta_l: f64| match (delta_l * 10.0).round() / 10.0 {
            delta if delta.abs() > 0.0 => format!("{delta:+.1}"),
            _ => "0.0".to_owned(),
        };
        let deltas = healing.stages.iter().map(|stage| delta(stage.delta_l));
        row(out, "to target", deltas)?;
        self.paragraph(out, "  ", &fading(healing))
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

fn fading(healing: &HealingReport) -> String {
    let touch_up = match healing.touch_up_years {
        Some((soonest, latest)) => format!(
            "It has clearly faded from the hair, and a touch-up is due, in about {soonest:.0} to \
             {latest:.0} years."
        ),
        None => "Too far from the hair to tell when a touch-up is due.".to_owned(),
    };
    let AssumedFadingReport {
        kept,
        kept_range: (least, most),
        half_life_years,
        half_life_range: (shortest, longest),
    } = healing.assumed;
    let [kept, least, most] = [kept, least, most].map(|share| share * 100.0);
    format!(
        "In the first days expect it 30 to 50 % darker, and red besides. {touch_up} Assumed: \
         {kept:.0} % of the pigment stays ({least:.0} to {most:.0} %), half of that fades in \
         {half_life_years} years ({shortest:.0} to {longest:.0})."
    )
}
