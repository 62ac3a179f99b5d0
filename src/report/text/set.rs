//! The pieces that lines are set from: swatches, headings, notes, paragraphs.

use std::fmt::{self, Write};

use anstyle::{Color, RgbColor, Style};

use crate::color::{self, Lab};
use crate::report::layout::Report;
use crate::report::words::values;

/// How the report is set.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle {
    /// Columns of the terminal; the report uses 60 to 120.
    pub width: usize,
    /// Whether color swatches and emphasis may be drawn with escape codes.
    pub swatches: Swatches,
    /// Matches to print of each photo.
    pub top: usize,
}

/// Whether swatches are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatches {
    /// As blocks of 24-bit color.
    Drawn,
    /// Not at all: the terminal or the person wants plain text.
    LeftOut,
}

pub(super) const SWATCH: &str = "    ";
const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const NOTE_INDENT: &str = "          ";

/// A page of the report, as wide as the terminal.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) report: Report,
    pub(super) style: TextStyle,
}

impl Page {
    pub(super) fn heading(&self, out: &mut impl Write, words: &str) -> fmt::Result {
        self.styled(out, BOLD, words)?;
        writeln!(out)
    }

    pub(super) fn named_color(&self, out: &mut impl Write, name: &str, lab: Lab) -> fmt::Result {
        write!(out, "  {name:<7} ")?;
        self.swatch(out, lab)?;
        writeln!(out, "{}", values(lab))
    }

    pub(super) fn swatch(&self, out: &mut impl Write, lab: Lab) -> fmt::Result {
        if self.style.swatches == Swatches::LeftOut {
            return Ok(());
        }
        let pixel = color::srgb8_from_lab(lab);
        let fill = RgbColor(pixel.red, pixel.green, pixel.blue);
        let style = Style::new().bg_color(Some(Color::Rgb(fill)));
        write!(out, "{style}{SWATCH}{style:#} ")
    }

    pub(super) fn styled(&self, out: &mut impl Write, style: Style, words: &str) -> fmt::Result {
        match self.style.swatches {
            Swatches::Drawn => write!(out, "{style}{words}{style:#}"),
            Swatches::LeftOut => out.write_str(words),
        }
    }

    pub(super) fn note(&self, out: &mut impl Write, words: &str) -> fmt::Result {
        for line in textwrap::wrap(words, self.style.width - NOTE_INDENT.len()) {
            out.write_str(NOTE_INDENT)?;
            self.styled(out, FAINT, &line)?;
            writeln!(out)?;
        }
        Ok(())
    }

    pub(super) fn item(&self, out: &mut impl Write, words: &str) -> fmt::Result {
        let options = textwrap::Options::new(self.style.width)
            .initial_indent("  - ")
            .subsequent_indent("    ");
        writeln!(out, "{}", textwrap::fill(words, options))
    }

    pub(super) fn paragraph(&self, out: &mut impl Write, indent: &str, words: &str) -> fmt::Result {
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(indent)
            .subsequent_indent(indent);
        writeln!(out, "{}", textwrap::fill(words, options))
    }
}
