//! Any bytes are lines to go on with or refused; lines that count are kept whole.
#![no_main]
#![allow(dead_code, reason = "the program uses what the target does not")]

use std::fs;

use libfuzzer_sys::fuzz_target;

include!("program.rs");

/// Parts the lines from what a killed run has left beside them; no UTF-8 holds it.
const BETWEEN: u8 = 0xFF;

fuzz_target!(|input: &[u8]| {
    let mut halves = input.splitn(2, |byte| *byte == BETWEEN);
    let [lines, part] = [halves.next(), halves.next()].map(Option::unwrap_or_default);
    let folder = tempfile::tempdir().expect("a folder for the lines");
    let path = folder.path().join("lines.jsonl");
    fs::write(&path, lines).expect("the lines are written");
    fs::write(whole::part(&path), part).expect("the part is written");
    if resume::take_up(&path).is_err() {
        assert_eq!(fs::read(&path).expect("the lines are left"), lines);
        return;
    }
    let Ok(earlier) = resume::Earlier::read(&path) else {
        return;
    };
    earlier.arrange(Vec::new()).expect("no line is kept");
    assert!(fs::read(&path).expect("the file is left").is_empty());
});
