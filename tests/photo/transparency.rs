//! Only opaque pixels count.

use image::{DynamicImage, Rgba, RgbaImage};
use smpmatch::Error;

use super::file::{self, Tags};
use super::{codes, read};

/// A picture whose left part has the given opacity.
fn veiled(columns: u32, opacity: u8) -> DynamicImage {
    RgbaImage::from_fn(400, 10, |x, _| {
        Rgba([180, 120, 90, if x < columns { opacity } else { 255 }])
    })
    .into()
}

#[test]
fn transparent_and_half_transparent_pixels_are_not_visible() {
    for opacity in [0, 1, 128, 250] {
        let files = [
            file::png(&veiled(100, opacity), &Tags::default()),
            file::webp(&veiled(100, opacity), &Tags::default()),
        ];
        for bytes in files {
            let photo = read(&bytes).unwrap();
            assert!(!photo.is_visible(99, 5), "opacity {opacity}");
            assert!(photo.is_visible(100, 5), "opacity {opacity}");
        }
    }
}

#[test]
fn what_is_transparent_by_a_level_alone_is_visible() {
    let photo = read(&file::png(&veiled(400, 254), &Tags::default())).unwrap();
    assert!(photo.is_visible(0, 0));
    assert!(codes(&photo).is_empty());
}

#[test]
fn visibility_is_turned_with_the_pixels() {
    let photo = read(&file::png(&veiled(100, 0), &Tags::oriented(6))).unwrap();
    assert_eq!((photo.width(), photo.height()), (10, 400));
    assert!(!photo.is_visible(5, 99));
    assert!(photo.is_visible(5, 100));
}

#[test]
fn only_many_half_transparent_pixels_are_doubted() {
    let warnings = |columns, opacity| {
        let photo = read(&file::png(&veiled(columns, opacity), &Tags::default())).unwrap();
        codes(&photo)
    };
    assert_eq!(warnings(100, 128), ["transparent-pixels"]);
    assert!(warnings(100, 0).is_empty());
    assert!(warnings(2, 128).is_empty());
}

#[test]
fn a_photo_without_an_opaque_pixel_is_refused() {
    for opacity in [0, 128] {
        let bytes = file::png(&veiled(400, opacity), &Tags::default());
        assert!(matches!(read(&bytes), Err(Error::NoPixels)));
    }
}

#[test]
fn sixteen_bit_alpha_counts_as_opaque_when_it_rounds_to_it() {
    let deep = DynamicImage::ImageRgba16(image::ImageBuffer::from_fn(400, 2, |x, _| {
        Rgba([9_000, 20_000, 40_000, if x == 0 { 64_000 } else { 65_000 }])
    }));
    let photo = read(&file::png(&deep, &Tags::default())).unwrap();
    assert!(!photo.is_visible(0, 0));
    assert!(photo.is_visible(1, 0));
}
