//! What hair and skin of a color are called.
//!
//! The limits of hair were chosen on rendered heads (`docs/accuracy.md`), whose colors `examples/render/people.rs` lists,
//! and lie between them.

use std::ops::Range;

use serde::Serialize;

use super::{Lab, chroma, hue_degrees};

/// Chroma below which hair has no color. Chosen on rendered heads, of which 3 of 282 without gray hair
/// were then taken for salt and pepper.
pub(crate) const NEUTRAL: f64 = 7.0;
/// L* from which neutral hair is gray, and colored hair blonde: dark brown hair on its way to gray
/// goes from 31 to 52. Dark hair that shines is as neutral, and lighter than skin in the shade.
const LIGHT: f64 = 45.0;
/// Chroma above which hair has that of blonde or red hair.
const BLONDE: f64 = 13.0;
const RED: f64 = 18.0;
/// Hues in degrees of red hair; brown and blonde hair is yellower.
const RED_HUES: Range<f64> = 20.0..58.0;
/// Darkest and lightest red hair in L*: the hue of darker hair is the camera's.
const RED_LIGHTNESS: Range<f64> = 22.0..60.0;

/// Hair that a shade of carbon does not simply fit, by its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HairClass {
    /// Gray or white.
    Gray,
    Blonde,
    Red,
}

impl HairClass {
    /// The class of a hair color; none of dark and brown hair.
    pub(crate) fn of(hair: Lab) -> Option<Self> {
        let (chroma, hue) = (chroma(hair), hue_degrees(hair));
        if hair.l >= LIGHT && chroma < NEUTRAL {
            Some(Self::Gray)
        } else if chroma >= RED && RED_HUES.contains(&hue) && RED_LIGHTNESS.contains(&hair.l) {
            Some(Self::Red)
        } else if hair.l >= LIGHT && chroma >= BLONDE && hue >= RED_HUES.end {
            Some(Self::Blonde)
        } else {
            None
        }
    }
}

/// Skin color class by the individual typology angle; not the Fitzpatrick type, which is about
/// the reaction to sun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItaClass {
    /// Above 55 degrees.
    VeryLight,
    /// 41 to 55 degrees.
    Light,
    /// 28 to 41 degrees.
    Intermediate,
    /// 10 to 28 degrees.
    Tan,
    /// -30 to 10 degrees.
    Brown,
    /// Below -30 degrees.
    Dark,
}

impl ItaClass {
    /// The class of a skin color; none where [`ita_degrees`] tells none.
    ///
    /// Limits: <https://dermatest.de/en/measuring-techniques/colorimetry>.
    ///
    /// ```
    /// use smpmatch::color::{ItaClass, Lab};
    ///
    /// assert_eq!(ItaClass::of(Lab::new(61.0, 10.5, 16.5)), Some(ItaClass::Intermediate));
    /// assert_eq!(ItaClass::of(Lab::new(61.0, 0.0, 0.0)), None);
    /// assert_eq!(ItaClass::of(Lab::new(56.2, 10.3, -5.2)), None);
    /// ```
    #[must_use]
    pub fn of(skin: Lab) -> Option<Self> {
        ita_degrees(skin).map(|degrees| match degrees {
            angle if angle > 55.0 => Self::VeryLight,
            angle if angle > 41.0 => Self::Light,
            angle if angle > 28.0 => Self::Intermediate,
            angle if angle > 10.0 => Self::Tan,
            angle if angle > -30.0 => Self::Brown,
            _ => Self::Dark,
        })
    }

    /// The class in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::VeryLight => "very light",
            Self::Light => "light",
            Self::Intermediate => "intermediate",
            Self::Tan => "tan",
            Self::Brown => "brown",
            Self::Dark => "dark",
        }
    }
}

/// The individual typology angle of a skin color in degrees: `atan((L* - 50) / b*)`, about -60
/// (dark) to 70 (very light). None of a color that is hardly skin's: of one without hue, as in a
/// black-and-white photo, it would only say whether it is lighter than middle gray, and of a bluish
/// one nothing.
#[must_use]
pub fn ita_degrees(skin: Lab) -> Option<f64> {
    /// Least chroma: a third of the palest of the 100 forearms in `tests/data/nist_skin.csv`, which
    /// has 14.
    const HUE: f64 = 5.0;
    (chroma(skin) >= HUE && skin.b > 0.0).then(|| ((skin.l - 50.0) / skin.b).atan().to_degrees())
}
