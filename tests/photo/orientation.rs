//! Photos come out upright, whatever the camera's position.

use image::metadata::Orientation;
use image::{DynamicImage, Rgb, RgbImage};

use super::file::{self, Tags};
use super::{codes, read};

/// A picture that looks different in each of the eight orientations, in blocks that JPEG keeps.
fn upright() -> DynamicImage {
    let block = 16;
    RgbImage::from_fn(4 * block, 2 * block, |x, y| match (x / block, y / block) {
        (0, 0) => Rgb([200, 30, 30]),
        (3, 0) => Rgb([30, 160, 30]),
        (0, 1) => Rgb([30, 30, 200]),
        _ => Rgb([150, 140, 130]),
    })
    .into()
}

/// The upright picture as a camera that was turned stores it.
fn stored(orientation: u8) -> DynamicImage {
    let back = match orientation {
        6 => 8,
        8 => 6,
        own_inverse => own_inverse,
    };
    let mut image = upright();
    image.apply_orientation(Orientation::from_exif(back).unwrap());
    image
}

#[test]
fn each_orientation_of_a_lossless_file_gives_the_same_photo() {
    for orientation in 1..=8 {
        let (image, tags) = (stored(orientation), Tags::oriented(orientation));
        let files = [
            file::png(&image, &tags),
            file::webp(&image, &tags),
            file::tiff(&image, &tags),
        ];
        for bytes in files {
            let photo = read(&bytes).unwrap();
            let expected = upright().into_rgb8();
            assert!(photo.pixels() == &expected, "orientation {orientation}");
        }
    }
}

#[test]
fn an_orientation_of_32_bits_counts_as_well() {
    let tags = Tags {
        exif: Some(file::exif(&[(0x0112, 4, 6)])),
        ..Tags::default()
    };
    for bytes in [file::png(&stored(6), &tags), file::webp(&stored(6), &tags)] {
        assert!(read(&bytes).unwrap().pixels() == &upright().into_rgb8());
    }
}

#[test]
fn a_flash_is_told_in_every_format_and_the_date_kept() {
    let flash = [(0x8769, 4, 26)];
    let mut exif = file::exif(&flash);
    exif.extend(&file::exif(&[(0x9209, 3, 0x19), (0x9003, 2, 64)])[8..]);
    assert_eq!(exif.len(), 56);
    exif.resize(64, 0);
    exif.extend(b"2026:11:26 18:30:00\0");
    let tags = Tags {
        exif: Some(exif),
        ..Tags::default()
    };
    let image = upright();
    for bytes in [
        file::png(&image, &tags),
        file::webp(&image, &tags),
        file::jpeg(&image, &tags),
        #[cfg(feature = "jxl")]
        file::jxl(&image, &tags),
    ] {
        let photo = read(&bytes).unwrap();
        assert!(codes(&photo).contains(&"flash"));
        assert_eq!(photo.taken(), Some("2026-11-26T18:30:00"));
    }
}

#[test]
fn each_orientation_of_a_jpeg_gives_the_same_photo() {
    for orientation in 1..=8 {
        let bytes = file::jpeg(&stored(orientation), &Tags::oriented(orientation));
        let photo = read(&bytes).unwrap();
        let expected = upright().into_rgb8();
        assert_eq!(photo.pixels().dimensions(), expected.dimensions());
        let furthest = photo
            .pixels()
            .iter()
            .zip(expected.iter())
            .map(|(&one, &other)| one.abs_diff(other))
            .max();
        assert!(
            furthest <= Some(3),
            "orientation {orientation}: {furthest:?}"
        );
    }
}

#[test]
fn an_orientation_that_does_not_exist_turns_nothing() {
    let photo = read(&file::png(&upright(), &Tags::oriented(9))).unwrap();
    assert!(photo.pixels() == &upright().into_rgb8());
}

#[test]
fn small_photos_are_doubted_and_larger_ones_are_not() {
    let small = read(&file::png(&upright(), &Tags::default())).unwrap();
    assert_eq!(codes(&small), ["photo-too-small"]);
    let large = upright().resize_exact(300, 10, image::imageops::Nearest);
    assert!(
        read(&file::png(&large, &Tags::default()))
            .unwrap()
            .warnings()
            .is_empty()
    );
}
