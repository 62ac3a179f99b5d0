//! The layers that the network is made of, row by row, so that what one writes is still in the cache
//! when the next reads it.
//!
//! Products and sums are rounded one by one and in one order, so the widest vectors of any processor
//! give the same numbers.

use std::array;

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, f32x8, f32x16};

/// Channels are kept and multiplied in blocks that fill whole vector registers.
const LANES: usize = 8;
pub(super) type Lanes = [f32; LANES];
/// Two blocks side by side.
type Pair = [f32; 2 * LANES];

/// Pixels that share one reading of the weights: with two blocks of their sums they fill the registers of
/// AVX2. It divides the sides of all maps.
const TILE: usize = 5;

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

    pub(super) fn blocks(&self) -> usize {
        self.channels.div_ceil(LANES)
    }

    fn row(&self, y: usize) -> &[Lanes] {
        let length = self.side * self.blocks();
        &self.values[y * length..][..length]
    }

    /// Adds a map of half the size, bilinear.
    pub(super) fn add_doubled<S: Simd>(&mut self, simd: S, small: &Self) {
        let length = self.side * self.blocks();
        for (y, row) in self.values.chunks_exact_mut(length).enumerate() {
            small.add_doubled_row(simd, y, row);
        }
    }

    fn row_mut(&mut self, y: usize) -> &mut [Lanes] {
        let length = self.side * self.blocks();
        &mut self.values[y * length..][..length]
    }

    /// A row of the map at twice the size.
    pub(super) fn doubled_row(&self, y: usize) -> Vec<Lanes> {
        let mut row = vec![[0.0; LANES]; 2 * self.side * self.blocks()];
        dispatch!(Level::new(), simd => self.add_doubled_row(simd, y, &mut row));
        row
    }

    /// Adds a row of its double to one of a map twice the size.
    fn add_doubled_row<S: Simd>(&self, simd: S, y: usize, row: &mut [Lanes]) {
        let (blocks, last) = (self.blocks(), self.side - 1);
        let [near, far] = halves(y, last).map(|y| self.row(y));
        simd.vectorize(
            #[inline(always)]
            || {
                for (x, pixel) in row.chunks_exact_mut(blocks).enumerate() {
                    let [a, b] = halves(x, last).map(|x| &near[x * blocks..][..blocks]);
                    let [c, d] = halves(x, last).map(|x| &far[x * blocks..][..blocks]);
                    let corners = a.iter().zip(b).zip(c).zip(d);
                    for (sum, (((a, b), c), d)) in pixel.iter_mut().zip(corners) {
                        let [a, b, c, d] = [a, b, c, d].map(|&own| f32x8::simd_from(simd, own));
                        let mean = (a * 9.0 + b * 3.0 + c * 3.0 + d) * (1.0 / 16.0);
                        *sum = (f32x8::simd_from(simd, *sum) + mean).into();
                    }
                }
            },
        );
    }
}

/// The places in a line of half the length that a place lies between, the nearer first: it lies a
/// quarter of their distance away from it.
fn halves(place: usize, last: usize) -> [usize; 2] {
    let near = place / 2;
    let far = if place.is_multiple_of(2) {
        near.saturating_sub(1)
    } else {
        last.min(near + 1)
    };
    [near, far]
}

/// A map with a rim of zeros one pixel wide, and no other zeros between the channels.
pub(super) struct Rimmed {
    channels: usize,
    side: usize,
    values: Vec<f32>,
}

impl Rimmed {
    pub(super) fn new(
        side: usize,
        channels: usize,
        pixels: impl Iterator<Item: AsRef<[f32]>>,
    ) -> Self {
        let mut values = vec![0.0; (side + 2) * (side + 2) * channels];
        let rows = values.chunks_exact_mut((side + 2) * channels).skip(1);
        let places = rows.flat_map(|row| row.chunks_exact_mut(channels).skip(1).take(side));
        for (place, pixel) in places.zip(pixels) {
            place.copy_from_slice(pixel.as_ref());
        }
        Self {
            channels,
            side,
            values,
        }
    }

    /// The rows around one, the rim among them.
    fn around(&self, y: usize) -> [&[f32]; 3] {
        let length = (self.side + 2) * self.channels;
        [y, y + 1, y + 2].map(|y| &self.values[y * length..][..length])
    }
}

/// A matrix from the channels of a pixel, or of the 3 x 3 around it, to those of the next map.
pub(super) struct Dense {
    outputs: usize,
    /// Of two blocks of outputs each, per input.
    pairs: Vec<Vec<Pair>>,
    /// Of the last block if their number is odd, per input.
    last: Option<Vec<Lanes>>,
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
        let length = taps * inputs;
        let mut weights = vec![[0.0; LANES]; length * blocks];
        let places = weights.as_flattened_mut();
        for output in 0..outputs {
            let first = output / LANES * length * LANES + output % LANES;
            for input in 0..inputs {
                for tap in 0..taps {
                    let place = first + (tap * inputs + input) * LANES;
                    places[place] = from.next().unwrap_or_default();
                }
            }
        }
        let pairs = weights.chunks_exact(2 * length);
        let last = pairs.remainder();
        let side_by_side = |pair: &[Lanes]| {
            let (one, other) = pair.split_at(length);
            let both = one.iter().zip(other).map(|(one, other)| {
                let mut both = [0.0; 2 * LANES];
                both[..LANES].copy_from_slice(one);
                both[LANES..].copy_from_slice(other);
                both
            });
            both.collect()
        };
        Self {
            outputs,
            pairs: pairs.map(side_by_side).collect(),
            last: (!last.is_empty()).then(|| last.to_vec()),
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

    /// Each pixel by itself.
    pub(super) fn run<S: Simd>(&self, simd: S, input: &Map) -> Map {
        let mut out = Map::zeros(input.side, self.outputs);
        let source = input.values.as_flattened();
        self.row(simd, [source], input.blocks() * LANES, &mut out.values);
        out
    }

    /// The 3 x 3 around every `stride`th pixel.
    pub(super) fn run_around<S: Simd>(&self, simd: S, input: &Rimmed, stride: usize) -> Map {
        let mut out = Map::zeros(input.side / stride, self.outputs);
        let length = out.side * out.blocks();
        for (y, row) in out.values.chunks_exact_mut(length).enumerate() {
            self.row(simd, input.around(y * stride), stride * input.channels, row);
        }
        out
    }

    /// One pixel after the other. Each reads as many inputs from each source, `step` after those of
    /// the pixel before.
    fn row<S: Simd, const SOURCES: usize>(
        &self,
        simd: S,
        sources: [&[f32]; SOURCES],
        step: usize,
        results: &mut [Lanes],
    ) {
        let blocks = self.bias.len();
        simd.vectorize(
            #[inline(always)]
            || {
                for (tile, results) in results.chunks_mut(TILE * blocks).enumerate() {
                    let sources = sources.map(|source| &source[tile * TILE * step..]);
                    if results.len() == TILE * blocks {
                        self.tile::<S, SOURCES, TILE>(simd, sources, step, results);
                    } else {
                        for (pixel, result) in results.chunks_mut(blocks).enumerate() {
                            let sources = sources.map(|source| &source[pixel * step..]);
                            self.tile::<S, SOURCES, 1>(simd, sources, step, result);
                        }
                    }
                }
            },
        );
    }

    #[inline(always)]
    fn tile<S: Simd, const SOURCES: usize, const PIXELS: usize>(
        &self,
        simd: S,
        sources: [&[f32]; SOURCES],
        step: usize,
        results: &mut [Lanes],
    ) {
        let (bias, odd_bias) = self.bias.as_flattened().as_chunks::<{ 2 * LANES }>();
        for (pair, (weights, bias)) in self.pairs.iter().zip(bias).enumerate() {
            let bias = f32x16::simd_from(simd, *bias);
            let weight = |weight: &Pair| f32x16::simd_from(simd, *weight);
            let sums = sums::<S, _, _, SOURCES, PIXELS>(sources, step, bias, weights, weight);
            self.write(simd, sums, &mut results[2 * pair..]);
        }
        for (weights, bias) in self.last.iter().zip(odd_bias.as_chunks::<LANES>().0) {
            let bias = f32x8::simd_from(simd, *bias);
            let weight = |weight: &Lanes| f32x8::simd_from(simd, *weight);
            let sums = sums::<S, _, _, SOURCES, PIXELS>(sources, step, bias, weights, weight);
            self.write(simd, sums, &mut results[2 * self.pairs.len()..]);
        }
    }

    #[inline(always)]
    fn write<S: Simd, V: SimdFloat<S, Element = f32>, const PIXELS: usize>(
        &self,
        simd: S,
        sums: [V; PIXELS],
        results: &mut [Lanes],
    ) {
        let lowest = V::splat(simd, self.lowest);
        for (pixel, sum) in sums.into_iter().enumerate() {
            let result = results[pixel * self.bias.len()..].as_flattened_mut();
            result[..V::LEN].copy_from_slice(sum.max(lowest).as_slice());
        }
    }
}

/// Of some pixels and outputs the bias and the products of inputs and weights.
#[inline(always)]
fn sums<S: Simd, V: SimdFloat<S, Element = f32>, W, const SOURCES: usize, const PIXELS: usize>(
    sources: [&[f32]; SOURCES],
    step: usize,
    bias: V,
    weights: &[W],
    weight: impl Fn(&W) -> V,
) -> [V; PIXELS] {
    let mut sums = [bias; PIXELS];
    let inputs = weights.len() / SOURCES;
    for (source, weights) in sources.iter().zip(weights.chunks_exact(inputs)) {
        let pixels: [&[f32]; PIXELS] =
            array::from_fn(|pixel| &source[pixel * step..][..weights.len()]);
        for (input, own) in weights.iter().enumerate() {
            let weight = weight(own);
            for (sum, pixel) in sums.iter_mut().zip(&pixels) {
                *sum += weight * pixel[input];
            }
        }
    }
    sums
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
    fn read(
        from: &mut impl Iterator<Item = f32>,
        channels: usize,
        kernel: usize,
        stride: usize,
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

    /// One row of results from the rows that the taps lie in, each with a rim of half the kernel; the
    /// first of them lies under the tap of number `first`.
    fn row<S: Simd>(&self, simd: S, first: usize, rows: &[&[Lanes]], results: &mut [Lanes]) {
        match self.kernel {
            3 => self.row_of::<S, 3>(simd, first, rows, results),
            _ => self.row_of::<S, 5>(simd, first, rows, results),
        }
    }

    fn row_of<S: Simd, const KERNEL: usize>(
        &self,
        simd: S,
        first: usize,
        rows: &[&[Lanes]],
        results: &mut [Lanes],
    ) {
        let blocks = self.bias.len();
        let weights = &self.weights[first * KERNEL * blocks..];
        simd.vectorize(
            #[inline(always)]
            || {
                for (tile, results) in results.chunks_mut(TILE * blocks).enumerate() {
                    let start = tile * TILE * self.stride * blocks;
                    if results.len() == TILE * blocks {
                        self.tile::<S, KERNEL, TILE>(simd, weights, rows, start, results);
                    } else {
                        for (pixel, result) in results.chunks_mut(blocks).enumerate() {
                            let start = start + pixel * self.stride * blocks;
                            self.tile::<S, KERNEL, 1>(simd, weights, rows, start, result);
                        }
                    }
                }
            },
        );
    }

    #[inline(always)]
    fn tile<S: Simd, const KERNEL: usize, const PIXELS: usize>(
        &self,
        simd: S,
        weights: &[Lanes],
        rows: &[&[Lanes]],
        start: usize,
        results: &mut [Lanes],
    ) {
        let blocks = self.bias.len();
        let zero = f32x8::splat(simd, 0.0);
        for (block, bias) in self.bias.iter().enumerate() {
            let mut sums = [f32x8::simd_from(simd, *bias); PIXELS];
            for (row, weights) in rows.iter().zip(weights.chunks_exact(KERNEL * blocks)) {
                let row = &row[start + block..];
                for tap in 0..KERNEL {
                    let weight = f32x8::simd_from(simd, weights[tap * blocks + block]);
                    for (pixel, sum) in sums.iter_mut().enumerate() {
                        let value = row[(pixel * self.stride + tap) * blocks];
                        *sum += f32x8::simd_from(simd, value) * weight;
                    }
                }
            }
            let results = results[block..].iter_mut().step_by(blocks);
            for (result, sum) in results.zip(sums) {
                *result = sum.max(zero).into();
            }
        }
    }
}

/// The shape of one inverted residual.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) kernel: usize,
    pub(super) stride: usize,
    pub(super) expansion: usize,
}

/// Widen, filter each channel by itself, narrow.
pub(super) struct ResidualBlock {
    widen: Dense,
    filter: Depthwise,
    narrow: Dense,
}

/// What is at hand of the wide map.
struct Window {
    /// Its last rows, each in the place of its number modulo the kernel's side, with a rim.
    rows: Vec<Vec<Lanes>>,
    /// The number of the next.
    next: usize,
    /// The row that was filtered last.
    filtered: Vec<Lanes>,
}

impl ResidualBlock {
    pub(super) fn read(from: &mut impl Iterator<Item = f32>, shape: Shape) -> Self {
        let inner = shape.inputs * shape.expansion;
        Self {
            widen: Dense::read(from, 1, shape.inputs, inner).with_relu(),
            filter: Depthwise::read(from, inner, shape.kernel, shape.stride),
            narrow: Dense::read(from, 1, inner, shape.outputs),
        }
    }

    /// A map of another shape.
    pub(super) fn run<S: Simd>(&self, simd: S, input: &Map) -> Map {
        let mut out = Map::zeros(input.side / self.filter.stride, self.narrow.outputs);
        let mut window = self.window(input);
        let length = out.side * out.blocks();
        for (y, row) in out.values.chunks_exact_mut(length).enumerate() {
            self.row(simd, input, &mut window, y, row);
        }
        out
    }

    /// Added to its input, which has the same shape.
    pub(super) fn refine<S: Simd>(&self, simd: S, mut map: Map) -> Map {
        let mut window = self.window(&map);
        let mut added = vec![[0.0; LANES]; map.side * map.blocks()];
        for y in 0..map.side {
            self.row(simd, &map, &mut window, y, &mut added);
            for (sum, term) in map.row_mut(y).iter_mut().zip(&added) {
                *sum = array::from_fn(|i| sum[i] + term[i]);
            }
        }
        map
    }

    fn window(&self, input: &Map) -> Window {
        let (kernel, inner) = (self.filter.kernel, self.widen.bias.len());
        let row = vec![[0.0; LANES]; (input.side + kernel - 1) * inner];
        Window {
            rows: vec![row; kernel],
            next: 0,
            filtered: vec![[0.0; LANES]; input.side / self.filter.stride * inner],
        }
    }

    /// A row of the results. Reads no row of the input that lies above it.
    fn row<S: Simd>(
        &self,
        simd: S,
        input: &Map,
        window: &mut Window,
        y: usize,
        narrow: &mut [Lanes],
    ) {
        let (kernel, half) = (self.filter.kernel, self.filter.kernel / 2);
        let inner = self.widen.bias.len();
        let middle = y * self.filter.stride;
        let start = middle.saturating_sub(half);
        let end = input.side.min(middle + half + 1);
        for next in window.next..end {
            let row = &mut window.rows[next % kernel][half * inner..][..input.side * inner];
            let source = input.row(next).as_flattened();
            self.widen.row(simd, [source], input.blocks() * LANES, row);
        }
        window.next = end;
        let rows: Vec<&[Lanes]> = (start..end).map(|y| &*window.rows[y % kernel]).collect();
        let filtered = &mut window.filtered;
        self.filter
            .row(simd, start + half - middle, &rows, filtered);
        self.narrow
            .row(simd, [filtered.as_flattened()], inner * LANES, narrow);
    }
}
