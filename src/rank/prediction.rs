//! How a dilution will look in this skin, measured or modeled.

use palette::convert::FromColorUnclamped;
use serde::Serialize;

use super::{RankOptions, TargetKind};
use crate::color::{Lab, Xyz};
use crate::palette::{Dilution, Measured, Palette, Tinge};
use crate::skin::{Deposit, DotGeometry, Fading, HEALED_DAYS, Skin};

/// What a predicted color rests on, from strong to weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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

/// Dots on a square centimeter that are taken for those of a treatment, where none are asked for: as
/// many as hairs on a scalp that is thin but not bare.
const USUAL_DENSITY: f64 = 200.0;

/// The looks of a palette's dilutions in one skin at one age.
#[derive(Clone, Copy)]
pub(super) struct Prediction<'a> {
    pub(super) skin: &'a Skin,
    pub(super) palette: &'a Palette,
    pub(super) geometry: DotGeometry,
    pub(super) look: Look,
    pub(super) fading: Fading,
    pub(super) age_days: f64,
}

/// How pigment is looked at.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// As the disc of one dot.
    Dot,
    /// As a patch filled evenly.
    Solid,
    /// As dots and the skin between them, from where they run together.
    Area,
}

impl Look {
    /// The look that a target is compared with. A measured color is that of a patch, and what is
    /// ranked beside it must be looked at in the same way.
    pub(super) fn suiting(target: TargetKind, palette: &Palette) -> Self {
        match target {
            _ if is_shade_guide(palette) => Self::Solid,
            TargetKind::Solid => Self::Solid,
            TargetKind::Blend => Self::Area,
            TargetKind::Follicle | TargetKind::Seen => Self::Dot,
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

impl<'a> Prediction<'a> {
    pub(super) fn new(skin: &'a Skin, palette: &'a Palette, options: &RankOptions) -> Self {
        let known = palette.posterior();
        Self {
            skin,
            palette,
            geometry: DotGeometry {
                dots_per_cm2: options.dots_per_cm2.unwrap_or(USUAL_DENSITY),
                ..known.geometry(options.geometry)
            },
            look: Look::suiting(options.target, palette),
            fading: options.fading.unwrap_or_else(|| known.fading()),
            age_days: options.age_days,
        }
    }

    /// The color of a dilution in this skin at this age, and what it rests on.
    pub(super) fn color(&self, dilution: &Dilution) -> (Lab, Basis) {
        let forecast = self.forecast(dilution);
        (forecast.color(self.skin.xyz()), forecast.basis)
    }

    /// What the color of a dilution comes from.
    pub(super) fn forecast(&self, dilution: &Dilution) -> Forecast {
        let left = self.left(dilution.pigment_share(), &self.geometry);
        let Some(measured) = healed(dilution) else {
            return Forecast {
                left: Some(left),
                besides: self.tinge(left),
                basis: Basis::Model,
            };
        };
        // A measured color is moved by the difference that the model sees between the skins and the
        // ages.
        let its_skin = measured.skin().map(Skin::fit);
        let its_skin = its_skin.or_else(|| (!self.is_healed()).then(|| self.skin.clone()));
        let there = its_skin.map(|its_skin| {
            let healed = Prediction {
                skin: &its_skin,
                age_days: HEALED_DAYS,
                ..*self
            };
            let there = healed.left(dilution.pigment_share(), &self.geometry);
            Lab::from_color_unclamped(its_skin.xyz() * there)
        });
        Forecast {
            left: there.map(|_| left),
            besides: there.map_or(measured.color(), |there| measured.color() - there),
            basis: Basis::Measured,
        }
    }

    /// The darkest that the ink can look in this skin.
    pub(super) fn undiluted(&self) -> Lab {
        self.modeled(1.0)
    }

    /// What a mix with this share of pigment, 0 to 1, leaves of the light of this skin.
    pub(super) fn left(&self, pigment_share: f64, geometry: &DotGeometry) -> Xyz {
        let deposit = self.deposit(pigment_share);
        match self.look {
            Look::Dot => self.skin.left_by_dot(&deposit, geometry),
            Look::Solid => self.skin.left_by_solid(&deposit, geometry),
            Look::Area => self.skin.left_by_area(&deposit, geometry),
        }
    }

    /// What lies in the skin of a mix with this share of pigment, 0 to 1.
    pub(super) fn deposit(&self, pigment_share: f64) -> Deposit {
        let strength = self.palette.posterior().strength.value;
        self.fading.deposit(strength, pigment_share, self.age_days)
    }

    /// The color of a mix with this share of pigment, 0 to 1, as the model sees it.
    pub(super) fn modeled(&self, pigment_share: f64) -> Lab {
        let left = self.left(pigment_share, &self.geometry);
        Lab::from_color_unclamped(self.skin.xyz() * left) + self.tinge(left)
    }

    /// What is added to the model's color of pigment that leaves so much of the light.
    pub(super) fn tinge(&self, left: Xyz) -> Lab {
        self.palette.posterior().tinge().at(left.y)
    }

    /// The same at another age in days.
    pub(super) fn aged(self, age_days: f64) -> Self {
        Self { age_days, ..self }
    }

    /// The same from where so many dots on a square centimeter run together with the skin between.
    pub(super) fn seen_afar(self, dots_per_cm2: f64) -> Self {
        Self {
            look: Look::Area,
            geometry: DotGeometry {
                dots_per_cm2,
                ..self.geometry
            },
            ..self
        }
    }

    fn is_healed(&self) -> bool {
        (self.age_days - HEALED_DAYS).abs() < f64::EPSILON
    }
}

/// What a predicted color comes from: enough to predict it again for a skin that is a little off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forecast {
    /// What it leaves of the skin's light; none where the color does not depend on the skin.
    left: Option<Xyz>,
    /// What is added to that.
    besides: Lab,
    basis: Basis,
}

impl Forecast {
    /// The color in a skin of this color.
    pub(super) fn color(&self, skin: Xyz) -> Lab {
        let left = self.left.map(|left| Lab::from_color_unclamped(skin * left));
        left.map_or(self.besides, |color| color + self.besides)
    }

    /// The color in a skin of this color if the ink leaves so much of its light, and the same if it is off by
    /// this hue besides. A measured color does not depend on what the ink is taken for.
    pub(super) fn colors_with(&self, left: Xyz, skin: Xyz, hue: Tinge) -> (Lab, Lab) {
        match self.basis {
            Basis::Model => {
                let color = Lab::from_color_unclamped(skin * left) + self.besides;
                (color, color + hue.at(left.y))
            }
            Basis::Strip | Basis::Interpolated | Basis::Measured => {
                let color = self.color(skin);
                (color, color)
            }
        }
    }
}

/// A dilution's measurement, if the skin had healed: fresh work is darker than what will stay.
fn healed(dilution: &Dilution) -> Option<Measured> {
    dilution.measured.filter(Measured::is_healed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::delta_e;

    const FAIR: Lab = Lab::new(65.5, 9.5, 14.5);
    const BROWN: Lab = Lab::new(45.0, 12.0, 17.5);

    /// Two dilutions, the darker of which was measured on fair skin.
    fn palette() -> Palette {
        let json = r#"{ "format": 1, "name": "Two", "ink": { "strength": 6, "strength_source": "calibrated" },
            "dilutions": [
                { "shade": "20", "pigment_parts": 1, "water_parts": 20 },
                { "shade": "6", "pigment_parts": 1, "water_parts": 6,
                  "measured": { "lab": [40, 3, 5], "illuminant": "D65", "healed": true, "skin_lab": [65.5, 9.5, 14.5] } }] }"#;
        Palette::from_json(json).unwrap()
    }

    fn colors(skin: Lab, age_days: f64) -> [(Lab, Basis); 2] {
        let (palette, skin) = (palette(), Skin::fit(skin));
        let options = RankOptions {
            age_days,
            ..RankOptions::default()
        };
        let prediction = Prediction::new(&skin, &palette, &options);
        let [one, other] = palette.dilutions() else {
            unreachable!("there are two")
        };
        [one, other].map(|dilution| prediction.color(dilution))
    }

    #[test]
    fn a_measured_dilution_is_its_measurement_on_its_own_skin_and_moves_with_another() {
        let [(_, modeled), (fair, measured)] = colors(FAIR, HEALED_DAYS);
        assert_eq!((modeled, measured), (Basis::Model, Basis::Measured));
        let shown = palette().dilutions()[1].measured.unwrap().color();
        assert!(delta_e(fair, shown) < 0.1, "{fair:?}");
        let [_, (brown, _)] = colors(BROWN, HEALED_DAYS);
        assert!(brown.l < fair.l - 3.0, "{brown:?}");
    }

    #[test]
    fn pigment_fades_measured_or_not() {
        let (healed, later) = (colors(FAIR, HEALED_DAYS), colors(FAIR, 2000.0));
        for ((healed, _), (later, _)) in healed.into_iter().zip(later) {
            assert!(later.l > healed.l + 0.5, "{later:?} {healed:?}");
        }
    }

    #[test]
    fn an_ink_as_it_is_taken_for_gives_the_color_expected() {
        let (palette, skin) = (palette(), Skin::fit(BROWN));
        let prediction = Prediction::new(&skin, &palette, &RankOptions::default());
        for dilution in palette.dilutions() {
            let forecast = prediction.forecast(dilution);
            let left = prediction.left(dilution.pigment_share(), &prediction.geometry);
            let hue = Tinge { a: 5.0, b: 0.0 };
            let (with_ink, tinged) = forecast.colors_with(left, skin.xyz(), hue);
            assert!(delta_e(with_ink, forecast.color(skin.xyz())) < 1e-9);
            let is_modeled = forecast.basis == Basis::Model;
            assert_eq!(tinged.a > with_ink.a + 1.0, is_modeled);
        }
    }
}
