//! What serde has against a palette, in words an artist can act on.

use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::error::Error;

/// The refusal of a place in the palette.
pub(super) fn of(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let cause = error.inner();
    if cause.classify() != Category::Data {
        return of_text(cause);
    }
    let (found, expected) = found_and_expected(&without_position(cause));
    Error::Palette {
        at: pointer(error.path()),
        found,
        expected,
    }
}

/// The refusal of text that is not JSON.
pub(super) fn of_text(error: &serde_json::Error) -> Error {
    Error::Palette {
        at: String::new(),
        found: format!("text that is not JSON ({error})"),
        expected: "a palette in JSON".to_owned(),
    }
}

/// The pointer (RFC 6901) to a place.
fn pointer(path: &Path) -> String {
    let token = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { variant } => format!("/{variant}"),
        Segment::Unknown => String::new(),
    };
    path.iter().map(token).collect()
}

/// serde's message without the line and column behind it: the pointer says where.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    message
        .strip_suffix(&position)
        .unwrap_or(&message)
        .to_owned()
}

/// Takes apart serde's messages: `invalid type: FOUND, expected EXPECTED`, `missing field NAME` and
/// their like.
fn found_and_expected(message: &str) -> (String, String) {
    if let Some(field) = message.strip_prefix("missing field ") {
        return (format!("no {field}"), format!("the field {field}"));
    }
    let Some((found, expected)) = message.rsplit_once(", expected ") else {
        return (message.to_owned(), "each field once".to_owned());
    };
    let found = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|prefix| found.strip_prefix(prefix))
        .unwrap_or(found);
    let expected = match expected {
        "f64" => "a number",
        "u32" => "a whole number",
        other => other,
    };
    (found.to_owned(), expected.to_owned())
}
