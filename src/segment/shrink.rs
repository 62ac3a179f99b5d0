//! Box averages: the photo at the sizes that the method works at.

use std::ops::Range;

use image::RgbImage;

use super::numbers::short;

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

/// The picture at another size, each new pixel the mean of those it covers.
pub(super) fn shrink(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    let (from_width, from_height) = (picture.width() as usize, picture.height() as usize);
    let (to_width, to_height) = (width as usize, height as usize);
    let columns: Vec<_> = (0..to_width)
        .map(|x| span(x, from_width, to_width))
        .collect();
    let mut out = RgbImage::new(width, height);
    let mut sums = vec![0_u32; from_width * 3];
    for (y, row) in out.chunks_exact_mut(to_width * 3).enumerate() {
        let rows = span(y, from_height, to_height);
        sums.fill(0);
        let source = picture.as_raw();
        for source in source[rows.start * from_width * 3..rows.end * from_width * 3]
            .chunks_exact(from_width * 3)
        {
            for (sum, &value) in sums.iter_mut().zip(source) {
                *sum += u32::from(value);
            }
        }
        for (pixel, columns) in row.chunks_exact_mut(3).zip(&columns) {
            average(&sums[columns.start * 3..columns.end * 3], rows.len(), pixel);
        }
    }
    out
}

/// The rounded mean color of summed columns, each a sum over `rows` rows.
fn average(columns: &[u32], rows: usize, pixel: &mut [u8]) {
    let mut total = [0_u64; 3];
    for column in columns.chunks_exact(3) {
        for (total, &sum) in total.iter_mut().zip(column) {
            *total += u64::from(sum);
        }
    }
    let count = (columns.len() / 3 * rows) as u64;
    for (value, total) in pixel.iter_mut().zip(total) {
        *value = u8::try_from((total + count / 2) / count).unwrap_or(u8::MAX);
    }
}

/// The box mean of a plane of numbers at another size.
pub(super) fn shrink_plane(plane: &Plane, width: usize, height: usize) -> Plane {
    let columns: Vec<_> = (0..width).map(|x| span(x, plane.width, width)).collect();
    let mut values = Vec::with_capacity(width * height);
    for y in 0..height {
        let rows = span(y, plane.height, height);
        for columns in &columns {
            let mut sum = 0.0;
            for row in rows.clone() {
                let row = &plane.values[row * plane.width..][columns.clone()];
                sum += row.iter().sum::<f32>();
            }
            values.push(sum / short(rows.len() * columns.len()));
        }
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
