//! From a photo of a dot in skin to an observation that a palette keeps.

use crate::color::{Lab, LabSd};
use crate::error::Error;
use crate::light::{CONTRAST, Light, SHARPNESS};
use crate::palette::{LightSource, Observation, Work};

/// Standard deviation of a dot's color against bare skin beside it: where the box is drawn, grain,
/// skin from spot to spot; an assumption.
pub(super) const DOT: LabSd = LabSd {
    l: 1.0,
    a: 0.8,
    b: 0.8,
};

impl LightSource {
    /// By what the light of a photo was measured.
    #[must_use]
    pub fn of(light: &Light) -> Self {
        match light {
            Light::Unknown | Light::Pooled(_) => Self::None,
            Light::Card(_) => Self::Card,
            Light::Chart(_) => Self::Chart,
        }
    }
}

/// What the color of a dot and of the bare skin beside it say of an ink, for a palette to keep.
///
/// ```
/// use smpmatch::calibrate::observe;
/// use smpmatch::color::Lab;
/// use smpmatch::palette::{LightSource, Palette, Work};
///
/// let work = Work { water_parts: 8.0, age_days: 60.0, dot_mm: 0.3 };
/// let (dot, skin) = (Lab::new(54.0, 6.2, 9.0), Lab::new(65.5, 9.5, 14.5));
/// let seen = observe(work, dot, skin, LightSource::Card)?;
/// let palette = Palette::generic().with_observations([seen])?;
/// assert!(palette.posterior().strength.value > 6.0);
/// # Ok::<(), smpmatch::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::LightReference`] if the dot is no darker than the skin.
pub fn observe(work: Work, dot: Lab, skin: Lab, light: LightSource) -> Result<Observation, Error> {
    if dot.l >= skin.l {
        return Err(Error::LightReference {
            reference: "healed dot",
            found: format!(
                "its L* of {:.1} is not below the {:.1} of the skin",
                dot.l, skin.l
            ),
            fix: super::DRAW_WITHIN,
        });
    }
    let contrast = match light {
        LightSource::None | LightSource::Card => CONTRAST,
        // A chart tells the tone curve.
        LightSource::Chart => SHARPNESS,
    };
    let off = dot - skin;
    let sd = LabSd {
        l: DOT.l.hypot(contrast * off.l),
        a: DOT.a.hypot(contrast * off.a),
        b: DOT.b.hypot(contrast * off.b),
    };
    Ok(Observation::new(work, dot, skin, sd, light))
}
