//! Any text is a palette or an error, and any palette can be ranked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smpmatch::color::Lab;
use smpmatch::head::{Head, Noise};
use smpmatch::palette::Palette;
use smpmatch::rank::{RankOptions, rank};

fuzz_target!(|text: &str| {
    if let Ok(palette) = Palette::from_json(text) {
        let hair = Lab::new(20.0, 2.0, 3.0);
        let head = Head {
            hair,
            seen_hair: hair,
            zone: None,
            skin: Lab::new(65.0, 9.0, 15.0),
            noise: Noise::INSTRUMENT,
            tones: None,
        };
        assert_eq!(
            rank(&head, &palette, &RankOptions::default()).matches.len(),
            palette.dilutions().len()
        );
    }
});
