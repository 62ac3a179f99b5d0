//! The dilutions of one ink: a catalog in JSON, written by the artist or built in.
//!
//! `palettes/README.md` describes the format, `palettes/palette.schema.json` defines it.

mod check;
mod refusal;

use palette::IntoColor;
use palette::chromatic_adaptation::AdaptIntoUnclamped;
use serde::{Deserialize, Serialize, Serializer};

use crate::color::{Lab, LabD50, Xyz};
use crate::error::Error;

/// Version of the format that is read and written.
const FORMAT: u32 = 1;

/// The dilutions of one ink, at least one, each with its own shade.
///
/// It is read by [`from_json`](Self::from_json) alone, which refuses what the JSON's shape allows
/// and the format does not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Palette(Catalog);

/// A palette as its JSON has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a palette object")]
struct Catalog {
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    schema: Option<String>,
    format: u32,
    name: String,
    ink: Ink,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
    dilutions: Vec<Dilution>,
}

/// The ink, undiluted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an ink object")]
pub struct Ink {
    /// Who makes it, or nothing.
    #[serde(default)]
    pub maker: String,
    /// Lot number, or nothing.
    #[serde(default)]
    pub lot: String,
    /// Optical thickness of its healed deposit at 550 nm, 0.1 to 100: one number for an ink in one
    /// artist's hand. Scalp pigments are thought to lie between 2 and 20.
    #[serde(serialize_with = "whole_as_integer")]
    pub strength: f64,
    /// Where `strength` comes from.
    pub strength_source: StrengthSource,
}

/// Where the strength of an ink comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrengthSource {
    /// Taken to be as usual.
    Assumed,
    /// Fitted to healed work of this ink and artist.
    Calibrated,
}

impl StrengthSource {
    /// The source in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Calibrated => "calibrated",
        }
    }
}

/// One mix of the ink with water.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a dilution object")]
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
    lab: Reading,
    illuminant: Illuminant,
    healed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skin_lab: Option<Reading>,
}

/// L*, a*, b* as an instrument states them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f64>")]
struct Reading([f64; 3]);

impl TryFrom<Vec<f64>> for Reading {
    type Error = String;

    fn try_from(numbers: Vec<f64>) -> Result<Self, Self::Error> {
        let lab = <[f64; 3]>::try_from(numbers);
        lab.map(Self)
            .map_err(|numbers| format!("{} numbers, expected L*, a* and b*", numbers.len()))
    }
}

/// The light under which an instrument states CIELAB, 2 degree observer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Illuminant {
    D50,
    D65,
}

impl Palette {
    /// Reads a palette.
    ///
    /// # Errors
    ///
    /// [`Error::Palette`] with the JSON pointer to the first place that is not as the format asks.
    ///
    /// ```
    /// use smpmatch::Error;
    /// use smpmatch::palette::Palette;
    ///
    /// let json = r#"{ "format": 1, "name": "Mine",
    ///     "ink": { "strength": 6, "strength_source": "assumed" },
    ///     "dilutions": [{ "shade": "20", "pigment_parts": 1, "water_parts": 20 }] }"#;
    /// assert_eq!(Palette::from_json(json)?.dilutions()[0].shade, "20");
    ///
    /// let json = json.replace(r#""water_parts": 20"#, r#""water_parts": -20"#);
    /// assert!(matches!(
    ///     Palette::from_json(&json),
    ///     Err(Error::Palette { at, .. }) if at == "/dilutions/0/water_parts"
    /// ));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        // Windows editors put a byte order mark in front.
        let text = text.trim_start_matches('\u{feff}');
        let mut json = serde_json::Deserializer::from_str(text);
        let catalog: Catalog =
            serde_path_to_error::deserialize(&mut json).map_err(|error| refusal::of(&error))?;
        json.end().map_err(|error| refusal::of_text(&error))?;
        catalog.check()?;
        Ok(Self(catalog))
    }

    /// The built-in palette: a ladder of ratios as the trade mixes them, of no maker's ink. Nothing
    /// in it is measured. `palettes/generic-carbon.json` is the same palette as a file.
    ///
    /// ```
    /// use smpmatch::palette::Palette;
    ///
    /// let palette = Palette::generic();
    /// assert!(palette.is_generic());
    /// assert_eq!(palette.dilutions()[0].pigment_share(), 1.0);
    /// ```
    #[must_use]
    pub fn generic() -> Self {
        const WATER_PARTS: [u8; 13] = [0, 2, 4, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40];
        Self(Catalog {
            schema: Some("palette.schema.json".to_owned()),
            format: FORMAT,
            name: "Generic carbon black".to_owned(),
            ink: Ink {
                maker: String::new(),
                lot: String::new(),
                strength: 6.0,
                strength_source: StrengthSource::Assumed,
            },
            notes:
                "Ratios only, of no maker's ink. Its strength is an assumption, and every color \
                    is the skin model's estimate."
                    .to_owned(),
            dilutions: WATER_PARTS.map(Dilution::of_trade).to_vec(),
        })
    }

    /// A palette of colors that were read under D65, with their shades in parts of water: a shade
    /// guide. The strength of its ink stays assumed.
    ///
    /// # Errors
    ///
    /// [`Error::Palette`] if there is no reading, or two have the same shade.
    pub fn of_readings(name: &str, readings: &[(f64, Lab)]) -> Result<Self, Error> {
        let dilutions = readings.iter().map(|&(water_parts, lab)| Dilution {
            shade: water_parts.to_string(),
            pigment_parts: 1.0,
            water_parts,
            measured: Some(Measured {
                lab: Reading([lab.l, lab.a, lab.b].map(|value| (value * 100.0).round() / 100.0)),
                illuminant: Illuminant::D65,
                healed: true,
                skin_lab: None,
            }),
        });
        let Self(generic) = Self::generic();
        let catalog = Catalog {
            name: name.to_owned(),
            notes: "Colors of the artist's own strip, read from a photo.".to_owned(),
            dilutions: dilutions.collect(),
            ..generic
        };
        catalog.check()?;
        Ok(Self(catalog))
    }

    /// The same palette with the strength of its ink fitted to healed work.
    ///
    /// # Errors
    ///
    /// [`Error::Palette`] if the strength is not within 0.1 to 100.
    pub fn with_strength(&self, strength: f64) -> Result<Self, Error> {
        let Self(mut catalog) = self.clone();
        catalog.ink.strength = (strength * 100.0).round() / 100.0;
        catalog.ink.strength_source = StrengthSource::Calibrated;
        if self.is_generic() {
            "My ink".clone_into(&mut catalog.name);
            "Strength fitted to a healed dot.".clone_into(&mut catalog.notes);
        }
        catalog.check()?;
        Ok(Self(catalog))
    }

    /// Whether ink and dilutions are those of the built-in palette, as in an unchanged copy of it.
    #[must_use]
    pub fn is_generic(&self) -> bool {
        let generic = Self::generic();
        self.ink() == generic.ink() && self.dilutions() == generic.dilutions()
    }

    /// The palette's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The ink, undiluted.
    #[must_use]
    pub fn ink(&self) -> &Ink {
        &self.0.ink
    }

    /// What the artist noted, or nothing.
    #[must_use]
    pub fn notes(&self) -> &str {
        &self.0.notes
    }

    /// The dilutions in the order of the file; at least one.
    #[must_use]
    pub fn dilutions(&self) -> &[Dilution] {
        &self.0.dilutions
    }
}

impl Dilution {
    /// Share of the mix that is pigment, above 0 to 1: "shade 20" is 1/21.
    #[must_use]
    pub fn pigment_share(&self) -> f64 {
        self.pigment_parts / (self.pigment_parts + self.water_parts)
    }

    /// The trade's shade of so many parts of water to 1 part of pigment.
    fn of_trade(water_parts: u8) -> Self {
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
fn whole_as_integer<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
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
