//! How many pixels a millimeter of the head takes.

use crate::analysis::Analysis;
use crate::light::Light;
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

/// Columns of a photo that are looked at.
const COLUMNS: u32 = 200;

/// How many pixels a millimeter of the head takes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scale {
    /// Pixels of the photo to a millimeter, above 0.
    pub pixels_per_mm: f64,
    /// What tells it.
    pub source: ScaleSource,
}

/// What tells a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScaleSource {
    /// The width of the photo in mm, as somebody measured it.
    Measured,
    /// A gray card of the size of a bank card, or of a width that somebody measured.
    Card,
    /// The head in the photo, taken to be as broad as most.
    UsualHead,
}

impl Scale {
    /// The scale of a photo that is so many millimeters wide at the head.
    ///
    /// ```
    /// use smpmatch::preview::Scale;
    ///
    /// assert_eq!(Scale::across(3000, 200.0).pixels_per_mm, 15.0);
    /// ```
    #[must_use]
    pub fn across(width: u32, mm: f64) -> Self {
        Self {
            pixels_per_mm: f64::from(width) / mm,
            source: ScaleSource::Measured,
        }
    }

    /// The scale by the gray card in the photo, if it was found whole: its longer side measures
    /// `card_mm`, or else 85.6 mm where it has the shape of a bank card.
    #[must_use]
    pub fn of_card(analysis: &Analysis, card_mm: Option<f64>) -> Option<Self> {
        let Light::Card(card) = &analysis.light else {
            return None;
        };
        let [long, short] = card.sides?;
        let [usual, usual_short] = CARD_MM;
        let shape = (long / short) / (usual / usual_short);
        let is_usual = (1.0 - LEANING..1.0 + LEANING).contains(&shape);
        let mm = card_mm.or(is_usual.then_some(usual))?;
        Some(Self {
            pixels_per_mm: long / mm,
            source: ScaleSource::Card,
        })
    }

    /// The scale by the usual breadth of a head, where the whole head is in the photo: none where
    /// it reaches both sides.
    #[must_use]
    pub fn of_head(analysis: &Analysis, width: u32, height: u32) -> Option<Self> {
        let step = (width / COLUMNS).max(1);
        let is_head = |x: u32| {
            let column = (0..height).step_by(step as usize);
            let labels = column.map(|y| analysis.label_at(x, y));
            labels.filter(|label| *label != Label::Background).count() > 2
        };
        let columns = || (0..width).step_by(step as usize).filter(|x| is_head(*x));
        let (left, right) = (columns().min()?, columns().max()?);
        let is_whole = left > step && right + 2 * step < width;
        is_whole.then(|| Self {
            pixels_per_mm: f64::from(right - left + step) / HEAD_MM,
            source: ScaleSource::UsualHead,
        })
    }

    /// What tells it, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self.source {
            ScaleSource::Measured => "scale as measured",
            ScaleSource::Card => "scale of the gray card",
            ScaleSource::UsualHead => "scale of a usual head, 152 mm across",
        }
    }
}
