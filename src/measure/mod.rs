//! From where hair and skin are to what color they have, each with its uncertainty.
//!
//! Light adds up linearly, so the lens mixes hair and skin along a straight line in linear RGB.
//! The hair's own color is the far end of that line; how far, the darkest pixels say (the
//! lightest, where hair is lighter than skin).
//!
//! What limits rest on: rendered scalps, and real close-ups for hair of more than a pixel, by the commands in
//! `docs/accuracy.md`.

mod anisotropy;
mod bare;
mod core;
mod dots;
mod hair;
mod histogram;
mod hue;
mod mixture;
mod patch;
mod plane;
mod sd;
mod spacing;
mod strands;
mod style;
mod tile;
mod unmix;
mod zones;

use self::bare::Bare;
use crate::color::{Lab, delta_e};
use crate::photo::Photo;
use crate::warning::Warning;

pub use crate::color::LabSd;
pub(crate) use dots::DRAWS;
pub use dots::{Dots, Transmittance};
pub use spacing::Spacing;
pub use style::Style;
pub use zones::{Mask, Zones};

/// The hair of a photo.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hair {
    /// Color of the hair itself, under the mean light of its zone.
    pub lab: Lab,
    /// Median of the zone's pixels: hair as it shows, on stubble mixed with skin.
    pub seen: Lab,
    /// Mean light of the zone, hair and the skin between, as it would be in the light on the skin.
    /// It depends neither on how sharp a photo is nor on how wide it shows a hair.
    pub zone: Lab,
    /// The zone's share of the photo, 0 to 1.
    pub share: f64,
    /// How the hair is worn.
    pub style: Style,
    /// Share of the zone that hair covers, 0 to 1.
    pub cover: f64,
    /// How closely hairs stand, where they are told apart.
    pub spacing: Option<Spacing>,
    /// Standard deviation of `lab`.
    pub sd: LabSd,
}

/// The bare skin of a photo, as it shows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ShownSkin {
    /// Color under the mean light of its zone.
    pub lab: Lab,
    /// The zone's share of the photo, 0 to 1.
    pub share: f64,
    /// Standard deviation of `lab`.
    pub sd: LabSd,
}

/// What was measured in a photo. What could not be measured is `None`, and a warning says why.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Measurement {
    /// The hair.
    pub hair: Option<Hair>,
    /// The skin.
    pub skin: Option<ShownSkin>,
    /// Doubts about either.
    pub warnings: Vec<Warning>,
}

/// Measures hair and skin where the zones say they are.
///
/// ```
/// use image::{Rgb, RgbImage};
/// use smpmatch::color::{Lab, delta_e};
/// use smpmatch::measure::{Mask, Zones, measure};
/// use smpmatch::photo::Photo;
///
/// let (black, skin) = (Rgb([40, 36, 35]), Rgb([193, 154, 131]));
/// let photo = Photo::from_srgb(RgbImage::from_fn(200, 100, |x, _| {
///     if x < 100 { black } else { skin }
/// }))?;
/// let zones = Zones {
///     hair: Mask::from_cells((200, 100), (2, 1), vec![true, false]),
///     skin: Mask::from_cells((200, 100), (2, 1), vec![false, true]),
/// };
/// let measured = measure(&photo, &zones);
/// let skin = measured.skin.map(|skin| skin.lab);
/// assert!(skin.is_some_and(|lab| delta_e(lab, Lab::new(66.59, 11.21, 17.60)) < 0.1));
/// # Ok::<(), smpmatch::Error>(())
/// ```
#[must_use]
pub fn measure(photo: &Photo, zones: &Zones) -> Measurement {
    let bare = Bare::read(photo, zones, 1);
    let beside = zones.skin.share();
    let share = if beside > 0.0 {
        beside
    } else {
        zones.hair.share()
    };
    let skin = bare.as_ref().map(|bare| bare.skin(share));
    let hair = hair::measure(photo, zones, bare);
    let warnings = warnings(hair.as_ref(), skin.as_ref());
    Measurement {
        hair,
        skin,
        warnings,
    }
}

fn warnings(hair: Option<&Hair>, skin: Option<&ShownSkin>) -> Vec<Warning> {
    /// Below this share of the photo a hair zone holds too few hairs to trust; by judgment: at 1 megapixel
    /// it is a patch of 100 x 100 pixels.
    const LITTLE: f64 = 0.01;
    /// Below this ΔE00 the fit of hair against skin is ambiguous; chosen on rendered blond
    /// stubble, whose error is 5 to 6 there.
    const NEAR: f64 = 10.0;
    let mut warnings = Vec::new();
    match hair {
        None => warnings.push(Warning::HairNotFound),
        Some(hair) if hair.share < LITTLE => {
            warnings.push(Warning::TooLittleHair { share: hair.share });
        }
        Some(_) => {}
    }
    if hair.is_some_and(|hair| hair.style == Style::Long) {
        warnings.push(Warning::LongHair);
    }
    match (hair, skin) {
        (_, None) => warnings.push(Warning::SkinNotFound),
        (Some(hair), Some(skin)) if delta_e(hair.lab, skin.lab) < NEAR => {
            let delta_e = delta_e(hair.lab, skin.lab);
            warnings.push(Warning::HairNearSkin { delta_e });
        }
        _ => {}
    }
    warnings
}

#[cfg(test)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels and values of small pictures"
)]
mod tests;
