//! Skin as a texture: patches of melanin and blood, pores.

use palette::IntoColor;
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Lab, LinearRgb};

use crate::noise::{Noise, smoothstep};

/// Change of the optical density in red, green and blue per unit of melanin and of blood.
/// Shapes only: melanin rises toward blue, blood takes green most.
const MELANIN: [f64; 3] = [0.6, 0.85, 1.0];
const BLOOD: [f64; 3] = [0.15, 1.0, 0.8];

/// Amplitudes of the two, in optical density, and of the relief, as a share of the light.
const MELANIN_AMPLITUDE: f64 = 0.16;
const BLOOD_AMPLITUDE: f64 = 0.17;
const RELIEF_AMPLITUDE: f64 = 0.08;

/// A patch of skin of one mean color.
#[derive(Clone, Debug)]
pub(crate) struct Skin {
    color: LinearRgb,
    /// Pixels per unit of the largest texture.
    scale: f64,
    melanin: Noise,
    blood: Noise,
    relief: Noise,
}

impl Skin {
    /// Skin whose largest patches measure a sixth of `size` pixels.
    pub(crate) fn new(color: Lab, size: u32, rng: &mut ChaCha8Rng) -> Self {
        Self {
            color: color.into_color(),
            scale: f64::from(size) / 6.0,
            melanin: Noise::new(rng),
            blood: Noise::new(rng),
            relief: Noise::new(rng),
        }
    }

    /// The reflectance at a point of the frame.
    pub(crate) fn at(&self, x: f64, y: f64) -> LinearRgb {
        let (along, down) = (x / self.scale, y / self.scale);
        let melanin = MELANIN_AMPLITUDE * self.melanin.fractal(along, down);
        let blood = BLOOD_AMPLITUDE * self.blood.fractal(along * 2.0, down * 2.0);
        let [red, green, blue] =
            [0, 1, 2].map(|band| (-melanin * MELANIN[band] - blood * BLOOD[band]).exp());
        self.color * LinearRgb::new(red, green, blue) * self.relief(x, y)
    }

    /// Light on the fine relief: about 1, less in the pores.
    pub(crate) fn relief(&self, x: f64, y: f64) -> f64 {
        let fine = self.relief.at(x / 2.5, y / 2.5) + self.relief.at(y / 6.0, x / 6.0);
        let pore = smoothstep(0.62, 0.95, self.relief.at(x / 3.5 + 90.0, y / 3.5));
        1.0 + RELIEF_AMPLITUDE * (0.5 * fine - 1.8 * pore)
    }
}
