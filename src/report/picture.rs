//! The photo as it was understood: its labels as a mask, or drawn over it.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ColorType, GrayImage, ImageEncoder, ImageResult, Luma, Rgb, RgbImage};

use crate::analysis::Analysis;
use crate::photo::Photo;
use crate::segment::Label;

/// How much of the role's color is laid over the photo, 0 to 1.
const TINT: f32 = 0.35;

/// The labels as a gray PNG of the photo's size: 0 background, 60 facial hair, 85 highlight,
/// 170 skin, 255 hair.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn mask_png(photo: &Photo, analysis: &Analysis) -> ImageResult<Vec<u8>> {
    let mask = GrayImage::from_fn(photo.width(), photo.height(), |x, y| {
        Luma([mask_value(analysis.label_at(x, y))])
    });
    encode(mask.as_raw(), photo, ColorType::L8)
}

/// The photo with its roles drawn lightly over it, as a PNG without metadata: hair red, facial
/// hair yellow, skin green, highlight white, and the background left as it is.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn overlay_png(photo: &Photo, analysis: &Analysis) -> ImageResult<Vec<u8>> {
    let overlay = RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let pixel = *photo.pixels().get_pixel(x, y);
        tint(analysis.label_at(x, y)).map_or(pixel, |over| blend(pixel, over))
    });
    encode(overlay.as_raw(), photo, ColorType::Rgb8)
}

fn mask_value(label: Label) -> u8 {
    match label {
        Label::Background => 0,
        Label::FacialHair => 60,
        Label::Highlight => 85,
        Label::Skin => 170,
        Label::Hair => 255,
    }
}

fn tint(label: Label) -> Option<Rgb<u8>> {
    match label {
        Label::Background => None,
        Label::FacialHair => Some(Rgb([255, 200, 0])),
        Label::Highlight => Some(Rgb([255, 255, 255])),
        Label::Skin => Some(Rgb([0, 170, 80])),
        Label::Hair => Some(Rgb([230, 0, 60])),
    }
}

fn blend(pixel: Rgb<u8>, over: Rgb<u8>) -> Rgb<u8> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a mean of two bytes is a byte"
    )]
    let mix = |from: u8, to: u8| (f32::from(from) * (1.0 - TINT) + f32::from(to) * TINT) as u8;
    Rgb(std::array::from_fn(|channel| {
        mix(pixel[channel], over[channel])
    }))
}

fn encode(pixels: &[u8], photo: &Photo, color: ColorType) -> ImageResult<Vec<u8>> {
    let mut png = Cursor::new(Vec::new());
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(pixels, photo.width(), photo.height(), color.into())?;
    Ok(png.into_inner())
}
