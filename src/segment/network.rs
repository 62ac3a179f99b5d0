//! The network that knows what heads look like: a small U-Net of inverted residuals.
//!
//! It was trained on rendered heads alone (`training/`). Inverted residuals: Sandler et al. 2018,
//! arXiv:1801.04381; U-Net: Ronneberger, Fischer, Brox 2015, arXiv:1505.04597.

use std::array;

use half::f16;

use super::numbers::short;

/// Side of the square picture that the network reads, in pixels.
pub(super) const SIDE: usize = 128;

/// Background, skin, scalp hair, facial hair: the order of the network's outputs.
pub(super) const CLASSES: usize = 4;

/// Trained and written by `training/export.py`, which describes the format.
const WEIGHTS: &[u8] = include_bytes!("weights.bin");
const MAGIC_LENGTH: usize = 8;

/// Channels at 1/2, 1/4, 1/8 and 1/16 of the input's side.
const WIDTHS: [usize; 4] = [16, 24, 36, 52];

/// Channels are kept and multiplied in blocks that fill whole vector registers.
const LANES: usize = 8;
type Lanes = [f32; LANES];

/// Pixels that share one reading of the weights; with [`LANES`] they fill the registers of SSE2.
const TILE: usize = 4;

/// The probabilities of the four classes in each pixel, row by row, of a picture of sRGB values
/// 0 to 1. Mean of the picture and its mirror image, so a mirrored picture gets mirrored answers.
pub(super) fn probabilities(picture: &[[f32; 3]]) -> Vec<[f32; CLASSES]> {
    let network = Network::embedded();
    let straight = network.logits(picture);
    let mirrored = network.logits(&mirror(picture));
    let back = mirror(&mirrored);
    straight
        .iter()
        .zip(&back)
        .map(|(one, other)| {
            let (one, other) = (softmax(one), softmax(other));
            array::from_fn(|class| 0.5 * (one[class] + other[class]))
        })
        .collect()
}

fn mirror<T: Copy>(pixels: &[T]) -> Vec<T> {
    let rows = pixels.chunks(SIDE);
    rows.flat_map(|row| row.iter().rev().copied()).collect()
}

fn softmax(logits: &[f32; CLASSES]) -> [f32; CLASSES] {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = logits.map(|logit| (logit - top).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

/// Layers in the order in which they run.
struct Network {
    stem: Dense,
    encode1: Residual,
    encode2: [Residual; 2],
    encode3: [Residual; 3],
    encode4: [Residual; 2],
    context: Context,
    encode5: [Residual; 2],
    up3: Dense,
    decode3: Residual,
    up2: Dense,
    decode2: Residual,
    up1: Dense,
    decode1: Residual,
    classify: Dense,
}

impl Network {
    fn embedded() -> Self {
        let halves = WEIGHTS[MAGIC_LENGTH..].chunks_exact(2);
        Self::read(&mut halves.map(|bytes| f16::from_le_bytes([bytes[0], bytes[1]]).to_f32()))
    }

    fn read(from: &mut impl Iterator<Item = f32>) -> Self {
        let [w1, w2, w3, w4] = WIDTHS;
        Self {
            stem: Dense::read(from, 3, 3, w1).with_relu(),
            encode1: Residual::read(from, Shape::same(w1, 3)),
            encode2: [
                Residual::read(from, Shape::down(w1, w2)),
                Residual::read(from, Shape::same(w2, 3)),
            ],
            encode3: [
                Residual::read(from, Shape::down(w2, w3)),
                Residual::read(from, Shape::same(w3, 5)),
                Residual::read(from, Shape::same(w3, 5)),
            ],
            encode4: [
                Residual::read(from, Shape::down(w3, w4)),
                Residual::read(from, Shape::same(w4, 5)),
            ],
            context: Context::read(from, w4),
            encode5: array::from_fn(|_| Residual::read(from, Shape::same(w4, 5))),
            up3: Dense::read(from, 1, w4, w3),
            decode3: Residual::read(from, Shape::same(w3, 3)),
            up2: Dense::read(from, 1, w3, w2),
            decode2: Residual::read(from, Shape::same(w2, 3)),
            up1: Dense::read(from, 1, w2, w1),
            decode1: Residual::read(from, Shape::same(w1, 3)),
            classify: Dense::read(from, 3, w1, CLASSES),
        }
    }

    fn logits(&self, picture: &[[f32; 3]]) -> Vec<[f32; CLASSES]> {
        let input = Map::from_picture(picture);
        let run = |map: Map, blocks: &[Residual]| blocks.iter().fold(map, |map, b| b.run(&map));
        let x1 = self.encode1.run(&self.stem.run(&input.patches(2)));
        let x2 = run(self.encode2[0].run(&x1), &self.encode2[1..]);
        let x3 = run(self.encode3[0].run(&x2), &self.encode3[1..]);
        let x4 = run(self.encode4[0].run(&x3), &self.encode4[1..]);
        let x4 = run(self.context.run(x4), &self.encode5);
        let y = self.decode3.run(&self.up3.run(&x4).doubled().plus(&x3));
        let y = self.decode2.run(&self.up2.run(&y).doubled().plus(&x2));
        let y = self.decode1.run(&self.up1.run(&y).doubled().plus(&x1));
        let logits = self.classify.run(&y.patches(1)).doubled();
        let pixels = logits.values.iter();
        pixels
            .map(|lanes| array::from_fn(|class| lanes[class]))
            .collect()
    }
}

/// Feature maps: per pixel the channels in blocks of [`LANES`], the last block filled with zeros.
struct Map {
    side: usize,
    channels: usize,
    values: Vec<Lanes>,
}

impl Map {
    fn zeros(side: usize, channels: usize) -> Self {
        let blocks = side * side * channels.div_ceil(LANES);
        Self {
            side,
            channels,
            values: vec![[0.0; LANES]; blocks],
        }
    }

    fn from_picture(picture: &[[f32; 3]]) -> Self {
        let mut map = Self::zeros(SIDE, 3);
        for (lanes, pixel) in map.values.iter_mut().zip(picture) {
            for (lane, value) in lanes.iter_mut().zip(pixel) {
                // The scaling that the network was trained with.
                *lane = (value - 0.45) * 4.0;
            }
        }
        map
    }

    fn blocks(&self) -> usize {
        self.channels.div_ceil(LANES)
    }

    fn pixel(&self, y: usize, x: usize) -> &[Lanes] {
        let blocks = self.blocks();
        &self.values[(y * self.side + x) * blocks..][..blocks]
    }

    /// The 3 by 3 neighborhood of every `stride`th pixel as the channels of one, zero outside.
    fn patches(&self, stride: usize) -> Self {
        let side = self.side / stride;
        let mut out = Self::zeros(side, 9 * self.channels);
        let blocks = out.blocks();
        for (index, patch) in out.values.chunks_exact_mut(blocks).enumerate() {
            let (y, x) = (index / side * stride, index % side * stride);
            let taps = patch.as_flattened_mut().chunks_mut(self.channels);
            for (tap, values) in taps.take(9).enumerate() {
                let (y, x) = (y + tap / 3, x + tap % 3);
                if (1..=self.side).contains(&y) && (1..=self.side).contains(&x) {
                    let source = self.pixel(y - 1, x - 1).as_flattened();
                    values.copy_from_slice(&source[..values.len()]);
                }
            }
        }
        out
    }

    /// Twice the size, bilinear.
    fn doubled(&self) -> Self {
        let side = self.side * 2;
        let mut out = Self::zeros(side, self.channels);
        let last = self.side - 1;
        // A new pixel lies a quarter of an old one away from the nearest old one.
        let sources = |new: usize| {
            let near = new / 2;
            let far = if new.is_multiple_of(2) {
                near.saturating_sub(1)
            } else {
                last.min(near + 1)
            };
            (near, far)
        };
        let blocks = out.blocks();
        for (index, pixel) in out.values.chunks_exact_mut(blocks).enumerate() {
            let ((y0, y1), (x0, x1)) = (sources(index / side), sources(index % side));
            let corners = [(y0, x0), (y0, x1), (y1, x0), (y1, x1)].map(|(y, x)| self.pixel(y, x));
            for (block, value) in pixel.iter_mut().enumerate() {
                let [a, b, c, d] = corners.map(|corner| corner[block]);
                *value = array::from_fn(|i| {
                    (9.0 * a[i] + 3.0 * b[i] + 3.0 * c[i] + d[i]) * (1.0 / 16.0)
                });
            }
        }
        out
    }

    fn plus(mut self, other: &Self) -> Self {
        for (sum, term) in self.values.iter_mut().zip(&other.values) {
            *sum = array::from_fn(|i| sum[i] + term[i]);
        }
        self
    }
}

/// A matrix from the channels of a pixel to those of the next map: a 1x1 convolution, or a 3x3 one
/// that reads [`Map::patches`].
struct Dense {
    outputs: usize,
    /// Per block of outputs and per input.
    weights: Vec<Vec<Lanes>>,
    bias: Vec<Lanes>,
    /// Lowest value that passes: 0 makes it a rectified linear unit.
    lowest: f32,
}

impl Dense {
    fn read(
        from: &mut impl Iterator<Item = f32>,
        kernel: usize,
        inputs: usize,
        outputs: usize,
    ) -> Self {
        let taps = kernel * kernel;
        let blocks = outputs.div_ceil(LANES);
        let mut weights = vec![vec![[0.0; LANES]; taps * inputs]; blocks];
        for output in 0..outputs {
            for input in 0..inputs {
                for tap in 0..taps {
                    let weight = from.next().unwrap_or_default();
                    weights[output / LANES][tap * inputs + input][output % LANES] = weight;
                }
            }
        }
        Self {
            outputs,
            weights,
            bias: read_lanes(from, outputs),
            lowest: f32::NEG_INFINITY,
        }
    }

    fn with_relu(self) -> Self {
        Self {
            lowest: 0.0,
            ..self
        }
    }

    fn run(&self, input: &Map) -> Map {
        let mut out = Map::zeros(input.side, self.outputs);
        let (width, blocks) = (input.blocks(), out.blocks());
        let tiles = input.values.chunks(TILE * width);
        for (rows, results) in tiles.zip(out.values.chunks_mut(TILE * blocks)) {
            let rows = rows.as_flattened();
            if results.len() == TILE * blocks {
                self.tile::<TILE>(rows, results);
            } else {
                let singles = rows.chunks(width * LANES).zip(results.chunks_mut(blocks));
                singles.for_each(|(row, result)| self.tile::<1>(row, result));
            }
        }
        out
    }

    fn tile<const PIXELS: usize>(&self, rows: &[f32], results: &mut [Lanes]) {
        let (width, blocks) = (rows.len() / PIXELS, self.bias.len());
        let row: [&[f32]; PIXELS] = array::from_fn(|pixel| &rows[pixel * width..][..width]);
        for (block, (weights, bias)) in self.weights.iter().zip(&self.bias).enumerate() {
            let row = row.map(|row| &row[..weights.len()]);
            let mut sums = [*bias; PIXELS];
            for (input, weight) in weights.iter().enumerate() {
                for (sum, row) in sums.iter_mut().zip(&row) {
                    for lane in 0..LANES {
                        sum[lane] += row[input] * weight[lane];
                    }
                }
            }
            for (pixel, sum) in sums.iter().enumerate() {
                results[pixel * blocks + block] = sum.map(|value| value.max(self.lowest));
            }
        }
    }
}

fn read_lanes(from: &mut impl Iterator<Item = f32>, count: usize) -> Vec<Lanes> {
    let mut lanes = vec![[0.0; LANES]; count.div_ceil(LANES)];
    for (lane, value) in lanes.as_flattened_mut()[..count].iter_mut().zip(from) {
        *lane = value;
    }
    lanes
}

/// A convolution of each channel by itself, rectified.
struct Depthwise {
    kernel: usize,
    stride: usize,
    /// Per tap and block of channels.
    weights: Vec<Lanes>,
    bias: Vec<Lanes>,
}

impl Depthwise {
    fn read(from: &mut impl Iterator<Item = f32>, channels: usize, shape: Shape) -> Self {
        let Shape { kernel, stride, .. } = shape;
        let taps = kernel * kernel;
        let blocks = channels.div_ceil(LANES);
        let mut weights = vec![[0.0; LANES]; taps * blocks];
        for channel in 0..channels {
            for tap in 0..taps {
                let weight = from.next().unwrap_or_default();
                weights[tap * blocks + channel / LANES][channel % LANES] = weight;
            }
        }
        Self {
            kernel,
            stride,
            weights,
            bias: read_lanes(from, channels),
        }
    }

    fn run(&self, input: &Map) -> Map {
        let side = input.side / self.stride;
        let mut out = Map::zeros(side, input.channels);
        let blocks = out.blocks();
        let half = self.kernel / 2;
        // Taps whose source lies inside, as (tap, source).
        let inside = |at: usize| {
            let first = half.saturating_sub(at);
            let beyond = self.kernel.min(input.side + half - at);
            (first..beyond).map(move |tap| (tap, at + tap - half))
        };
        for (index, pixel) in out.values.chunks_exact_mut(blocks).enumerate() {
            let (y, x) = (index / side * self.stride, index % side * self.stride);
            pixel.copy_from_slice(&self.bias);
            for (ky, y) in inside(y) {
                for (kx, x) in inside(x) {
                    let weights = &self.weights[(ky * self.kernel + kx) * blocks..][..blocks];
                    let terms = input.pixel(y, x).iter().zip(weights);
                    for (sum, (value, weight)) in pixel.iter_mut().zip(terms) {
                        *sum = array::from_fn(|i| sum[i] + value[i] * weight[i]);
                    }
                }
            }
            for sum in pixel {
                *sum = sum.map(|value| value.max(0.0));
            }
        }
        out
    }
}

/// What one inverted residual is told.
#[derive(Clone, Copy)]
struct Shape {
    inputs: usize,
    outputs: usize,
    kernel: usize,
    stride: usize,
    expansion: usize,
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

/// Widen, filter each channel by itself, narrow; add the input where the shapes agree.
struct Residual {
    widen: Dense,
    filter: Depthwise,
    narrow: Dense,
    adds_input: bool,
}

impl Residual {
    fn read(from: &mut impl Iterator<Item = f32>, shape: Shape) -> Self {
        let inner = shape.inputs * shape.expansion;
        Self {
            widen: Dense::read(from, 1, shape.inputs, inner).with_relu(),
            filter: Depthwise::read(from, inner, shape),
            narrow: Dense::read(from, 1, inner, shape.outputs),
            adds_input: shape.stride == 1 && shape.inputs == shape.outputs,
        }
    }

    fn run(&self, input: &Map) -> Map {
        let out = self.narrow.run(&self.filter.run(&self.widen.run(input)));
        if self.adds_input {
            out.plus(input)
        } else {
            out
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

    fn run(&self, mut input: Map) -> Map {
        let mut mean = Map::zeros(1, input.channels);
        let blocks = input.blocks();
        let share = 1.0 / short(input.values.len() / blocks);
        for pixel in input.values.chunks_exact(blocks) {
            for (sum, value) in mean.values.iter_mut().zip(pixel) {
                *sum = array::from_fn(|i| sum[i] + share * value[i]);
            }
        }
        let shift = self.expand.run(&self.reduce.run(&mean));
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
        logits: Vec<Vec<[f32; CLASSES]>>,
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
        let golden: Golden = serde_json::from_str(include_str!("golden.json")).unwrap();
        assert_eq!(golden.side, SIDE);
        let logits = Network::embedded().logits(&test_picture());
        let mut checked = 0;
        for (y, row) in golden.logits.iter().enumerate() {
            for (x, expected) in row.iter().enumerate() {
                let found = logits[(y * SIDE + x) * golden.step];
                for (found, expected) in found.iter().zip(expected) {
                    assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
                    checked += 1;
                }
            }
        }
        assert_eq!(checked, 1024);
    }

    #[test]
    fn the_weights_are_of_this_network_and_all_used() {
        assert!(WEIGHTS.starts_with(b"SMPNET01"));
        let mut left = WEIGHTS[MAGIC_LENGTH..].chunks_exact(2).map(|_| 1.0);
        Network::read(&mut left);
        assert_eq!(left.next(), None);
        let mut short_of_one = WEIGHTS[MAGIC_LENGTH + 2..].chunks_exact(2).map(|_| 1.0);
        let network = Network::read(&mut short_of_one);
        assert!(network.classify.bias[0][CLASSES - 1] < 1.0);
    }

    #[test]
    fn a_mirrored_picture_gets_mirrored_probabilities() {
        let picture = test_picture();
        let straight = mirror(&probabilities(&picture));
        let mirrored = probabilities(&mirror(&picture));
        for (one, other) in straight.iter().zip(&mirrored) {
            assert!((one.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            for (one, other) in one.iter().zip(other) {
                assert!((one - other).abs() < 1e-5);
            }
        }
    }
}
