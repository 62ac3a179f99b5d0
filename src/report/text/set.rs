//! The pieces that lines are set from: swatches, headings, notes, paragraphs.

use std::fmt::{self, Write};

use anstyle::{Ansi256Color, Color, RgbColor, Style};

use crate::color::{self, Lab};
use crate::report::schema::ReportHead;
use crate::report::words::values;

/// How the report is set.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle {
    /// Columns of the terminal; the report uses 40 to 120.
    pub width: usize,
    /// Whether color swatches and emphasis may be drawn with escape codes.
    pub swatches: Swatches,
    /// Matches to print of each photo in its details.
    pub top: usize,
    /// Whether all that an answer rests on follows it.
    pub has_details: bool,
}

/// Whether swatches are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Swatches {
    /// As blocks of 24-bit color.
    Drawn,
    /// As blocks of the nearest of the 240 fixed colors that every terminal with 256 has.
    Indexed,
    /// Not at all: the terminal or the person wants plain text.
    LeftOut,
}

/// Columns of a swatch.
const SWATCH: usize = 4;
const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const NOTE_INDENT: &str = "          ";
/// Indents what a row goes on with.
const CONTINUED: &str = "    ";

/// A page of the report, as wide as the terminal.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) head: ReportHead,
    pub(super) style: TextStyle,
}

/// One cell of a row.
#[derive(Debug)]
pub(super) struct TextCell {
    pub(super) text: String,
    /// Columns that are kept for it, the same in every row.
    pub(super) columns: usize,
}

impl TextCell {
    /// Text that takes all of its columns.
    pub(super) fn full(text: String) -> Self {
        let columns = text.chars().count();
        Self { text, columns }
    }

    /// Text on the left of so many columns.
    pub(super) fn left(text: &str, columns: usize) -> Self {
        Self::full(format!("{text:<columns$}"))
    }

    /// Text on the right of so many columns.
    pub(super) fn right(text: &str, columns: usize) -> Self {
        Self::full(format!("{text:>columns$}"))
    }
}

impl Page {
    pub(super) fn heading(&self, out: &mut impl Write, words: &str) -> fmt::Result {
        // The name of a file stays in one piece, so that it can be copied.
        let options = self.lines("").subsequent_indent("  ").break_words(false);
        for line in textwrap::wrap(words, options) {
            self.styled(out, BOLD, &line)?;
            writeln!(out)?;
        }
        Ok(())
    }

    pub(super) fn named_color(&self, out: &mut impl Write, name: &str, lab: Lab) -> fmt::Result {
        let (name, values) = (format!("  {name:<7}"), values(lab));
        self.row(
            out,
            [
                TextCell::full(name),
                self.swatch(lab),
                TextCell::full(values),
            ],
        )
    }

    /// Cells beside each other; those that the page is too narrow for go on in the next line.
    pub(super) fn row(
        &self,
        out: &mut impl Write,
        cells: impl IntoIterator<Item = TextCell>,
    ) -> fmt::Result {
        let (mut line, mut columns) = (String::new(), 0);
        for cell in cells.into_iter().filter(|cell| cell.columns > 0) {
            if columns == 0 {
                columns = cell.columns;
            } else if columns + 1 + cell.columns <= self.style.width {
                line.push(' ');
                columns += 1 + cell.columns;
            } else {
                writeln!(out, "{}", line.trim_end())?;
                CONTINUED.clone_into(&mut line);
                columns = CONTINUED.len() + cell.columns;
            }
            line.push_str(&cell.text);
        }
        writeln!(out, "{}", line.trim_end())
    }

    /// A block of a color, or nothing where none are drawn.
    pub(super) fn swatch(&self, lab: Lab) -> TextCell {
        let pixel = color::srgb8_from_lab(lab);
        let fill = RgbColor(pixel.red, pixel.green, pixel.blue);
        let fill = match self.style.swatches {
            Swatches::Indexed => Color::Ansi256(nearest_indexed([fill.0, fill.1, fill.2])),
            Swatches::Drawn | Swatches::LeftOut => Color::Rgb(fill),
        };
        let style = Style::new().bg_color(Some(fill));
        let blank = self.no_swatch();
        TextCell {
            text: format!("{style}{}{style:#}", blank.text),
            ..blank
        }
    }

    /// The room of a swatch.
    pub(super) fn no_swatch(&self) -> TextCell {
        TextCell::left(
            "",
            match self.style.swatches {
                Swatches::Drawn | Swatches::Indexed => SWATCH,
                Swatches::LeftOut => 0,
            },
        )
    }

    pub(super) fn styled(&self, out: &mut impl Write, style: Style, words: &str) -> fmt::Result {
        match self.style.swatches {
            Swatches::Drawn | Swatches::Indexed => write!(out, "{style}{words}{style:#}"),
            Swatches::LeftOut => out.write_str(words),
        }
    }

    pub(super) fn note(&self, out: &mut impl Write, words: &str) -> fmt::Result {
        let mut options = self.lines("");
        options.width -= NOTE_INDENT.len();
        for line in textwrap::wrap(words, options) {
            out.write_str(NOTE_INDENT)?;
            self.styled(out, FAINT, &line)?;
            writeln!(out)?;
        }
        Ok(())
    }

    pub(super) fn item(&self, out: &mut impl Write, words: &str) -> fmt::Result {
        let options = self.lines("    ").initial_indent("  - ");
        writeln!(out, "{}", textwrap::fill(words, options))
    }

    pub(super) fn paragraph(&self, out: &mut impl Write, indent: &str, words: &str) -> fmt::Result {
        writeln!(out, "{}", textwrap::fill(words, self.lines(indent)))
    }

    /// Lines as wide as the page; the name of an option stays in one piece.
    pub(super) fn lines<'a>(&self, indent: &'a str) -> textwrap::Options<'a> {
        textwrap::Options::new(self.style.width)
            .initial_indent(indent)
            .subsequent_indent(indent)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
    }
}

/// The nearest of the colors 16 to 255 of xterm: a cube of 6 levels a channel, then a ramp of grays.
/// Those below 16 are the user's own.
fn nearest_indexed(color: [u8; 3]) -> Ansi256Color {
    /// Levels of the color cube of terminals of 256 colors (xterm).
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |at: u8| LEVELS[usize::from(at % 6)];
    let cube = (0..216).map(|at| (16 + at, [level(at / 36), level(at / 6), level(at)]));
    let grays = (0..24).map(|at| (232 + at, [8 + 10 * at; 3]));
    let apart = |[red, green, blue]: [u8; 3]| {
        let square = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        square(red, color[0]) + square(green, color[1]) + square(blue, color[2])
    };
    let nearest = cube.chain(grays).min_by_key(|(_, found)| apart(*found));
    Ansi256Color(nearest.map_or(16, |(index, _)| index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_is_shown_by_the_nearest_that_the_terminal_has() {
        for (color, index) in [
            ([0, 0, 0], 16),
            ([255, 255, 255], 231),
            ([97, 133, 176], 67),
            ([79, 80, 77], 239),
        ] {
            assert_eq!(nearest_indexed(color), Ansi256Color(index), "{color:?}");
        }
    }
}
