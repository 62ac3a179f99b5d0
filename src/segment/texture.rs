//! Texture: how much the lightness varies from pixel to pixel. Skin is smooth, hair is not.

use image::RgbImage;

use palette::FromColor;

use super::numbers::{short, single};
use super::shrink::{Plane, shrink_plane};
use crate::color::Lab;

/// Side of the square window in pixels, odd.
const WINDOW: usize = 5;

/// `ln(1 + s)` with `s` the standard deviation of L* in a small window, averaged over each pixel
/// of a picture of the given size.
pub(super) fn texture(lightness: &Plane, width: usize, height: usize) -> Plane {
    let deviation = deviation(lightness);
    let mut texture = shrink_plane(&deviation, width, height);
    for value in &mut texture.values {
        *value = value.ln_1p();
    }
    texture
}

/// L* of every pixel, from a table over the luma: exact for greys, near enough for their scatter.
pub(super) fn lightness(picture: &RgbImage) -> Plane {
    /// Rec. 709 luma weights in 1/1024, so the table has 4 entries per 8-bit step.
    const WEIGHTS: [u32; 3] = [218, 732, 74];
    let table: Vec<f32> = (0_u16..=255 * 4)
        .map(|luma| {
            let grey = palette::Srgb::from([f64::from(luma) / (255.0 * 4.0); 3]);
            single(Lab::from_color(grey).l)
        })
        .collect();
    let values = picture.as_raw().chunks_exact(3).map(|pixel| {
        let terms = pixel.iter().zip(WEIGHTS);
        let luma: u32 = terms
            .map(|(&value, weight)| u32::from(value) * weight)
            .sum();
        table[(luma >> 8) as usize]
    });
    Plane {
        width: picture.width() as usize,
        height: picture.height() as usize,
        values: values.collect(),
    }
}

/// The standard deviation in a window around every pixel; the picture is mirrored at its borders.
fn deviation(plane: &Plane) -> Plane {
    let (width, height) = (plane.width, plane.height);
    let mut values = Vec::with_capacity(width * height);
    let mut sums = vec![(0.0, 0.0); width];
    for y in 0..height {
        sums.fill((0.0, 0.0));
        for row in window(y, height) {
            let row = &plane.values[row * width..][..width];
            for ((sum, squares), value) in sums.iter_mut().zip(row) {
                *sum += value;
                *squares += value * value;
            }
        }
        for x in 0..width {
            let (sum, squares) = window(x, width).fold((0.0, 0.0), |total, column| {
                (total.0 + sums[column].0, total.1 + sums[column].1)
            });
            let count = short(WINDOW * WINDOW);
            let mean = sum / count;
            values.push((squares / count - mean * mean).max(0.0).sqrt());
        }
    }
    Plane {
        width,
        height,
        values,
    }
}

/// The positions of the window around `center`, mirrored into `0..length`.
fn window(center: usize, length: usize) -> impl Iterator<Item = usize> {
    let half = WINDOW / 2;
    (center..center + WINDOW).map(move |shifted| {
        let mirrored = if shifted < half {
            half - 1 - shifted
        } else {
            shifted - half
        };
        let beyond = mirrored.min(2 * length - 1 - mirrored.min(2 * length - 1));
        beyond.min(length - 1)
    })
}
