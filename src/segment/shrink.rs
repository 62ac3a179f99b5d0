//! Box averages: the photo at the sizes that the method works at.

use std::borrow::Cow;
use std::ops::Range;

use fearless_simd::{Level, dispatch};
use image::RgbImage;

use crate::numbers::{byte, real, short};
use crate::region::PixelRect;

/// The source pixels that one target pixel averages along one side: those whose centers it covers,
/// or the nearest one where the target is finer.
fn span(target: usize, from: usize, to: usize) -> Range<usize> {
    if from <= to {
        let nearest = (2 * target + 1) * from / (2 * to);
        return nearest..nearest + 1;
    }
    let edge = |target: usize| (2 * target * from + to) / (2 * to);
    edge(target)..edge(target + 1)
}

/// The picture at another size, each new pixel the mean of those it covers; the picture itself if it has
/// that size.
pub(super) fn shrink(picture: &RgbImage, width: u32, height: u32) -> Cow<'_, RgbImage> {
    let size = (width, height);
    if picture.dimensions() == size {
        return Cow::Borrowed(picture);
    }
    let whole = PixelRect::whole(picture.width(), picture.height());
    Cow::Owned(shrink_part(picture, whole, size))
}

/// The same of a part of the picture.
pub(super) fn shrink_part(
    picture: &RgbImage,
    part: PixelRect,
    (width, height): (u32, u32),
) -> RgbImage {
    /// Rows of bytes that can be summed up in 16 bits: short sums keep the photo's row in the cache.
    const BAND: usize = 257;
    let (from_width, from_height) = (part.width as usize, part.height as usize);
    let (to_width, to_height) = (width as usize, height as usize);
    let (left, top) = (part.x as usize, part.y as usize);
    let columns: Vec<_> = (0..to_width)
        .map(|x| span(x, from_width, to_width))
        .collect();
    let level = Level::new();
    let mut out = RgbImage::new(width, height);
    let mut sums = vec![[0_u16; 3]; from_width];
    let mut totals = vec![[0_u32; 3]; to_width];
    let line = picture.width() as usize * 3;
    for (y, row) in out.chunks_exact_mut(to_width * 3).enumerate() {
        let rows = span(y, from_height, to_height);
        let bytes = &picture.as_raw()[(top + rows.start) * line..(top + rows.end) * line];
        totals.fill([0; 3]);
        for band in bytes.chunks(BAND * line) {
            sums.fill([0; 3]);
            for row in band.chunks_exact(line) {
                let row = &row[left * 3..(left + from_width) * 3];
                dispatch!(level, _ => add_row(row, sums.as_flattened_mut()));
            }
            for (total, columns) in totals.iter_mut().zip(&columns) {
                add(&sums[columns.clone()], total);
            }
        }
        let pixels = row.chunks_exact_mut(3).zip(&totals).zip(&columns);
        for ((pixel, total), columns) in pixels {
            let share = 1.0 / real(rows.len() * columns.len());
            for (value, &total) in pixel.iter_mut().zip(total) {
                *value = byte(f64::from(total) * share);
            }
        }
    }
    out
}

#[inline(always)]
fn add_row(row: &[u8], sums: &mut [u16]) {
    for (sum, &value) in sums.iter_mut().zip(row) {
        *sum += u16::from(value);
    }
}

/// Adds summed columns to a pixel's total.
fn add(columns: &[[u16; 3]], [red, green, blue]: &mut [u32; 3]) {
    for column in columns {
        *red += u32::from(column[0]);
        *green += u32::from(column[1]);
        *blue += u32::from(column[2]);
    }
}

/// The box mean of a plane of numbers at another size.
pub(super) fn shrink_plane(plane: &Plane, width: usize, height: usize) -> Plane {
    shrink_rows((plane.width, plane.height), (width, height), |y, sums| {
        let row = &plane.values[y * plane.width..];
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += value;
        }
    })
}

/// The box mean, at another size, of rows that need not be kept: `add` adds a row to sums.
pub(super) fn shrink_rows(
    from: (usize, usize),
    (width, height): (usize, usize),
    mut add: impl FnMut(usize, &mut [f32]),
) -> Plane {
    let columns: Vec<_> = (0..width).map(|x| span(x, from.0, width)).collect();
    let mut sums = vec![0.0; from.0];
    let mut values = Vec::with_capacity(width * height);
    for y in 0..height {
        let rows = span(y, from.1, height);
        sums.fill(0.0);
        for row in rows.clone() {
            add(row, &mut sums);
        }
        values.extend(columns.iter().map(|columns| {
            let sum: f32 = sums[columns.clone()].iter().sum();
            sum / short(rows.len() * columns.len())
        }));
    }
    Plane {
        width,
        height,
        values,
    }
}

/// One number per pixel, row by row.
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn each_pixel_is_the_mean_of_those_it_covers() {
        let picture = RgbImage::from_fn(6, 900, |x, y| {
            let [x, y] = [x, y].map(|at| u8::try_from(at / 3 % 4).unwrap());
            Rgb([10 * x, 20 * y, 255])
        });
        let small = shrink(&picture, 2, 2);
        assert_eq!(small.get_pixel(0, 0).0, [0, 30, 255]);
        assert_eq!(small.get_pixel(1, 1).0, [10, 30, 255]);
        let part = PixelRect {
            x: 3,
            y: 450,
            width: 3,
            height: 450,
        };
        assert_eq!(
            shrink_part(&picture, part, (1, 1)).get_pixel(0, 0),
            small.get_pixel(1, 1)
        );
        let whole = PixelRect::whole(6, 900);
        assert_eq!(shrink_part(&picture, whole, (6, 900)), picture);
    }

    #[test]
    fn spans_cover_every_source_pixel_once() {
        for (from, to) in [(4032, 896), (897, 896), (1000, 7), (5, 5)] {
            let covered: Vec<usize> = (0..to).flat_map(|target| span(target, from, to)).collect();
            assert!(covered.into_iter().eq(0..from), "{from} to {to}");
        }
        assert!((0..8).all(|target| span(target, 3, 8).end <= 3));
    }
}
