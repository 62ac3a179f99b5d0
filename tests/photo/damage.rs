//! Damaged, cut and hostile files: a clear error or the right photo, never a panic.

use image::{DynamicImage, Rgb, RgbImage};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smpmatch::Error;
use smpmatch::photo::{Limits, Photo};

use super::file::{self, Tags};
use super::read;

/// Noise over a gradient, so that any lost part shows.
fn picture() -> DynamicImage {
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    RgbImage::from_fn(48, 40, |x, y| {
        let level = u8::try_from(2 * (x + y)).unwrap();
        Rgb([level, level / 2, 80].map(|level| level + rng.random_range(0..40)))
    })
    .into()
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut tags = Tags::with_profile(profile);
    tags.orientation = Some(6);
    vec![
        ("jpeg", file::jpeg(&picture(), &tags)),
        ("png", file::png(&picture(), &tags)),
        ("webp", file::webp(&picture(), &tags)),
        ("tiff", file::tiff(&picture(), &tags)),
        ("bmp", file::bmp(&picture())),
        ("gif", file::gif(&picture())),
        #[cfg(feature = "jxl")]
        ("jxl", file::jxl(&picture(), &tags)),
    ]
}

#[test]
fn a_photo_cut_short_at_any_length_is_refused_or_whole() {
    for (name, bytes) in files() {
        let whole = read(&bytes).unwrap();
        for length in 0..bytes.len() {
            if let Ok(photo) = read(&bytes[..length]) {
                let same = photo.pixels() == whole.pixels();
                assert!(same, "{name} cut at {length} of {}", bytes.len());
            }
        }
    }
}

#[test]
fn a_jpeg_cut_short_is_refused_also_with_an_end_marker_behind() {
    let bytes = file::jpeg(&picture(), &Tags::default());
    let scan = bytes
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .unwrap()
        + 14;
    for length in (scan..bytes.len() - 3).step_by(11) {
        let cut = [&bytes[..length], &[0xFF, 0xD9]].concat();
        assert!(
            matches!(read(&cut), Err(Error::Decode(_))),
            "cut at {length}"
        );
    }
    let whole = read(&bytes).unwrap();
    let trailer = [
        &bytes[..bytes.len() - 2],
        &b"SEFH maker's own words, and more of them".repeat(9),
    ];
    assert!(read(&trailer.concat()).unwrap().pixels() == whole.pixels());
}

#[test]
fn changed_bytes_never_panic() {
    let limits = Limits {
        max_pixels: 1_000_000,
        max_bytes: 1 << 24,
        ..Limits::default()
    };
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for (_, bytes) in files() {
        for _ in 0..400 {
            let mut changed = bytes.clone();
            for _ in 0..rng.random_range(1..6) {
                let at = rng.random_range(0..changed.len());
                changed[at] = rng.random();
            }
            let _ = Photo::from_bytes(&changed, &limits);
        }
    }
}

#[test]
fn a_header_of_impossible_size_is_refused_before_anything_is_allocated() {
    let huge = [
        patched(file::png(&picture(), &Tags::default()), |bytes| {
            bytes[16..24].copy_from_slice(&[0, 0, 0xF0, 0, 0, 0, 0xF0, 0]);
            let crc = file::crc32(&bytes[12..29]);
            bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        }),
        patched(file::jpeg(&picture(), &Tags::default()), |bytes| {
            let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]);
            let sides_at = frame.unwrap() + 5;
            bytes[sides_at..sides_at + 4].copy_from_slice(&[0xFF; 4]);
        }),
        patched(file::gif(&picture()), |bytes| bytes[6..10].fill(0xFF)),
        patched(file::bmp(&picture()), |bytes| {
            bytes[18..26].copy_from_slice(&[0, 0xF0, 0, 0, 0, 0xF0, 0, 0]);
        }),
        patched(file::tiff(&picture(), &Tags::default()), |bytes| {
            let (width_at, height_at, rows_per_strip_at) = (18, 30, 114);
            for side_at in [width_at, height_at, rows_per_strip_at] {
                bytes[side_at..side_at + 4].copy_from_slice(&[0, 0xF0, 0, 0]);
            }
        }),
    ];
    for (index, bytes) in huge.iter().enumerate() {
        let error = read(bytes).unwrap_err();
        assert!(matches!(error, Error::TooLarge { .. }), "{index}: {error}");
    }
}

#[test]
fn both_limits_hold_for_every_format() {
    let pixels = Limits {
        max_pixels: 48 * 40 - 1,
        ..Limits::default()
    };
    let bytes = Limits {
        max_bytes: 48 * 40 * 3 - 1,
        ..Limits::default()
    };
    for limits in [pixels, bytes] {
        for (name, bytes) in files() {
            let error = Photo::from_bytes(&bytes, &limits).unwrap_err();
            assert!(matches!(error, Error::TooLarge { .. }), "{name}: {error}");
        }
    }
}

#[test]
fn the_first_picture_of_a_multi_picture_file_is_read() {
    let first = file::jpeg(&picture(), &Tags::default());
    let second = file::jpeg(&picture().fliph(), &Tags::default());
    let photo = read(&[first.clone(), second].concat()).unwrap();
    assert!(photo.pixels() == read(&first).unwrap().pixels());
}

#[test]
fn a_jpeg_that_the_decoder_would_garble_is_refused() {
    let frame = b"\xff\xc0\0\x11\x08\0\x10\0\x10\x03\x01\x22\0\x02\x11\0\x03\x11\0";
    let first_of_three_scans = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0";
    let bytes = [b"\xff\xd8", &frame[..], first_of_three_scans, b"\xff\xd9"].concat();
    let error = read(&bytes).unwrap_err();
    assert!(matches!(error, Error::UnsupportedFormat { .. }), "{error}");
}

#[test]
fn the_cause_is_kept_beside_the_message() {
    let bytes = file::png(&picture(), &Tags::default());
    let error = read(&bytes[..bytes.len() / 2]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the photo is damaged or cut short, copy it again from the camera"
    );
    assert!(std::error::Error::source(&error).is_some());
}

fn patched(mut bytes: Vec<u8>, patch: impl Fn(&mut [u8])) -> Vec<u8> {
    patch(&mut bytes);
    bytes
}

#[cfg(feature = "jxl")]
#[test]
fn a_jpeg_xl_that_stops_within_its_color_profile_is_refused() {
    let mut bytes = vec![0xFF, 0x0A, 0x28, 0x00, 0x00];
    bytes.extend([0xD2; 12]);
    bytes.extend([0x2E, 0xD2, 0xD2, 0xD2, 0xD2, 0xD2, 0x27]);
    let refused = Photo::from_bytes(&bytes, &Limits::default());
    assert!(matches!(refused, Err(Error::Decode(_))), "{refused:?}");
}
