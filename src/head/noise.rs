//! How far the colors of a head may be off.

use crate::color::LabSd;
use crate::light::Accuracy;

/// How far the colors of a head may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// The light on the photo, the same on hair and skin.
    pub light: Accuracy,
    /// The hair itself.
    pub hair: ColorSd,
    /// The bare skin, and the hair and its zone as they show: all are averages of many pixels.
    pub skin: ColorSd,
}

impl Noise {
    /// Hair and skin both read with an instrument.
    pub const INSTRUMENT: Self = Self {
        light: Accuracy::UNKNOWN,
        hair: ColorSd::Instrument,
        skin: ColorSd::Instrument,
    };
}

/// How far one color may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColorSd {
    /// Measured in the photo with this standard deviation, and off by the photo's light as well.
    Photo(LabSd),
    /// Read with an instrument, which brings its own light.
    Instrument,
}
