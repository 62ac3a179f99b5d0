//! Turning stored pixels upright.

use image::metadata::Orientation;

/// Side of the square blocks in which pixels are moved: rows of one and columns of the other
/// picture then stay in the cache.
const BLOCK: usize = 32;

/// Width and height once upright.
pub(super) fn upright_size((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    }
}

/// [`upright`] for interleaved RGB.
pub(super) fn upright_rgb(stored: Vec<u8>, size: (u32, u32), orientation: Orientation) -> Vec<u8> {
    if orientation == Orientation::NoTransforms {
        return stored;
    }
    let (pixels, _) = stored.as_chunks::<3>();
    upright(pixels, size, orientation).into_flattened()
}

/// The pixels, stored row by row in a picture of the given size, upright.
pub(super) fn upright<T: Copy + Default>(
    stored: &[T],
    size: (u32, u32),
    orientation: Orientation,
) -> Vec<T> {
    let (start, step_x, step_y) = walk(size.0 as usize, stored.len(), orientation);
    let (width, height) = upright_size(size, orientation);
    let (width, height) = (width as usize, height as usize);
    let mut pixels = vec![T::default(); stored.len()];
    for top in (0..height).step_by(BLOCK) {
        for left in (0..width).step_by(BLOCK) {
            let right = (left + BLOCK).min(width);
            for y in top..(top + BLOCK).min(height) {
                let mut source = start
                    .wrapping_add(step_x.wrapping_mul(left))
                    .wrapping_add(step_y.wrapping_mul(y));
                for pixel in &mut pixels[y * width + left..y * width + right] {
                    *pixel = stored[source];
                    source = source.wrapping_add(step_x);
                }
            }
        }
    }
    pixels
}

/// Where the upper left pixel is stored, and how far from a pixel its right and its lower
/// neighbor; backwards is the wrapped negative.
///
/// Orientations: EXIF 2.32, tag 274.
fn walk(width: usize, pixels: usize, orientation: Orientation) -> (usize, usize, usize) {
    let upper_right = width.wrapping_sub(1);
    let lower_left = pixels.wrapping_sub(width);
    let lower_right = pixels.wrapping_sub(1);
    let (left, up) = (1_usize.wrapping_neg(), width.wrapping_neg());
    let (right, down) = (1, width);
    match orientation {
        Orientation::NoTransforms => (0, right, down),
        Orientation::FlipHorizontal => (upper_right, left, down),
        Orientation::Rotate180 => (lower_right, left, up),
        Orientation::FlipVertical => (lower_left, right, up),
        Orientation::Rotate90FlipH => (0, down, right),
        Orientation::Rotate90 => (lower_left, up, right),
        Orientation::Rotate270FlipH => (lower_right, up, left),
        Orientation::Rotate270 => (upper_right, down, left),
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, RgbImage};

    use super::*;

    #[test]
    fn all_eight_orientations_agree_with_the_image_crate() {
        let (width, height) = (70, 41);
        let stored = RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([x, y, x ^ y].map(|level| u8::try_from(level).unwrap()))
        });
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif).unwrap();
            let mut expected = DynamicImage::ImageRgb8(stored.clone());
            expected.apply_orientation(orientation);
            let pixels: Vec<[u8; 3]> = stored.pixels().map(|pixel| pixel.0).collect();
            let turned = upright(&pixels, (width, height), orientation).into_flattened();
            let size = upright_size((width, height), orientation);
            assert_eq!(size, (expected.width(), expected.height()));
            assert_eq!(
                turned,
                expected.into_rgb8().into_raw(),
                "orientation {exif}"
            );
        }
    }
}
