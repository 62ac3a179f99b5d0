//! Heads of known colors.

use smpmatch::color::Lab;
use smpmatch::head::{Head, Noise};

pub(crate) const BLACK: Lab = Lab::new(15.0, 0.0, 0.0);
pub(crate) const FAIR: Lab = Lab::new(65.5, 9.5, 14.5);

/// Skin and hair as an instrument reads them.
pub(crate) fn head(skin: Lab, hair: Lab) -> Head {
    Head {
        hair,
        seen_hair: hair,
        zone: None,
        skin,
        noise: Noise::INSTRUMENT,
        tones: None,
    }
}
