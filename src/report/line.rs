//! The report as one line a photo, to be looked through at a terminal.

use std::io;

use crate::report::advice;
use crate::report::schema::{ClientReport, Outcome, PhotoReport, PhotoResult};
use crate::report::words;
use crate::report::writer::{ReportWriter, Sink};

/// Columns of the verdict and of the shade.
const VERDICT: usize = 14;
const SHADE: usize = 6;

/// One line a photo.
#[derive(Debug)]
pub(super) struct LineReport<'out> {
    out: Sink<'out>,
}

impl<'out> LineReport<'out> {
    pub(super) fn new(out: Sink<'out>) -> Self {
        Self { out }
    }

    fn write(&mut self, name: &str, outcome: &Outcome) -> io::Result<()> {
        let line = match outcome {
            Outcome::Ok(result) => format!("{}{name}\n", told(result)),
            Outcome::Error { error } => format!("{:VERDICT$} {name}: {error}\n", "failed"),
        };
        self.out.write(line.as_bytes())
    }
}

impl ReportWriter for LineReport<'_> {
    fn add(&mut self, entry: PhotoReport) -> io::Result<()> {
        self.write(&words::title(&entry), &entry.outcome)
    }

    fn add_client(&mut self, entry: ClientReport) -> io::Result<()> {
        self.write(
            &words::client_title(&entry, words::printable),
            &entry.outcome,
        )
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The verdict, and of a usable answer the shade, the range and the confidence.
fn told(result: &PhotoResult) -> String {
    let verdict = result.verdict.usability.words();
    let usable = result.confidence.as_ref().filter(|_| result.plan.is_some());
    let (shade, range, level) = match usable.zip(result.matches.first()) {
        Some((confidence, best)) => (
            words::printable(&best.shade),
            advice::choices(&confidence.shades),
            confidence.level.name(),
        ),
        None => ("-".to_owned(), "-".to_owned(), "-"),
    };
    format!("{verdict:VERDICT$} {shade:SHADE$} {range:10} {level:7} ")
}
