//! Draws of heads: colors that a head could also have, as far as each may be off.

use palette::convert::FromColorUnclamped;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::{ColorSd, Head, Noise};
use crate::color::{Lab, LabSd, LinearRgb};
use crate::light::Accuracy;

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

impl Head {
    /// A draw of the head.
    pub(crate) fn drawn(&self, rng: &mut ChaCha8Rng) -> Self {
        let Noise { light, skin, .. } = self.noise;
        let light = light.drawn(rng);
        Self {
            hair: self.noise.hair_in(self.hair, light, rng),
            seen_hair: skin.drawn(self.seen_hair, SKIN_READING, light, rng),
            skin: skin.drawn(self.skin, SKIN_READING, light, rng),
            zone: self
                .zone
                .map(|zone| skin.drawn(zone, SKIN_READING, light, rng)),
            ..*self
        }
    }
}

impl Noise {
    /// A draw of a hair's color, in light that is off by these factors.
    pub(crate) fn hair_in(&self, hair: Lab, light: LinearRgb, rng: &mut ChaCha8Rng) -> Lab {
        self.hair.drawn(hair, HAIR_READING, light, rng)
    }

    /// The same of a cell of a strip, an even patch in the photo.
    pub(crate) fn cell_in(cell: Lab, light: LinearRgb, rng: &mut ChaCha8Rng) -> Lab {
        ColorSd::Photo(SKIN_READING).drawn(cell, SKIN_READING, light, rng)
    }
}

impl Accuracy {
    /// What one light does to each channel of linear light.
    pub(crate) fn drawn(self, rng: &mut ChaCha8Rng) -> LinearRgb {
        let gain = self.gain * normal(rng);
        let mut channel = || (gain + self.balance * normal(rng)).exp();
        LinearRgb::new(channel(), channel(), channel())
    }
}

impl ColorSd {
    fn drawn(self, lab: Lab, reading: LabSd, light: LinearRgb, rng: &mut ChaCha8Rng) -> Lab {
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
