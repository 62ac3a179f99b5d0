//! Two visits compared, for a person at a terminal.

use std::fmt::{self, Write};

use super::set::{Page, TextCell};
use super::{NARROWEST, TextStyle, WIDEST};
use crate::report::comparison::{
    ChangeReport, CommonLightReport, ComparisonReport, FadingReport, VisitReport, light_words,
    warnings_of_both,
};
use crate::report::words::{CLOSING_LINE, printable};

const PIGMENT_NOTE: &str = "by a model of skin and carbon, not measured; the contrast is what the \
     photos show";

/// Columns of the name of what has changed, and of each change with its margin.
const NAME: usize = 8;
const CHANGE: usize = 11;

/// Sets a comparison.
pub(in crate::report) fn comparison_text(
    report: &ComparisonReport,
    style: TextStyle,
) -> Result<String, fmt::Error> {
    let width = style.width.clamp(NARROWEST, WIDEST);
    let page = Page {
        head: report.head.clone(),
        style: TextStyle { width, ..style },
    };
    let mut text = String::new();
    page.comparison(&mut text, report)?;
    Ok(text)
}

impl Page {
    fn comparison(&self, out: &mut impl Write, report: &ComparisonReport) -> fmt::Result {
        self.paragraph(out, "", &report.verdict.text)?;
        writeln!(out)?;
        self.visit(out, "Before", &report.before)?;
        self.visit(out, "After", &report.after)?;
        self.changes(out, report)?;
        if let Some(fading) = &report.fading {
            self.fading(out, fading)?;
        }
        self.touch_up(out, report)?;
        self.all_warnings(out, report)?;
        self.paragraph(out, "", CLOSING_LINE)
    }

    fn visit(&self, out: &mut impl Write, which: &str, visit: &VisitReport) -> fmt::Result {
        let (name, width, height) = (printable(&visit.photo), visit.width, visit.height);
        self.heading(
            out,
            &format!("{which}: {name}  ({width} x {height} pixels)"),
        )?;
        match &visit.hair {
            Some(hair) => self.named_color(out, "hair", hair.color.lab)?,
            None => writeln!(out, "  hair    not found")?,
        }
        match &visit.skin {
            Some(skin) => self.named_color(out, "skin", skin.color.lab)?,
            None => writeln!(out, "  skin    not found")?,
        }
        writeln!(out)
    }

    fn changes(&self, out: &mut impl Write, report: &ComparisonReport) -> fmt::Result {
        let by_skin = matches!(report.common_light, CommonLightReport::SharedSkin { .. });
        self.heading(out, "Changes, ± with a probability of 90 %")?;
        let deltas =
            ["ΔL*", "Δa*", "Δb*"].map(|name| TextCell::left(&format!("{name:>5}"), CHANGE));
        let heads = [TextCell::left("", NAME)].into_iter().chain(deltas);
        self.row(out, heads.chain([TextCell::right("ΔE00", 5)]))?;
        self.change(out, "hair", report.hair.as_ref())?;
        match &report.skin {
            None if by_skin => writeln!(out, "  {:<7}   taken as equal", "skin")?,
            skin => self.change(out, "skin", skin.as_ref())?,
        }
        if report.before.dots.is_some() {
            self.change(out, "zone", report.zone.as_ref())?;
        }
        self.note(out, &light_words(&report.common_light))?;
        writeln!(out)
    }

    fn change(
        &self,
        out: &mut impl Write,
        name: &str,
        change: Option<&ChangeReport>,
    ) -> fmt::Result {
        let Some(change) = change else {
            return writeln!(out, "  {name:<7}   not compared");
        };
        let (delta, margin) = (change.delta, change.margin);
        let deltas = [
            (delta.l, margin.l),
            (delta.a, margin.a),
            (delta.b, margin.b),
        ];
        let verdict = if change.beyond_margin {
            " changed"
        } else {
            " within"
        };
        let cells = [TextCell::left(&format!("  {name}"), NAME)]
            .into_iter()
            .chain(deltas.map(|(delta, margin)| TextCell::full(with_margin(delta, margin))));
        let delta_e = TextCell::right(&format!("{:.1}", change.delta_e), 5);
        self.row(
            out,
            cells.chain([delta_e, TextCell::full(verdict.to_owned())]),
        )
    }

    fn fading(&self, out: &mut impl Write, fading: &FadingReport) -> fmt::Result {
        let (low, high) = fading.pigment_left_interval;
        let [contrast, left, low, high] =
            [fading.contrast_left, fading.pigment_left, low, high].map(|share| share * 100.0);
        self.heading(out, "Dots")?;
        writeln!(out, "  contrast {contrast:>4.0} % of that before")?;
        let range = format!("({low:.0} to {high:.0} %)");
        let pigment = format!("  pigment  {left:>4.0} % of that before");
        self.row(out, [pigment, range].map(TextCell::full))?;
        self.note(out, PIGMENT_NOTE)?;
        if let Some((shade, now)) = fading.shade.zip(fading.looks_like_shade) {
            self.note(
                out,
                &format!("dots of shade {shade} now look as shade {now:.0} did"),
            )?;
        }
        writeln!(out)
    }

    fn touch_up(&self, out: &mut impl Write, report: &ComparisonReport) -> fmt::Result {
        let Some(touch_up) = &report.touch_up else {
            return Ok(());
        };
        let palette = printable(&report.head.palette.name);
        self.heading(out, &format!("Hair and skin as they are now, by {palette}"))?;
        let (matched, first) = (&touch_up.matched, &touch_up.first_session);
        let line = format!("match: shade {matched}; to start with: shade {first}");
        self.item(out, &printable(&line))?;
        let shades = touch_up.confidence.shades.join(", ");
        let level = touch_up.confidence.level.name();
        self.item(
            out,
            &printable(&format!("confidence {level}, among {shades}")),
        )?;
        writeln!(out)
    }

    fn all_warnings(&self, out: &mut impl Write, report: &ComparisonReport) -> fmt::Result {
        let warnings = warnings_of_both(report);
        if warnings.is_empty() {
            return Ok(());
        }
        self.heading(out, "Warnings")?;
        for (whose, warning) in warnings {
            self.item(out, &format!("{whose}{}", printable(&warning.message)))?;
            self.paragraph(out, "    ", &format!("→ {}", warning.fix))?;
        }
        writeln!(out)
    }
}

fn with_margin(delta: f64, margin: f64) -> String {
    // Adding zero turns -0.0 into 0.0.
    let tenth = (delta * 10.0).round() / 10.0 + 0.0;
    let signed = if tenth > 0.0 { "+" } else { "" };
    format!("{:>5} ±{margin:>4.1}", format!("{signed}{tenth:.1}"))
}
