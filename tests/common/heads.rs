//! Heads of known colors.

use std::path::Path;

use image::RgbImage;
use serde_json::Value;
use smpmatch::color::Lab;
use smpmatch::head::{Head, Noise};

pub(crate) const BLACK: Lab = Lab::new(15.0, 0.0, 0.0);
pub(crate) const FAIR: Lab = Lab::new(65.5, 9.5, 14.5);

/// Skin and hair as an instrument reads them.
pub(crate) fn head(skin: Lab, hair: Lab) -> Head {
    Head {
        hair,
        seen_hair: hair,
        zone: None,
        skin,
        noise: Noise::INSTRUMENT,
        tones: None,
    }
}

/// The shipped samples that show hair, each with its name.
pub(crate) fn samples_with_hair() -> impl Iterator<Item = (String, RgbImage)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let truth: Value = serde_json::from_str(include_str!("../../samples/truth.json")).unwrap();
    let photos = truth["photos"].as_array().unwrap().clone();
    let with_hair = photos
        .into_iter()
        .filter(|photo| !photo["hair_lab"].is_null());
    with_hair.map(move |photo| {
        let name = photo["photo"].as_str().unwrap().to_owned();
        let pixels = image::open(Path::new(folder).join(&name)).unwrap();
        (name, pixels.into_rgb8())
    })
}
