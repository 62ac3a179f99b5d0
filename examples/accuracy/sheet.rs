//! A contact sheet of answers.

use image::{Rgb, RgbImage, imageops};

use crate::mask::Mask;

/// Side of one picture on the sheet in pixels.
const TILE: u32 = 256;
const COLUMNS: u32 = 6;
const HAIR_TINT: [u8; 3] = [255, 40, 40];
const TRUE_OUTLINE: Rgb<u8> = Rgb([60, 255, 60]);

/// The shrunk photo with what was taken for hair in red and the true zone's outline in green.
pub(crate) fn overlay(shrunk: &RgbImage, found: &Mask, zone: Option<&Mask>) -> RgbImage {
    let (right, bottom) = (shrunk.width() - 1, shrunk.height() - 1);
    let on_outline = |x: u32, y: u32| {
        zone.is_some_and(|zone| {
            let here = zone.contains(x, y);
            here != zone.contains((x + 1).min(right), y)
                || here != zone.contains(x, (y + 1).min(bottom))
        })
    };
    RgbImage::from_fn(shrunk.width(), shrunk.height(), |x, y| {
        let pixel = *shrunk.get_pixel(x, y);
        if on_outline(x, y) {
            TRUE_OUTLINE
        } else if found.contains(x, y) {
            tinted(pixel)
        } else {
            pixel
        }
    })
}

/// Pictures in rows, from the top left.
pub(crate) fn sheet(pictures: &[RgbImage]) -> RgbImage {
    let count = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    let rows = count.div_ceil(COLUMNS);
    let mut sheet = RgbImage::new(COLUMNS * TILE, rows * TILE);
    for (picture, index) in pictures.iter().zip(0_u32..) {
        let long = picture.width().max(picture.height());
        let fit = |side: u32| (side * TILE / long).max(1);
        let tile = imageops::thumbnail(picture, fit(picture.width()), fit(picture.height()));
        let (column, row) = (index % COLUMNS, index / COLUMNS);
        let (left, top) = (i64::from(column * TILE), i64::from(row * TILE));
        imageops::replace(&mut sheet, &tile, left, top);
    }
    sheet
}

fn tinted(Rgb(pixel): Rgb<u8>) -> Rgb<u8> {
    let mut mixed = pixel;
    for (channel, tint) in mixed.iter_mut().zip(HAIR_TINT) {
        *channel = channel.midpoint(tint);
    }
    Rgb(mixed)
}
