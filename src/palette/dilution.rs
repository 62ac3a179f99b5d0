//! The mixes of a palette, and their colors where an instrument has read them.

use palette::IntoColor;
use palette::chromatic_adaptation::AdaptIntoUnclamped;
use serde::{Deserialize, Serialize, Serializer};

use crate::color::{Lab, LabD50, Xyz};

/// One mix of the ink with water.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a dilution object")]
#[non_exhaustive]
pub struct Dilution {
    /// The artist's name for it; the trade calls 20 parts of water to 1 part of pigment "20".
    pub shade: String,
    /// Parts of pigment by volume, above 0.
    #[serde(serialize_with = "whole_as_integer")]
    pub pigment_parts: f64,
    /// Parts of water by volume; 0 is undiluted.
    #[serde(serialize_with = "whole_as_integer")]
    pub water_parts: f64,
    /// Its color in skin, where it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Measured>,
}

/// A color of a dilution in skin, read with an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a measurement object")]
pub struct Measured {
    pub(super) lab: Reading,
    pub(super) illuminant: Illuminant,
    pub(super) healed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) skin_lab: Option<Reading>,
}

/// L*, a*, b* as an instrument states them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f64>")]
pub(super) struct Reading(pub(super) [f64; 3]);

impl TryFrom<Vec<f64>> for Reading {
    type Error = String;

    fn try_from(numbers: Vec<f64>) -> Result<Self, Self::Error> {
        let lab = <[f64; 3]>::try_from(numbers);
        lab.map(Self).map_err(|numbers| {
            let count = numbers.len();
            let how = if count > 3 {
                ", each with a decimal point"
            } else {
                ""
            };
            format!("{count} numbers, expected L*, a* and b*{how}")
        })
    }
}

/// The light under which an instrument states CIELAB, 2 degree observer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Illuminant {
    D50,
    D65,
}

impl Dilution {
    /// Share of the mix that is pigment, above 0 to 1: "shade 20" is 1/21.
    #[must_use]
    pub fn pigment_share(&self) -> f64 {
        self.pigment_parts / (self.pigment_parts + self.water_parts)
    }

    /// The trade's shade of so many parts of water to 1 part of pigment.
    pub(super) fn of_trade(water_parts: u8) -> Self {
        Self {
            shade: water_parts.to_string(),
            pigment_parts: 1.0,
            water_parts: f64::from(water_parts),
            measured: None,
        }
    }
}

impl Measured {
    /// The color in skin.
    #[must_use]
    pub fn color(&self) -> Lab {
        self.illuminant.to_d65(self.lab)
    }

    /// The bare skin beside it, where it was measured too.
    #[must_use]
    pub fn skin(&self) -> Option<Lab> {
        self.skin_lab.map(|lab| self.illuminant.to_d65(lab))
    }

    /// Whether the skin had healed.
    #[must_use]
    pub fn is_healed(&self) -> bool {
        self.healed
    }
}

impl Illuminant {
    /// A reading under this light, adapted to D65 by Bradford's method.
    fn to_d65(self, Reading([l, a, b]): Reading) -> Lab {
        match self {
            Self::D65 => Lab::new(l, a, b),
            Self::D50 => {
                let under_d50: palette::Xyz<_, f64> = LabD50::new(l, a, b).into_color();
                let adapted: Xyz = under_d50.adapt_into_unclamped();
                adapted.into_color()
            }
        }
    }
}

/// Writes 20 as `20` and 2.5 as `2.5`, as artists do.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(super) fn whole_as_integer<S: Serializer>(
    number: &f64,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "compared with the original below"
    )]
    let whole = *number as i32;
    if f64::from(whole).to_bits() == number.to_bits() {
        serializer.serialize_i32(whole)
    } else {
        serializer.serialize_f64(*number)
    }
}
