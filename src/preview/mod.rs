//! The treated scalp: dots of a dilution on the client's own photo.
//!
//! Light stays as the photo has it: every pixel is multiplied, per channel of linear light, by what
//! the skin model says the dots take from this skin. Dots lie as blue noise does, none close to
//! another. It is a simulation: nobody has compared one with a treated scalp, so its limits are a judgment, given
//! beside each.

mod dots;
mod place;
mod simulate;

use std::f64::consts::PI;

use image::RgbImage;
use palette::convert::FromColorUnclamped;

use crate::analysis::Scale;
use crate::color::{self, Lab, LinearRgb, Srgb8};
use crate::palette::Palette;
use crate::photo::Photo;
use crate::rank::{Match, RankOptions};
use crate::skin::{Deposit, DotGeometry, MM2_PER_CM2, Skin};
use dots::BlueNoise;
pub use place::Place;
pub use simulate::{NoSimulation, Simulation, Site, simulate};

/// Pixels that a dot is wide at least to be drawn by itself; finer ones run together.
const SEEN_PIXELS: f64 = 1.5;

/// What is set into the skin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Treatment {
    /// What is left of each dot's pigment.
    pub deposit: Deposit,
    /// Where the pigment lies, how wide dots are and how many.
    pub geometry: DotGeometry,
    /// Seed of the places of the dots.
    pub seed: u64,
}

impl Treatment {
    /// Dots of one of the dilutions that were ranked, at the age and density asked for.
    #[must_use]
    pub fn of(found: &Match, palette: &Palette, options: &RankOptions) -> Self {
        let share = found.pigment_parts / (found.pigment_parts + found.water_parts);
        let usual = DotGeometry::default().dots_per_cm2;
        let known = palette.posterior();
        let fading = options.fading.unwrap_or_else(|| known.fading());
        Self {
            deposit: fading.deposit(known.strength.value, share, options.age_days),
            geometry: DotGeometry {
                dots_per_cm2: options.dots_per_cm2.unwrap_or(usual),
                ..known.geometry(options.geometry)
            },
            seed: options.seed,
        }
    }
}

/// The photo with dots set into a place on it; outside of the place no pixel changes.
///
/// Over the place, away from its soft edges, the mean color is that of [`Skin::area`]; dots of 1.5
/// pixels and more are drawn one by one.
#[must_use]
pub fn treated(
    photo: &Photo,
    place: &Place,
    skin: &Skin,
    treatment: &Treatment,
    scale: Scale,
) -> RgbImage {
    let mut picture = photo.pixels().clone();
    let taken = taken(skin, treatment);
    let cover = cover(place, skin, treatment, scale);
    for (cover, pixel) in cover.into_iter().zip(picture.pixels_mut()) {
        if cover > 0.0 {
            pixel.0 = darkened(pixel.0, taken, cover);
        }
    }
    picture
}

/// The share of its light that an area of dots takes from the skin, in each channel.
fn taken(skin: &Skin, treatment: &Treatment) -> [f64; 3] {
    let light = |lab: Lab| LinearRgb::from_color_unclamped(lab);
    let after = light(skin.area(&treatment.deposit, &treatment.geometry));
    let left = after / light(skin.lab());
    [left.red, left.green, left.blue].map(|left| (1.0 - left).clamp(0.0, 1.0))
}

/// How much of an area's darkening each pixel gets, row by row: 1 on the mean.
fn cover(place: &Place, skin: &Skin, treatment: &Treatment, scale: Scale) -> Vec<f64> {
    let geometry = &treatment.geometry;
    if geometry.dot_mm * scale.pixels_per_mm < SEEN_PIXELS {
        return place.shares().to_vec();
    }
    let radius_mm = radius_mm(skin, treatment);
    let dots = BlueNoise::scattered(
        place,
        geometry.dots_per_cm2 / MM2_PER_CM2 / scale.pixels_per_mm.powi(2),
        treatment.seed,
    );
    let drawn = dots.drawn(place, radius_mm * scale.pixels_per_mm);
    let (wanted, given): (f64, f64) = (place.shares().iter().sum(), drawn.iter().sum());
    let gain = if given > 0.0 { wanted / given } else { 0.0 };
    drawn.into_iter().map(|weight| weight * gain).collect()
}

/// The radius that a dot is drawn with: so wide that a dot as dark as the model's darkens the area
/// as much as the model's do, with the rim of shaded skin around each.
fn radius_mm(skin: &Skin, treatment: &Treatment) -> f64 {
    let Treatment {
        deposit, geometry, ..
    } = treatment;
    let luminance = |lab: Lab| color::luminance(LinearRgb::from_color_unclamped(lab));
    let bare = luminance(skin.lab());
    let taken = |lab: Lab| bare - luminance(lab);
    let of_dot = taken(skin.dot(deposit, geometry)).max(f64::MIN_POSITIVE);
    let of_area = taken(skin.area(deposit, geometry));
    let covered_mm2 = of_area / of_dot * MM2_PER_CM2 / geometry.dots_per_cm2;
    (covered_mm2 / PI)
        .sqrt()
        .clamp(0.5 * geometry.dot_mm, geometry.dot_mm)
}

fn darkened(pixel: [u8; 3], taken: [f64; 3], cover: f64) -> [u8; 3] {
    let [red, green, blue] = pixel;
    let light = color::linear_from_srgb8(Srgb8::new(red, green, blue));
    let left = taken.map(|taken| (1.0 - taken * cover).max(0.0));
    let dark = LinearRgb::new(
        light.red * left[0],
        light.green * left[1],
        light.blue * left[2],
    );
    let shown: Srgb8 = palette::Srgb::<f64>::from_linear(dark).into_format();
    [shown.red, shown.green, shown.blue]
}

#[cfg(test)]
mod tests;
