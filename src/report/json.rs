//! The report for scripts: one JSON document, or JSON Lines.

use std::io;

use serde::Serialize;

use crate::report::schema::{ClientReport, PhotoReport, Report, ReportHead};
use crate::report::writer::{ReportWriter, Sink};

/// One indented JSON document, written when the report ends.
#[derive(Debug)]
pub(super) struct JsonReport<'out> {
    report: Report,
    out: Sink<'out>,
}

impl<'out> JsonReport<'out> {
    pub(super) fn new(head: ReportHead, out: Sink<'out>) -> Self {
        let report = Report::new(head);
        Self { report, out }
    }
}

impl ReportWriter for JsonReport<'_> {
    fn add(&mut self, entry: PhotoReport) -> io::Result<()> {
        self.report.photos.push(entry);
        Ok(())
    }

    fn add_client(&mut self, entry: ClientReport) -> io::Result<()> {
        self.report.clients.push(entry);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let document = serde_json::to_vec_pretty(&self.report);
        self.out.write(&ended(document?))
    }
}

/// One JSON object a line.
#[derive(Debug)]
pub(super) struct JsonLinesReport<'out> {
    out: Sink<'out>,
}

impl<'out> JsonLinesReport<'out> {
    pub(super) fn new(out: Sink<'out>) -> Self {
        Self { out }
    }

    fn write(&mut self, entry: &impl Serialize) -> io::Result<()> {
        let line = serde_json::to_vec(entry);
        self.out.write(&ended(line?))
    }
}

impl ReportWriter for JsonLinesReport<'_> {
    fn add(&mut self, entry: PhotoReport) -> io::Result<()> {
        self.write(&entry)
    }

    fn add_client(&mut self, entry: ClientReport) -> io::Result<()> {
        self.write(&entry)
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn ended(mut line: Vec<u8>) -> Vec<u8> {
    line.push(b'\n');
    line
}
