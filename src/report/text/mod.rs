//! The report for a person at a terminal.

mod answer;
mod comparison;
mod outlook;
mod set;
mod table;

use std::fmt::{self, Write};
use std::io;

use self::answer::Common;
use self::set::{Page, TextCell};
use crate::measure::LabSd;
use crate::report::advice;
use crate::report::schema::{
    ClientReport, ClusterReport, HairReport, LightReport, Outcome, PhotoReport, PhotoResult,
    ReportHead, SkinReport, TargetReport, WarningReport,
};
use crate::report::summary::{self, AnswerLine};
use crate::report::words::{self, CLOSING_LINE, printable, values};
use crate::report::writer::{ReportWriter, Sink};

pub(super) use self::comparison::comparison_text;
pub use self::set::{Swatches, TextStyle};

/// Columns to which the text is set at least and at most: lines of more are hard to read.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;

/// The report as text, each photo as soon as it is known.
#[derive(Debug)]
pub(super) struct TextReport<'out> {
    page: Page,
    common: Common,
    out: Sink<'out>,
}

impl<'out> TextReport<'out> {
    pub(super) fn new(head: ReportHead, style: TextStyle, out: Sink<'out>) -> Self {
        let width = style.width.clamp(NARROWEST, WIDEST);
        let page = Page {
            head,
            style: TextStyle { width, ..style },
        };
        Self {
            page,
            common: Common::default(),
            out,
        }
    }

    fn set(&mut self, part: impl Fn(&Page, &mut String) -> fmt::Result) -> io::Result<()> {
        let mut text = String::new();
        part(&self.page, &mut text).map_err(io::Error::other)?;
        self.out.write(text.as_bytes())
    }
}

impl ReportWriter for TextReport<'_> {
    fn add(&mut self, entry: PhotoReport) -> io::Result<()> {
        self.common.note(&entry.outcome);
        // What a photo of a client adds is said with the client's answer.
        if entry.member.is_some() && !self.page.style.has_details {
            return Ok(());
        }
        let name = words::title(&entry);
        self.set(|page, text| page.entry(text, &name, &entry.outcome, &[]))
    }

    fn add_client(&mut self, entry: ClientReport) -> io::Result<()> {
        self.common.note(&entry.outcome);
        let name = words::client_title(&entry, printable);
        let lines = summary::client_lines(&entry, printable);
        self.set(|page, text| page.entry(text, &name, &entry.outcome, &lines))
    }

    fn finish(&mut self) -> io::Result<()> {
        let common = self.common.words();
        self.set(|page, text| {
            if let Some(words) = &common {
                page.paragraph(text, "", words)?;
            }
            page.paragraph(text, "", CLOSING_LINE)
        })
    }
}

impl Page {
    /// A photo or a client, and what else is said of a client.
    fn entry(
        &self,
        out: &mut impl Write,
        name: &str,
        outcome: &Outcome,
        besides: &[AnswerLine],
    ) -> fmt::Result {
        match outcome {
            Outcome::Error { error } => {
                self.heading(out, name)?;
                self.paragraph(out, "  ", error)?;
                self.answer_lines(out, besides)?;
                writeln!(out)
            }
            Outcome::Ok(result) => {
                self.answer(out, name, result)?;
                self.answer_lines(out, besides)?;
                writeln!(out)?;
                if self.style.has_details {
                    self.details(out, result)?;
                }
                Ok(())
            }
        }
    }

    /// All that the answer rests on.
    fn details(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        if let Some((width, height)) = result.width.zip(result.height) {
            self.heading(out, &format!("Details of {width} x {height} pixels"))?;
        }
        self.colors(out, result)?;
        self.light(out, &result.light)?;
        self.matches(out, result)?;
        self.clusters(out, &result.clusters)?;
        self.warnings(out, &result.warnings)
    }

    fn clusters(&self, out: &mut impl Write, clusters: &[ClusterReport]) -> fmt::Result {
        if clusters.is_empty() {
            return Ok(());
        }
        self.heading(out, "Dominant colors")?;
        for cluster in clusters {
            let (share, role) = (cluster.share * 100.0, cluster.role.name());
            self.row(
                out,
                [
                    TextCell::left("", 1),
                    self.swatch(cluster.color.lab),
                    TextCell::full(format!("{share:>5.1}%  {role:<11}")),
                    TextCell::full(values(cluster.color.lab)),
                ],
            )?;
        }
        writeln!(out)
    }

    fn light(&self, out: &mut impl Write, light: &LightReport) -> fmt::Result {
        let Some((heading, note)) = words::light(light) else {
            return Ok(());
        };
        self.heading(out, heading)?;
        if let LightReport::Card { before, after, .. } = light {
            self.named_color(out, "before", before.lab)?;
            self.named_color(out, "after", after.lab)?;
        }
        self.note(out, &note)?;
        writeln!(out)
    }

    fn colors(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        match &result.hair {
            Some(hair) => self.hair(out, hair)?,
            None => writeln!(out, "  hair    not found")?,
        }
        match &result.skin {
            Some(skin) => self.skin(out, skin)?,
            None => writeln!(out, "  skin    not found")?,
        }
        if let Some(scale) = &result.scale {
            writeln!(out, "  size    {:.1} pixels/mm", scale.pixels_per_mm)?;
            self.note(out, &words::scale(scale))?;
        }
        if let Some(target) = &result.target {
            self.target(out, target)?;
        }
        writeln!(out)
    }

    fn hair(&self, out: &mut impl Write, hair: &HairReport) -> fmt::Result {
        self.named_color(out, "hair", hair.color.lab)?;
        self.sd(out, hair.sd)?;
        if let Some(seen) = hair.seen_lab {
            self.named_color(out, "seen", seen)?;
        }
        words::hair(hair).map_or(Ok(()), |note| self.note(out, &note))
    }

    fn skin(&self, out: &mut impl Write, skin: &SkinReport) -> fmt::Result {
        self.named_color(out, "skin", skin.color.lab)?;
        self.sd(out, skin.sd)?;
        self.note(out, &words::skin(skin))
    }

    fn sd(&self, out: &mut impl Write, sd: Option<LabSd>) -> fmt::Result {
        sd.map_or(Ok(()), |sd| self.note(out, &words::sd(sd)))
    }

    fn target(&self, out: &mut impl Write, target: &TargetReport) -> fmt::Result {
        self.named_color(out, "target", target.color.lab)?;
        self.note(out, &words::target(target.kind, &self.head.settings))
    }

    fn matches(&self, out: &mut impl Write, result: &PhotoResult) -> fmt::Result {
        let Some(best) = result.matches.first() else {
            let start = result.starting_point.as_ref();
            return start.map_or(Ok(()), |start| self.starting_point(out, start));
        };
        let palette = &self.head.palette.name;
        self.heading(out, &words::ladder(result.basis, palette))?;
        if let Some(footing) = words::footing(result, &self.head.settings) {
            self.paragraph(out, "  ", &footing)?;
        }
        self.table(out, result)?;
        for words in advice::certainty(result, self.head.palette.strength_source) {
            self.paragraph(out, "  ", &words)?;
        }
        writeln!(out)?;
        if result.plan.is_some() {
            self.plan(out, result, best.recipe.volume_ml)?;
        }
        self.blend(out, result)?;
        self.outlook(out, result)
    }

    fn plan(&self, out: &mut impl Write, result: &PhotoResult, volume_ml: f64) -> fmt::Result {
        self.heading(out, &format!("Plan, each mix {volume_ml} ml"))?;
        for line in advice::plan(result) {
            self.item(out, &line)?;
        }
        writeln!(out)
    }

    fn warnings(&self, out: &mut impl Write, warnings: &[WarningReport]) -> fmt::Result {
        if warnings.is_empty() {
            return Ok(());
        }
        self.heading(out, "Warnings")?;
        for warning in warnings {
            self.item(out, &printable(&warning.message))?;
            self.paragraph(out, "    ", &format!("→ {}", warning.fix))?;
        }
        writeln!(out)
    }
}
