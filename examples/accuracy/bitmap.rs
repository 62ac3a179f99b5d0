//! Mask files: any format that photos come in, and portable bitmaps.

use image::{DynamicImage, GrayImage, ImageError, Luma};

/// Reads a mask by its content: published masks are not always of the format they are named for.
pub(crate) fn read(bytes: &[u8]) -> Result<GrayImage, ImageError> {
    match portable_bitmap(bytes) {
        Some(mask) => Ok(mask),
        None => image::load_from_memory(bytes).map(DynamicImage::into_luma8),
    }
}

/// A raw portable bitmap, `P4`: a set bit is black. Nothing if it is none, or is cut short.
///
/// <https://netpbm.sourceforge.net/doc/pbm.html>
fn portable_bitmap(bytes: &[u8]) -> Option<GrayImage> {
    let (width, rest) = number(bytes.strip_prefix(b"P4")?)?;
    let (height, rest) = number(rest)?;
    let rows = rest.get(1..)?;
    let stride = width.div_ceil(8) as usize;
    if rows.len() < stride * height as usize {
        return None;
    }
    Some(GrayImage::from_fn(width, height, |x, y| {
        let byte = rows[y as usize * stride + x as usize / 8];
        let is_black = byte >> (7 - x % 8) & 1 == 1;
        Luma([if is_black { 0 } else { 255 }])
    }))
}

/// The number at the head of the bytes, after white space, and what follows it.
fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit())?;
    let (digits, rest) = bytes.split_at(end);
    let value = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_bits_of_a_portable_bitmap_are_black() {
        let mask = read(b"P4 10 2\n\x80\x00\x00\x40").unwrap();
        assert_eq!(mask.dimensions(), (10, 2));
        let black: Vec<(u32, u32)> = mask
            .enumerate_pixels()
            .filter(|(_, _, value)| value.0 == [0])
            .map(|(x, y, _)| (x, y))
            .collect();
        assert_eq!(black, [(0, 0), (9, 1)]);
        assert!(read(b"P4 10 2\n\x80\x00").is_err());
    }
}
