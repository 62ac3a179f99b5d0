//! Photos of a head that was treated, drawn with known colors and a known light.

use image::{Rgb, RgbImage};
use palette::convert::FromColorUnclamped;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Lab, LinearRgb, Srgb8};
use smpmatch::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};

/// Boxes of the drawing: hair, bare skin on both sides of the treated zone, and the zone.
pub(crate) const HAIR: &str = "10,10,80,220";
pub(crate) const SKIN: [&str; 2] = ["105,10,60,220", "395,10,60,220"];
pub(crate) const DOTS: &str = "180,20,200,200";
const SIZE: (u32, u32) = (465, 240);
const ZONE: [f64; 4] = [172.0, 12.0, 388.0, 228.0];
const HAIR_ENDS: u32 = 97;

/// Pixels from dot to dot, and of a dot across: dots of 0.3 mm, 1.2 on a square millimeter.
const SPACING: f64 = 12.8;
const DOT: f64 = 4.2;

/// A head and how it was photographed.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) skin: Lab,
    pub(crate) hair: Lab,
    /// Optical thickness of the dots; 0 for none.
    pub(crate) pigment: f64,
    /// Depth of the pigment in mm.
    pub(crate) depth_mm: f64,
    /// What the light does to each channel of linear light.
    pub(crate) light: [f64; 3],
    /// What the light changes by from left to right and from top to bottom.
    pub(crate) slope: [f64; 2],
    /// Exponent of the tone curve around the tone of skin.
    pub(crate) tone: f64,
    /// Standard deviation of the lens's blur in pixels.
    pub(crate) blur: f64,
    pub(crate) seed: u64,
}

impl Scene {
    /// A black-haired head of light skin in even, neutral light.
    pub(crate) fn plain(pigment: f64) -> Self {
        Self {
            skin: Lab::new(61.0, 10.5, 16.5),
            hair: Lab::new(18.0, 1.0, 2.0),
            pigment,
            depth_mm: 0.10,
            light: [1.0; 3],
            slope: [0.0; 2],
            tone: 1.0,
            blur: 0.7,
            seed: 0,
        }
    }

    pub(crate) fn photo(&self) -> RgbImage {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let (skin, hair) = (linear(self.skin), linear(self.hair));
        let dot = linear(self.dot());
        let cover = blurred(&Self::cover(&mut rng), self.blur);
        let texture = blurred(&noise(&mut rng), 1.0);
        RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
            let at = (y * SIZE.0 + x) as usize;
            let [right, down] = [
                f64::from(x) / f64::from(SIZE.0),
                f64::from(y) / f64::from(SIZE.1),
            ];
            let slope = 1.0 + self.slope[0] * (right - 0.5) + self.slope[1] * (down - 0.5);
            // Pores and fine hair: 3 % of the light, after the blur.
            let pores = 1.0 + 0.03 * 3.5 * texture[at];
            let grain: [f64; 3] = std::array::from_fn(|_| 1.0 + 0.01 * normal(&mut rng));
            let channel = |at_channel: usize| {
                let bare = skin[at_channel] - cover[at] * (skin[at_channel] - dot[at_channel]);
                let color = if x < HAIR_ENDS {
                    hair[at_channel]
                } else {
                    bare
                };
                let lit = color * slope * pores * grain[at_channel];
                let toned = skin[at_channel] * (lit / skin[at_channel]).powf(self.tone);
                (toned * self.light[at_channel]).clamp(0.0, 1.0)
            };
            let light = LinearRgb::new(channel(0), channel(1), channel(2));
            Rgb(Srgb8::from_linear(light).into())
        })
    }

    fn dot(&self) -> Lab {
        let deposit = Deposit {
            optical_thickness: self.pigment,
            ..Deposit::new(1.0, 1.0, HEALED_DAYS)
        };
        let geometry = DotGeometry {
            depth_mm: self.depth_mm,
            ..DotGeometry::default()
        };
        match self.pigment {
            0.0 => self.skin,
            _ => Skin::fit(self.skin).dot(&deposit, &geometry),
        }
    }

    /// How much of each pixel dots cover: a grid as a hand sets it.
    fn cover(rng: &mut ChaCha8Rng) -> Vec<f64> {
        let mut cover = vec![0.0; (SIZE.0 * SIZE.1) as usize];
        let [left, top, right, bottom] = ZONE;
        let mut y = top + SPACING * rng.random::<f64>();
        while y < bottom {
            let mut x = left + SPACING * rng.random::<f64>();
            while x < right {
                let mut jitter = || SPACING * 0.25 * rng.random_range(-1.0..1.0);
                disc(&mut cover, x + jitter(), y + jitter());
                x += SPACING;
            }
            y += SPACING;
        }
        cover
    }
}

fn disc(cover: &mut [f64], x: f64, y: f64) {
    const FINE: u32 = 4;
    let near = |at: f64, side: u32| {
        let first = (at - DOT).max(0.0) as u32;
        first..((at + DOT).max(0.0) as u32).min(side)
    };
    for row in near(y, SIZE.1) {
        for column in near(x, SIZE.0) {
            let (dx, dy) = (f64::from(column) - x, f64::from(row) - y);
            let fine = |at: u32| (f64::from(at) + 0.5) / f64::from(FINE);
            let points = (0..FINE).flat_map(|i| (0..FINE).map(move |j| (fine(i), fine(j))));
            let inside = points.filter(|(i, j)| (dx + i).hypot(dy + j) < DOT / 2.0);
            let share = inside.count() as f64 / f64::from(FINE * FINE);
            let pixel = &mut cover[(row * SIZE.0 + column) as usize];
            *pixel = pixel.max(share);
        }
    }
}

fn noise(rng: &mut ChaCha8Rng) -> Vec<f64> {
    (0..SIZE.0 * SIZE.1).map(|_| normal(rng)).collect()
}

/// Blurred by a Gaussian of this standard deviation in pixels.
fn blurred(picture: &[f64], sd: f64) -> Vec<f64> {
    let reach = (3.0 * sd).ceil() as i64;
    let kernel: Vec<f64> = (-reach..=reach)
        .map(|at| (-0.5 * (at as f64 / sd).powi(2)).exp())
        .collect();
    let total: f64 = kernel.iter().sum();
    let (width, height) = (i64::from(SIZE.0), i64::from(SIZE.1));
    let pass = |picture: &[f64], (across, down): (i64, i64)| -> Vec<f64> {
        let value = |x: i64, y: i64| {
            let x = x.clamp(0, width - 1);
            picture[(y.clamp(0, height - 1) * width + x) as usize]
        };
        (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| {
                let steps = (-reach..=reach).zip(&kernel);
                let sum = steps.map(|(s, weight)| weight * value(x + s * across, y + s * down));
                sum.sum::<f64>() / total
            })
            .collect()
    };
    pass(&pass(picture, (1, 0)), (0, 1))
}

pub(crate) fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let sum: f64 = (0..12).map(|_| rng.random::<f64>()).sum();
    sum - 6.0
}

fn linear(lab: Lab) -> [f64; 3] {
    let light = LinearRgb::from_color_unclamped(lab);
    [light.red, light.green, light.blue]
}
