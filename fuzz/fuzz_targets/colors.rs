//! Any color chunks of a PNG are applied, doubted or refused.
//!
//! The input is chunks: a byte that says which, one of its length, and its data.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::photo::{Limits, Photo};

/// One pixel of 8-bit RGB, and the end.
const REST: &[u8] = b"\x00\x00\x00\x0c\x49\x44\x41\x54\x78\xda\x63\x98\x61\xfa\x1a\x00\x03\x21\x01\xb9\x30\x09\xa3\x70\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
const HEAD: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90\x77\x53\xde";
const NAMES: [&[u8; 4]; 5] = [b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM"];

fuzz_target!(|input: &[u8]| {
    let (mut png, mut rest) = (HEAD.to_vec(), input);
    while let Some(([name, length], behind)) = rest.split_first_chunk() {
        let (data, behind) = behind.split_at(behind.len().min((*length).into()));
        let named = [&NAMES[usize::from(*name) % NAMES.len()][..], data].concat();
        png.extend((data.len() as u32).to_be_bytes());
        png.extend(&named);
        png.extend(crc32(&named).to_be_bytes());
        rest = behind;
    }
    png.extend(REST);
    let _ = Photo::from_bytes(&png, &Limits::default());
});

/// The checksum of PNG chunks (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
