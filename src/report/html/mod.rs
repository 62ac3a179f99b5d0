//! The report as one page for the artist and the client: no script, nothing from elsewhere.

mod compared;
mod contents;
mod page;

use std::io;

use askama::Template;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use self::compared::ComparedPage;
use self::contents::{End, Item};
use self::page::{Analyzed, Failed, Top};
use crate::report::comparison::ComparisonReport;
use crate::report::plot::plots;
use crate::report::preview::Preview;
use crate::report::schema::{ClientReport, Outcome, PhotoReport, ReportHead};
use crate::report::summary::{self, AnswerLine};
use crate::report::words;
use crate::report::writer::{ReportWriter, Sink};

/// How the page is set.
#[derive(Clone, Debug)]
pub struct HtmlStyle {
    /// Matches to show of each photo.
    pub top: usize,
    /// What stands above all of them.
    pub heading: Heading,
}

/// What stands above a page.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Whom the page is about: its title.
    pub client: Option<String>,
    /// What else the artist has to say to the client.
    pub notes: Option<String>,
}

/// What a page is about where no client is named.
const ONE_VISIT: &str = "Pigment match";
const TWO_VISITS: &str = "Two visits compared";

/// Two visits as a page.
pub(super) fn comparison_html(
    report: &ComparisonReport,
    heading: &Heading,
) -> askama::Result<String> {
    let parts = [
        Top::new(TWO_VISITS, &report.head, heading).render()?,
        ComparedPage::new(report).render()?,
        End { items: &[] }.render()?,
    ];
    Ok(parts.concat())
}

/// The page, each photo as soon as it is known. Of those written only what the contents show is
/// kept: a batch has more pictures than fit into memory.
#[derive(Debug)]
pub(super) struct HtmlReport<'out> {
    head: ReportHead,
    style: HtmlStyle,
    contents: Vec<Item>,
    out: Sink<'out>,
}

impl<'out> HtmlReport<'out> {
    /// Writes what comes before the first entry.
    pub(super) fn begin(head: ReportHead, style: HtmlStyle, out: Sink<'out>) -> io::Result<Self> {
        let mut page = Self {
            head,
            style,
            contents: Vec::new(),
            out,
        };
        let top = Top::new(ONE_VISIT, &page.head, &page.style.heading).render();
        page.write(top)?;
        Ok(page)
    }

    /// A photo or a client, and what else is said of a client.
    fn set(
        &mut self,
        title: String,
        outcome: &Outcome,
        preview: Option<&Preview>,
        besides: &[AnswerLine],
    ) -> io::Result<()> {
        let item = Item::new(self.contents.len() + 1, title, outcome, preview);
        let piece = match outcome {
            Outcome::Ok(result) => plots(result).map_err(Into::into).and_then(|plots| {
                Analyzed {
                    item: &item,
                    result,
                    preview,
                    besides,
                    head: &self.head,
                    plots: &plots,
                    top: self.style.top,
                }
                .render()
            }),
            Outcome::Error { error } => Failed {
                item: &item,
                error,
                preview,
                besides,
                head: &self.head,
            }
            .render(),
        };
        self.write(piece)?;
        self.contents.push(item);
        Ok(())
    }

    fn write(&mut self, piece: askama::Result<String>) -> io::Result<()> {
        self.out.write(piece.map_err(io::Error::other)?.as_bytes())
    }
}

impl ReportWriter for HtmlReport<'_> {
    fn add(&mut self, entry: PhotoReport) -> io::Result<()> {
        let preview = entry.preview.as_deref();
        self.set(words::file_name(&entry), &entry.outcome, preview, &[])
    }

    fn add_client(&mut self, entry: ClientReport) -> io::Result<()> {
        let title = words::client_title(&entry, words::last_part);
        let lines = summary::client_lines(&entry, words::last_part);
        self.set(title, &entry.outcome, None, &lines)
    }

    fn finish(&mut self) -> io::Result<()> {
        let end = End {
            items: &self.contents,
        };
        let piece = end.render();
        self.write(piece)
    }
}

/// A picture as an address that holds it.
fn address(jpeg: &[u8]) -> String {
    format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(jpeg))
}
