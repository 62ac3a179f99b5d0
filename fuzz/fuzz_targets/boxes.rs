//! Any boxes of a HEIC file are read within the limits or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::photo::{Limits, Photo};

fuzz_target!(|boxes: &[u8]| {
    let limits = Limits {
        max_pixels: 100_000,
        max_bytes: 1_600_000,
        ..Limits::default()
    };
    let file = [&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], boxes].concat();
    let _ = Photo::from_bytes(&file, &limits);
});
