//! The dilutions of one ink: a catalog in JSON, written by the artist or built in.
//!
//! `palettes/README.md` describes the format, `palettes/palette.schema.json` defines it.

mod check;
mod dilution;
mod observation;
mod posterior;
mod refusal;
mod writing;

use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::color::Lab;
use crate::error::Error;
pub(crate) use check::STRENGTH;
pub use dilution::{Dilution, Measured};
use dilution::{Illuminant, Reading, whole_as_integer};
pub use observation::{FadingObservation, LightSource, Observation, Work};
pub(crate) use posterior::Tinge;
pub use posterior::{Estimate, Posterior, Residual};

/// Version of the format that is read and written.
const FORMAT: u32 = 1;

/// The dilutions of one ink, at least one, each with its own shade.
///
/// It is read by [`from_json`](Self::from_json) alone, which refuses what the JSON's shape allows
/// and the format does not.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Palette {
    catalog: Catalog,
    /// What the catalog tells of the ink, worked out when it is first asked for.
    #[serde(skip)]
    posterior: OnceLock<Posterior>,
}

impl PartialEq for Palette {
    fn eq(&self, other: &Self) -> bool {
        self.catalog == other.catalog
    }
}

impl fmt::Debug for Palette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.catalog.fmt(f)
    }
}

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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    observations: Vec<Observation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fading: Vec<FadingObservation>,
}

/// The ink, undiluted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an ink object")]
#[non_exhaustive]
pub struct Ink {
    /// Who makes it, or nothing.
    #[serde(default)]
    pub maker: String,
    /// Lot number, or nothing.
    #[serde(default)]
    pub lot: String,
    /// Optical thickness of its healed deposit at 550 nm, 0.1 to 100: one number for an ink in one
    /// artist's hand, as it was taken for before anything was observed. Scalp pigments are thought to
    /// lie between 2 and 20.
    #[serde(serialize_with = "whole_as_integer")]
    pub strength: f64,
    /// Where `strength` comes from.
    pub strength_source: StrengthSource,
}

/// Where the strength of an ink comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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

impl Palette {
    /// Reads a palette.
    ///
    /// # Errors
    ///
    /// [`Error::Palette`] with the JSON pointers to the places that are not as the format asks.
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
    ///     Err(Error::Palette { faults }) if faults[0].at == "/dilutions/0/water_parts"
    /// ));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        // Windows editors put a byte order mark in front.
        let text = text.trim_start_matches('\u{feff}');
        let mut json = serde_json::Deserializer::from_str(text);
        let catalog: Catalog = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| refusal::of(text, &error))?;
        json.end().map_err(|error| refusal::of_text(text, &error))?;
        Self::checked(catalog)
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
        /// Parts of water to one part of pigment: the shades that the trade's charts name.
        const WATER_PARTS: [u8; 13] = [0, 2, 4, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40];
        Self::of(Catalog {
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
            observations: Vec::new(),
            fading: Vec::new(),
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
        let catalog = Catalog {
            name: name.to_owned(),
            notes: "Colors of the artist's own strip, read from a photo.".to_owned(),
            dilutions: dilutions.collect(),
            ..Self::generic().catalog
        };
        Self::checked(catalog)
    }

    /// The same palette with the strength of its ink fitted to healed work.
    ///
    /// # Errors
    ///
    /// [`Error::Palette`] if the strength is not within 0.1 to 100.
    pub fn with_strength(&self, strength: f64) -> Result<Self, Error> {
        let mut catalog = self.catalog.clone();
        catalog.ink.strength = (strength * 100.0).round() / 100.0;
        catalog.ink.strength_source = StrengthSource::Calibrated;
        if self.is_generic() {
            "My ink".clone_into(&mut catalog.name);
            "Strength fitted to a healed dot.".clone_into(&mut catalog.notes);
        }
        Self::checked(catalog)
    }

    fn checked(catalog: Catalog) -> Result<Self, Error> {
        let mut faults = catalog.faults();
        faults.truncate(refusal::TOLD);
        if faults.is_empty() {
            Ok(Self::of(catalog))
        } else {
            Err(Error::Palette { faults })
        }
    }

    fn of(catalog: Catalog) -> Self {
        Self {
            catalog,
            posterior: OnceLock::new(),
        }
    }

    /// The same palette with more dots observed. The built-in one becomes the artist's own.
    ///
    /// # Errors
    ///
    /// [`Error::Palette`] if an observation is not as the format asks, or is there already.
    pub fn with_observations(
        &self,
        observations: impl IntoIterator<Item = Observation>,
    ) -> Result<Self, Error> {
        let mut catalog = self.own();
        catalog.observations.extend(observations);
        Self::checked(catalog)
    }

    /// The same palette with another fading observed.
    ///
    /// # Errors
    ///
    /// [`Error::Palette`] if the observation is not as the format asks, or is there already.
    pub fn with_fading(&self, fading: FadingObservation) -> Result<Self, Error> {
        let mut catalog = self.own();
        catalog.fading.push(fading);
        Self::checked(catalog)
    }

    /// The same palette without the observation of this place, counted from 0: dots first, then
    /// fadings. None if there is none.
    #[must_use]
    pub fn without_observation(&self, place: usize) -> Option<Self> {
        let mut catalog = self.catalog.clone();
        let dots = catalog.observations.len();
        if place < dots {
            catalog.observations.remove(place);
        } else if place - dots < catalog.fading.len() {
            catalog.fading.remove(place - dots);
        } else {
            return None;
        }
        Some(Self::of(catalog))
    }

    /// Its catalog under the artist's own name.
    fn own(&self) -> Catalog {
        let mut catalog = self.catalog.clone();
        if self.is_generic() {
            "My ink".clone_into(&mut catalog.name);
            catalog.notes.clear();
        }
        catalog
    }

    /// Whether ink and dilutions are those of the built-in palette, as in an unchanged copy of it.
    #[must_use]
    pub fn is_generic(&self) -> bool {
        let generic = Self::generic();
        self.ink() == generic.ink() && self.dilutions() == generic.dilutions() && !self.is_learned()
    }

    /// The palette's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.catalog.name
    }

    /// The ink, undiluted, before anything was observed of it.
    #[must_use]
    pub fn ink(&self) -> &Ink {
        &self.catalog.ink
    }

    /// What the artist noted, or nothing.
    #[must_use]
    pub fn notes(&self) -> &str {
        &self.catalog.notes
    }

    /// The dilutions in the order of the file; at least one.
    #[must_use]
    pub fn dilutions(&self) -> &[Dilution] {
        &self.catalog.dilutions
    }

    /// The dots that were observed, in the order of the file.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        &self.catalog.observations
    }

    /// The fadings that were observed, in the order of the file.
    #[must_use]
    pub fn fading(&self) -> &[FadingObservation] {
        &self.catalog.fading
    }

    /// What is known of the ink, by its observations if there are any.
    #[must_use]
    pub fn posterior(&self) -> &Posterior {
        let Catalog {
            ink,
            observations,
            fading,
            ..
        } = &self.catalog;
        self.posterior
            .get_or_init(|| Posterior::new(ink, observations, fading))
    }

    /// Whether anything was observed.
    #[must_use]
    pub fn is_learned(&self) -> bool {
        !(self.catalog.observations.is_empty() && self.catalog.fading.is_empty())
    }

    /// Where the strength comes from that predictions rest on.
    #[must_use]
    pub fn strength_source(&self) -> StrengthSource {
        if self.catalog.observations.is_empty() {
            self.catalog.ink.strength_source
        } else {
            StrengthSource::Calibrated
        }
    }

    /// How far each observed dot is off what is expected, in the order of the file.
    #[must_use]
    pub fn residuals(&self) -> Vec<Residual> {
        let residual = |dot| self.posterior().residual(self.ink(), dot);
        self.observations().iter().map(residual).collect()
    }
}
