//! How far the colors of a head may be off.

use palette::convert::FromColorUnclamped;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::Head;
use crate::color::{Lab, LabSd, LinearRgb};

/// What an instrument's reading of hair is off by: 0.7 to 1.2 in L* when it is set down again
/// (*Journal of Cosmetic Science* 51 (2000) 293).
const HAIR_READING: LabSd = LabSd {
    l: 1.0,
    a: 0.5,
    b: 0.5,
};
/// The same of skin, an assumption: what skin differs by from spot to spot is not known here.
const SKIN_READING: LabSd = LabSd {
    l: 0.5,
    a: 0.4,
    b: 0.4,
};

/// How far the colors of a head may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// The light on the photo, the same on hair and skin.
    pub light: LightSpread,
    /// The hair itself.
    pub hair: Spread,
    /// The bare skin, and the hair as it shows: both are averages of many pixels.
    pub skin: Spread,
}

impl Noise {
    /// Hair and skin both read with an instrument.
    pub const INSTRUMENT: Self = Self {
        light: LightSpread::UNKNOWN,
        hair: Spread::Instrument,
        skin: Spread::Instrument,
    };

    /// A hair's color as it may be just as well, in light that is off by these factors.
    pub(super) fn hair_in(&self, hair: Lab, light: LinearRgb, rng: &mut ChaCha8Rng) -> Lab {
        self.hair.drawn((hair, HAIR_READING), light, rng)
    }

    /// The same of a cell of a strip, an even patch in the photo.
    pub(super) fn cell_in(cell: Lab, light: LinearRgb, rng: &mut ChaCha8Rng) -> Lab {
        Spread::Photo(SKIN_READING).drawn((cell, SKIN_READING), light, rng)
    }
}

/// How far one color may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Measured in the photo with this standard deviation, and off by the photo's light besides.
    Photo(LabSd),
    /// Read with an instrument, which brings its own light.
    Instrument,
}

/// How far the light on a photo may be from what its colors are taken for: standard deviations of
/// the logarithm of linear light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LightSpread {
    /// Of the brightness of all channels together.
    pub gain: f64,
    /// Of each channel besides.
    pub balance: f64,
}

impl LightSpread {
    /// No card, chart or strip: exposure and white balance are the camera's guess. Chosen as wide
    /// as a simulation of one camera under eight lights spreads.
    pub const UNKNOWN: Self = Self {
        gain: 0.25,
        balance: 0.10,
    };

    /// In light that was measured by a neutral gray card.
    pub const CARD: Self = Self {
        gain: 0.05,
        balance: 0.025,
    };

    /// In light that was measured by a chart of 24 patches.
    pub const CHART: Self = Self {
        gain: 0.03,
        balance: 0.015,
    };

    /// What one light does to each channel of linear light.
    pub(crate) fn drawn(self, rng: &mut ChaCha8Rng) -> LinearRgb {
        let gain = self.gain * normal(rng);
        let mut channel = || (gain + self.balance * normal(rng)).exp();
        LinearRgb::new(channel(), channel(), channel())
    }
}

impl Head {
    /// The head as it may be just as well.
    pub(super) fn drawn(&self, rng: &mut ChaCha8Rng) -> Self {
        let Noise { light, skin, .. } = self.noise;
        let light = light.drawn(rng);
        Self {
            hair: self.noise.hair_in(self.hair, light, rng),
            seen_hair: skin.drawn((self.seen_hair, SKIN_READING), light, rng),
            skin: skin.drawn((self.skin, SKIN_READING), light, rng),
            ..*self
        }
    }
}

impl Spread {
    fn drawn(self, (lab, reading): (Lab, LabSd), light: LinearRgb, rng: &mut ChaCha8Rng) -> Lab {
        let (lit, sd) = match self {
            Self::Photo(sd) => (Lab::from_color_unclamped(lit(lab, light)), sd),
            Self::Instrument => (lab, reading),
        };
        let mut off = |sd: f64| sd * normal(rng);
        Lab::new(lit.l + off(sd.l), lit.a + off(sd.a), lit.b + off(sd.b))
    }
}

/// A color under a light that is off by these factors.
fn lit(lab: Lab, light: LinearRgb) -> LinearRgb {
    LinearRgb::from_color_unclamped(lab) * light
}

/// A number of the normal distribution of mean 0 and standard deviation 1 (Box and Muller, *Annals
/// of Mathematical Statistics* 29 (1958) 610, doi 10.1214/aoms/1177706645).
pub(crate) fn normal(rng: &mut ChaCha8Rng) -> f64 {
    // One less a draw is never 0, whose logarithm is infinite.
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}
