//! Any text is a region or an error, and a region lies within the photo or is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::region::Region;

fuzz_target!(|input: (&str, u32, u32)| {
    let (text, width, height) = input;
    if let Ok(area) = text.parse::<Region>().and_then(|region| region.within(width, height)) {
        assert!(area.width > 0 && area.x + area.width <= width);
        assert!(area.height > 0 && area.y + area.height <= height);
    }
});
