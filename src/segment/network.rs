//! The networks that know what heads look like: small U-Nets of inverted residuals.
//!
//! They were trained on rendered heads alone (`training/`). Inverted residuals: Sandler et al. 2018,
//! arXiv:1801.04381; U-Net: Ronneberger, Fischer, Brox 2015, arXiv:1505.04597.

use std::array;
use std::sync::LazyLock;

use fearless_simd::{Level, Simd, dispatch};
use half::f16;
use half::slice::HalfFloatSliceExt;

use super::class::{Class, PerClass};
use super::layers::{Dense, Lanes, Map, ResidualBlock, Rimmed, Shape};
use crate::numbers::short;
use crate::threads::Threads;

/// What is added to each probability of the network, so that no class is ruled out for good; by judgment.
pub(super) const DOUBT: f64 = 0.01;

/// Side of the square picture that the network reads, in pixels.
pub(super) const SIDE: usize = 160;

/// What the network tells apart, in the order of its outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NetworkClass {
    Background,
    /// Of the face, the neck and the body.
    Skin,
    /// Of the scalp.
    Hair,
    /// Beard, mustache and brows.
    FacialHair,
    /// Bare scalp and forehead: skin that lies in the light of the hair.
    Scalp,
}

impl NetworkClass {
    /// How many there are.
    const COUNT: usize = 5;
}

impl Class<{ NetworkClass::COUNT }> for NetworkClass {
    const ALL: [Self; Self::COUNT] = [
        Self::Background,
        Self::Skin,
        Self::Hair,
        Self::FacialHair,
        Self::Scalp,
    ];

    fn place(self) -> usize {
        self as usize
    }
}

/// One value for each class of the network.
pub(super) type PerNetworkClass<T> = PerClass<NetworkClass, T, { NetworkClass::COUNT }>;

/// The network's probabilities of what a place shows.
pub(super) type Seen = PerNetworkClass<f64>;

impl Seen {
    pub(super) fn background(&self) -> f64 {
        self[NetworkClass::Background]
    }

    /// Skin of any part, scalp among it.
    pub(super) fn skin(&self) -> f64 {
        self[NetworkClass::Skin] + self.scalp()
    }

    pub(super) fn scalp(&self) -> f64 {
        self[NetworkClass::Scalp]
    }

    pub(super) fn hair(&self) -> f64 {
        self[NetworkClass::Hair]
    }

    pub(super) fn facial_hair(&self) -> f64 {
        self[NetworkClass::FacialHair]
    }
}

/// Of two trainings, written by `training/export.py`, which describes the format. The later has seen more
/// of bodies, beards and furniture and takes less of them for hair, the earlier misses less hair; why
/// both: `training/README.md`.
const WEIGHTS: [&[u8]; 2] = [
    include_bytes!("weights/fifth.bin"),
    include_bytes!("weights/sixth.bin"),
];
const MAGIC_LENGTH: usize = 8;

/// Read once: a photo is looked at up to three times.
static NETWORKS: LazyLock<[Network; WEIGHTS.len()]> =
    LazyLock::new(|| WEIGHTS.map(Network::embedded));

/// Channels at 1/2, 1/4, 1/8 and 1/16 of the input's side.
const WIDTHS: [usize; 4] = [16, 24, 36, 52];

/// The probabilities of the classes in each pixel, row by row, of a picture of sRGB values 0 to 1.
/// Mean of all networks, and of the picture and its mirror image, so a mirrored picture gets mirrored
/// answers.
pub(super) fn probabilities(picture: &[[f32; 3]], threads: Threads) -> Vec<PerNetworkClass<f32>> {
    let mirrored = mirror(picture);
    let share = 0.5 / short(WEIGHTS.len());
    let mut sums = vec![PerClass::from_fn(|_| 0.0); picture.len()];
    let [one, other] = &*NETWORKS;
    let looks = |network: &Network| [network.logits(picture), network.logits(&mirrored)];
    let (one, other) = threads.both(|| looks(one), || looks(other));
    for looks in [one, other] {
        for (logits, is_mirrored) in looks.iter().zip([false, true]) {
            for (y, sums) in sums.chunks_exact_mut(SIDE).enumerate() {
                let row = logits.doubled_row(y);
                let add = |(sum, logits): (&mut PerNetworkClass<f32>, &Lanes)| {
                    let seen = softmax(logits);
                    *sum = PerClass::from_fn(|class| sum[class] + share * seen[class]);
                };
                if is_mirrored {
                    sums.iter_mut().rev().zip(&row).for_each(add);
                } else {
                    sums.iter_mut().zip(&row).for_each(add);
                }
            }
        }
    }
    sums
}

fn mirror<T: Copy>(pixels: &[T]) -> Vec<T> {
    let rows = pixels.chunks(SIDE);
    rows.flat_map(|row| row.iter().rev().copied()).collect()
}

fn softmax(logits: &Lanes) -> PerNetworkClass<f32> {
    let logits = PerNetworkClass::from_fn(|class| logits[class.place()]);
    let logit = logits.values().iter().copied();
    let top = logit.fold(f32::NEG_INFINITY, f32::max);
    let powers = logits.map(|logit| (logit - top).exp());
    let sum: f32 = powers.values().iter().sum();
    powers.map(|power| power / sum)
}

/// Layers in the order in which they run.
struct Network {
    stem: Dense,
    encode1: ResidualBlock,
    encode2: [ResidualBlock; 2],
    encode3: [ResidualBlock; 3],
    encode4: [ResidualBlock; 2],
    context: Context,
    encode5: [ResidualBlock; 2],
    up3: Dense,
    decode3: ResidualBlock,
    up2: Dense,
    decode2: ResidualBlock,
    up1: Dense,
    decode1: ResidualBlock,
    classify: Dense,
}

impl Network {
    fn embedded(weights: &[u8]) -> Self {
        let (halves, _) = weights[MAGIC_LENGTH..].as_chunks();
        let halves: Vec<f16> = halves
            .iter()
            .map(|bytes| f16::from_le_bytes(*bytes))
            .collect();
        let mut numbers = vec![0.0; halves.len()];
        halves.convert_to_f32_slice(&mut numbers);
        Self::read(&mut numbers.into_iter())
    }

    fn read(from: &mut impl Iterator<Item = f32>) -> Self {
        let [w1, w2, w3, w4] = WIDTHS;
        Self {
            stem: Dense::read(from, 3, 3, w1).with_relu(),
            encode1: ResidualBlock::read(from, Shape::same(w1, 3)),
            encode2: [
                ResidualBlock::read(from, Shape::down(w1, w2)),
                ResidualBlock::read(from, Shape::same(w2, 3)),
            ],
            encode3: [
                ResidualBlock::read(from, Shape::down(w2, w3)),
                ResidualBlock::read(from, Shape::same(w3, 5)),
                ResidualBlock::read(from, Shape::same(w3, 5)),
            ],
            encode4: [
                ResidualBlock::read(from, Shape::down(w3, w4)),
                ResidualBlock::read(from, Shape::same(w4, 5)),
            ],
            context: Context::read(from, w4),
            encode5: array::from_fn(|_| ResidualBlock::read(from, Shape::same(w4, 5))),
            up3: Dense::read(from, 1, w4, w3),
            decode3: ResidualBlock::read(from, Shape::same(w3, 3)),
            up2: Dense::read(from, 1, w3, w2),
            decode2: ResidualBlock::read(from, Shape::same(w2, 3)),
            up1: Dense::read(from, 1, w2, w1),
            decode1: ResidualBlock::read(from, Shape::same(w1, 3)),
            classify: Dense::read(from, 3, w1, NetworkClass::COUNT),
        }
    }

    /// Of the classes, at half the size of the picture.
    fn logits(&self, picture: &[[f32; 3]]) -> Map {
        dispatch!(Level::new(), simd => self.look(simd, picture))
    }

    fn look<S: Simd>(&self, simd: S, picture: &[[f32; 3]]) -> Map {
        let refine = |map: Map, blocks: &[ResidualBlock]| {
            blocks
                .iter()
                .fold(map, |map, block| block.refine(simd, map))
        };
        let input = Rimmed::new(SIDE, 3, picture.iter().map(scaled));
        let stem = self.stem.run_around(simd, &input, 2);
        let mut x1 = self.encode1.refine(simd, stem);
        let mut x2 = refine(self.encode2[0].run(simd, &x1), &self.encode2[1..]);
        let mut x3 = refine(self.encode3[0].run(simd, &x2), &self.encode3[1..]);
        let x4 = refine(self.encode4[0].run(simd, &x3), &self.encode4[1..]);
        let y = refine(self.context.run(simd, x4), &self.encode5);
        x3.add_doubled(simd, &self.up3.run(simd, &y));
        let y = self.decode3.refine(simd, x3);
        x2.add_doubled(simd, &self.up2.run(simd, &y));
        let y = self.decode2.refine(simd, x2);
        x1.add_doubled(simd, &self.up1.run(simd, &y));
        let y = self.decode1.refine(simd, x1);
        let pixels = y.values.as_flattened().chunks_exact(y.channels);
        let y = Rimmed::new(y.side, y.channels, pixels);
        self.classify.run_around(simd, &y, 1)
    }
}

/// The scaling that the network was trained with.
fn scaled(pixel: &[f32; 3]) -> [f32; 3] {
    pixel.map(|value| (value - 0.45) * 4.0)
}

impl Shape {
    fn same(channels: usize, kernel: usize) -> Self {
        Self {
            inputs: channels,
            outputs: channels,
            kernel,
            stride: 1,
            expansion: 2,
        }
    }

    fn down(inputs: usize, outputs: usize) -> Self {
        Self {
            inputs,
            outputs,
            kernel: 3,
            stride: 2,
            expansion: 3,
        }
    }
}

/// Adds a function of the picture's mean features to every pixel.
struct Context {
    reduce: Dense,
    expand: Dense,
}

impl Context {
    fn read(from: &mut impl Iterator<Item = f32>, channels: usize) -> Self {
        Self {
            reduce: Dense::read(from, 1, channels, channels / 2).with_relu(),
            expand: Dense::read(from, 1, channels / 2, channels),
        }
    }

    fn run<S: Simd>(&self, simd: S, mut input: Map) -> Map {
        let mut mean = Map::zeros(1, input.channels);
        let blocks = input.blocks();
        let share = 1.0 / short(input.values.len() / blocks);
        for pixel in input.values.chunks_exact(blocks) {
            for (sum, value) in mean.values.iter_mut().zip(pixel) {
                *sum = array::from_fn(|i| sum[i] + share * value[i]);
            }
        }
        let shift = self.expand.run(simd, &self.reduce.run(simd, &mean));
        for pixel in input.values.chunks_exact_mut(blocks) {
            for (value, shift) in pixel.iter_mut().zip(&shift.values) {
                *value = array::from_fn(|i| value[i] + shift[i]);
            }
        }
        input
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// What `training/export.py` writes beside the weights.
    #[derive(Deserialize)]
    struct Golden {
        side: usize,
        step: usize,
        logits: Vec<Vec<[f32; NetworkClass::COUNT]>>,
    }

    /// The test picture that `training/export.py` describes.
    fn test_picture() -> Vec<[f32; 3]> {
        let pixels = (0..SIDE * SIDE).map(|index| (short(index / SIDE), short(index % SIDE)));
        let value =
            |y: f32, x: f32, c: f32| 0.5 + 0.5 * (0.11 * x * (c + 1.0) + 0.07 * y + c).sin();
        pixels
            .map(|(y, x)| [0.0, 1.0, 2.0].map(|c| value(y, x, c)))
            .collect()
    }

    #[test]
    fn logits_are_those_of_the_training_framework() {
        let goldens = [
            include_str!("weights/fifth.json"),
            include_str!("weights/sixth.json"),
        ];
        let mut checked = 0;
        for (weights, golden) in WEIGHTS.into_iter().zip(goldens) {
            let golden: Golden = serde_json::from_str(golden).unwrap();
            assert_eq!(golden.side, SIDE);
            let logits = Network::embedded(weights).logits(&test_picture());
            let logits: Vec<_> = (0..SIDE).flat_map(|y| logits.doubled_row(y)).collect();
            for (y, row) in golden.logits.iter().enumerate() {
                for (x, expected) in row.iter().enumerate() {
                    let found = logits[(y * SIDE + x) * golden.step];
                    for (found, expected) in found.iter().zip(expected) {
                        assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
                        checked += 1;
                    }
                }
            }
        }
        assert_eq!(checked, 2 * 2000);
    }

    #[test]
    fn the_weights_are_of_this_network_and_all_used() {
        let mut used = 0;
        Network::read(&mut std::iter::repeat_with(|| {
            used += 1;
            0.0
        }));
        for weights in WEIGHTS {
            assert!(weights.starts_with(b"SMPNET01"));
            assert_eq!(weights.len(), MAGIC_LENGTH + 2 * used);
        }
    }

    #[test]
    fn a_mirrored_picture_gets_mirrored_probabilities() {
        let picture = test_picture();
        let straight = mirror(&probabilities(&picture, Threads::One));
        let mirrored = probabilities(&mirror(&picture), Threads::Two);
        for (one, other) in straight.iter().zip(&mirrored) {
            assert!((one.values().iter().sum::<f32>() - 1.0).abs() < 1e-5);
            for (one, other) in one.values().iter().zip(other.values()) {
                assert!((one - other).abs() < 1e-5);
            }
        }
    }
}
