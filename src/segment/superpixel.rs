//! The picture as a graph: superpixels with their color, texture and place, and their borders.

use image::RgbImage;
use palette::FromColor;
use palette::white_point::D65;

use super::shrink::Plane;
use super::slic::{LabPlanes, slic};
use super::texture;
use crate::color::{self, Lab, Srgb8, linear_from_srgb8};
use crate::numbers::real;

/// Lightness, a*, b* and texture, scaled so that equal steps say equally much.
pub(super) type Feature = [f64; 4];

/// L* counts less than a* and b* because shading moves it within one thing.
const LIGHTNESS_WEIGHT: f64 = 0.8;
/// A step of 1 in the texture, `ln` of a standard deviation, weighs as much as 6 ΔE76.
const TEXTURE_WEIGHT: f64 = 6.0;

/// One superpixel.
#[derive(Clone, Debug)]
pub(super) struct Superpixel {
    /// Pixels.
    pub(super) area: f64,
    /// Mean color.
    pub(super) lab: Lab,
    /// Mean texture, see [`texture`].
    pub(super) texture: f64,
    /// Center, 0 to 1 from the left.
    pub(super) x: f64,
    /// Center, 0 to 1 from the top.
    pub(super) y: f64,
    /// Share of its pixels at the top border or at the upper two thirds of the side borders.
    pub(super) border: f64,
}

impl Superpixel {
    /// What the mixtures see of it.
    pub(super) fn feature(&self) -> Feature {
        let Lab { l, a, b, .. } = self.lab;
        [LIGHTNESS_WEIGHT * l, a, b, TEXTURE_WEIGHT * self.texture]
    }

    pub(super) fn chroma(&self) -> f64 {
        color::chroma(self.lab)
    }
}

/// The common border of two superpixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) one: usize,
    pub(super) other: usize,
    /// How much the two want the same label: 1 for a border of mean length between equal colors.
    pub(super) weight: f64,
}

/// Superpixels and their borders.
pub(super) struct Graph {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Number of the superpixel of each pixel, row by row.
    pub(super) of_pixel: Vec<u32>,
    pub(super) superpixels: Vec<Superpixel>,
    pub(super) edges: Vec<Edge>,
}

impl Graph {
    /// Splits a working picture; `lightness` is L* of the same picture at up to four times the size.
    pub(super) fn new(picture: &RgbImage, lightness: &Plane) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let colors = lab_planes(picture);
        let of_pixel = slic(&colors);
        let texture = texture::texture(lightness, width, height);
        let superpixels = describe(&of_pixel, &colors, &texture);
        let edges = edges(&of_pixel, width, &superpixels);
        Self {
            width,
            height,
            of_pixel,
            superpixels,
            edges,
        }
    }

    /// The mean over each superpixel's pixels of a value per pixel.
    pub(super) fn means<const N: usize>(&self, value: impl Fn(usize) -> [f64; N]) -> Vec<[f64; N]> {
        means(&self.of_pixel, self.superpixels.len(), value)
    }

    /// Whether the picture has one color, so that nothing in it can be told apart.
    pub(super) fn is_plain(&self) -> bool {
        /// Spread of L*, a* and b* below which no eye sees an edge.
        const SPREAD: f64 = 2.0;
        let parts: [fn(&Superpixel) -> f64; 3] = [|s| s.lab.l, |s| s.lab.a, |s| s.lab.b];
        parts.iter().all(|part| {
            let values = self.superpixels.iter().map(part);
            let (least, most) = values.fold(
                (f64::INFINITY, f64::NEG_INFINITY),
                |(least, most), value| (least.min(value), most.max(value)),
            );
            most - least < SPREAD
        })
    }

    /// The connected parts of the superpixels with a label.
    pub(super) fn parts<L: PartialEq>(&self, labels: &[L], label: &L) -> Vec<Vec<usize>> {
        let mut neighbors = vec![Vec::new(); labels.len()];
        for edge in &self.edges {
            neighbors[edge.one].push(edge.other);
            neighbors[edge.other].push(edge.one);
        }
        let mut open: Vec<bool> = labels.iter().map(|own| own == label).collect();
        let mut parts = Vec::new();
        for first in 0..labels.len() {
            if !std::mem::take(&mut open[first]) {
                continue;
            }
            let mut part = vec![first];
            let mut done = 0;
            while let Some(&member) = part.get(done) {
                for &neighbor in &neighbors[member] {
                    if std::mem::take(&mut open[neighbor]) {
                        part.push(neighbor);
                    }
                }
                done += 1;
            }
            parts.push(part);
        }
        parts
    }
}

fn means<const N: usize>(
    of_pixel: &[u32],
    count: usize,
    value: impl Fn(usize) -> [f64; N],
) -> Vec<[f64; N]> {
    let mut sums = vec![([0.0; N], 0.0); count];
    for (pixel, &superpixel) in of_pixel.iter().enumerate() {
        let (sum, area) = &mut sums[superpixel as usize];
        for (sum, value) in sum.iter_mut().zip(value(pixel)) {
            *sum += value;
        }
        *area += 1.0;
    }
    sums.into_iter()
        .map(|(sum, area)| sum.map(|sum| sum / area))
        .collect()
}

fn lab_planes(picture: &RgbImage) -> LabPlanes {
    let mut planes = [const { Vec::new() }; 3];
    for pixel in picture.pixels() {
        // In single precision, whose cube root takes half the time.
        let linear = linear_from_srgb8(Srgb8::from(pixel.0)).into_format::<f32>();
        let color = palette::Lab::<D65, f32>::from_color(linear);
        for (plane, value) in planes.iter_mut().zip([color.l, color.a, color.b]) {
            plane.push(value);
        }
    }
    LabPlanes {
        width: picture.width() as usize,
        height: picture.height() as usize,
        planes,
    }
}

fn describe(of_pixel: &[u32], colors: &LabPlanes, texture: &Plane) -> Vec<Superpixel> {
    let (width, height) = (colors.width, colors.height);
    let count = of_pixel.iter().max().map_or(0, |&last| last as usize + 1);
    let mut areas = vec![0.0; count];
    for &superpixel in of_pixel {
        areas[superpixel as usize] += 1.0;
    }
    let strip = (height / 40).max(2);
    let at_border =
        |y: usize, x: usize| y < strip || (y < height * 2 / 3 && (x < strip || x + strip >= width));
    let means = means(of_pixel, count, |pixel| {
        let (y, x) = (pixel / width, pixel % width);
        let [l, a, b] = [0, 1, 2].map(|channel| f64::from(colors.planes[channel][pixel]));
        let texture = f64::from(texture.values[pixel]);
        let (right, down) = (real(x) + 0.5, real(y) + 0.5);
        let border = f64::from(u8::from(at_border(y, x)));
        [
            l,
            a,
            b,
            texture,
            right / real(width),
            down / real(height),
            border,
        ]
    });
    let described = means.into_iter().zip(areas);
    described
        .map(|([l, a, b, texture, x, y, border], area)| Superpixel {
            area,
            lab: Lab::new(l, a, b),
            texture,
            x,
            y,
            border,
        })
        .collect()
}

fn edges(of_pixel: &[u32], width: usize, superpixels: &[Superpixel]) -> Vec<Edge> {
    let rows = of_pixel.chunks_exact(width);
    let beside = rows.flat_map(|row| row.iter().zip(row.iter().skip(1)));
    let below = of_pixel.iter().zip(of_pixel.iter().skip(width));
    let mut pairs: Vec<(u32, u32)> = beside
        .chain(below)
        .filter(|(one, other)| one != other)
        .map(|(&one, &other)| (one.min(other), one.max(other)))
        .collect();
    pairs.sort_unstable();
    let borders: Vec<_> = pairs
        .chunk_by(PartialEq::eq)
        .map(|border| {
            let (one, other) = (border[0].0 as usize, border[0].1 as usize);
            let distance = color_distance(&superpixels[one], &superpixels[other]);
            (one, other, real(border.len()), distance)
        })
        .collect();
    let count = real(borders.len().max(1));
    let mean_length = real(pairs.len()) / count;
    let mean_distance = borders.iter().map(|border| border.3).sum::<f64>() / count;
    borders
        .into_iter()
        .map(|(one, other, length, distance)| {
            let alike = (-distance / (2.0 * mean_distance + 1e-6)).exp();
            let weight = length / mean_length * (0.1 + 0.9 * alike);
            Edge { one, other, weight }
        })
        .collect()
}

/// Squared distance in the color part of the features.
fn color_distance(one: &Superpixel, other: &Superpixel) -> f64 {
    let (one, other) = (one.feature(), other.feature());
    let axes = one.iter().zip(&other).take(3);
    axes.map(|(one, other)| (one - other).powi(2)).sum()
}
