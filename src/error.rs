//! What can go wrong, by who can put it right.

use std::error::Error as StdError;
use std::fmt;

/// Why a photo could not be analyzed or a palette not be read. Messages name no file: the caller
/// knows which one it passed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// There are no bytes.
    EmptyFile,
    /// The bytes are a format that is recognized but not read.
    UnsupportedFormat {
        /// Name of the format, such as `AVIF`.
        format: &'static str,
    },
    /// The bytes are no photo of any known format.
    UnknownFormat,
    /// The photo is damaged or cut short.
    Decode(Box<dyn StdError + Send + Sync>),
    /// The photo would take more than the limits allow; nothing was allocated for it.
    TooLarge {
        /// What was found, such as `90000 x 90000 pixels`.
        found: String,
        /// The limit that it passes, such as `256 megapixels`.
        limit: String,
    },
    /// No pixel is left to look at: the photo is empty or nowhere opaque.
    NoPixels,
    /// The number of clusters is not within 2 to 32.
    ClusterCount {
        /// The number asked for.
        found: u8,
    },
    /// A region is not written as `X,Y,W,H`.
    BadRegion {
        /// The text as it was given.
        found: String,
    },
    /// A region reaches beyond the photo.
    RegionOutside {
        /// The region as it was given.
        region: String,
        /// Width of the upright photo in pixels.
        width: u32,
        /// Height of the upright photo in pixels.
        height: u32,
    },
    /// A box holds too few pixels to be measured.
    SmallBox {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
        /// Pixels that each side should have.
        least: u32,
    },
    /// A thing of known color in the photo cannot tell the light, or was not found.
    LightReference {
        /// Which, such as `gray card`.
        reference: &'static str,
        /// What is the matter with it.
        found: String,
        /// What to do.
        fix: &'static str,
    },
    /// A palette is not as its format asks.
    Palette {
        /// All that is wrong with it, at least one; of very many the first.
        faults: Vec<Fault>,
    },
}

/// One thing that is wrong with a file in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// JSON pointer (RFC 6901) to the place; empty for the whole.
    pub at: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            at,
            found,
            expected,
        } = self;
        if !at.is_empty() {
            write!(f, "at {at}: ")?;
        }
        write!(f, "found {found}, expected {expected}")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyFile => f.write_str("the file is empty: copy it again from the camera"),
            Self::UnsupportedFormat { format } => {
                write!(
                    f,
                    "{format} cannot be read: export the photo as an ordinary JPEG"
                )
            }
            Self::UnknownFormat => f.write_str(
                "not a photo of a known format: expected JPEG, PNG, WebP, TIFF, BMP, GIF, HEIC or \
                 JPEG XL",
            ),
            Self::Decode(_) => {
                f.write_str("the photo is damaged or cut short, copy it again from the camera")
            }
            Self::TooLarge { found, limit } => {
                write!(f, "{found} is over the limit of {limit}: shrink the photo")
            }
            Self::NoPixels => {
                f.write_str("no visible pixels: the photo is empty or transparent throughout")
            }
            Self::ClusterCount { found } => {
                write!(f, "{found} clusters cannot be found: expected 2 to 32")
            }
            Self::BadRegion { found } => write!(
                f,
                "'{found}' is no box: expected X,Y,W,H in pixels, or each with %"
            ),
            Self::RegionOutside {
                region,
                width,
                height,
            } => write!(
                f,
                "the box {region} does not fit the upright photo of {width} x {height} pixels"
            ),
            Self::SmallBox {
                width,
                height,
                least,
            } => write!(
                f,
                "the box of {width} x {height} pixels is too small, expected {least} on each \
                 side: draw it larger or take the photo closer"
            ),
            Self::LightReference {
                reference,
                found,
                fix,
            } => write!(f, "the {reference} cannot be used, {found}: {fix}"),
            Self::Palette { faults } => match faults.as_slice() {
                [fault] => write!(f, "{fault}"),
                faults => {
                    write!(f, "{} faults", faults.len())?;
                    faults.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
                }
            },
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Decode(cause) => Some(&**cause),
            _ => None,
        }
    }
}
