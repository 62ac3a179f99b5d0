//! Any bytes in the Exif segment of a JPEG leave it readable.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::photo::{Limits, Photo};

/// A gray block of 8 x 8 pixels, behind the place of the segment.
fn rest() -> Vec<u8> {
    [
        b"\xff\xdb\0\x43\0",
        &[8; 64][..],
        b"\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0",
        b"\xff\xc4\0\x14\0\x01",
        &[0; 16],
        b"\xff\xc4\0\x14\x10\x01",
        &[0; 16],
        b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x3f\xff\xd9",
    ]
    .concat()
}

fuzz_target!(|exif: &[u8]| {
    let payload = [b"Exif\0\0", exif].concat();
    let Ok(length) = u16::try_from(payload.len() + 2) else {
        return;
    };
    let head = [&b"\xff\xd8\xff\xe1"[..], &length.to_be_bytes()].concat();
    let photo = Photo::from_bytes(&[&head[..], &payload, &rest()].concat(), &Limits::default());
    assert!(photo.is_ok(), "{photo:?}");
});
