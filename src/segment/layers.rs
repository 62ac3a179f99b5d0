//! The layers that the network is made of, in plain loops that the compiler turns into vector code.

use std::array;

/// Channels are kept and multiplied in blocks that fill whole vector registers.
const LANES: usize = 8;
pub(super) type Lanes = [f32; LANES];

/// Pixels that share one reading of the weights; with [`LANES`] they fill the registers of SSE2.
const TILE: usize = 4;

/// Feature maps: per pixel the channels in blocks of [`LANES`], the last block filled with zeros.
pub(super) struct Map {
    pub(super) side: usize,
    pub(super) channels: usize,
    pub(super) values: Vec<Lanes>,
}

impl Map {
    pub(super) fn zeros(side: usize, channels: usize) -> Self {
        let blocks = side * side * channels.div_ceil(LANES);
        Self {
            side,
            channels,
            values: vec![[0.0; LANES]; blocks],
        }
    }

    /// A square picture with three channels.
    pub(super) fn from_picture(side: usize, picture: impl Iterator<Item = [f32; 3]>) -> Self {
        let mut map = Self::zeros(side, 3);
        for (lanes, pixel) in map.values.iter_mut().zip(picture) {
            lanes[..3].copy_from_slice(&pixel);
        }
        map
    }

    pub(super) fn blocks(&self) -> usize {
        self.channels.div_ceil(LANES)
    }

    fn pixel(&self, y: usize, x: usize) -> &[Lanes] {
        let blocks = self.blocks();
        &self.values[(y * self.side + x) * blocks..][..blocks]
    }

    /// The 3 by 3 neighborhood of every `stride`th pixel as the channels of one, zero outside.
    pub(super) fn patches(&self, stride: usize) -> Self {
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
    pub(super) fn doubled(&self) -> Self {
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

    pub(super) fn plus(mut self, other: &Self) -> Self {
        for (sum, term) in self.values.iter_mut().zip(&other.values) {
            *sum = array::from_fn(|i| sum[i] + term[i]);
        }
        self
    }
}

/// A matrix from the channels of a pixel to those of the next map: a 1x1 convolution, or a 3x3 one
/// that reads [`Map::patches`].
pub(super) struct Dense {
    outputs: usize,
    /// Per block of outputs and per input.
    weights: Vec<Vec<Lanes>>,
    bias: Vec<Lanes>,
    /// Lowest value that passes: 0 makes it a rectified linear unit.
    lowest: f32,
}

impl Dense {
    pub(super) fn read(
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

    pub(super) fn with_relu(self) -> Self {
        Self {
            lowest: 0.0,
            ..self
        }
    }

    pub(super) fn run(&self, input: &Map) -> Map {
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
pub(super) struct Depthwise {
    kernel: usize,
    stride: usize,
    /// Per tap and block of channels.
    weights: Vec<Lanes>,
    bias: Vec<Lanes>,
}

impl Depthwise {
    pub(super) fn read(
        from: &mut impl Iterator<Item = f32>,
        channels: usize,
        (kernel, stride): (usize, usize),
    ) -> Self {
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

    pub(super) fn run(&self, input: &Map) -> Map {
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
