//! Bars around a photo, as screenshots and messengers add them.

use crate::photo::Photo;
use crate::region::PixelRect;

/// Least part of a side that a bar takes, as one over a share: thinner ones are the edge of a scan.
const THINNEST: u32 = 50;
/// Levels of 255 by which one exact color may be off in each channel after a JPEG.
const NOISE: u8 = 3;

/// What lies inside bars of one exact color on opposite sides; the whole photo where there are none.
pub(super) fn inside(photo: &Photo) -> PixelRect {
    let pixel = |x, y| photo.pixels().get_pixel(x, y).0;
    let (width, height) = (photo.width(), photo.height());
    let row = |y| one_color((0..width).map(|x| pixel(x, y)));
    let (y, height) = between(height, row);
    let column = |x| one_color((y..y + height).map(|y| pixel(x, y)));
    let (x, width) = between(width, column);
    PixelRect {
        x,
        y,
        width,
        height,
    }
}

/// Start and length of what lies between two bars of the same color along a side; all of it without
/// both.
fn between(length: u32, color: impl Fn(u32) -> Option<[u8; 3]>) -> (u32, u32) {
    let all = (0, length);
    let Some(bar) = color(0) else {
        return all;
    };
    let is_bar = |at: &u32| color(*at).is_some_and(|color| is_like(color, bar));
    let start = (0..length).take_while(is_bar).count();
    let end = (0..length).rev().take_while(is_bar).count();
    let bars = u32::try_from(start).ok().zip(u32::try_from(end).ok());
    let thinnest = length.div_ceil(THINNEST);
    match bars {
        Some((start, end)) if start.min(end) >= thinnest && start + end < length => {
            (start, length - start - end)
        }
        _ => all,
    }
}

/// The color of a line of pixels that all have it.
fn one_color(mut line: impl Iterator<Item = [u8; 3]>) -> Option<[u8; 3]> {
    let first = line.next()?;
    line.all(|pixel| is_like(pixel, first)).then_some(first)
}

fn is_like(one: [u8; 3], other: [u8; 3]) -> bool {
    let channels = one.iter().zip(other);
    channels
        .map(|(one, other)| one.abs_diff(other))
        .all(|off| off <= NOISE)
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    /// A photo with bars at the top and the bottom and a bar on its left.
    fn framed(top: u32, bottom: u32, left: u32) -> PixelRect {
        let photo = RgbImage::from_fn(200, 100, |x, y| {
            if y < top || y >= 100 - bottom || x < left {
                Rgb([20, 20, 22])
            } else {
                Rgb([90 + (x % 60) as u8, 80 + (y % 50) as u8, 70])
            }
        });
        inside(&Photo::from_srgb(photo).unwrap())
    }

    #[test]
    fn bars_on_opposite_sides_are_cut() {
        let found = framed(10, 20, 0);
        assert_eq!((found.y, found.height, found.width), (10, 70, 200));
    }

    #[test]
    fn one_bar_alone_may_be_the_wall_behind_a_head() {
        assert_eq!(framed(10, 0, 30), PixelRect::whole(200, 100));
    }

    #[test]
    fn a_photo_of_one_color_has_no_frame() {
        assert_eq!(framed(100, 0, 0), PixelRect::whole(200, 100));
    }
}
