//! Any list and any line of a report are read or refused.
#![no_main]
#![allow(dead_code, reason = "the program uses what the target does not")]

use libfuzzer_sys::fuzz_target;

#[path = "../../src/cli/line.rs"]
mod line;
#[path = "../../src/cli/text.rs"]
mod text;

fuzz_target!(|bytes: &[u8]| {
    let _ = text::text(bytes);
    let _ = line::Read::of(bytes);
});
