//! Dots of pigment: how much light a treated zone takes from the skin between them.
//!
//! The skin between the dots is measured nowhere: shade on the head, pores and blur hide its level by
//! as much as the dots take. How the light varies within a small part of the zone tells it instead:
//! two levels, skin and dot, of which the dot covers the smaller share, have a variance and a
//! skewness from which level and share follow. What bare skin beside the zone varies by, pores and
//! noise, is taken off. All of it is reckoned in logarithms, in which pigment, pores and the light on
//! the head add up and a camera's tone curve is a factor. This depends neither on how the light falls off
//! over the head, nor on how large the photo shows the dots, and little on how sharp.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::color::{CLIPPED, LinearRgb, Srgb8, linear_from_srgb8, luminance, mean_light};
use crate::error::Error;
use crate::numbers::real;
use crate::photo::Photo;
use crate::region::PixelRect;

/// Times that the parts are drawn anew: a bound of 5 % is then known to 1 %.
pub(crate) const DRAWS: usize = 500;
/// Draws of all that may speak against dots that count as seen.
const MOST_UNSEEN: usize = DRAWS / 100;
/// Largest share of a zone that dots may seem to cover and still be told from the skin between.
const MOST_COVER: f64 = 0.4;
/// Sides of the parts of a box in pixels: large enough to hold dots and skin between them, small
/// enough that light is even across.
const PART: std::ops::RangeInclusive<u32> = 12..=64;
/// Parts across the narrowest box, unless they would be smaller or larger than that.
const ACROSS: u32 = 2;
/// Fewest pixels along a side of a box.
const SMALLEST: u32 = 24;

/// Dots of pigment and the skin between them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Dots {
    /// What they leave of the light of the skin.
    pub found: Transmittance,
    /// The same as it may also be: measured on parts of the boxes drawn anew.
    pub(crate) draws: Vec<Transmittance>,
}

/// What dots of pigment leave of the light of the skin.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Transmittance {
    /// Share of each channel of linear light that the zone shows, dots and skin between them
    /// together: 1 is that of the skin between them. What is missing is understated by about three
    /// tenths, because dots have soft edges, and by much the same in every photo.
    pub light: LinearRgb,
    /// Share of the luminance, 0 to 1, that is taken where a dot lies. A soft photo shows less of it
    /// on a larger disc.
    pub depth: f64,
}

impl Transmittance {
    /// Share of the luminance that the zone lacks of the skin's, 0 to 1 but for noise.
    #[must_use]
    pub fn contrast(&self) -> f64 {
        1.0 - luminance(self.light)
    }

    /// Share of the zone, 0 to 1, on which the dots seem to lie: larger in a soft photo.
    #[must_use]
    pub fn cover(&self) -> f64 {
        self.contrast() / self.depth.max(f64::MIN_POSITIVE)
    }
}

impl Dots {
    /// Reads the dots in a box by the bare skin in other boxes beside it.
    ///
    /// # Errors
    ///
    /// [`Error::SmallBox`] if a box is too small, [`Error::NoPixels`] if all of one is out of sight or
    /// clipped.
    pub fn read(photo: &Photo, dots: PixelRect, skin: &[PixelRect]) -> Result<Self, Error> {
        let boxes = || skin.iter().copied().chain([dots]);
        for area in boxes() {
            area.at_least(SMALLEST)?;
        }
        let side = side(boxes());
        let zone = parts(photo, dots, side);
        let bare: Vec<Variation> = skin
            .iter()
            .flat_map(|area| parts(photo, *area, side))
            .collect();
        if zone.is_empty() || bare.is_empty() {
            return Err(Error::NoPixels);
        }
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        let draws = (0..DRAWS).map(|_| left(&drawn(&zone, &mut rng), &drawn(&bare, &mut rng)));
        Ok(Self {
            draws: draws.collect(),
            found: left(&zone, &bare),
        })
    }

    /// Whether the dots surely stand out from the skin between them.
    #[must_use]
    pub fn are_seen(&self) -> bool {
        // Of a zone that is smoother than the bare skin nothing is left, or not even a number.
        let is_seen = |left: &Transmittance| left.contrast() > 0.0 && left.cover() <= MOST_COVER;
        let unseen = |left: &&Transmittance| !is_seen(left);
        self.draws.iter().filter(unseen).count() <= MOST_UNSEEN
    }
}

/// How the logarithm of the light varies within one part of a box.
#[derive(Clone, Copy, Debug)]
struct Variation {
    /// Mean square of the deviation of luminance, and mean cube.
    square: f64,
    cube: f64,
    /// Mean product of that deviation and each channel's.
    with: LinearRgb,
}

/// Side of the parts of all boxes of a photo: the variance of pores depends on it.
fn side(areas: impl Iterator<Item = PixelRect>) -> u32 {
    let shorter = areas.map(|area| area.width.min(area.height)).min();
    (shorter.unwrap_or(0) / ACROSS).clamp(*PART.start(), *PART.end())
}

fn parts(photo: &Photo, area: PixelRect, side: u32) -> Vec<Variation> {
    let rows = (0..area.height / side).map(|row| area.y + row * side);
    let corners = rows.flat_map(|y| (0..area.width / side).map(move |at| (area.x + at * side, y)));
    corners
        .filter_map(|corner| Variation::of(&pixels(photo, corner, side)))
        .collect()
}

/// The linear light of a part's pixels, each averaged with its neighbors so that photos of different
/// sharpness become more alike; those that are not visible or clipped left out.
fn pixels(photo: &Photo, (left, top): (u32, u32), side: u32) -> Vec<LinearRgb> {
    let light = |x, y| {
        let pixel = photo.pixels().get_pixel(x, y).0;
        let counts = photo.is_visible(x, y) && pixel.iter().all(|level| *level <= CLIPPED);
        counts.then(|| linear_from_srgb8(Srgb8::from(pixel)))
    };
    let around = |x: u32, y: u32| {
        let rows = y.saturating_sub(1)..(y + 2).min(photo.height());
        let columns = x.saturating_sub(1)..(x + 2).min(photo.width());
        let lights = rows.flat_map(|y| columns.clone().filter_map(move |x| light(x, y)));
        mean_light(lights)
    };
    let places = (top..top + side).flat_map(|y| (left..left + side).map(move |x| (x, y)));
    places
        .filter(|&(x, y)| light(x, y).is_some())
        .map(|(x, y)| around(x, y))
        .collect()
}

impl Variation {
    /// Measures a part, unless it is empty or black in a channel.
    fn of(pixels: &[LinearRgb]) -> Option<Self> {
        let is_lit = |light: &LinearRgb| light.red.min(light.green).min(light.blue) > 0.0;
        if pixels.is_empty() || !pixels.iter().all(is_lit) {
            return None;
        }
        let ln = |light: &LinearRgb| {
            let channels = LinearRgb::new(light.red.ln(), light.green.ln(), light.blue.ln());
            (luminance(*light).ln(), channels)
        };
        let lns: Vec<(f64, LinearRgb)> = pixels.iter().map(ln).collect();
        let count = real(lns.len());
        let level = lns.iter().map(|it| it.0).sum::<f64>() / count;
        let middle = mean_light(lns.iter().map(|it| it.1));
        let mut sums = Self {
            square: 0.0,
            cube: 0.0,
            with: LinearRgb::new(0.0, 0.0, 0.0),
        };
        for (luminance, channels) in lns {
            let off = luminance - level;
            sums.square += off.powi(2) / count;
            sums.cube += off.powi(3) / count;
            sums.with += (channels - middle) * (off / count);
        }
        Some(sums)
    }

    /// The mean of all parts.
    fn mean(parts: &[Self]) -> Self {
        let average =
            |of: fn(&Self) -> f64| parts.iter().map(of).sum::<f64>() / real(parts.len().max(1));
        Self {
            square: average(|part| part.square),
            cube: average(|part| part.cube),
            with: mean_light(parts.iter().map(|part| part.with)),
        }
    }
}

/// As many parts, drawn anew: bootstrap, as for every measured color.
fn drawn(parts: &[Variation], rng: &mut ChaCha8Rng) -> Vec<Variation> {
    let draw = |_| parts.get(rng.random_range(0..parts.len())).copied();
    (0..parts.len()).filter_map(draw).collect()
}

/// What the dots leave, by the parts of their zone and those of bare skin.
///
/// Two levels that differ by `d`, the lower one on a share `q`, have the variance `v = q (1 - q) d²`
/// and the third moment `-(1 - 2 q) d v`. With `t = (1 - 2 q) d` that gives `d² = t² + 4 v`, and then
/// `q`.
fn left(zone: &[Variation], bare: &[Variation]) -> Transmittance {
    let (zone, bare) = (Variation::mean(zone), Variation::mean(bare));
    let variance = (zone.square - bare.square).max(f64::MIN_POSITIVE);
    let skew = (bare.cube - zone.cube) / variance;
    let apart = (skew.powi(2) + 4.0 * variance).sqrt();
    let cover = (1.0 - skew / apart) / 2.0;
    let taken = |apart: f64| -(-apart).exp_m1();
    let channel = |with: f64| 1.0 - cover * taken((apart * with / variance).max(0.0));
    let with = zone.with - bare.with;
    Transmittance {
        light: LinearRgb::new(channel(with.red), channel(with.green), channel(with.blue)),
        depth: taken(apart),
    }
}
