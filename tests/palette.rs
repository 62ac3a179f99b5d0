//! Palettes from outside: the parser, the schema and the shipped files agree.

use serde_json::{Value, json};
use smpmatch::Error;
use smpmatch::color::{Lab, delta_e};
use smpmatch::error::Fault;
use smpmatch::palette::Palette;

const GENERIC: &str = include_str!("../palettes/generic-carbon.json");
const SCHEMA: &str = include_str!("../palettes/palette.schema.json");
const README: &str = include_str!("../palettes/README.md");

/// The palette of the README: every field is used.
fn example() -> Value {
    let (_, after) = README.split_once("```json").unwrap();
    let (json, _) = after.split_once("```").unwrap();
    serde_json::from_str(json).unwrap()
}

/// The example with another value at a pointer whose last token may be new.
fn example_with(pointer: &str, value: Value) -> Value {
    let mut palette = example();
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let parent = palette.pointer_mut(parent).unwrap();
    match parent {
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = value,
        Value::Object(fields) => drop(fields.insert(last.replace("~1", "/"), value)),
        other => panic!("{other} has no fields"),
    }
    palette
}

fn faults(json: &str) -> Vec<Fault> {
    match Palette::from_json(json) {
        Err(Error::Palette { faults }) => faults,
        other => panic!("{other:?} for {json}"),
    }
}

fn refusal(json: &str) -> (String, String, String) {
    let mut faults = faults(json);
    assert_eq!(faults.len(), 1, "{faults:?} for {json}");
    let fault = faults.remove(0);
    (fault.at, fault.found, fault.expected)
}

#[test]
fn the_shipped_file_is_the_built_in_palette() {
    assert_eq!(Palette::from_json(GENERIC).unwrap(), Palette::generic());
}

#[test]
fn a_palette_is_written_as_it_was_read() {
    for palette in [example(), serde_json::from_str(GENERIC).unwrap()] {
        let read = Palette::from_json(&palette.to_string()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), palette);
    }
}

#[test]
fn only_an_unchanged_copy_of_the_built_in_palette_is_generic() {
    assert!(Palette::from_json(GENERIC).unwrap().is_generic());
    let other_ladder = GENERIC.replace("\"water_parts\": 40", "\"water_parts\": 50");
    assert!(!Palette::from_json(&other_ladder).unwrap().is_generic());
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    assert!(Palette::from_json(&format!("\u{feff}{GENERIC}")).is_ok());
}

#[test]
fn schema_and_parser_refuse_the_same() {
    let schema = jsonschema::draft202012::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    assert!(schema.is_valid(&serde_json::from_str(GENERIC).unwrap()));
    assert!(schema.is_valid(&example()));
    let mistakes = [
        ("/format", json!(2)),
        ("/format", json!("1")),
        ("/name", json!("  ")),
        ("/name", json!("bell\u{7}")),
        ("/name", json!("turned \u{202e} around")),
        ("/name", json!(7)),
        ("/colour", json!("black")),
        ("/notes", json!(null)),
        ("/ink", json!([])),
        ("/ink/brand", json!("Mine")),
        ("/ink/strength", json!(0.05)),
        ("/ink/strength", json!(101)),
        ("/ink/strength", json!("6")),
        ("/ink/strength_source", json!("guessed")),
        ("/dilutions", json!([])),
        ("/dilutions", json!({})),
        ("/dilutions/1", json!("20")),
        ("/dilutions/1/shade", json!("")),
        ("/dilutions/1/shade", json!(20)),
        ("/dilutions/1/pigment_parts", json!(0)),
        ("/dilutions/1/pigment_parts", json!(-1)),
        ("/dilutions/1/pigment_parts", json!(1e300)),
        ("/dilutions/1/water_parts", json!(-0.5)),
        ("/dilutions/1/water_parts", json!(1e300)),
        ("/dilutions/1/water_parts", json!("20")),
        ("/dilutions/1/water~1pigment", json!(20)),
        ("/dilutions/1/measured", json!(true)),
        ("/dilutions/1/measured/lab", json!([50.0, 0.0])),
        ("/dilutions/1/measured/lab", json!([50.0, 0.0, 0.0, 0.0])),
        ("/dilutions/1/measured/lab/0", json!(100.5)),
        ("/dilutions/1/measured/lab/1", json!(-129)),
        ("/dilutions/1/measured/lab/2", json!(129)),
        ("/dilutions/1/measured/lab/2", json!("5")),
        ("/dilutions/1/measured/skin_lab/0", json!(-1)),
        ("/dilutions/1/measured/illuminant", json!("A")),
        ("/dilutions/1/measured/illuminant", json!("D65/10")),
        ("/dilutions/1/measured/healed", json!("yes")),
        ("/observations", json!({})),
        ("/observations/0/water_parts", json!(-1)),
        ("/observations/0/age_days", json!(7306)),
        ("/observations/0/dot_mm", json!(0)),
        ("/observations/0/light", json!("flash")),
        ("/observations/0/dot/0", json!(101)),
        ("/observations/0/sd/2", json!(0)),
        ("/observations/0/sd", json!([1.0, 1.0])),
        ("/observations/0/note", json!("bell\u{7}")),
        ("/observations/0/photo", json!("client.jpg")),
        ("/fading/0/left", json!(0)),
        ("/fading/0/relative_sd", json!("0.2")),
    ];
    for (pointer, value) in mistakes {
        let palette = example_with(pointer, value);
        assert!(!schema.is_valid(&palette), "the schema takes {palette}");
        let (at, found, expected) = refusal(&palette.to_string());
        assert_eq!(at, pointer, "found {found}, expected {expected}");
        assert!(!found.is_empty() && !expected.is_empty());
    }
}

#[test]
fn a_missing_field_is_named_in_schema_and_parser() {
    let schema = jsonschema::draft202012::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let needed = [
        ("", "format"),
        ("", "name"),
        ("", "ink"),
        ("", "dilutions"),
        ("/ink", "strength"),
        ("/ink", "strength_source"),
        ("/dilutions/1", "shade"),
        ("/dilutions/1", "pigment_parts"),
        ("/dilutions/1", "water_parts"),
        ("/dilutions/1/measured", "lab"),
        ("/dilutions/1/measured", "illuminant"),
        ("/dilutions/1/measured", "healed"),
    ];
    for (parent, field) in needed {
        let mut palette = example();
        let object = palette.pointer_mut(parent).and_then(Value::as_object_mut);
        object.unwrap().shift_remove(field).unwrap();
        assert!(!schema.is_valid(&palette), "the schema takes {palette}");
        let (at, found, _) = refusal(&palette.to_string());
        assert_eq!((at.as_str(), found), (parent, format!("no `{field}`")));
    }
}

#[test]
fn a_refusal_says_what_was_found_and_what_was_expected() {
    let said = |pointer: &str, value: Value| {
        let refused = Palette::from_json(&example_with(pointer, value).to_string());
        refused.unwrap_err().to_string()
    };
    assert_eq!(
        said("/dilutions/1/water_parts", json!("20")),
        "at /dilutions/1/water_parts: found string \"20\", expected a number"
    );
    assert_eq!(
        said("/dilutions/1/pigment_parts", json!(0)),
        "at /dilutions/1/pigment_parts: found 0, expected a number above 0 and up to 1000000"
    );
    assert_eq!(
        said("/dilutions/1/shade", json!("10")),
        "at /dilutions/1/shade: found \"10\" a second time, expected each shade once"
    );
    assert_eq!(
        said("/dilutions/1/measured/illuminant", json!("A")),
        "at /dilutions/1/measured/illuminant: found unknown variant `A`, expected `D50` or `D65`"
    );
    assert_eq!(
        said("/ink/strength", json!(null)),
        "at /ink/strength: found null, expected a number"
    );
    assert_eq!(
        said("/ink", json!(6)),
        "at /ink: found integer `6`, expected an ink object"
    );
    let twice = GENERIC.replacen("\"format\": 1", "\"format\": 1, \"format\": 1", 1);
    let (at, found, expected) = refusal(&twice);
    assert_eq!(
        (at.as_str(), found.as_str(), expected.as_str()),
        ("", "duplicate field `format`", "each field once")
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let mut palette = example_with("/name", json!(7));
    palette["ink"]["strength"] = json!(0);
    palette["ink"]["lot"] = json!(815);
    palette["dilutions"][0]["water_parts"] = json!("2,5");
    palette["dilutions"][0]["pigment_parts"] = json!(-1);
    palette["dilutions"][1]["colour"] = json!("black");
    palette["dilutions"][1]["measured"]["lab"] = json!([51, 6, 2, 1, 5, 4]);
    palette["dilutions"][1]
        .as_object_mut()
        .unwrap()
        .remove("shade");
    let mut places: Vec<(String, String)> = faults(&palette.to_string())
        .into_iter()
        .map(|fault| (fault.at, fault.expected))
        .collect();
    places.sort();
    let expected = [
        (
            "/dilutions/0/pigment_parts",
            "a number above 0 and up to 1000000",
        ),
        (
            "/dilutions/0/water_parts",
            "a number with a decimal point: 2.5",
        ),
        ("/dilutions/1", "the field `shade`"),
        (
            "/dilutions/1/colour",
            "one of `shade`, `pigment_parts`, `water_parts`, `measured`",
        ),
        (
            "/dilutions/1/measured/lab",
            "L*, a* and b*, each with a decimal point",
        ),
        ("/ink/lot", "a string"),
        ("/ink/strength", "0.1 to 100"),
        ("/name", "a string"),
    ];
    assert_eq!(
        places,
        expected.map(|(at, expected)| (at.to_owned(), expected.to_owned()))
    );
}

#[test]
fn what_word_processors_and_other_countries_write_is_named() {
    let curly = GENERIC.replacen("\"name\"", "\u{201c}name\u{201d}", 1);
    let unended = GENERIC.replacen("\"name\"", "\"name\u{201d}", 1);
    for text in [&curly, &unended] {
        let (_, found, expected) = refusal(text);
        assert!(
            found.starts_with("the curly quote") && found.ends_with("in line 4"),
            "{found}"
        );
        assert_eq!(expected, "straight quotes: \"");
    }
    let comma = GENERIC.replacen("\"water_parts\": 2 ", "\"water_parts\": 2,5 ", 1);
    let (_, found, expected) = refusal(&comma);
    assert_eq!(found, "the decimal comma of 2,5 in line 9");
    assert_eq!(expected, "a decimal point: 2.5");
}

#[test]
fn all_of_what_word_processors_wrote_is_named_at_once_and_no_quotation() {
    let quoted = "\"notes\": \"so-called \u{201c}black\u{201d}, 2,5 ml\", \u{201c}name\u{201d}";
    let text = GENERIC.replacen("\"name\"", quoted, 1);
    let text = text.replacen("\"water_parts\": 2 ", "\"water_parts\": 2,5 ", 1);
    let found: Vec<String> = faults(&text).into_iter().map(|fault| fault.found).collect();
    let expected = [
        "the curly quote \u{201c} in line 4",
        "the decimal comma of 2,5 in line 9",
    ];
    assert_eq!(found, expected);
}

#[test]
fn shades_that_differ_by_white_space_alone_are_refused() {
    for twin in ["10 ", " 10", "1 0", "10\u{a0}"] {
        let (at, ..) = refusal(&example_with("/dilutions/1/shade", json!(twin)).to_string());
        assert_eq!(at, "/dilutions/1/shade");
    }
}

#[test]
fn a_mix_of_almost_no_pigment_is_refused() {
    let mut palette = example_with("/dilutions/1/pigment_parts", json!(1e-300));
    let (at, _, expected) = refusal(&palette.to_string());
    assert_eq!(at, "/dilutions/1/water_parts");
    assert_eq!(expected, "at most 1000 parts of water to 1 of pigment");
    palette["dilutions"][1]["water_parts"] = json!(0);
    assert!(Palette::from_json(&palette.to_string()).is_ok());
}

#[test]
fn more_dilutions_than_anyone_mixes_are_refused() {
    let with = |count: usize| {
        let dilution =
            |at: usize| json!({ "shade": at.to_string(), "pigment_parts": 10, "water_parts": at });
        example_with("/dilutions", (0..count).map(dilution).collect()).to_string()
    };
    assert_eq!(refusal(&with(10_001)).0, "/dilutions");
    assert_eq!(refusal(&with(10_001)).2, "at most 10000 dilutions");
    assert!(Palette::from_json(&with(10_000)).is_ok());
}

#[test]
fn damaged_text_is_refused_wherever_it_ends() {
    let text = example().to_string();
    let ends = text.char_indices().map(|(end, _)| end);
    for end in ends {
        refusal(&text[..end]);
    }
    refusal(&format!("{text} {text}"));
    refusal(&"[".repeat(100_000));
    refusal(&text.replace("\"water_parts\":10", "\"water_parts\":1e999"));
}

#[test]
fn every_flipped_byte_is_survived() {
    let text = example().to_string();
    for place in 0..text.len() {
        for flip in [0x01, 0x20, 0x40] {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= flip;
            if let Ok(damaged) = String::from_utf8(bytes) {
                let _ = Palette::from_json(&damaged);
            }
        }
    }
}

#[test]
fn readings_for_d50_are_adapted_to_d65() {
    // The same surface under both lights, by Bradford's method.
    let palette = example_with(
        "/dilutions/1/measured",
        json!({ "lab": [66.830, 12.574, 17.927], "illuminant": "D50", "healed": true }),
    );
    let palette = Palette::from_json(&palette.to_string()).unwrap();
    let measured = palette.dilutions()[1].measured.unwrap();
    let under_d65 = Lab::new(66.5880, 11.2107, 17.5994);
    assert!(
        delta_e(measured.color(), under_d65) < 0.01,
        "{:?}",
        measured.color()
    );
}
