//! The colors that an analysis comes to, and how far each may be off.

use super::Analysis;
use crate::color::{Lab, LabSd};
use crate::head::{ColorSd, Head, Noise};
use crate::measure::{Hair, ShownSkin, Style};

impl Analysis {
    /// The color of the hair itself, unless it is not known.
    #[must_use]
    pub fn hair_color(&self) -> Option<Lab> {
        let measured = self.hair.as_ref().map(|hair| hair.lab);
        self.readings.hair.or(measured)
    }

    /// The color of the skin, unless it is not known.
    #[must_use]
    pub fn skin_color(&self) -> Option<Lab> {
        let measured = self.skin.as_ref().map(|skin| skin.lab);
        self.readings.skin.or(measured)
    }

    /// How far the hair's color may be off; none of a reading, and none where the photo tells no hue
    /// and so may be off by anything.
    #[must_use]
    pub fn hair_sd(&self) -> Option<LabSd> {
        let measured = self.measured_hair().filter(|_| self.has_hue);
        measured.map(|hair| hair.sd)
    }

    /// How far the skin's color may be off; none as of the hair.
    #[must_use]
    pub fn skin_sd(&self) -> Option<LabSd> {
        let measured = self.measured_skin().filter(|_| self.has_hue);
        measured.map(|skin| skin.sd)
    }

    /// The colors to match, unless hair or skin is not known.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        let hair = self.hair_color()?;
        Some(Head {
            hair,
            seen_hair: self.hair.as_ref().map_or(hair, |hair| hair.seen),
            zone: self.zone_color(),
            skin: self.skin_color()?,
            noise: self.noise(),
            tones: self.tones.filter(|_| self.readings.hair.is_none()),
        })
    }

    /// The look of the hair's zone as a whole, where skin shows between the hairs.
    fn zone_color(&self) -> Option<Lab> {
        let hair = self.measured_hair()?;
        (hair.style != Style::Long).then_some(hair.zone)
    }

    /// How far the colors to match may be off.
    #[must_use]
    pub fn noise(&self) -> Noise {
        let sd = |sd: Option<LabSd>| sd.map_or(ColorSd::Instrument, ColorSd::Photo);
        Noise {
            light: self.light.accuracy(),
            hair: sd(self.measured_hair().map(|hair| hair.sd)),
            skin: sd(self.measured_skin().map(|skin| skin.sd)),
        }
    }

    /// The hair of the photo, unless a reading goes before it.
    fn measured_hair(&self) -> Option<&Hair> {
        self.hair.as_ref().filter(|_| self.readings.hair.is_none())
    }

    /// The skin of the photo, unless a reading goes before it.
    fn measured_skin(&self) -> Option<&ShownSkin> {
        self.skin.as_ref().filter(|_| self.readings.skin.is_none())
    }
}
