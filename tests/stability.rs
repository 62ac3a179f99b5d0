//! What no eye would see changes no answer: each sample, changed so and answered again.

use std::io::Cursor;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{ImageReader, RgbImage, imageops};
use serde_json::Value;
use smpmatch::answer::{Answer, AnswerOptions, answer};
use smpmatch::color::{Lab, delta_e};
use smpmatch::palette::Palette;
use smpmatch::photo::Photo;
use smpmatch::segment::Finding;

/// The shipped samples that show hair, each with its name.
fn samples_with_hair() -> impl Iterator<Item = (String, RgbImage)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let truth: Value = serde_json::from_str(include_str!("../samples/truth.json")).unwrap();
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

fn answered(pixels: RgbImage) -> Answer {
    let photo = Photo::from_srgb(pixels).unwrap();
    answer(&photo, &Palette::generic(), &AnswerOptions::default()).unwrap()
}

/// Place of the first match from the palest dilution on.
fn place(answer: &Answer) -> usize {
    let first = &answer.ranking.as_ref().unwrap().matches[0].shade;
    let ladder = Palette::generic();
    let shades = ladder.dilutions().iter();
    shades
        .map(|own| &own.shade)
        .position(|own| own == first)
        .unwrap()
}

/// Changes each sample, and holds how far hair and skin move in most of them, ΔE00, and that no best
/// shade moves by more than a step.
fn holds(limit: f64, change: impl Fn(&RgbImage) -> RgbImage) {
    are_alike(limit, RgbImage::clone, change);
}

/// Holds the same of two changes of each sample. An answer that is doubted after the second moves nobody.
fn are_alike(
    limit: f64,
    one: impl Fn(&RgbImage) -> RgbImage,
    other: impl Fn(&RgbImage) -> RgbImage,
) {
    let mut moves = Vec::new();
    for (name, pixels) in samples_with_hair() {
        let (before, after) = (answered(one(&pixels)), answered(other(&pixels)));
        if after.analysis.finding != Finding::Found {
            continue;
        }
        let colors = |answer: &Answer| {
            let (hair, skin) = (&answer.analysis.hair, &answer.analysis.skin);
            [hair.as_ref().unwrap().lab, skin.as_ref().unwrap().lab]
        };
        let pairs = colors(&before).into_iter().zip(colors(&after));
        moves.extend(pairs.map(|(one, other): (Lab, Lab)| delta_e(one, other)));
        let steps = place(&before).abs_diff(place(&after));
        assert!(steps <= 1, "{name}: {steps} steps");
    }
    assert!(moves.len() >= 16, "{} colors", moves.len());
    let beyond = moves.iter().filter(|moved| **moved > limit).count();
    assert!(10 * beyond <= moves.len(), "{moves:.1?}");
}

#[test]
fn an_enlarged_photo_is_answered_alike() {
    let enlarged = |pixels: &RgbImage| {
        let (width, height) = (2 * pixels.width(), 2 * pixels.height());
        imageops::resize(pixels, width, height, FilterType::Lanczos3)
    };
    // Where hair is dense its depth rests on lengths in pixels.
    holds(3.0, enlarged);
}

#[test]
fn a_mirrored_photo_is_answered_alike() {
    holds(1.0, imageops::flip_horizontal);
}

#[test]
fn a_photo_without_its_outermost_pixels_is_answered_alike() {
    holds(1.0, |pixels| {
        let (width, height) = pixels.dimensions();
        imageops::crop_imm(pixels, 1, 1, width - 1, height - 1).to_image()
    });
}

#[test]
fn a_photo_in_a_frame_is_answered_alike() {
    holds(1.0, |pixels| {
        let (width, height) = pixels.dimensions();
        let rim = width / 20;
        let mut framed = RgbImage::new(width + 2 * rim, height + 2 * rim);
        imageops::replace(&mut framed, pixels, rim.into(), rim.into());
        framed
    });
}

/// The pixels as a JPEG of this quality shows them.
fn compressed(pixels: &RgbImage, quality: u8) -> RgbImage {
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, quality);
    pixels.write_with_encoder(encoder).unwrap();
    let reader = ImageReader::new(Cursor::new(jpeg)).with_guessed_format();
    reader.unwrap().decode().unwrap().into_rgb8()
}

#[test]
fn a_photo_compressed_further_is_answered_alike() {
    let compressed = |quality| move |pixels: &RgbImage| compressed(pixels, quality);
    are_alike(1.0, compressed(95), compressed(80));
}

#[test]
fn a_photo_that_lies_on_its_side_without_exif_is_answered_alike() {
    holds(2.0, imageops::rotate90);
}

#[test]
fn a_photo_that_stands_on_its_head_without_exif_is_answered_alike() {
    holds(2.0, imageops::rotate180);
}
