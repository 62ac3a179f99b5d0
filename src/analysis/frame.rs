//! Bars around a photo, as screenshots and messengers add them.
//!
//! Its limits are a judgment by what makes bars, given beside each; the tests hold them to drawn screenshots, heads
//! and walls.

use crate::numbers::real;
use crate::photo::Photo;
use crate::region::PixelRect;

/// Least part of a side that a bar takes, as one over a share: thinner ones are the edge of a scan.
const THINNEST: u32 = 50;
/// Levels of 255 by which one exact color may be off in each channel after a JPEG.
const NOISE: u8 = 3;
/// Least share of a line of a bar that has its color: a clock, a caption and buttons stand on the rest.
const MOSTLY: f64 = 0.5;
/// Lines within which a bar ends where the photo begins: a JPEG smears an edge over one block. A head
/// before a wall of one color comes in over many more.
const SHARP: u32 = 8;

/// What lies inside bars of one exact color on opposite sides; the whole photo where there are none.
pub(super) fn inside(photo: &Photo) -> PixelRect {
    let pixel = |x, y| photo.pixels().get_pixel(x, y).0;
    let (width, height) = (photo.width(), photo.height());
    let row = |y| (0..width).map(move |x| pixel(x, y));
    let (y, height) = between(height, row);
    let column = |x| (y..y + height).map(move |y| pixel(x, y));
    let (x, width) = between(width, column);
    PixelRect {
        x,
        y,
        width,
        height,
    }
}

/// Start and length of what lies between two bars along a side; all of it without both.
fn between<Line: Iterator<Item = [u8; 3]>>(length: u32, line: impl Fn(u32) -> Line) -> (u32, u32) {
    let start = bar(length, &line);
    let end = bar(length, |at| line(length - 1 - at));
    if start.min(end) >= length.div_ceil(THINNEST) && start + end < length {
        (start, length - start - end)
    } else {
        (0, length)
    }
}

/// How many lines the bar takes with which a side begins.
fn bar<Line: Iterator<Item = [u8; 3]>>(length: u32, line: impl Fn(u32) -> Line) -> u32 {
    let color = line(0).next().unwrap_or_default();
    let share = |at| share(line(at), color);
    let is_whole = |at: &u32| share(*at) >= 1.0;
    if !is_whole(&0) {
        return 0;
    }
    let lines = |count: usize| u32::try_from(count).unwrap_or(length);
    let mostly = lines((0..length).take_while(|at| share(*at) >= MOSTLY).count());
    let ends_sharply = (mostly.saturating_sub(SHARP)..mostly).any(|at| is_whole(&at));
    if ends_sharply {
        mostly
    } else {
        lines((0..length).take_while(is_whole).count())
    }
}

/// The share of a line that has a color.
fn share(line: impl Iterator<Item = [u8; 3]>, color: [u8; 3]) -> f64 {
    let (mut count, mut alike) = (0, 0);
    for pixel in line {
        count += 1;
        alike += usize::from(is_like(pixel, color));
    }
    real(alike) / real(count)
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
    fn what_is_written_on_bars_is_cut_with_them() {
        let photo = RgbImage::from_fn(200, 200, |x, y| match y {
            // A clock, and a row of buttons on a bar of another color.
            20..30 if (10..50).contains(&x) => Rgb([0; 3]),
            0..60 => Rgb([255; 3]),
            60..150 => Rgb([90 + (x % 60) as u8, 80 + (y % 50) as u8, 70]),
            170..180 if x % 3 == 0 => Rgb([10, 120, 250]),
            _ => Rgb([240; 3]),
        });
        let found = inside(&Photo::from_srgb(photo).unwrap());
        assert_eq!((found.y, found.height, found.width), (60, 90, 200));
    }

    #[test]
    fn a_head_before_a_wall_of_one_color_is_no_text_on_a_bar() {
        let photo = RgbImage::from_fn(200, 200, |x, y| {
            let [x, y] = [x, y].map(|at| f64::from(at) - 100.0);
            if x.hypot(y) < 80.0 {
                Rgb([180, 140, 120])
            } else {
                Rgb([255; 3])
            }
        });
        let found = inside(&Photo::from_srgb(photo).unwrap());
        assert_eq!((found.y, found.height), (21, 159));
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
