//! How many pixels a millimeter of the head takes.

use crate::analysis::Analysis;
use crate::segment::Label;

/// Breadth of a head over the ears in mm: the mean of women and men in the ANSUR II survey (Gordon
/// and others, *2012 Anthropometric Survey of U.S. Army Personnel*, NATICK/TR-15/007, 2014) is 149
/// and 155.
const HEAD_MM: f64 = 152.0;

/// Columns of a photo that are looked at.
const COLUMNS: u32 = 200;

/// How many pixels a millimeter of the head takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Pixels of the photo to a millimeter, above 0.
    pub pixels_per_mm: f64,
    /// What tells it.
    pub source: ScaleSource,
}

/// What tells a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleSource {
    /// The width of the photo in mm, as somebody measured it.
    Measured,
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
            ScaleSource::UsualHead => "scale of a usual head, 152 mm across",
        }
    }
}
