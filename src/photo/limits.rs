//! What one photo may cost, checked before its pixels are allocated.

use std::hint::black_box;
use std::num::NonZeroUsize;

use crate::error::Error;

/// The largest photo that is read. A photo beyond a limit is refused from its header alone.
///
/// Damaged and hostile files can claim a size that no memory holds; a limit keeps one such file
/// from ending a batch.
///
/// ```
/// use smpmatch::Error;
/// use smpmatch::photo::{Limits, Photo};
///
/// let claims_65535_square = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0";
/// let refused = Photo::from_bytes(claims_65535_square, &Limits::default());
/// assert!(matches!(refused, Err(Error::TooLarge { .. })));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most pixels, width times height. 256 million by default: the largest phone sensors of
    /// today have 200 million.
    pub max_pixels: u64,
    /// Most bytes of the decoded pixels, in the depth and with the channels of the file. 1 GiB by
    /// default. Turning a photo upright, reducing 16 bits to 8 and progressive JPEG need a second
    /// buffer beside it, so peak memory can be about three times as much: a photo for which the system
    /// has not that much left is refused too.
    pub max_bytes: u64,
    /// Most threads that decode one photo. 1 by default: many photos at once keep all cores busy.
    pub threads: NonZeroUsize,
}

/// Peak memory over the bytes of the decoded pixels.
const PEAK: u64 = 3;

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_pixels: 256_000_000,
            max_bytes: 1 << 30,
            threads: NonZeroUsize::MIN,
        }
    }
}

impl Limits {
    /// Refuses a photo of this size.
    pub(super) fn check(
        &self,
        (width, height): (u32, u32),
        bytes_per_pixel: u64,
    ) -> Result<(), Error> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels > self.max_pixels {
            return Err(Error::TooLarge {
                found: format!("a photo of {width} x {height} pixels"),
                limit: millions(self.max_pixels, "megapixels"),
            });
        }
        let bytes = pixels.saturating_mul(bytes_per_pixel);
        if bytes > self.max_bytes {
            return Err(Error::TooLarge {
                found: format!(
                    "a photo of {width} x {height} pixels and {}",
                    millions(bytes, "megabytes")
                ),
                limit: millions(self.max_bytes, "megabytes"),
            });
        }
        let peak = bytes.saturating_mul(PEAK);
        if !is_there(peak) {
            return Err(Error::TooLarge {
                found: format!(
                    "a photo of {width} x {height} pixels, which takes {} of memory,",
                    millions(peak, "megabytes")
                ),
                limit: "what the system has left".into(),
            });
        }
        Ok(())
    }
}

/// Whether the system would give so much memory. Decoders take it as given, and where it is not the whole
/// run ends in place of one photo.
fn is_there(bytes: u64) -> bool {
    let mut asked: Vec<u8> = Vec::new();
    let found = usize::try_from(bytes).is_ok_and(|bytes| asked.try_reserve_exact(bytes).is_ok());
    // Memory that nobody looks at need not be asked for.
    let _ = black_box(&asked);
    found
}

pub(super) fn millions(count: u64, unit: &str) -> String {
    let (whole, tenth) = (count / 1_000_000, count / 100_000 % 10);
    if tenth == 0 {
        format!("{whole} {unit}")
    } else {
        format!("{whole}.{tenth} {unit}")
    }
}
