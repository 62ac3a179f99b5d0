//! How many pixels a millimeter of the head takes.

use serde::Serialize;

use super::Analysis;
use crate::light::Light;
use crate::measure::{Hair, Spacing};
use crate::numbers::NINETY_PERCENT;
use crate::segment::Label;

/// Breadth of a head over the ears in mm: the mean of women and men in the ANSUR II survey (Gordon
/// and others, *2012 Anthropometric Survey of U.S. Army Personnel*, NATICK/TR-15/007, 2014) is 149
/// and 155.
const HEAD_MM: f64 = 152.0;

/// Sides of a card of the size of a bank card in mm (ISO/IEC 7810, ID-1), as pocket gray cards have.
const CARD_MM: [f64; 2] = [85.6, 53.98];
/// By how much the sides of such a card may seem to differ from that, as a ratio: a card that leans
/// by 25 degrees seems shorter by a tenth, and cards of other sizes are 1, 1.25, 1.33 or 1.5 to 1.
const LEANING: f64 = 0.05;

/// Hairs on a square millimeter that are told apart, those of one follicular unit as one: units are 60 to 120
/// on a square centimeter (tables of hair surgeons, such as
/// <http://www.injertocapilar-alopecia.es/en/follicles/follicular-units>); terminal hairs, 2.2 to a unit, are
/// 175 to 300 (Barman, Astore and Pecoraro, J. Invest. Dermatol. 44 (1965) 233, BioNumbers 116431). On 21 real
/// close-ups of shaved scalps there are 54 to 114, 85 on average, if their hairs are 0.08 mm wide.
const TUFTS_PER_MM2: f64 = 0.85;

/// Columns of a photo that are looked at: the breadth of a head is then known to a hundredth of
/// the photo's.
const COLUMNS: u32 = 200;

/// What is known of the size of things in a photo.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rulers {
    /// Millimeters across the photo at the head.
    pub mm_across: Option<f64>,
    /// Longer side of the gray card in mm; of none, that of a bank card where it has its shape.
    pub card_mm: Option<f64>,
}

/// How many pixels a millimeter of the head takes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scale {
    /// Pixels of the photo to a millimeter, above 0.
    pub pixels_per_mm: f64,
    /// Between which 9 in 10 lie.
    pub interval: (f64, f64),
    /// What tells it.
    pub source: ScaleSource,
}

/// What tells a scale, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ScaleSource {
    /// The width of the photo in mm, as somebody measured it.
    Measured,
    /// A gray card of the size of a bank card, or of a width that somebody measured.
    Card,
    /// The head in the photo, taken to be as broad as most.
    UsualHead,
    /// How closely hairs stand, taken to be as dense as on most scalps.
    Spacing,
}

impl Scale {
    /// The scale of a photo that is so many millimeters wide at the head.
    ///
    /// ```
    /// use smpmatch::analysis::Scale;
    ///
    /// assert_eq!(Scale::across(3000, 200.0).pixels_per_mm, 15.0);
    /// ```
    #[must_use]
    pub fn across(width: u32, mm: f64) -> Self {
        /// As a factor; by judgment: a ruler is read to a twentieth, and a head is round.
        const OFF: f64 = 1.05;
        Self::within(f64::from(width) / mm, OFF, ScaleSource::Measured)
    }

    /// The surest of what tells the scale of a photo of this width and height.
    pub(super) fn find(
        analysis: &Analysis,
        (width, height): (u32, u32),
        rulers: &Rulers,
    ) -> Option<Self> {
        let measured = rulers.mm_across.map(|mm| Self::across(width, mm));
        measured
            .or_else(|| Self::of_card(&analysis.light, rulers.card_mm))
            .or_else(|| {
                let hair = analysis.hair.as_ref().and_then(Self::of_hair);
                Self::together(hair, Self::of_head(analysis, width, height))
            })
    }

    /// What hair and head tell: the surer of both, and nothing where they contradict each other.
    fn together(hair: Option<Self>, head: Option<Self>) -> Option<Self> {
        let (Some(hair), Some(head)) = (hair, head) else {
            return hair.or(head);
        };
        let agree = hair.interval.0 < head.interval.1 && head.interval.0 < hair.interval.1;
        agree.then_some(head)
    }

    /// The scale by the gray card in the photo, if it was found whole: its longer side measures
    /// `card_mm`, or else 85.6 mm where it has the shape of a bank card.
    fn of_card(light: &Light, card_mm: Option<f64>) -> Option<Self> {
        /// As a factor; by judgment: a card lies beside the head, a little nearer or farther, and leans.
        const OFF: f64 = 1.15;
        let Light::Card(card) = light else {
            return None;
        };
        let [long, short] = card.sides?;
        let [usual, usual_short] = CARD_MM;
        let shape = (long / short) / (usual / usual_short);
        let is_usual = (1.0 - LEANING..1.0 + LEANING).contains(&shape);
        let mm = card_mm.or(is_usual.then_some(usual))?;
        Some(Self::within(long / mm, OFF, ScaleSource::Card))
    }

    /// The scale by how closely hairs stand, where their width bears it out.
    fn of_hair(hair: &Hair) -> Option<Self> {
        /// Standard deviation of the scale's logarithm between heads: 9 in 10 have 60 to 120 units, and thinning
        /// ones fewer.
        const HEADS: f64 = 0.18;
        /// Width of hair in mm, blur left out, within which it is hair: 0.04 to 0.12 (BioNumbers 106857), and
        /// two that lie side by side.
        const WIDTHS_MM: (f64, f64) = (0.02, 0.25);
        /// Pixels by which blur widens a hair; by judgment.
        const BLUR_PX: f64 = 1.5;
        let Spacing {
            per_pixel,
            counted,
            width_px,
            ..
        } = hair.spacing?;
        let pixels_per_mm = (TUFTS_PER_MM2 / per_pixel).sqrt();
        let (thinnest, widest) = WIDTHS_MM;
        let is_hair =
            width_px > thinnest * pixels_per_mm && width_px - BLUR_PX < widest * pixels_per_mm;
        let sd = f64::hypot(HEADS, 0.5 / counted.sqrt());
        let off = (NINETY_PERCENT * sd).exp();
        is_hair.then(|| Self::within(pixels_per_mm, off, ScaleSource::Spacing))
    }

    /// The scale by the usual breadth of a head, where the whole head is in the photo: none where
    /// it reaches both sides.
    fn of_head(analysis: &Analysis, width: u32, height: u32) -> Option<Self> {
        /// As a factor; by judgment: heads differ by a tenth, and hair at the sides makes them broader.
        const OFF: f64 = 1.2;
        let step = (width / COLUMNS).max(1);
        let is_head = |x: u32| {
            let column = (0..height).step_by(step as usize);
            let labels = column.filter_map(|y| analysis.shown_at(x, y));
            labels.filter(|label| *label != Label::Background).count() > 2
        };
        analysis.shown_at(0, 0)?;
        let columns = || (0..width).step_by(step as usize).filter(|x| is_head(*x));
        let (left, right) = (columns().min()?, columns().max()?);
        let is_whole = left > step && right + 2 * step < width;
        let pixels_per_mm = f64::from(right - left + step) / HEAD_MM;
        is_whole.then(|| Self::within(pixels_per_mm, OFF, ScaleSource::UsualHead))
    }

    /// A scale that is known but for this factor.
    fn within(pixels_per_mm: f64, off: f64, source: ScaleSource) -> Self {
        Self {
            pixels_per_mm,
            interval: (pixels_per_mm / off, pixels_per_mm * off),
            source,
        }
    }
}

impl ScaleSource {
    /// What tells the scale, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Measured => "scale as measured",
            Self::Card => "scale of the gray card",
            Self::Spacing => "scale by hairs as close together as on most heads",
            Self::UsualHead => "scale of a usual head, 152 mm across",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Lab, LabSd};
    use crate::measure::Style;

    /// Stubble whose hairs are so wide, one in a square of so many pixels.
    fn stubble(width_px: f64, apart: f64) -> Hair {
        let lab = Lab::new(30.0, 3.0, 5.0);
        let sd = LabSd {
            l: 1.0,
            a: 1.0,
            b: 1.0,
        };
        Hair {
            lab,
            seen: lab,
            zone: lab,
            share: 0.5,
            style: Style::Stubble,
            cover: 0.1,
            spacing: Some(Spacing {
                per_pixel: apart.powi(-2),
                counted: 60.0,
                width_px,
            }),
            sd,
        }
    }

    #[test]
    fn hair_shown_half_as_large_has_half_the_scale() {
        let [near, far] = [(8.0, 110.0), (4.0, 55.0)].map(|(width, apart)| {
            Scale::of_hair(&stubble(width, apart)).map(|scale| scale.pixels_per_mm)
        });
        let (near, far) = near.zip(far).unwrap();
        assert!((near / far - 2.0).abs() < 1e-9);
        assert!((near - 101.4).abs() < 0.1, "{near}");
    }

    #[test]
    fn hair_and_head_that_contradict_each_other_tell_nothing() {
        let of = |pixels_per_mm, source| Some(Scale::within(pixels_per_mm, 1.3, source));
        let (hair, head) = (
            of(8.0, ScaleSource::Spacing),
            of(4.0, ScaleSource::UsualHead),
        );
        assert_eq!(Scale::together(hair, head), None);
        assert_eq!(Scale::together(hair, None), hair);
        let near = of(7.0, ScaleSource::UsualHead);
        assert_eq!(Scale::together(hair, near), near);
    }

    #[test]
    fn dots_too_wide_for_how_close_they_stand_are_no_ruler() {
        assert_eq!(Scale::of_hair(&stubble(8.0, 12.0)), None);
        assert_eq!(Scale::of_hair(&stubble(1.0, 110.0)), None);
    }
}
