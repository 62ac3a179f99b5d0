//! The vocabulary of color shared by every stage: CIELAB, color difference, skin angle, hex.
//!
//! CIELAB here is always D65, 2 degree observer, in `f64`: `l` from 0 (black) to 100 (white),
//! `a` from green (negative) to red (positive), `b` from blue (negative) to yellow (positive).

mod class;

use std::fmt;
use std::sync::LazyLock;

use crate::numbers;
use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, f64x4};
use palette::color_difference::Ciede2000;
use palette::convert::FromColorUnclamped;
use palette::white_point::{D50, D65, WhitePoint};
use palette::{Clamp, IntoColor};
use serde::Serialize;

pub(crate) use class::{HairClass, NEUTRAL};
pub use class::{ItaClass, ita_degrees};

/// CIELAB under D65, 2 degree observer. `l` 0 to 100, `a` and `b` about -110 to 110.
///
/// ```
/// use smpmatch::color::{Srgb8, lab_from_srgb8};
///
/// let red = lab_from_srgb8(Srgb8::new(255, 0, 0));
/// let blue = lab_from_srgb8(Srgb8::new(0, 0, 255));
/// assert!(red.a > 79.0 && red.b > 66.0);
/// assert!(blue.b < -106.0);
/// ```
pub type Lab = palette::Lab<D65, f64>;

/// CIELAB under D50, 2 degree observer, as spectrophotometers and ICC profiles report it.
pub type LabD50 = palette::Lab<D50, f64>;

/// CIE 1931 XYZ under D65; `y` of a perfect white is 1.
pub type Xyz = palette::Xyz<D65, f64>;

/// Linear light with the sRGB primaries, each channel 0 to 1.
pub type LinearRgb = palette::LinSrgb<f64>;

/// Standard deviation of a color in each coordinate of CIELAB.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LabSd {
    /// Of L*.
    pub l: f64,
    /// Of a*.
    pub a: f64,
    /// Of b*.
    pub b: f64,
}

impl LabSd {
    /// So many times as much.
    pub(crate) fn times(self, factor: f64) -> Self {
        Self {
            l: self.l * factor,
            a: self.a * factor,
            b: self.b * factor,
        }
    }

    /// Of a color that is off by another cause as well.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            l: self.l.hypot(other.l),
            a: self.a.hypot(other.a),
            b: self.b.hypot(other.b),
        }
    }
}

/// One 8-bit sRGB pixel.
pub type Srgb8 = palette::Srgb<u8>;

/// The CIELAB of an 8-bit sRGB pixel.
///
/// ```
/// use smpmatch::color::{Srgb8, lab_from_srgb8};
///
/// let skin = lab_from_srgb8(Srgb8::new(0xC1, 0x9A, 0x83));
/// assert!((skin.l - 66.588).abs() < 1e-3);
/// assert!((skin.a - 11.2107).abs() < 1e-3);
/// assert!((skin.b - 17.5994).abs() < 1e-3);
/// ```
#[must_use]
pub fn lab_from_srgb8(pixel: Srgb8) -> Lab {
    lab_of_roots(pixel, |shares| shares.map(cube_root))
}

/// The same of many pixels, in less time.
pub(crate) fn labs_from_srgb8(pixels: &[Srgb8]) -> Vec<Lab> {
    let mut labs = vec![Lab::default(); pixels.len()];
    dispatch!(Level::new(), simd => write_labs(simd, pixels, &mut labs));
    labs
}

#[inline(always)]
fn write_labs<S: Simd>(simd: S, pixels: &[Srgb8], labs: &mut [Lab]) {
    for (lab, pixel) in labs.iter_mut().zip(pixels) {
        *lab = lab_of_roots(
            *pixel,
            #[inline(always)]
            |shares| cube_roots(simd, shares),
        );
    }
}

/// The CIELAB of a pixel, given cube roots.
#[inline(always)]
fn lab_of_roots(pixel: Srgb8, roots: impl Fn([f64; 3]) -> [f64; 3]) -> Lab {
    /// `(6 / 29)^3`, below which the cube root goes over into a line (CIE 15:2004, 8.2.1.1).
    const LINE: f64 = 216.0 / 24_389.0;
    let xyz = Xyz::from_color_unclamped(linear_from_srgb8(pixel));
    let white: Xyz = D65::get_xyz().with_white_point();
    let shares = [xyz.x / white.x, xyz.y / white.y, xyz.z / white.z];
    let mut values = roots(shares);
    for (value, share) in values.iter_mut().zip(shares) {
        if share <= LINE {
            *value = (share * 24_389.0 / 27.0 + 16.0) / 116.0;
        }
    }
    let [x, y, z] = values;
    // Not beyond white, whatever the digits of the matrix come to.
    Lab::new(116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)).clamp()
}

/// What a third of a number's bits lacks of the bits of its cube root, within a twentieth (W. Kahan
/// and K. C. Ng, FreeBSD `s_cbrt.c`, 1992).
const THIRDS: u64 = 0x2A9F_7893 << 32;

/// Each of E. Halley's steps (1694) to a cube root cubes the error.
const STEPS: usize = 3;

/// The cube root of a number from 0.001 to 2, to the last bits but not rounded to the nearest, which takes
/// several times as long.
fn cube_root(number: f64) -> f64 {
    let first = f64::from_bits(number.to_bits() / 3 + THIRDS);
    (0..STEPS).fold(first, |root, _| {
        let cube = root * root * root;
        root * (cube + 2.0 * number) / (2.0 * cube + number)
    })
}

/// [`cube_root`] of each.
#[inline(always)]
fn cube_roots<S: Simd>(simd: S, [x, y, z]: [f64; 3]) -> [f64; 3] {
    let numbers = [x, y, z, z];
    let mut first = [0.0; 4];
    for (first, number) in first.iter_mut().zip(numbers) {
        *first = f64::from_bits(number.to_bits() / 3 + THIRDS);
    }
    let (mut root, number) = (
        f64x4::simd_from(simd, first),
        f64x4::simd_from(simd, numbers),
    );
    for _ in 0..STEPS {
        let cube = root * root * root;
        root = root * (cube + number * 2.0) / (cube * 2.0 + number);
    }
    let [x, y, z, _]: [f64; 4] = root.into();
    [x, y, z]
}

/// Linear light of each level of an 8-bit sRGB channel, by the formula: the table in `palette`
/// differs from it in the sixth digit.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    let mut table = [0.0; 256];
    for (level, light) in (0..=u8::MAX).zip(&mut table) {
        let gray = Srgb8::new(level, level, level).into_format::<f64>();
        *light = gray.into_linear().red;
    }
    table
});

/// A channel above this level, of 255, may have lost what was brighter: JPEG moves clipped levels by a
/// few. At 254 instead, 2 of 158 photos of heads that are clipped here would pass.
pub(crate) const CLIPPED: u8 = 250;

/// The linear light of an 8-bit sRGB pixel.
#[inline]
pub(crate) fn linear_from_srgb8(pixel: Srgb8) -> LinearRgb {
    // Asked once whether it is made.
    let table: &[f64; 256] = &LINEAR;
    let light = |level: u8| table[usize::from(level)];
    LinearRgb::new(light(pixel.red), light(pixel.green), light(pixel.blue))
}

/// The nearest displayable 8-bit sRGB pixel; colors outside the sRGB gamut are clipped.
#[must_use]
pub fn srgb8_from_lab(lab: Lab) -> Srgb8 {
    let srgb: palette::Srgb<f64> = lab.into_color();
    srgb.into_format()
}

/// The nearest displayable color as `#rrggbb`, for screens only: never compare by it.
#[must_use]
pub fn hex(lab: Lab) -> String {
    format!("#{:x}", srgb8_from_lab(lab))
}

/// The color difference ΔE00 (CIEDE2000 with `kL = kC = kH = 1`): 0 for equal colors, about 1 at
/// the threshold of what the eye sees in a direct comparison.
///
/// Source: Sharma, Wu, Dalal, *Color Research and Application* 30 (2005) 21, doi 10.1002/col.20070.
///
/// ```
/// use smpmatch::color::{Lab, delta_e};
///
/// let (one, other) = (Lab::new(50.0, 2.6772, -79.7751), Lab::new(50.0, 0.0, -82.7485));
/// assert!((delta_e(one, other) - 2.0425).abs() < 1e-4);
/// ```
#[must_use]
pub fn delta_e(one: Lab, other: Lab) -> f64 {
    one.difference(other)
}

/// What red, green and blue of linear sRGB add to the luminance (IEC 61966-2-1:1999).
pub(crate) const LUMINANCE: [f64; 3] = [0.212_672_9, 0.715_152_2, 0.072_175];

/// Luminance Y of linear light; of white 1.
pub(crate) fn luminance(light: LinearRgb) -> f64 {
    let [red, green, blue] = LUMINANCE;
    red * light.red + green * light.green + blue * light.blue
}

/// The mean of light, black if there is none.
pub(crate) fn mean_light(lights: impl Iterator<Item = LinearRgb>) -> LinearRgb {
    numbers::mean(lights.map(Into::into))
        .unwrap_or_default()
        .into()
}

/// Distance from the neutral axis, 0 and up.
#[must_use]
pub fn chroma(lab: Lab) -> f64 {
    lab.a.hypot(lab.b)
}

/// Hue angle in the a*, b* plane in degrees, -180 to 180: 0 is red, 90 yellow, -90 blue.
#[must_use]
pub fn hue_degrees(lab: Lab) -> f64 {
    lab.b.atan2(lab.a).to_degrees()
}

/// The direction of a color cast.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Tint {
    /// Towards yellow, by so much less color temperature.
    Warm {
        /// In kelvin.
        kelvin: f64,
    },
    /// Towards blue, by so much more color temperature.
    Cold {
        /// In kelvin.
        kelvin: f64,
    },
    /// As in the light of some fluorescent tubes, or under trees.
    Green,
    /// As in the light of some LEDs, or of red walls.
    Magenta,
}

impl fmt::Display for Tint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Finer than this, skin does not tell; by judgment.
        const STEP_KELVIN: f64 = 500.0;
        let rounded = |kelvin: f64| (kelvin / STEP_KELVIN).round().max(1.0) * STEP_KELVIN;
        match *self {
            Self::Warm { kelvin } => write!(f, "about {} K too warm", rounded(kelvin)),
            Self::Cold { kelvin } => write!(f, "about {} K too cold", rounded(kelvin)),
            Self::Green => f.write_str("too green"),
            Self::Magenta => f.write_str("too magenta"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use palette::FromColor;

    #[test]
    fn the_lab_of_a_pixel_is_that_of_its_light() {
        let levels = || (0..=u8::MAX).step_by(15);
        for red in levels() {
            for green in levels() {
                for blue in levels() {
                    let pixel = Srgb8::new(red, green, blue);
                    let away = lab_from_srgb8(pixel) - Lab::from_color(linear_from_srgb8(pixel));
                    let off = away.l.abs().max(away.a.abs()).max(away.b.abs());
                    assert!(off < 1e-10, "{pixel:?}: {off}");
                }
            }
        }
    }
}
