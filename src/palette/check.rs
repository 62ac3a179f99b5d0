//! What a palette must be beyond the shape of its JSON.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::{Catalog, Dilution, FORMAT, Measured, Reading};
use crate::error::Error;

/// Range of an ink's strength: beyond it even the undiluted ink would be invisible, or the thinnest
/// mix black.
const STRENGTH: RangeInclusive<f64> = 0.1..=100.0;
const LIGHTNESS: RangeInclusive<f64> = 0.0..=100.0;
/// Range of a* and b*, as in ICC profiles.
const CHROMA: RangeInclusive<f64> = -128.0..=128.0;

impl Catalog {
    /// Refuses what the types let pass, with the pointer to the first such place.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.format != FORMAT {
            return Err(refuse("/format", self.format, FORMAT));
        }
        check_name("/name", &self.name)?;
        if !STRENGTH.contains(&self.ink.strength) {
            return Err(refuse("/ink/strength", self.ink.strength, "0.1 to 100"));
        }
        if self.dilutions.is_empty() {
            return Err(refuse("/dilutions", "none", "at least one dilution"));
        }
        for (index, dilution) in self.dilutions.iter().enumerate() {
            let at = format!("/dilutions/{index}");
            dilution.check(&at)?;
            let before = self.dilutions.iter().take(index);
            if before
                .into_iter()
                .any(|other| other.shade == dilution.shade)
            {
                let found = format!("{:?} a second time", dilution.shade);
                return Err(refuse(&format!("{at}/shade"), found, "each shade once"));
            }
        }
        Ok(())
    }
}

impl Dilution {
    fn check(&self, at: &str) -> Result<(), Error> {
        check_name(&format!("{at}/shade"), &self.shade)?;
        if !(self.pigment_parts.is_finite() && self.pigment_parts > 0.0) {
            let at = format!("{at}/pigment_parts");
            return Err(refuse(&at, self.pigment_parts, "a number above 0"));
        }
        if !(self.water_parts.is_finite() && self.water_parts >= 0.0) {
            let at = format!("{at}/water_parts");
            return Err(refuse(
                &at,
                self.water_parts,
                "0 (undiluted) or a number above it",
            ));
        }
        self.measured
            .map_or(Ok(()), |measured| measured.check(&format!("{at}/measured")))
    }
}

impl Measured {
    fn check(&self, at: &str) -> Result<(), Error> {
        check_lab(&format!("{at}/lab"), self.lab)?;
        self.skin_lab
            .map_or(Ok(()), |lab| check_lab(&format!("{at}/skin_lab"), lab))
    }
}

fn check_lab(at: &str, Reading(lab): Reading) -> Result<(), Error> {
    let ranges = [
        (LIGHTNESS, "L* 0 to 100"),
        (CHROMA, "a* -128 to 128"),
        (CHROMA, "b* -128 to 128"),
    ];
    for (index, (value, (range, expected))) in lab.into_iter().zip(ranges).enumerate() {
        if !range.contains(&value) {
            return Err(refuse(&format!("{at}/{index}"), value, expected));
        }
    }
    Ok(())
}

/// Names are printed on terminals, where a control character is a command.
fn check_name(at: &str, name: &str) -> Result<(), Error> {
    if name.trim().is_empty() || name.contains(char::is_control) {
        return Err(refuse(
            at,
            format!("{name:?}"),
            "a name in printable characters",
        ));
    }
    Ok(())
}

fn refuse(at: &str, found: impl Display, expected: impl Display) -> Error {
    Error::Palette {
        at: at.to_owned(),
        found: format!("{found}"),
        expected: format!("{expected}"),
    }
}
