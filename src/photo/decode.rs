//! PNG, WebP, TIFF, BMP and GIF, through the `image` crate.

use std::io::Cursor;

use image::codecs::tiff::TiffDecoder;
use image::error::{ImageError, ImageResult};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};

use super::decoded::{Alpha, Data, Decoded, Samples, Space, eight_from_sixteen, split_alpha};
use super::limits::{Limits, millions};
use super::png_colors;
use super::profile::Colors;
use super::tiff_directory::{has_profile, is_cmyk};
use crate::error::Error;

/// Most bytes a decoder may take beside the pixels and the file: metadata, palettes, rows. Color
/// profiles and previews stay below 10 MB; compressed text that inflates further is no photo's.
const WORKING_BYTES: u64 = 64 << 20;

/// Decodes one of the formats of the `image` crate; the first frame of an animation.
pub(super) fn decode(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Decoded, Error> {
    let failed = |error| failure(error, format);
    if format == ImageFormat::WebP && is_webp_cut_short(bytes) {
        return Err(Error::Decode("it is shorter than it says".into()));
    }
    let mut decoder = decoder(bytes, format).map_err(failed)?;

    let size = decoder.dimensions();
    let bytes_per_pixel = decoder.color_type().bytes_per_pixel();
    limits.check(size, u64::from(bytes_per_pixel))?;
    let profile = match decoder.icc_profile() {
        Ok(Some(profile)) => Some(Colors::Icc(profile)),
        Ok(None) => has_lost_profile(bytes, format).then(Colors::incomplete),
        Err(_) => Some(Colors::incomplete()),
    };
    let colors = match format {
        ImageFormat::Png => png_colors::colors(bytes, profile)?,
        ImageFormat::Tiff if profile.is_none() && is_cmyk(bytes) => Colors::cmyk_without_profile(),
        _ => profile.unwrap_or(Colors::Untold),
    };
    let held = decoder.total_bytes().saturating_mul(2);
    let held = held.saturating_add(bytes.len() as u64 + WORKING_BYTES);
    decoder.set_limits(codec_limits(held)).map_err(failed)?;

    let image = DynamicImage::from_decoder(decoder).map_err(failed)?;
    let (samples, alpha) = samples(image).ok_or_else(|| unsupported(format))?;
    Ok(Decoded {
        size,
        samples,
        alpha,
        colors,
    })
}

fn decoder(bytes: &[u8], format: ImageFormat) -> ImageResult<Box<dyn ImageDecoder + '_>> {
    if format == ImageFormat::Tiff {
        // Its `set_limits` holds tags to the size of the picture, which a profile may exceed.
        return Ok(Box::new(TiffDecoder::new(Cursor::new(bytes))?));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(codec_limits(WORKING_BYTES));
    Ok(Box::new(reader.into_decoder()?))
}

fn codec_limits(bytes: u64) -> image::Limits {
    let mut limits = image::Limits::no_limits();
    limits.max_alloc = Some(bytes);
    limits
}

/// Whether the file is shorter than its header says: the decoder would miss the metadata, which
/// stands behind the pixels.
fn is_webp_cut_short(bytes: &[u8]) -> bool {
    let riff_header = 8;
    bytes
        .get(4..riff_header)
        .and_then(<[u8]>::first_chunk)
        .is_none_or(|size| {
            riff_header as u64 + u64::from(u32::from_le_bytes(*size)) > bytes.len() as u64
        })
}

/// Whether there is a profile that the decoder dropped as damaged without a word.
fn has_lost_profile(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => bytes
            .windows(4)
            .take_while(|chunk_type| *chunk_type != b"IDAT".as_slice())
            .any(|chunk_type| chunk_type == b"iCCP".as_slice()),
        ImageFormat::Tiff => has_profile(bytes),
        _ => false,
    }
}

/// The samples and what can be seen of them; none for floating point.
fn samples(image: DynamicImage) -> Option<(Samples, Alpha)> {
    let space = if image.color().has_color() {
        Space::Rgb
    } else {
        Space::Gray
    };
    let with_alpha = space.channels() + 1;
    let has_alpha = image.color().has_alpha();
    let eight = |mut bytes: Vec<u8>| {
        let alpha = has_alpha.then(|| split_alpha(&mut bytes, with_alpha, |level| level));
        (Data::Eight(bytes), alpha)
    };
    let sixteen = |mut words: Vec<u16>| {
        let alpha = has_alpha.then(|| split_alpha(&mut words, with_alpha, eight_from_sixteen));
        (Data::Sixteen(words), alpha)
    };
    let (data, alpha) = match image {
        DynamicImage::ImageLuma8(image) => eight(image.into_raw()),
        DynamicImage::ImageLumaA8(image) => eight(image.into_raw()),
        DynamicImage::ImageRgb8(image) => eight(image.into_raw()),
        DynamicImage::ImageRgba8(image) => eight(image.into_raw()),
        DynamicImage::ImageLuma16(image) => sixteen(image.into_raw()),
        DynamicImage::ImageLumaA16(image) => sixteen(image.into_raw()),
        DynamicImage::ImageRgb16(image) => sixteen(image.into_raw()),
        DynamicImage::ImageRgba16(image) => sixteen(image.into_raw()),
        _ => return None,
    };
    Some((Samples { space, data }, alpha.unwrap_or_default()))
}

fn failure(error: ImageError, format: ImageFormat) -> Error {
    match error {
        ImageError::Unsupported(_) => unsupported(format),
        ImageError::Limits(_) => Error::TooLarge {
            found: "the memory that the file asks for".into(),
            limit: format!("{} beside its pixels", millions(WORKING_BYTES, "megabytes")),
        },
        damaged => Error::Decode(Box::new(damaged)),
    }
}

/// A variety that the decoder lacks, such as a palette or floating point in TIFF.
fn unsupported(format: ImageFormat) -> Error {
    let format = match format {
        ImageFormat::Bmp => "this kind of BMP",
        ImageFormat::Gif => "this kind of GIF",
        ImageFormat::Png => "this kind of PNG",
        ImageFormat::Tiff => "this kind of TIFF",
        _ => "this kind of WebP",
    };
    Error::UnsupportedFormat { format }
}
