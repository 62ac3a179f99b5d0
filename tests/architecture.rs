//! The house's one rule: data flows one way, and no stage knows a later one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::skip::skip;

/// Read by every stage.
const SHARED: [&str; 7] = [
    "color", "error", "grid", "numbers", "region", "threads", "warning",
];

/// Each room with the rooms that it may use besides the shared ones.
const ROOMS: [(&str, &[&str]); 17] = [
    ("photo", &[]),
    ("light", &["photo"]),
    ("cluster", &["photo"]),
    ("segment", &["photo", "cluster"]),
    ("measure", &["photo"]),
    ("quality", &["photo", "measure"]),
    ("skin", &[]),
    ("palette", &["skin"]),
    ("calibrate", &["light", "skin", "palette"]),
    ("head", &["light"]),
    ("rank", &["light", "skin", "palette", "head"]),
    (
        "analysis",
        &[
            "photo", "light", "cluster", "segment", "measure", "quality", "head",
        ],
    ),
    ("answer", &["photo", "palette", "rank", "analysis"]),
    (
        "client",
        &[
            "light", "measure", "quality", "palette", "head", "analysis", "answer",
        ],
    ),
    (
        "compare",
        &[
            "light", "segment", "measure", "skin", "palette", "head", "rank", "analysis", "answer",
        ],
    ),
    (
        "preview",
        &["photo", "segment", "skin", "palette", "rank", "analysis"],
    ),
    (
        "report",
        &[
            "photo", "light", "segment", "measure", "quality", "palette", "rank", "analysis",
            "answer", "client", "compare", "preview",
        ],
    ),
];

#[test]
fn no_stage_knows_a_later_one_and_none_may_use_what_it_does_not() {
    let found = edges();
    for (room, used) in &found {
        let allowed = ROOMS.iter().find(|(name, _)| name == room);
        let is_allowed = allowed.is_some_and(|(_, uses)| uses.contains(&used.as_str()));
        assert!(is_allowed, "{room} uses {used}");
    }
    for (room, used) in ROOMS
        .iter()
        .flat_map(|(room, uses)| uses.iter().map(move |used| (room, used)))
    {
        let edge = ((*room).to_owned(), (*used).to_owned());
        assert!(found.contains(&edge), "{room} may use {used} and does not");
    }
}

/// Every room with a room that it uses; the shared ones are left out.
fn edges() -> BTreeSet<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut edges = BTreeSet::new();
    for file in rust_files(&source) {
        let Some(room) = room_of(&source, &file) else {
            continue;
        };
        let text = fs::read_to_string(&file).unwrap();
        for used in rooms_used(&text) {
            if used != room && !SHARED.contains(&used.as_str()) {
                edges.insert((room.clone(), used));
            }
        }
    }
    edges
}

#[test]
fn the_library_knows_no_terminal_and_no_arguments() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&source) {
        if room_of(&source, &file).is_none() {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for foreign in [
            "clap",
            "anyhow",
            "std::env",
            "std::fs",
            "println!",
            "std::process",
        ] {
            assert!(!text.contains(foreign), "{} uses {foreign}", file.display());
        }
    }
}

/// Options stand with the fixes of warnings, which know the command that they speak to.
#[test]
fn the_library_names_no_option_but_in_fixes() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&source) {
        if room_of(&source, &file).is_none_or(|room| room == "warning") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            let names_one = line
                .split("--")
                .skip(1)
                .any(|after| after.starts_with(char::is_lowercase));
            assert!(!names_one, "{}: {line}", file.display());
        }
    }
}

#[test]
fn every_number_has_a_line_that_says_what_it_is() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_of_tests = |file: &PathBuf| file.ends_with("tests.rs");
    for file in rust_files(&source)
        .into_iter()
        .filter(|file| !is_of_tests(file))
    {
        let text = fs::read_to_string(&file).unwrap();
        let silent = undocumented_numbers(&text);
        assert_eq!(silent, [""; 0], "{}", file.display());
    }
}

/// The constants of numbers, outside tests, that neither have a doc line nor follow one that has.
fn undocumented_numbers(text: &str) -> Vec<&str> {
    let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((text, ""));
    let mut silent = Vec::new();
    let (mut is_documented, mut is_inside) = (false, false);
    for line in code.lines().map(str::trim) {
        if is_inside || is_constant(line) {
            if !is_inside && !is_documented && is_of_numbers(line) {
                silent.push(line);
            }
            is_inside = !line.ends_with(';');
        } else if !line.starts_with("#[") {
            is_documented = line.starts_with("///");
        }
    }
    silent
}

fn is_constant(line: &str) -> bool {
    let (before, after) = line.split_once("const ").unwrap_or_default();
    let is_item = before.is_empty() || before.starts_with("pub") && !before.contains("fn ");
    is_item && after.starts_with(char::is_uppercase)
}

/// Whether a number stands where the constant begins; one within a text or a file that is included is none.
fn is_of_numbers(constant: &str) -> bool {
    let (_, value) = constant.split_once(" = ").unwrap_or_default();
    let is_text = value.starts_with('"') || value.starts_with("include");
    !is_text && constant.contains(|letter: char| letter.is_ascii_digit())
}

/// What is built on is written down in one place, with its reason.
#[test]
fn every_dependency_has_a_line_that_says_why() {
    let read = |name| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (dependencies, _) = rest.split_once("\n[").unwrap();
    let names = dependencies
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0));
    let listed = read("docs/dependencies.md");
    let rows = listed.lines().filter(|line| line.starts_with("| `"));
    let listed = rows.flat_map(|row| row.split('|').nth(1).unwrap().split(", "));
    let listed: BTreeSet<_> = listed.map(|name| name.trim().trim_matches('`')).collect();
    assert_eq!(listed, names.collect());
}

/// Fuzz targets are built by hand, so that a module they lack would be noticed late.
#[test]
fn fuzz_targets_know_every_module_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = |file: &str| -> Option<BTreeSet<String>> {
        let text = fs::read_to_string(root.join(file)).ok()?;
        let names = text.lines().filter_map(|line| line.strip_prefix("mod "));
        Some(names.map(str::to_owned).collect())
    };
    let Some(fuzzed) = modules("fuzz/fuzz_targets/program.rs") else {
        return skip("the package is without fuzz targets");
    };
    assert_eq!(modules("src/cli/main.rs"), Some(fuzzed));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The room that a file belongs to; none for `lib.rs` and the program.
fn room_of(source: &Path, file: &Path) -> Option<String> {
    let first = file.strip_prefix(source).ok()?.components().next()?;
    let room = Path::new(first.as_os_str()).file_stem()?.to_str()?;
    (room != "lib" && room != "cli").then(|| room.to_owned())
}

fn rooms_used(text: &str) -> Vec<String> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.split("crate::")
        .skip(1)
        .filter_map(|after| after.split(|letter| !is_word(letter)).next())
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
        .map(str::to_owned)
        .collect()
}
