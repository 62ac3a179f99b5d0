//! Any bytes are a color profile, or doubted: the photo is read in every case.
//!
//! The first byte says what the profile is for: gray, RGB or ink, in 8 or 16 bits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::photo::{Limits, Photo};

fuzz_target!(|input: &[u8]| {
    let Some((kind, profile)) = input.split_first() else {
        return;
    };
    let samples = match kind % 3 {
        0 => Samples::Gray,
        1 => Samples::Rgb,
        _ => Samples::Cmyk,
    };
    let photo = Photo::from_bytes(
        &tiff(samples, kind / 3 % 2 == 1, profile),
        &Limits::default(),
    );
    assert!(photo.is_ok(), "{photo:?}");
});

enum Samples {
    Gray,
    Rgb,
    Cmyk,
}

/// A pixel beside another, uncompressed, with a profile.
fn tiff(samples: Samples, is_deep: bool, profile: &[u8]) -> Vec<u8> {
    const PIXELS: u32 = 2;
    let (photometric, channels) = match samples {
        Samples::Gray => (1, 1),
        Samples::Rgb => (2, 3),
        Samples::Cmyk => (5, 4),
    };
    let bits: u16 = if is_deep { 16 } else { 8 };
    let (short, long, undefined) = (3_u16, 4, 7);
    let entries = 11_u16;
    let bits_at = 8 + 2 + u32::from(entries) * 12 + 4;
    let strip_at = bits_at + 8;
    let strip = PIXELS * channels * u32::from(bits / 8);
    let bits_here = if channels == 1 { bits.into() } else { bits_at };
    let length = u32::try_from(profile.len()).unwrap_or(u32::MAX);
    let directory: [(u16, u16, u32, u32); 11] = [
        (256, long, 1, PIXELS),
        (257, long, 1, 1),
        (258, short, channels, bits_here),
        (259, short, 1, 1),
        (262, short, 1, photometric),
        (273, long, 1, strip_at),
        (277, short, 1, channels),
        (278, long, 1, 1),
        (279, long, 1, strip),
        (284, short, 1, 1),
        (34675, undefined, length, strip_at + strip),
    ];
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend(entries.to_le_bytes());
    for (tag, kind, count, value) in directory {
        bytes.extend([tag, kind].map(u16::to_le_bytes).concat());
        bytes.extend([count, value].map(u32::to_le_bytes).concat());
    }
    bytes.extend([0; 4]);
    bytes.extend([bits; 4].map(u16::to_le_bytes).concat());
    bytes.extend((0..strip).map(|at| (40 + 29 * at) as u8));
    bytes.extend(profile);
    bytes
}
