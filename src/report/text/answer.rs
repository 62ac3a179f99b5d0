//! The answer about a photo, before anything else.

use std::fmt::{self, Write};

use super::set::{Page, Swatches};
use crate::color::Lab;
use crate::report::schema::{Outcome, PhotoResult};
use crate::report::summary::{self, AnswerLine, answer_lines};

/// Columns of what a line is about.
const ABOUT: usize = 9;

impl Page {
    /// The verdict with what to do next, then the answer, within a dozen lines of 80 columns.
    pub(super) fn answer(
        &self,
        out: &mut impl Write,
        name: &str,
        result: &PhotoResult,
    ) -> fmt::Result {
        self.heading(out, &format!("{name}: {}", summary::verdict(result)))?;
        if let Some(why) = summary::why(result) {
            self.paragraph(out, "  ", &why)?;
        }
        self.answer_lines(out, &answer_lines(result))
    }

    pub(super) fn answer_lines(&self, out: &mut impl Write, lines: &[AnswerLine]) -> fmt::Result {
        lines
            .iter()
            .try_for_each(|line| self.answer_line(out, line))
    }

    /// What a line is about, a swatch where it has a color, and its words beside it.
    fn answer_line(&self, out: &mut impl Write, line: &AnswerLine) -> fmt::Result {
        let drawn = |_: &Lab| self.style.swatches != Swatches::LeftOut;
        let swatch = line.color.filter(drawn).map(|lab| self.swatch(lab));
        let (swatch, columns) =
            swatch.map_or_else(Default::default, |cell| (cell.text, cell.columns));
        let gap = usize::from(columns > 0);
        let indent = ABOUT + 1 + columns + gap;
        write!(
            out,
            "  {:<width$} {}",
            line.about,
            swatch,
            width = ABOUT - 2
        )?;
        let mut options = self.lines("");
        options.width = options.width.saturating_sub(indent).max(1);
        let words = textwrap::wrap(&line.words, options);
        for (place, words) in words.iter().enumerate() {
            let before = if place > 0 { indent } else { gap };
            writeln!(out, "{:before$}{words}", "")?;
        }
        Ok(())
    }
}

/// What is the same on every photo, said once at the end.
#[derive(Debug, Default)]
pub(super) struct Common(Vec<&'static str>);

impl Common {
    pub(super) fn note(&mut self, outcome: &Outcome) {
        let Outcome::Ok(result) = outcome else {
            return;
        };
        let all = result.warnings.iter();
        for words in all.filter_map(|it| it.warning.common()) {
            if !self.0.contains(&words) {
                self.0.push(words);
            }
        }
    }

    pub(super) fn words(&self) -> Option<String> {
        let words = self.0.join(", ");
        (!words.is_empty()).then(|| format!("Note: {words} (-v tells more)."))
    }
}
