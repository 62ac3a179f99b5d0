//! Texture: how much the lightness varies from pixel to pixel. Skin is smooth, hair is not.

use fearless_simd::{Level, dispatch};
use image::RgbImage;
use palette::FromColor;

use super::shrink::{Plane, shrink_rows};
use crate::color::Lab;
use crate::numbers::{short, single};

/// Side of the square window in pixels, odd.
const WINDOW: usize = 5;

/// `ln(1 + s)` with `s` the standard deviation of L* in a small window, averaged over each pixel
/// of a picture of the given size.
pub(super) fn texture(lightness: &Plane, width: usize, height: usize) -> Plane {
    let mut texture = deviation(lightness, width, height);
    for value in &mut texture.values {
        *value = value.ln_1p();
    }
    texture
}

/// L* of every pixel, from a table over the luma: exact for grays, near enough for their scatter.
pub(super) fn lightness(picture: &RgbImage) -> Plane {
    /// Rec. 709 luma weights in 1/1024, so the table has 4 entries per 8-bit step.
    const RED: u32 = 218;
    const GREEN: u32 = 732;
    const BLUE: u32 = 74;
    let table: Vec<f32> = (0_u16..=255 * 4)
        .map(|luma| {
            let gray = palette::Srgb::from([f64::from(luma) / (255.0 * 4.0); 3]);
            single(Lab::from_color(gray).l)
        })
        .collect();
    let (pixels, _) = picture.as_raw().as_chunks();
    let values = pixels.iter().map(|pixel| {
        let [red, green, blue] = pixel.map(u32::from);
        table[((RED * red + GREEN * green + BLUE * blue) >> 8) as usize]
    });
    Plane {
        width: picture.width() as usize,
        height: picture.height() as usize,
        values: values.collect(),
    }
}

/// The standard deviation in a window around each pixel, the picture mirrored at its borders; its
/// mean over each pixel of a picture of the given size.
pub(super) fn deviation(plane: &Plane, width: usize, height: usize) -> Plane {
    let from = (plane.width, plane.height);
    let columns: Vec<usize> = (0..from.0 + WINDOW - 1)
        .map(|shifted| mirrored(shifted, from.0))
        .collect();
    let mut sums = vec![0.0; from.0];
    let mut squares = vec![0.0; from.0];
    let mut padded = [vec![0.0; columns.len()], vec![0.0; columns.len()]];
    let level = Level::new();
    shrink_rows(from, (width, height), |y, deviations| {
        sums.fill(0.0);
        squares.fill(0.0);
        for row in (y..y + WINDOW).map(|shifted| mirrored(shifted, from.1)) {
            let row = &plane.values[row * from.0..][..from.0];
            dispatch!(level, _ => add_row(row, &mut sums, &mut squares));
        }
        for (padded, sums) in padded.iter_mut().zip([&sums, &squares]) {
            for (padded, &column) in padded.iter_mut().zip(&columns) {
                *padded = sums[column];
            }
        }
        let [padded_sums, padded_squares] = &padded;
        dispatch!(level, _ => add_deviations(padded_sums, padded_squares, deviations));
    })
}

#[inline(always)]
fn add_row(row: &[f32], sums: &mut [f32], squares: &mut [f32]) {
    for ((sum, square), value) in sums.iter_mut().zip(squares).zip(row) {
        *sum += value;
        *square += value * value;
    }
}

/// Adds the standard deviation in the window that begins at each place, given the sums of its columns.
#[inline(always)]
fn add_deviations(sums: &[f32], squares: &[f32], deviations: &mut [f32]) {
    let count = short(WINDOW * WINDOW);
    let across = |sums: &[f32], at: usize| {
        let window = &sums[at..at + WINDOW];
        window.iter().sum::<f32>() / count
    };
    let places = deviations.len().min(sums.len() + 1 - WINDOW);
    let (sums, squares) = (
        &sums[..places + WINDOW - 1],
        &squares[..places + WINDOW - 1],
    );
    for (at, deviation) in deviations[..places].iter_mut().enumerate() {
        let mean = across(sums, at);
        *deviation += (across(squares, at) - mean * mean).max(0.0).sqrt();
    }
}

/// The position half a window before `shifted`, mirrored into `0..length`.
fn mirrored(shifted: usize, length: usize) -> usize {
    let half = WINDOW / 2;
    let inside = shifted
        .checked_sub(half)
        .unwrap_or_else(|| half - 1 - shifted);
    let beyond = inside.saturating_sub(length - 1);
    // One past the end is the last again.
    inside.min(length - 1) - beyond.saturating_sub(1).min(length - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_light_has_no_texture_and_stripes_have() {
        let striped = |contrast: u8| {
            RgbImage::from_fn(60, 40, |x, _| {
                let value = 120 + if x % 2 == 0 { contrast } else { 0 };
                image::Rgb([value; 3])
            })
        };
        let mean = |contrast| {
            let texture = texture(&lightness(&striped(contrast)), 15, 10);
            texture.values.iter().sum::<f32>() / 150.0
        };
        assert!(mean(0) < 0.05);
        assert!(mean(20) > 1.0);
        assert!(mean(60) > mean(20) + 0.5);
    }

    #[test]
    fn the_window_stays_inside_any_picture() {
        let places: Vec<usize> = (0..8).map(|shifted| mirrored(shifted, 4)).collect();
        assert_eq!(places, [1, 0, 0, 1, 2, 3, 3, 2]);
        assert!((0..5).all(|shifted| mirrored(shifted, 1) == 0));
    }
}
