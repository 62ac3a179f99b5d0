//! The hair and skin colors that clients have.

use smpmatch::color::Lab;

/// Skins from dark to very light.
///
/// Centers of the classes by individual typology angle
/// (<https://dermatest.de/en/measuring-techniques/colorimetry>), the hues after the NIST skin
/// reflectance set, Cooksey, Allen and Tsai 2017, doi 10.6028/jres.122.026.
pub(crate) const SKINS: [Lab; 7] = [
    Lab::new(28.0, 9.0, 11.0),
    Lab::new(36.0, 12.0, 16.0),
    Lab::new(45.0, 13.5, 19.0),
    Lab::new(53.0, 13.5, 19.0),
    Lab::new(60.0, 12.0, 18.0),
    Lab::new(66.0, 10.5, 16.0),
    Lab::new(72.0, 8.5, 14.0),
];

pub(crate) const BLACK: Lab = Lab::new(15.5, 0.3, 0.3);
pub(crate) const DARK_BROWN: Lab = Lab::new(22.0, 3.8, 4.6);
pub(crate) const BROWN: Lab = Lab::new(29.0, 7.0, 10.0);
pub(crate) const ASH_BROWN: Lab = Lab::new(39.5, 3.0, 5.5);
pub(crate) const LIGHT_BROWN: Lab = Lab::new(39.0, 9.0, 16.0);
pub(crate) const DARK_BLONDE: Lab = Lab::new(49.0, 7.5, 19.0);
pub(crate) const BLONDE: Lab = Lab::new(61.0, 6.0, 22.0);
pub(crate) const RED: Lab = Lab::new(35.0, 19.0, 25.0);

/// Hair colors with how often they are drawn, and the darkest skin that each goes with, in L*.
///
/// Black and dark brown: *Journal of Cosmetic Science* 51 (2000) 293,
/// <https://library.scconline.org/v051n05/25>. The lighter ones are chosen along the same line of
/// hue.
pub(crate) const HAIRS: [(Lab, f64, f64); 7] = [
    (BLACK, 0.28, 0.0),
    (DARK_BROWN, 0.26, 0.0),
    (BROWN, 0.18, 40.0),
    (LIGHT_BROWN, 0.1, 50.0),
    (DARK_BLONDE, 0.07, 58.0),
    (BLONDE, 0.05, 62.0),
    (RED, 0.06, 58.0),
];
