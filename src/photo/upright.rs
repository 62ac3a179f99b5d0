//! Turning stored pixels upright.

use image::metadata::Orientation;

/// Side of the square blocks in which pixels are moved: rows of one and columns of the other
/// picture then stay in the cache.
const BLOCK: usize = 32;

/// Width and height once upright.
pub(super) fn upright_size((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    if Turn::of(orientation).swaps_sides {
        (height, width)
    } else {
        (width, height)
    }
}

/// [`upright`] for interleaved RGB.
pub(super) fn upright_rgb(stored: Vec<u8>, width: u32, orientation: Orientation) -> Vec<u8> {
    if orientation == Orientation::NoTransforms {
        return stored;
    }
    let (pixels, _) = stored.as_chunks::<3>();
    upright(pixels, width, orientation).into_flattened()
}

/// The pixels, stored row by row at the given width, upright.
pub(super) fn upright<T: Copy>(stored: &[T], width: u32, orientation: Orientation) -> Vec<T> {
    let width = width as usize;
    let turn = Turn::of(orientation);
    let Some(&filler) = stored.first() else {
        return Vec::new();
    };
    let height = stored.len() / width;
    let (new_width, new_height) = if turn.swaps_sides {
        (height, width)
    } else {
        (width, height)
    };
    let mut pixels = vec![filler; stored.len()];
    for top in (0..new_height).step_by(BLOCK) {
        for left in (0..new_width).step_by(BLOCK) {
            for y in top..(top + BLOCK).min(new_height) {
                for x in left..(left + BLOCK).min(new_width) {
                    let (column, row) = turn.source((x, y), (width, height));
                    pixels[y * new_width + x] = stored[row * width + column];
                }
            }
        }
    }
    pixels
}

/// An orientation as three yes-or-no steps from the upright pixel to the stored one.
#[derive(Clone, Copy, Debug)]
struct Turn {
    swaps_sides: bool,
    mirrors_columns: bool,
    mirrors_rows: bool,
}

impl Turn {
    fn of(orientation: Orientation) -> Self {
        let (swaps_sides, mirrors_columns, mirrors_rows) = match orientation {
            Orientation::NoTransforms => (false, false, false),
            Orientation::FlipHorizontal => (false, true, false),
            Orientation::Rotate180 => (false, true, true),
            Orientation::FlipVertical => (false, false, true),
            Orientation::Rotate90FlipH => (true, false, false),
            Orientation::Rotate90 => (true, false, true),
            Orientation::Rotate270FlipH => (true, true, true),
            Orientation::Rotate270 => (true, true, false),
        };
        Self {
            swaps_sides,
            mirrors_columns,
            mirrors_rows,
        }
    }

    /// The stored column and row of an upright pixel; the size is the stored one.
    fn source(self, (x, y): (usize, usize), (width, height): (usize, usize)) -> (usize, usize) {
        let (column, row) = if self.swaps_sides { (y, x) } else { (x, y) };
        (
            if self.mirrors_columns {
                width - 1 - column
            } else {
                column
            },
            if self.mirrors_rows {
                height - 1 - row
            } else {
                row
            },
        )
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
            let turned = upright(&pixels, width, orientation).into_flattened();
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
