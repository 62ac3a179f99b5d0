//! The colors of one head and how far each may be off: all that a ranking needs to know of it, and
//! nothing of how it was found.

mod draw;
mod noise;

use crate::color::Lab;
pub(crate) use draw::normal;
pub use noise::{ColorSd, Noise};

/// The colors of one head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// The hair itself.
    pub hair: Lab,
    /// The hair as it shows, on stubble mixed with skin.
    pub seen_hair: Lab,
    /// The zone of the hair as a whole, with the skin that shows between; none where none shows, or
    /// where there is no photo.
    pub zone: Option<Lab>,
    /// The bare skin.
    pub skin: Lab,
    /// How far these may be off.
    pub noise: Noise,
    /// The two colors of salt and pepper hair, if it is.
    pub tones: Option<Tones>,
}

/// One of two colors of hair on a head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    /// The color.
    pub lab: Lab,
    /// Its share of the hair, 0 to 1.
    pub share: f64,
}

/// Hair of two colors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tones {
    /// Gray or white hair.
    pub lighter: Tone,
    /// The rest.
    pub darker: Tone,
}
