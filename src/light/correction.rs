//! From the colors of a photo to what they would be in neutral light, rightly exposed.

use palette::{IntoColor, Srgb};

use super::curve::Curve;
use crate::color::{Lab, LinearRgb, Srgb8, Xyz, linear_from_srgb8};
use crate::photo::Photo;

/// Factors of one corrected channel on [`terms`].
pub(super) type Factors = [f64; TERMS];

/// Terms of a root polynomial of degree 2.
pub(super) const TERMS: usize = 6;

/// A correction of the light: first one monotone curve for each channel of linear light, if the
/// camera's tone curve is known, then a root polynomial, of which a 3x3 matrix is a case.
///
/// A root polynomial bends colors as a camera's own rendering does and, unlike a polynomial, stays
/// right when the exposure changes: Finlayson, Mackiewicz, Hurlbert, *IEEE Transactions on Image
/// Processing* 24 (2015) 1460, doi 10.1109/TIP.2015.2405336.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    curves: Option<[Curve; 3]>,
    /// For red, green and blue.
    mixture: [Factors; 3],
}

impl Correction {
    /// One factor for each channel of linear light.
    ///
    /// In the channels of the photo, not in the cone responses of Bradford: after a camera's own
    /// white balance what is left of the cast is factors on these channels, and undoing them
    /// elsewhere costs 1.5 ΔE00 on skin under a cast of 1.25 : 1 : 0.8.
    #[must_use]
    pub fn gains(gains: LinearRgb) -> Self {
        let (red, green, blue) = gains.into_components();
        let mut mixture = [[0.0; TERMS]; 3];
        for (channel, gain) in [red, green, blue].into_iter().enumerate() {
            mixture[channel][channel] = gain;
        }
        Self {
            curves: None,
            mixture,
        }
    }

    pub(super) fn toned(curves: [Curve; 3], mixture: [Factors; 3]) -> Self {
        Self {
            curves: Some(curves),
            mixture,
        }
    }

    /// The corrected color; channels may pass 1.
    #[must_use]
    pub fn of(&self, light: LinearRgb) -> LinearRgb {
        let (red, green, blue) = light.into_components();
        mixed(&self.mixture, self.untoned([red, green, blue]))
    }

    fn untoned(&self, light: [f64; 3]) -> [f64; 3] {
        match &self.curves {
            Some(curves) => [0, 1, 2].map(|channel| curves[channel].at(light[channel])),
            None => light,
        }
    }

    /// The photo as it would be in neutral light: 8-bit sRGB again, clipped at its limits.
    #[must_use]
    pub fn apply(&self, photo: Photo) -> Photo {
        let levels: Vec<[f64; 3]> = (0..=u8::MAX)
            .map(|level| {
                let light = linear_from_srgb8(Srgb8::new(level, level, level));
                self.untoned([light.red, light.green, light.blue])
            })
            .collect();
        photo.recolored(|pixel| {
            let untoned = [0, 1, 2].map(|channel| levels[usize::from(pixel[channel])][channel]);
            let light = mixed(&self.mixture, untoned);
            let light = LinearRgb::new(
                light.red.clamp(0.0, 1.0),
                light.green.clamp(0.0, 1.0),
                light.blue.clamp(0.0, 1.0),
            );
            Srgb8::from_linear(light).into()
        })
    }
}

/// The mixture's value for a color of linear light.
pub(super) fn mixed(mixture: &[Factors; 3], light: [f64; 3]) -> LinearRgb {
    let terms = terms(light);
    let [red, green, blue] = mixture.map(|factors| {
        factors
            .iter()
            .zip(terms)
            .map(|(factor, term)| factor * term)
            .sum()
    });
    LinearRgb::new(red, green, blue)
}

/// The channels and the geometric means of each two; all are as large as the light.
fn terms([red, green, blue]: [f64; 3]) -> [f64; TERMS] {
    let mean = |one: f64, other: f64| (one.max(0.0) * other.max(0.0)).sqrt();
    [
        red,
        green,
        blue,
        mean(red, green),
        mean(green, blue),
        mean(red, blue),
    ]
}

/// CIELAB of linear light that may pass 1.
pub(super) fn lab(light: LinearRgb) -> Lab {
    let xyz: Xyz = light.into_color();
    xyz.into_color()
}

/// Linear light of levels on the scale of 8-bit sRGB, 0 to 255, fractions among them.
pub(super) fn linear_from_levels([red, green, blue]: [f64; 3]) -> LinearRgb {
    Srgb::new(red / 255.0, green / 255.0, blue / 255.0).into_linear()
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;
    use crate::color::{delta_e, lab_from_srgb8};

    #[test]
    fn no_gain_changes_no_pixel() -> Result<(), crate::Error> {
        let every_level = RgbImage::from_fn(256, 3, |x, y| {
            let level = u8::try_from(x).unwrap_or(u8::MAX);
            let mut pixel = [90; 3];
            pixel[y as usize] = level;
            image::Rgb(pixel)
        });
        let photo = Photo::from_srgb(every_level)?;
        let same = Correction::gains(LinearRgb::new(1.0, 1.0, 1.0)).apply(photo.clone());
        assert_eq!(same.pixels(), photo.pixels());
        Ok(())
    }

    #[test]
    fn gains_undo_a_cast() {
        let skin = Srgb8::new(0xC1, 0x9A, 0x83);
        let cast = LinearRgb::new(0.875, 0.7, 0.56);
        let seen = skin.into_linear::<f64>() * cast;
        let corrected = Correction::gains(LinearRgb::new(1.0, 1.0, 1.0) / cast).of(seen);
        assert!(delta_e(lab(corrected), lab_from_srgb8(skin)) < 1e-3);
    }
}
