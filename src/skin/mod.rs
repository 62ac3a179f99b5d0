//! How carbon pigment looks in a given skin: an optical model of five layers in 31 bands.
//!
//! Surface, epidermis, upper dermis, pigment and dermis reflect by Kubelka and Munk. Melanin, blood
//! and the slope of melanin are fitted to the measured color, and a gain per channel takes up what
//! is left, so that no pigment gives exactly the measured skin. The model is an estimate: it was
//! compared with simulations of light in skin, never with tattooed skin.

mod fit;
mod layers;
mod pigment;
mod tables;

use palette::convert::FromColorUnclamped;

use crate::color::{Lab, Xyz, delta_e};
use fit::{Complexion, EPIDERMIS};
use layers::{Layer, Medium, through_surface};
pub(crate) use pigment::MM2_PER_CM2;
pub use pigment::{Deposit, DotGeometry, Fading, HEALED_DAYS, YEAR_DAYS};
use tables::{BANDS, Band};

/// The skin of one client, fitted to its color.
///
/// ```
/// use smpmatch::color::Lab;
/// use smpmatch::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};
///
/// let skin = Skin::fit(Lab::new(61.0, 10.5, 16.5));
/// let shade_6 = Deposit::new(6.0, 1.0 / 7.0, HEALED_DAYS);
/// let dot = skin.dot(&shade_6, &DotGeometry::default());
/// assert!((dot.l - 52.3).abs() < 0.1);
/// ```
#[derive(Clone, Debug)]
pub struct Skin {
    bands: [BareSkin; BANDS],
    measured: Xyz,
    fitted: Xyz,
    fit_delta_e: f64,
}

/// What a prediction needs of one band of bare skin.
#[derive(Clone, Copy, Debug)]
struct BareSkin {
    band: Band,
    /// Absorption of the dermis in 1/mm.
    dermis_absorption: f64,
    epidermis: Layer,
    /// Reflectance of bare skin.
    reflectance: f64,
}

impl Skin {
    /// Fits the model to a measured skin color. Any color gives a skin; [`Self::fit_delta_e`] tells
    /// whether it is a plausible one.
    #[must_use]
    pub fn fit(measured: Lab) -> Self {
        let bands = tables::bands();
        let complexion = Complexion::nearest(&bands, measured);
        Self::new(&bands, &complexion, measured)
    }

    fn new(bands: &[Band; BANDS], complexion: &Complexion, measured: Lab) -> Self {
        let fitted = complexion.color(bands);
        Self {
            bands: bands.map(|band| BareSkin::new(band, complexion)),
            measured: Xyz::from_color_unclamped(measured),
            fitted,
            fit_delta_e: delta_e(measured, Lab::from_color_unclamped(fitted)),
        }
    }

    /// ΔE00 between the measured color and the nearest that the model's skin can have, before the
    /// gain takes it up. Above about 4 the color is hardly that of skin in white light.
    #[must_use]
    pub fn fit_delta_e(&self) -> f64 {
        self.fit_delta_e
    }

    /// The measured color.
    pub(crate) fn xyz(&self) -> Xyz {
        self.measured
    }

    /// The measured color in CIELAB.
    pub(crate) fn lab(&self) -> Lab {
        Lab::from_color_unclamped(self.measured)
    }

    /// The color of skin filled evenly with pigment.
    #[must_use]
    pub fn solid(&self, deposit: &Deposit, geometry: &DotGeometry) -> Lab {
        self.under(self.left_by_solid(deposit, geometry))
    }

    /// What an even fill leaves of the light of bare skin, in X, Y and Z: 1 is all of it.
    pub(crate) fn left_by_solid(&self, deposit: &Deposit, geometry: &DotGeometry) -> Xyz {
        self.left(deposit, geometry, |_| 1.0)
    }

    /// The mean color of the disc of one dot, seen from near.
    #[must_use]
    pub fn dot(&self, deposit: &Deposit, geometry: &DotGeometry) -> Lab {
        self.under(self.left_by_dot(deposit, geometry))
    }

    /// What a dot leaves of the light of bare skin on its disc, in X, Y and Z: 1 is all of it.
    pub(crate) fn left_by_dot(&self, deposit: &Deposit, geometry: &DotGeometry) -> Xyz {
        let contrast = geometry.dot_contrast(deposit);
        self.left(deposit, geometry, |_| contrast)
    }

    /// The color of dots and the skin between them, seen from so far that they run together.
    #[must_use]
    pub fn area(&self, deposit: &Deposit, geometry: &DotGeometry) -> Lab {
        self.under(self.left_by_area(deposit, geometry))
    }

    /// What dots and the skin between them leave of the light of bare skin together, in X, Y and Z:
    /// 1 is all of it.
    pub(crate) fn left_by_area(&self, deposit: &Deposit, geometry: &DotGeometry) -> Xyz {
        self.left(deposit, geometry, |bare| {
            geometry.area_contrast(bare.band.thickness_of(deposit), bare.reach_mm())
        })
    }

    /// The color of this skin where pigment leaves so much of its light.
    fn under(&self, left: Xyz) -> Lab {
        Lab::from_color_unclamped(self.measured * left)
    }

    /// What is left of the light of bare skin that shows a share, 0 to 1 for each band, of a solid
    /// fill's contrast. Taken of the fitted skin, so that no pigment leaves all of it exactly.
    fn left(
        &self,
        deposit: &Deposit,
        geometry: &DotGeometry,
        contrast: impl Fn(&BareSkin) -> f64,
    ) -> Xyz {
        let color = self
            .bands
            .iter()
            .fold(Xyz::new(0.0, 0.0, 0.0), |sum, bare| {
                let taken = bare.reflectance - bare.filled(deposit, geometry);
                sum + Xyz::from(bare.band.weights) * (bare.reflectance - contrast(bare) * taken)
            });
        color / self.fitted
    }
}

impl BareSkin {
    fn new(band: Band, complexion: &Complexion) -> Self {
        let epidermis = band.epidermis(complexion.melanin, complexion.slope);
        Self {
            band,
            dermis_absorption: band.dermis(complexion.blood),
            epidermis: Medium::new(epidermis, band.scattering).layer(EPIDERMIS),
            reflectance: complexion.reflectance(&band),
        }
    }

    /// Reflectance of this skin filled evenly with pigment, 0 to 1.
    fn filled(&self, deposit: &Deposit, geometry: &DotGeometry) -> f64 {
        let carbon = self.band.thickness_of(deposit) / geometry.thickness_mm;
        let dermis = Medium::new(self.dermis_absorption, self.band.scattering);
        let pigmented = Medium::new(self.dermis_absorption + carbon, self.band.scattering);
        let above = dermis.layer((geometry.depth_mm - EPIDERMIS).max(0.0));
        let below = pigmented
            .layer(geometry.thickness_mm)
            .over(dermis.infinite());
        through_surface(self.epidermis.over(above.over(below)))
    }

    /// How far diffuse light goes in this dermis in mm: one over its effective attenuation.
    fn reach_mm(&self) -> f64 {
        let extinction = self.dermis_absorption + self.band.scattering;
        1.0 / (3.0 * self.dermis_absorption * extinction).sqrt()
    }
}

impl Band {
    /// Optical thickness of a deposit in this band.
    fn thickness_of(&self, deposit: &Deposit) -> f64 {
        deposit.optical_thickness * self.relative_wavelength.powf(-deposit.absorption_exponent)
    }
}

#[cfg(test)]
mod tests;
