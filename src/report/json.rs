//! The report for scripts: one JSON document.

use crate::report::layout::Report;

/// The report as indented JSON that ends with a line feed.
///
/// # Errors
///
/// None with the types of this crate; the signature is `serde_json`'s.
pub fn json(report: &Report) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    Ok(text)
}
