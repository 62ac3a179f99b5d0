//! One door for every form of the report.

use std::io::{self, Write};

use crate::report::csv::{CsvDialect, CsvReport};
use crate::report::html::{HtmlReport, HtmlStyle};
use crate::report::json::{JsonLinesReport, JsonReport};
use crate::report::line::LineReport;
use crate::report::schema::ReportHead;
use crate::report::text::{TextReport, TextStyle};
use crate::report::writer::{ReportWriter, Sink};

/// Form of a report.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Form {
    /// For a person at a terminal.
    Text(TextStyle),
    /// One line a photo: verdict, shade, range, confidence, name.
    Line,
    /// One JSON document, written when the report ends.
    Json,
    /// One JSON object per photo, each on a line: the elements of `photos` in the JSON document.
    JsonLines,
    /// A table of one row per photo and match.
    Csv(CsvDialect),
    /// One page for the artist and the client, with pictures where entries have a
    /// [`Preview`](super::Preview).
    Html(HtmlStyle),
}

/// Begins a report in the given form; `head` says what was ranked and how.
///
/// ```
/// use smpmatch::answer::AnswerOptions;
/// use smpmatch::palette::Palette;
/// use smpmatch::report::{Form, PhotoReport, ReportHead, begin};
///
/// let head = ReportHead::new(&Palette::generic(), &AnswerOptions::default());
/// let mut lines = Vec::new();
/// let mut report = begin(Form::JsonLines, head, &mut lines)?;
/// report.add(PhotoReport::failed("a.jpg".into(), &smpmatch::Error::EmptyFile))?;
/// report.finish()?;
/// drop(report);
/// assert!(lines.starts_with(br#"{"photo":"a.jpg","status":"error","error":"the file is empty"#));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the report cannot be written.
pub fn begin<'out>(
    form: Form,
    head: ReportHead,
    out: impl Write + 'out,
) -> io::Result<Box<dyn ReportWriter + 'out>> {
    let out = Sink::new(out);
    Ok(match form {
        Form::Text(style) => Box::new(TextReport::new(head, style, out)),
        Form::Line => Box::new(LineReport::new(out)),
        Form::Json => Box::new(JsonReport::new(head, out)),
        Form::JsonLines => Box::new(JsonLinesReport::new(out)),
        Form::Csv(dialect) => Box::new(CsvReport::begin(&head, dialect, out)?),
        Form::Html(style) => Box::new(HtmlReport::begin(head, style, out)?),
    })
}
