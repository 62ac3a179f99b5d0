//! What is wrong with the JSON of a palette, in words an artist can act on: all of it at once.

use serde_json::error::Category;
use serde_json::{Value, json};
use serde_path_to_error::{Path, Segment};

use super::Catalog;
use crate::error::{Error, Fault};

/// Faults that are reported of one palette; by judgment: more fill the screen and are put right no sooner.
pub(super) const TOLD: usize = 20;

/// The refusal of a text that is no palette because of `error`.
pub(super) fn of(text: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let cause = error.inner();
    if cause.classify() != Category::Data {
        return of_text(text, cause);
    }
    let palette = match serde_json::from_str(text) {
        Ok(palette) => palette,
        // A field that is not known may have been looked at before the text went wrong.
        Err(syntax) => return of_text(text, &syntax),
    };
    let first = fault(error);
    // Of a field that stands there twice, the palette has the last.
    let faults = if first.found.starts_with("duplicate field") {
        vec![first]
    } else {
        all(palette)
    };
    Error::Palette { faults }
}

/// The refusal of text that is not JSON: by what a word processor or another country's keyboard puts
/// into it, wherever that stands, or else by where it goes wrong.
pub(super) fn of_text(text: &str, error: &serde_json::Error) -> Error {
    let lines = (1..).zip(text.lines());
    let faults = lines.flat_map(|(number, line)| faults_of_line(number, &without_strings(line)));
    let mut faults: Vec<Fault> = faults.take(TOLD).collect();
    if faults.is_empty() {
        // A string that does not end on its line is noticed before the next one.
        let number = error.line() - usize::from(error.column() == 0).min(error.line());
        let line = text.lines().nth(number.saturating_sub(1));
        let unended = curly_quote(number, line.unwrap_or_default());
        faults.push(unended.unwrap_or_else(|| {
            let found = format!("text that is not JSON ({error})");
            of_whole(found, "a palette in JSON".to_owned())
        }));
    }
    Error::Palette { faults }
}

/// The first curly quote of a line, and its decimal commas.
fn faults_of_line(number: usize, line: &str) -> Vec<Fault> {
    let commas = decimal_commas(line).map(|comma| {
        let point = comma.replace(',', ".");
        let found = format!("the decimal comma of {comma} in line {number}");
        of_whole(found, format!("a decimal point: {point}"))
    });
    curly_quote(number, line)
        .into_iter()
        .chain(commas)
        .collect()
}

fn curly_quote(number: usize, line: &str) -> Option<Fault> {
    let quote = line.chars().find(|letter| is_curly(*letter))?;
    let found = format!("the curly quote {quote} in line {number}");
    Some(of_whole(found, "straight quotes: \"".to_owned()))
}

/// A fault whose place no pointer tells.
fn of_whole(found: String, expected: String) -> Fault {
    let at = String::new();
    Fault {
        at,
        found,
        expected,
    }
}

/// What is left of a line without what stands between straight quotes.
fn without_strings(line: &str) -> String {
    let mut left = String::new();
    let (mut is_string, mut is_escaped) = (false, false);
    for letter in line.chars() {
        match letter {
            '"' if !is_escaped => is_string = !is_string,
            _ if !is_string => left.push(letter),
            _ => {}
        }
        is_escaped = is_string && letter == '\\' && !is_escaped;
    }
    left
}

/// All that is wrong with a palette: what is found is put right, and what comes next looked for.
fn all(mut palette: Value) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut repaired: Vec<String> = Vec::new();
    while faults.len() < TOLD {
        match serde_path_to_error::deserialize::<_, Catalog>(&palette) {
            Err(error) => {
                let found = fault(&error);
                let place = repair(&mut palette, &found);
                faults.push(found);
                match place {
                    Some(place) if !repaired.contains(&place) => repaired.push(place),
                    _ => break,
                }
            }
            Ok(catalog) => {
                let is_repaired = |fault: &Fault| {
                    repaired.iter().any(|place| {
                        let within = fault.at.strip_prefix(place.as_str());
                        within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                    })
                };
                faults.extend(
                    catalog
                        .faults()
                        .into_iter()
                        .filter(|fault| !is_repaired(fault)),
                );
                break;
            }
        }
    }
    faults.truncate(TOLD);
    faults
}

/// Puts right what is wrong in one place, and says which; none if that is not known.
fn repair(palette: &mut Value, fault: &Fault) -> Option<String> {
    if fault.found.starts_with("unknown field") {
        let (parent, field) = fault.at.rsplit_once('/')?;
        let field = field.replace("~1", "/").replace("~0", "~");
        palette
            .pointer_mut(parent)?
            .as_object_mut()?
            .remove(&field)?;
        return Some(fault.at.clone());
    }
    let missing = fault
        .found
        .strip_prefix("no `")
        .and_then(|rest| rest.strip_suffix('`'));
    let place = match missing {
        Some(field) => {
            let object = palette.pointer_mut(&fault.at)?.as_object_mut()?;
            object.insert(field.to_owned(), Value::Null);
            format!("{}/{field}", fault.at)
        }
        None => fault.at.clone(),
    };
    let model = sound();
    *palette.pointer_mut(&place)? = model.pointer(&in_first(&place))?.clone();
    Some(place)
}

/// A sound palette with every field that one may have.
fn sound() -> Value {
    let lab = json!([50.0, 0.0, 0.0]);
    json!({
        "$schema": "", "format": 1, "name": "-", "notes": "",
        "ink": { "maker": "", "lot": "", "strength": 6, "strength_source": "assumed" },
        "dilutions": [{
            "shade": "-", "pigment_parts": 1, "water_parts": 1,
            "measured": { "lab": lab, "illuminant": "D65", "healed": true, "skin_lab": lab },
        }],
        "observations": [{
            "pigment_parts": 1, "water_parts": 1, "age_days": 60, "dot_mm": 0.3, "light": "none",
            "dot": lab, "skin": lab, "sd": [1.0, 1.0, 1.0], "note": "",
        }],
        "fading": [{ "from_days": 0, "to_days": 1, "left": 1, "relative_sd": 1, "note": "" }],
    })
}

/// The same place in the first item of each list.
fn in_first(pointer: &str) -> String {
    let is_index =
        |token: &str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens = pointer.split('/');
    let first: Vec<&str> = tokens
        .map(|token| if is_index(token) { "0" } else { token })
        .collect();
    first.join("/")
}

fn fault(error: &serde_path_to_error::Error<serde_json::Error>) -> Fault {
    let (found, expected) = found_and_expected(&without_position(error.inner()));
    Fault {
        at: pointer(error.path()),
        found,
        expected,
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
    let quoted = found.strip_prefix("string \"");
    let expected = match (expected, quoted.and_then(with_comma)) {
        ("f64", Some(number)) => {
            format!(
                "a number with a decimal point: {}",
                number.replace(',', ".")
            )
        }
        ("f64", None) => "a number".to_owned(),
        ("u32", _) => "a whole number".to_owned(),
        (other, _) => other.to_owned(),
    };
    (found.to_owned(), expected)
}

/// The numbers with a decimal comma that stand after a colon.
fn decimal_commas(line: &str) -> impl Iterator<Item = &str> {
    let values = line.split(':').skip(1).map(str::trim_start);
    values.filter_map(with_comma)
}

/// The number with a decimal comma that a text begins with.
fn with_comma(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let fraction = digits(text.get(whole..)?.strip_prefix(',')?);
    (whole > 0 && fraction > 0).then(|| text.get(..=whole + fraction))?
}

/// Whether it is one of the quotes that word processors put in place of straight ones.
fn is_curly(letter: char) -> bool {
    matches!(letter, '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}')
}
