//! A card of the colors, to hold a phone beside the head.

use image::{ColorType, ImageResult, Rgb, RgbImage};
use noto_sans_mono_bitmap::FontWeight;

use crate::color::{Srgb8, srgb8_from_lab};
use crate::report::lettering::Lettering;
use crate::report::patch::{CardPatch, patches};
use crate::report::schema::PhotoResult;
use crate::report::words::CLOSING_LINE;
use crate::report::{contrast, picture};

/// Width of the card in pixels, that of many phones.
const WIDTH: u32 = 1080;
/// Room around and between patches in pixels, patches side by side, and the sides of one.
const MARGIN: u32 = 60;
const COLUMNS: u32 = 2;
const PATCH_WIDTH: u32 = (WIDTH - MARGIN) / COLUMNS - MARGIN;
const PATCH_HEIGHT: u32 = 280;
/// Heights of a patch's name and of the line below it.
const NAME: u32 = 64;
const LINE: u32 = 32;
const ROW: u32 = PATCH_HEIGHT + NAME + LINE + MARGIN / 2;
/// More do not fit on a phone.
const MOST_MATCHES: usize = 10;
const FOOT: u32 = 2 * LINE + MARGIN;
/// Where the skin is not known: gray lends no color to what lies on it.
const GRAY: Srgb8 = Srgb8::new(128, 128, 128);
const NO_MATCH: &str = "nothing to match";

/// The colors of one head as a PNG for a phone: hair, target and the first `top` matches, at most
/// 10, with their names on the skin's color, as far as they are known.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn swatches_png(result: &PhotoResult, top: usize) -> ImageResult<Vec<u8>> {
    let skin = result.skin.as_ref();
    let ground = skin.map_or(GRAY, |skin| srgb8_from_lab(skin.color.lab));
    let patches = patches(result, top.min(MOST_MATCHES));
    let last = (0..).zip(&patches).last();
    let rows = last.map_or(0, |(place, _)| place / COLUMNS + 1);
    let foot = MARGIN + ROW * rows;

    let mut card = RgbImage::from_pixel(WIDTH, foot + FOOT, rgb(ground));
    let ink = rgb(contrast::on(ground));
    for (place, patch) in (0..).zip(&patches) {
        let left = MARGIN + place % COLUMNS * (PATCH_WIDTH + MARGIN);
        let top = MARGIN + place / COLUMNS * ROW;
        draw(patch, (left, top), ink, &mut card);
    }
    let small = letters(FontWeight::Regular, 1, ink);
    if result.matches.is_empty() {
        small.center(NO_MATCH, (MARGIN, foot, WIDTH - 2 * MARGIN), &mut card);
    }
    let bottom = (MARGIN, foot + LINE, WIDTH - 2 * MARGIN);
    small.center(CLOSING_LINE, bottom, &mut card);
    picture::encode(card.as_raw(), card.dimensions(), ColorType::Rgb8)
}

/// A patch with its name below it.
fn draw(patch: &CardPatch<'_>, (left, top): (u32, u32), ink: Rgb<u8>, card: &mut RgbImage) {
    let color = rgb(srgb8_from_lab(patch.color.lab));
    for y in top..top + PATCH_HEIGHT {
        for x in left..left + PATCH_WIDTH {
            card.put_pixel(x, y, color);
        }
    }
    let below = top + PATCH_HEIGHT;
    let name = letters(FontWeight::Bold, NAME / LINE, ink);
    name.center(&patch.name, (left, below, PATCH_WIDTH), card);
    let footing = letters(FontWeight::Regular, 1, ink);
    footing.center(patch.footing, (left, below + NAME, PATCH_WIDTH), card);
}

fn letters(weight: FontWeight, scale: u32, ink: Rgb<u8>) -> Lettering {
    Lettering { weight, scale, ink }
}

fn rgb(color: Srgb8) -> Rgb<u8> {
    Rgb([color.red, color.green, color.blue])
}
