//! The program and the samples that most tests of it run on.

use assert_cmd::Command;
use serde_json::Value;

pub(crate) const STUBBLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/stubble-light.jpg");
pub(crate) const STUBBLE_DARK: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/stubble-dark.jpg");
pub(crate) const CARD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/card-warm-light.jpg");
pub(crate) const STRIP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/strip.jpg");
pub(crate) const NO_HAIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/no-hair.jpg");

/// The program, in no terminal and without what the person who runs the tests prefers.
pub(crate) fn smpmatch() -> Command {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "TERM",
        "COLORTERM",
        "SMPMATCH_CONFIG",
        "SMPMATCH_PALETTE",
    ] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", "/nowhere");
    command
}

pub(crate) fn stdout(command: &mut Command) -> String {
    let output = command.output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn json(command: &mut Command) -> Value {
    serde_json::from_str(&stdout(command)).unwrap()
}

/// The codes of the warnings of an entry.
pub(crate) fn codes(entry: &Value) -> Vec<&str> {
    let warnings = entry["warnings"].as_array().unwrap();
    warnings
        .iter()
        .map(|warning| warning["code"].as_str().unwrap())
        .collect()
}

/// Holds a report to its schema.
pub(crate) fn assert_fits_schema(report: &Value) {
    let schema = include_str!("../../src/report/report.schema.json");
    let schema = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(report)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
