//! How a dilution will look in this skin, measured or modelled.

use serde::Serialize;

use super::TargetKind;
use crate::color::Lab;
use crate::palette::{Dilution, Measured, Palette};
use crate::skin::{Deposit, Geometry, HEALED_DAYS, Skin};

/// What a predicted color rests on, from strong to weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A cell of the artist's own strip in the photo.
    Strip,
    /// A mix between two neighboring cells of the strip.
    Interpolated,
    /// A measurement in the palette, carried over to this skin where its own skin is known.
    Measured,
    /// The skin model alone.
    Model,
}

/// The looks of a palette's dilutions in one skin.
pub(super) struct Prediction<'a> {
    pub(super) skin: &'a Skin,
    pub(super) palette: &'a Palette,
    pub(super) geometry: Geometry,
    pub(super) look: Look,
}

/// How pigment is looked at.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// As the disc of one dot.
    Dot,
    /// As a patch filled evenly.
    Solid,
}

impl Look {
    /// The look that a target is compared with. A measured color is that of a patch, and what is
    /// ranked beside it must be looked at in the same way.
    pub(super) fn suiting(target: TargetKind, palette: &Palette) -> Self {
        if is_shade_guide(palette) || target == TargetKind::Solid {
            Self::Solid
        } else {
            Self::Dot
        }
    }
}

/// Whether a palette holds colors that an artist would hold to the head.
pub(super) fn is_shade_guide(palette: &Palette) -> bool {
    palette
        .dilutions()
        .iter()
        .any(|dilution| healed(dilution).is_some())
}

impl Prediction<'_> {
    /// The healed color of a dilution in this skin, and what it rests on.
    pub(super) fn color(&self, dilution: &Dilution) -> (Lab, Basis) {
        match healed(dilution) {
            Some(measured) => (self.carried_over(dilution, measured), Basis::Measured),
            None => (
                self.modelled(self.skin, dilution.pigment_share()),
                Basis::Model,
            ),
        }
    }

    /// The darkest that the ink can look in this skin.
    pub(super) fn undiluted(&self) -> Lab {
        self.modelled(self.skin, 1.0)
    }

    /// A measured color, moved by the difference that the model sees between its skin and this one.
    fn carried_over(&self, dilution: &Dilution, measured: Measured) -> Lab {
        let Some(its_skin) = measured.skin() else {
            return measured.color();
        };
        let share = dilution.pigment_share();
        let there = self.modelled(&Skin::fit(its_skin), share);
        let here = self.modelled(self.skin, share);
        measured.color() + (here - there)
    }

    fn modelled(&self, skin: &Skin, pigment_share: f64) -> Lab {
        let strength = self.palette.ink().strength;
        let deposit = Deposit::new(strength, pigment_share, HEALED_DAYS);
        match self.look {
            Look::Dot => skin.dot(&deposit, &self.geometry),
            Look::Solid => skin.solid(&deposit, &self.geometry),
        }
    }
}

/// A dilution's measurement, if the skin had healed: fresh work is darker than what will stay.
fn healed(dilution: &Dilution) -> Option<Measured> {
    dilution.measured.filter(Measured::is_healed)
}
