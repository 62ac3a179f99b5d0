//! What every form of the report offers, and where it goes.

use std::fmt::{self, Debug};
use std::io::{self, Write};

use crate::report::schema::{ClientReport, PhotoReport};

/// Writes a report entry by entry.
pub trait ReportWriter: Debug {
    /// Adds one entry. Where the form allows it, it is written and flushed whole before this
    /// returns, so that a run that is cut short leaves a sound report.
    ///
    /// # Errors
    ///
    /// If the report cannot be written.
    fn add(&mut self, entry: PhotoReport) -> io::Result<()>;

    /// Adds the entry of a client; those of the client's photos are added after it.
    ///
    /// # Errors
    ///
    /// If the report cannot be written.
    fn add_client(&mut self, entry: ClientReport) -> io::Result<()>;

    /// Writes what comes after the last entry.
    ///
    /// # Errors
    ///
    /// If the report cannot be written.
    fn finish(&mut self) -> io::Result<()>;
}

/// Where a report goes.
pub(super) struct Sink<'out>(Box<dyn Write + 'out>);

impl<'out> Sink<'out> {
    pub(super) fn new(out: impl Write + 'out) -> Self {
        Self(Box::new(out))
    }

    /// Writes a piece at once and hands it on: a reader never waits for the rest of a line.
    pub(super) fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.0.write_all(piece)?;
        self.0.flush()
    }
}

impl Debug for Sink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sink")
    }
}
