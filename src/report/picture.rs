//! The photo as it was understood: its labels as a mask, or drawn over it.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{
    ColorType, GrayImage, ImageEncoder, ImageResult, Luma, Rgb, RgbImage, Rgba, RgbaImage,
};

use crate::analysis::Analysis;
use crate::numbers::byte;
use crate::photo::Photo;
use crate::segment::Label;

/// Pixels of the longer side of the roles alone.
const ZONES: u32 = 512;
/// How much of the role's color is laid over the photo, 0 to 1.
const TINT: f64 = 0.35;
/// The color of skin that was read.
const READ: Rgb<u8> = Rgb([0, 110, 255]);

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
    encode(mask.as_raw(), mask.dimensions(), ColorType::L8)
}

/// The photo with its roles drawn lightly over it, as a PNG: hair red, facial hair yellow, skin
/// green, highlight white, and the background left as it is. Skin whose color was read is blue.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn overlay_png(photo: &Photo, analysis: &Analysis) -> ImageResult<Vec<u8>> {
    let overlay = RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let pixel = *photo.pixels().get_pixel(x, y);
        let over = if analysis.is_skin_read_at(x, y) {
            Some(READ)
        } else {
            tint(analysis.label_at(x, y))
        };
        over.map_or(pixel, |over| blend(pixel, over, TINT))
    });
    encode(overlay.as_raw(), overlay.dimensions(), ColorType::Rgb8)
}

/// The roles alone as a small PNG to lay over the photo, clear where it is background.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn zones_png(photo: &Photo, analysis: &Analysis) -> ImageResult<Vec<u8>> {
    let step = photo.width().max(photo.height()).div_ceil(ZONES).max(1);
    let (width, height) = (photo.width().div_ceil(step), photo.height().div_ceil(step));
    let zones = RgbaImage::from_fn(width, height, |x, y| {
        let label = analysis.label_at(x * step, y * step);
        tint(label).map_or(Rgba([0; 4]), |Rgb([red, green, blue])| {
            Rgba([red, green, blue, u8::MAX])
        })
    });
    encode(zones.as_raw(), zones.dimensions(), ColorType::Rgba8)
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

pub(super) fn tint(label: Label) -> Option<Rgb<u8>> {
    match label {
        Label::Background => None,
        Label::FacialHair => Some(Rgb([255, 200, 0])),
        Label::Highlight => Some(Rgb([255, 255, 255])),
        Label::Skin => Some(Rgb([0, 170, 80])),
        Label::Hair => Some(Rgb([230, 0, 60])),
    }
}

/// The pixel with this much of another color laid over it, 0 to 1.
pub(super) fn blend(pixel: Rgb<u8>, over: Rgb<u8>, part: f64) -> Rgb<u8> {
    let mix = |from: u8, to: u8| byte(f64::from(from) * (1.0 - part) + f64::from(to) * part);
    Rgb(std::array::from_fn(|channel| {
        mix(pixel[channel], over[channel])
    }))
}

/// Pixels of a picture of this width and height as a PNG whose only metadata is the name of this
/// program.
pub(super) fn encode(
    pixels: &[u8],
    (width, height): (u32, u32),
    color: ColorType,
) -> ImageResult<Vec<u8>> {
    let mut png = Cursor::new(Vec::new());
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(pixels, width, height, color.into())?;
    let mut png = png.into_inner();
    drop(png.splice(HEADER..HEADER, SIGNED));
    Ok(png)
}

/// Bytes of the signature and of the chunk that every PNG begins with.
const HEADER: usize = 33;

/// The chunk that tells which program wrote a PNG (PNG 3rd edition, 11.3.3.2).
const SIGNED: [u8; 29] = *b"\0\0\0\x11tEXtSoftware\0smpmatch\x57\x5d\x58\xd8";

/// Bytes at the beginning of a picture that tell whether this program has drawn it.
pub const DRAWN_PNG_HEAD: u64 = (HEADER + SIGNED.len()) as u64;

/// Whether bytes are the beginning of a picture that this program has drawn.
#[must_use]
pub fn is_drawn_png(begin: &[u8]) -> bool {
    begin
        .get(HEADER..)
        .is_some_and(|rest| rest.starts_with(&SIGNED))
}
