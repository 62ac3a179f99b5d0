//! One line of a report in JSON Lines, as far as a later run needs it.

use serde::Deserialize;

/// What lines begin with, so that half a line is told from somebody else's file.
const LINES_BEGIN: [&[u8]; 2] = [br#"{"photo":"#, br#"{"client":"#];

/// Everything that a line depends on.
#[derive(Debug, PartialEq, Eq, Hash, Deserialize)]
pub(crate) struct Subject {
    pub(crate) client: Option<String>,
    /// None in the line of a client.
    pub(crate) photo: Option<String>,
    pub(crate) photo_digest: Option<String>,
    pub(crate) settings_digest: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Line {
    #[serde(flatten)]
    pub(crate) subject: Subject,
    status: String,
}

/// What became of a line.
#[derive(Debug)]
pub(crate) enum Read {
    /// The photo was analyzed.
    Analyzed(Subject),
    /// It failed, or the line is damaged: it is to be analyzed.
    Missing,
    /// It is no line of a report, and why.
    Foreign(serde_json::Error),
}

impl Read {
    /// Reads a whole line.
    pub(crate) fn of(text: &[u8]) -> Self {
        match serde_json::from_slice::<Line>(text) {
            Ok(line) if line.status == "ok" => Self::Analyzed(line.subject),
            Ok(_) => Self::Missing,
            Err(error) if !error.is_data() && is_damaged(text) => Self::Missing,
            Err(error) => Self::Foreign(error),
        }
    }
}

/// Whether a line that cannot be read was one of a report, as far as it goes: it begins like one, or
/// with what a disk makes of one after a power cut.
pub(crate) fn is_damaged(text: &[u8]) -> bool {
    let is_begun = |begin: &&[u8]| text.starts_with(begin) || begin.starts_with(text);
    LINES_BEGIN.iter().any(is_begun) || text.starts_with(&[0])
}
