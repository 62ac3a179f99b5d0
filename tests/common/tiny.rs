//! Photos that are looked at in no time, for tests of many.

use std::fs;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};

/// Boxes that fit the tiny photos, so that nothing has to be searched.
pub(crate) const BOXES: [&str; 4] = ["--hair", "5%,5%,35%,90%", "--skin", "60%,5%,35%,90%"];

/// Dark brown on the left, light skin on the right, 120 pixels wide.
pub(crate) fn write_photo(path: &Path, height: u32) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let pixel = |x, _| {
        if x < 60 {
            Rgb([0x40, 0x30, 0x28])
        } else {
            Rgb([0xC1, 0x9A, 0x83])
        }
    };
    let photo = RgbImage::from_fn(120, height, pixel);
    photo.save_with_format(path, ImageFormat::Png).unwrap();
}
