//! The color of letters on a color.

use crate::color::{self, Srgb8};

/// Luminance at which black and white letters stand out equally, by the contrast ratio of the Web
/// Content Accessibility Guidelines 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>):
/// `(Y + 0.05) / 0.05 = 1.05 / (Y + 0.05)`. Either then has 4.58, above the 4.5 that they ask.
const EVEN: f64 = 0.179;

/// Black or white, whichever stands out more.
pub(super) fn on(ground: Srgb8) -> Srgb8 {
    if color::luminance(color::linear_from_srgb8(ground)) > EVEN {
        Srgb8::new(0, 0, 0)
    } else {
        Srgb8::new(255, 255, 255)
    }
}
