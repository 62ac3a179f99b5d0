//! Any text is a region or an error, and a region lies within the photo or is refused.
//!
//! The first 8 bytes are the size of the photo.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::region::Region;

fuzz_target!(|input: &[u8]| {
    let Some(([width, height], text)) = input.split_first_chunk::<8>().map(sizes) else {
        return;
    };
    if let Ok(area) = text
        .parse::<Region>()
        .and_then(|region| region.within(width, height))
    {
        assert!(area.width > 0 && area.x + area.width <= width);
        assert!(area.height > 0 && area.y + area.height <= height);
    }
});

fn sizes<'a>((size, text): (&[u8; 8], &'a [u8])) -> ([u32; 2], &'a str) {
    let [a, b, c, d, e, f, g, h] = *size;
    let size = [[a, b, c, d], [e, f, g, h]].map(u32::from_be_bytes);
    (size, std::str::from_utf8(text).unwrap_or_default())
}
