//! HEIC, as iPhones take it, through `heifer`.

use std::collections::HashSet;

use heifer::Options;
use heifer::heifer_isobmff::HeifFile;

use super::decoded::{Data, Decoded, Samples, Space, split_alpha};
use super::limits::{Limits, millions};
use super::profile::Colors;
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
    count(&file, limits)?;
    let options = Options {
        max_threads: limits.threads.get(),
        max_pixels: limits.max_pixels.min(limits.max_bytes / channels as u64),
    };
    let profile = file
        .icc_profile(primary)
        .map_err(|error| failure(error.into()))?
        .map(<[u8]>::to_vec);
    // Without a profile the colors are given by code points, which heifer knows how to read.
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
        colors: profile.map_or(Colors::Untold, Colors::Icc),
    })
}

/// Refuses a picture whose parts together are over the limit: tiles of a grid and layers of an overlay
/// are decoded one by one, and a few bytes can name one of them any number of times.
fn count(file: &HeifFile<'_>, limits: &Limits) -> Result<(), Error> {
    /// How deep parts may have parts of their own; cameras stop at 1.
    const DEEPEST: usize = 4;
    let repeated = || Error::UnsupportedFormat {
        format: "HEIC that shows one part several times",
    };
    let (mut level, mut seen) = (vec![file.primary_id], HashSet::new());
    let mut pixels: u64 = 0;
    for _ in 0..=DEEPEST {
        let mut parts = Vec::new();
        for item in level {
            if !seen.insert(item) {
                return Err(repeated());
            }
            let own = file.referenced_items(item, b"dimg");
            let mut painted = file.referencing_items(item, b"auxl");
            if own.is_empty() {
                let (width, height) = file.image_size(item).ok().flatten().unwrap_or((0, 0));
                pixels = pixels.saturating_add(u64::from(width) * u64::from(height));
            }
            parts.extend_from_slice(own);
            parts.append(&mut painted);
        }
        level = parts;
    }
    // Tiles reach beyond the edge of the picture by less than one of them, and transparency is a
    // second picture.
    let most = limits.max_pixels.saturating_mul(5) / 2;
    if pixels > most || !level.is_empty() {
        return Err(Error::TooLarge {
            found: format!(
                "a photo of parts with {} together",
                millions(pixels, "megapixels")
            ),
            limit: millions(limits.max_pixels, "megapixels"),
        });
    }
    Ok(())
}

fn failure(error: heifer::Error) -> Error {
    match error {
        heifer::Error::Unsupported(_) => Error::UnsupportedFormat {
            format: "this kind of HEIC",
        },
        damaged => Error::Decode(Box::new(damaged)),
    }
}
