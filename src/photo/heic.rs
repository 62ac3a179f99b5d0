//! HEIC, as iPhones take it, through `heifer`.

use heifer::Options;
use heifer::heifer_isobmff::HeifFile;
use image::metadata::Orientation;

use super::decoded::{Data, Decoded, Samples, Space, split_alpha};
use super::limits::Limits;
use crate::error::Error;

/// Decodes the primary picture.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, Error> {
    let file = HeifFile::parse(bytes).map_err(|error| failure(error.into()))?;
    let primary = file.primary_id;
    let declared = file
        .image_size(primary)
        .map_err(|error| failure(error.into()))?;
    let channels = Space::Rgb.channels() + 1;
    limits.check(declared.unwrap_or((0, 0)), channels as u64)?;
    let options = Options {
        max_pixels: limits.max_pixels.min(limits.max_bytes / channels as u64),
        ..Options::default()
    };
    let profile = file
        .icc_profile(primary)
        .map_err(|error| failure(error.into()))?
        .map(<[u8]>::to_vec);
    // Without a profile the colors are told by code points, which heifer knows how to read.
    let decoded = if profile.is_some() {
        heifer::decode_rgba8(bytes, &options)
    } else {
        heifer::decode_srgb_rgba8(bytes, &options)
    };
    let image = decoded.map_err(failure)?;
    let mut data = image.data;
    let alpha = split_alpha(&mut data, channels, |level| level);
    Ok(Decoded {
        size: (image.width, image.height),
        samples: Samples {
            space: Space::Rgb,
            data: Data::Eight(data),
        },
        alpha,
        profile,
        // The file's own rotation is applied; the EXIF copy of it is to be ignored
        // (ISO/IEC 23008-12, 6.5.10).
        orientation: Orientation::NoTransforms,
    })
}

fn failure(error: heifer::Error) -> Error {
    match error {
        heifer::Error::Unsupported(_) => Error::UnsupportedFormat {
            format: "this kind of HEIC",
        },
        damaged => Error::Decode(Box::new(damaged)),
    }
}
