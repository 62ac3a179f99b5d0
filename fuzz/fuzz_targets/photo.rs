//! Any bytes are a photo or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::photo::{Limits, Photo};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        max_pixels: 1_000_000,
        max_bytes: 16_000_000,
        ..Limits::default()
    };
    let _ = Photo::from_bytes(bytes, &limits);
});
