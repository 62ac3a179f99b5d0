//! JPEG, through `zune-jpeg` itself: it gives the inks of CMYK files, and can refuse files that
//! are cut short where the `image` crate fills the rest with gray.

use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::decoded::{Alpha, Data, Decoded, Samples, Space};
use super::jpeg_scan::{self, Found};
use super::jpeg_segments::{Segment, segments};
use super::limits::Limits;
use super::profile::Colors;
use crate::error::Error;
use crate::threads::Threads;

/// Decodes a JPEG; of a multi-picture file (MPO, Ultra HDR) the first picture.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, Error> {
    let frame = segments(bytes).find_map(|segment| segment.frame());
    if let Some(frame) = frame {
        if let Some(format) = frame.unsupported() {
            return Err(Error::UnsupportedFormat { format });
        }
        limits.check(frame.size, frame.components.into())?;
    }
    let threads = match limits.threads.get() {
        1 => Threads::One,
        _ => frame.map_or(Threads::One, |frame| Threads::Two.on(frame.size)),
    };
    let (found, decoded) = match threads {
        Threads::One => (jpeg_scan::check(bytes), None),
        Threads::Two => threads.both(
            || jpeg_scan::check(bytes),
            || Some(decode_whole(bytes, limits)),
        ),
    };
    match found {
        Found::Lost(reason) => Err(Error::Decode(reason.into())),
        Found::WithoutEnd(end) => decode_whole(&[&bytes[..end], &END].concat(), limits),
        Found::Whole | Found::Unread => decoded.unwrap_or_else(|| decode_whole(bytes, limits)),
    }
}

/// The marker that ends a JPEG.
const END: [u8; 2] = [0xFF, 0xD9];

/// Decodes a JPEG of which no row is missing.
fn decode_whole(bytes: &[u8], limits: &Limits) -> Result<Decoded, Error> {
    check_scan(bytes)?;
    // Headers are read leniently, as cameras leave stray bytes there; the scan strictly.
    let options = DecoderOptions::default()
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX)
        .set_strict_mode(false);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(failure)?;
    let info = decoder.info().ok_or(Error::NoPixels)?;
    let size = (u32::from(info.width), u32::from(info.height));
    let stored = decoder.input_colorspace().unwrap_or(ColorSpace::RGB);
    let (space, output) = match stored {
        ColorSpace::Luma => (Space::Gray, ColorSpace::Luma),
        // Adobe's mark that nothing was transformed; three components are then RGB as they are.
        ColorSpace::CMYK if info.components == 3 => (Space::Rgb, ColorSpace::RGB),
        ColorSpace::CMYK | ColorSpace::YCCK => (Space::Cmyk, stored),
        _ => (Space::Rgb, ColorSpace::RGB),
    };
    limits.check(size, space.channels() as u64)?;

    let options = options.set_strict_mode(true);
    decoder.set_options(options.jpeg_set_out_colorspace(output));
    let mut data = decoder.decode().map_err(failure)?;
    if space == Space::Cmyk {
        inks_from_stored(&mut data, stored);
    }
    let data = Data::Eight(data);
    Ok(Decoded {
        size,
        samples: Samples { space, data },
        alpha: Alpha::default(),
        colors: colors(&decoder, bytes),
    })
}

/// Refuses what the decoder would fill up or garble without an error.
fn check_scan(bytes: &[u8]) -> Result<(), Error> {
    let Some(scan) = segments(bytes).find(Segment::is_scan) else {
        return Ok(());
    };
    if !scan.is_ended() {
        return Err(Error::Decode("it stops before its end marker".into()));
    }
    // Baseline files with subsampled colors, each in a scan of its own: zune-jpeg 0.5.15 decodes
    // them wrong (https://github.com/etemesi254/zune-image/issues/422).
    let baseline = segments(bytes).find(Segment::is_baseline_frame);
    let is_garbled = baseline.is_some_and(|frame| {
        frame.is_subsampled() && scan.scan_components() < frame.frame_components()
    });
    if is_garbled {
        return Err(Error::UnsupportedFormat {
            format: "JPEG with one scan for each color",
        });
    }
    Ok(())
}

fn failure(error: DecodeErrors) -> Error {
    match error {
        DecodeErrors::Unsupported(_) => Error::UnsupportedFormat {
            format: "lossless or arithmetic-coded JPEG",
        },
        damaged => Error::Decode(plain(&damaged.to_string()).into()),
    }
}

/// The decoder's words; it writes some as Rust string literals.
fn plain(words: &str) -> &str {
    let words = words.trim().trim_matches('"');
    words.trim_end_matches("\\n").trim_end_matches('.')
}

fn colors(decoder: &JpegDecoder<ZCursor<&[u8]>>, bytes: &[u8]) -> Colors {
    match decoder.icc_profile() {
        Some(profile) => Colors::Icc(profile),
        None if segments(bytes).any(|segment| segment.is_profile()) => Colors::incomplete(),
        None => Colors::Untold,
    }
}

/// Inks from what is stored. Adobe's files, and all readers since, keep CMYK inverted; of YCCK the
/// luma and chroma are those of the inks, and only black is inverted.
fn inks_from_stored(pixels: &mut [u8], stored: ColorSpace) {
    let (pixels, _) = pixels.as_chunks_mut();
    for pixel in pixels {
        let [first, second, third, black] = *pixel;
        let inks = if stored == ColorSpace::YCCK {
            rgb_from_ycc([first, second, third])
        } else {
            [first, second, third].map(|inverted| 255 - inverted)
        };
        *pixel = [inks[0], inks[1], inks[2], 255 - black];
    }
}

/// JFIF 1.02 (ITU-T T.871) luma and chroma to RGB.
fn rgb_from_ycc([luma, blue, red]: [u8; 3]) -> [u8; 3] {
    let luma = f32::from(luma);
    let (blue, red) = (f32::from(blue) - 128.0, f32::from(red) - 128.0);
    [
        luma + 1.402 * red,
        luma - 0.344_136 * blue - 0.714_136 * red,
        luma + 1.772 * blue,
    ]
    .map(|level| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the cast saturates, which is the clipping wanted"
        )]
        let level = level.round() as u8;
        level
    })
}
