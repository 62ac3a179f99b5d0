//! Smooth random fields: value noise and sums of its octaves.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Lattice points to a side; the field repeats beyond.
const PERIOD: u32 = 256;

/// A smooth random field of about -1 to 1 with one random value per unit square.
#[derive(Clone, Debug)]
pub(crate) struct Noise {
    lattice: Vec<f64>,
}

impl Noise {
    pub(crate) fn new(rng: &mut ChaCha8Rng) -> Self {
        let lattice = (0..PERIOD * PERIOD)
            .map(|_| rng.random_range(-1.0..1.0))
            .collect();
        Self { lattice }
    }

    pub(crate) fn at(&self, x: f64, y: f64) -> f64 {
        let (left, top) = (x.floor(), y.floor());
        let (along, down) = (ease(x - left), ease(y - top));
        let row = |y: f64| mix(self.point(left, y), self.point(left + 1.0, y), along);
        mix(row(top), row(top + 1.0), down)
    }

    /// Four octaves: large forms with ever finer ones upon them.
    pub(crate) fn fractal(&self, x: f64, y: f64) -> f64 {
        [(1.0, 0.53), (2.0, 0.27), (4.0, 0.13), (8.0, 0.07)]
            .iter()
            .map(|(frequency, weight)| weight * self.at(x * frequency, y * frequency))
            .sum()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "wrapped to 0 to PERIOD"
    )]
    fn point(&self, x: f64, y: f64) -> f64 {
        let wrap = |whole: f64| whole.rem_euclid(f64::from(PERIOD)) as usize;
        self.lattice[wrap(y) * PERIOD as usize + wrap(x)]
    }
}

/// A sample of the standard normal distribution.
///
/// Box and Muller, *Annals of Mathematical Statistics* 29 (1958) 610, doi 10.1214/aoms/1177706645.
pub(crate) fn gauss(rng: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}

/// From 0 at `from` and before to 1 at `to` and beyond, without kinks.
pub(crate) fn smoothstep(from: f64, to: f64, value: f64) -> f64 {
    ease(((value - from) / (to - from)).clamp(0.0, 1.0))
}

pub(crate) fn mix(one: f64, other: f64, share: f64) -> f64 {
    one + (other - one) * share
}

fn ease(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}
