//! An artist with an ink, whose healed dots are photographed: all of it drawn by chance.

use palette::convert::FromColorUnclamped;
use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use smpmatch::calibrate::observe;
use smpmatch::color::{Lab, LinearRgb};
use smpmatch::palette::{LightSource, Observation, Palette, Work};
use smpmatch::skin::{Deposit, DotGeometry, Skin};

/// Skins from light to dark, and the shades that artists put into them.
const SKINS: [Lab; 5] = [
    Lab::new(68.5, 8.5, 13.0),
    Lab::new(65.5, 9.5, 14.5),
    Lab::new(61.0, 10.5, 16.5),
    Lab::new(55.0, 11.5, 18.5),
    Lab::new(46.0, 12.5, 19.0),
];
const SHADES: [f64; 7] = [4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0];

/// How the world is off what the model takes it for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Truth {
    /// Standard deviation of the logarithm of the strength from head to head.
    pub(crate) heads: f64,
    /// Standard deviation in mm of the depth: of a hand, and from head to head.
    pub(crate) hand_depth: f64,
    pub(crate) head_depth: f64,
    /// Whether photos are a phone's: in unknown light, exposed by guess, with a tone curve.
    pub(crate) phone: bool,
}

/// As the model has it.
pub(crate) const USUAL: Truth = Truth {
    heads: 0.12,
    hand_depth: 0.014,
    head_depth: 0.014,
    phone: false,
};

/// Heads that differ far more than the model expects, and photos of a phone.
pub(crate) const HARSH: Truth = Truth {
    heads: 0.20,
    hand_depth: 0.020,
    head_depth: 0.025,
    phone: true,
};

/// One ink in one hand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Artist {
    truth: Truth,
    pub(crate) strength: f64,
    depth_mm: f64,
    tinge: (f64, f64),
}

impl Artist {
    pub(crate) fn drawn(truth: Truth, rng: &mut ChaCha8Rng) -> Self {
        Self {
            truth,
            strength: 6.0 * (0.33 * normal(rng)).exp(),
            depth_mm: 0.10 + truth.hand_depth * normal(rng),
            tinge: (5.0 + 3.0 * normal(rng), 3.0 * normal(rng)),
        }
    }

    /// A dot on another head, months later.
    pub(crate) fn dot(&self, rng: &mut ChaCha8Rng) -> Option<Observation> {
        let skin = *SKINS.choose(rng)?;
        let skin = skin + Lab::new(1.5 * normal(rng), normal(rng), 1.5 * normal(rng));
        let work = Work {
            water_parts: *SHADES.choose(rng)?,
            age_days: rng.random_range(40_u32..120).into(),
            dot_mm: 0.30,
        };
        let strength = self.strength * (self.truth.heads * normal(rng)).exp();
        let deposit = Deposit::new(strength, 1.0 / (1.0 + work.water_parts), work.age_days);
        let geometry = DotGeometry {
            depth_mm: self.depth_mm + self.truth.head_depth * normal(rng),
            ..DotGeometry::default()
        };
        let dot = Skin::fit(skin).dot(&deposit, &geometry);
        let hue = (
            self.tinge.0 + 2.0 * normal(rng),
            self.tinge.1 + 2.0 * normal(rng),
        );
        let dot = dot + Lab::new(0.0, hue.0, hue.1);
        let (dot, skin) = self.photographed(dot, skin, rng);
        observe(work, dot, skin, LightSource::None).ok()
    }

    /// The colors of dot and skin in a photo.
    fn photographed(&self, dot: Lab, skin: Lab, rng: &mut ChaCha8Rng) -> (Lab, Lab) {
        let sharpness = (0.05 * normal(rng)).exp();
        let speckle = Lab::new(normal(rng), 0.8 * normal(rng), 0.8 * normal(rng));
        let (mut dot, mut skin) = (skin + (dot - skin) * sharpness + speckle, skin);
        if self.truth.phone {
            let gain = 0.25 * normal(rng);
            let mut channel = || (gain + 0.10 * normal(rng)).exp();
            let light = LinearRgb::new(channel(), channel(), channel());
            let toned = (0.07 * normal(rng)).exp();
            for color in [&mut dot, &mut skin] {
                let seen = LinearRgb::from_color_unclamped(*color) * light;
                let curved = |channel: f64| channel.clamp(1e-4, 1.0).powf(toned);
                let seen = LinearRgb::new(curved(seen.red), curved(seen.green), curved(seen.blue));
                *color = Lab::from_color_unclamped(seen);
            }
        }
        (dot, skin)
    }
}

/// A palette that has learned from dots.
pub(crate) fn learned(dots: &[Observation]) -> Option<Palette> {
    Palette::generic()
        .with_observations(dots.iter().cloned())
        .ok()
}

/// A number of the normal distribution of mean 0 and standard deviation 1, by Box and Muller.
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}

/// The same dot, darker by so much in L*, as hair under the box makes it.
pub(crate) fn off(dot: &Observation, delta_l: f64) -> Option<Observation> {
    let work = Work {
        water_parts: dot.water_parts,
        age_days: dot.age_days,
        dot_mm: dot.dot_mm,
    };
    let mistaken = dot.dot() - Lab::new(delta_l, 0.0, 0.0);
    observe(work, mistaken, dot.skin(), dot.light).ok()
}
