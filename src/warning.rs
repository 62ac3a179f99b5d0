//! Doubts about a usable result. Each says what was seen, why it matters and what to do.

use std::fmt;

/// A doubt about a usable result.
///
/// [`code`](Self::code) is stable from release to release; [`Display`](fmt::Display) says what was
/// seen and why it matters, [`fix`](Self::fix) what to do about it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// No gray card, chart or strip: the color of the light is unknown.
    NoLightReference,
    /// The embedded color profile could not be used.
    ProfileUnusable {
        /// Why, such as `no matrix and no table`.
        reason: String,
    },
    /// Many half-transparent pixels were left out.
    TransparentPixels {
        /// Share of the photo's pixels that are partly transparent, 0 to 1.
        share: f64,
    },
    /// A black-and-white photo.
    NoHue,
    /// Too few pixels to see dots.
    PhotoTooSmall {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Fewer colors in the photo than clusters asked for.
    FewColors {
        /// Clusters found.
        found: usize,
        /// Clusters asked for.
        asked: u8,
    },
    /// No hair was found; nothing is matched.
    HairNotFound,
    /// The finding of the hair itself may be wrong.
    HairNotSure,
    /// Few pixels of hair.
    TooLittleHair {
        /// Hair's share of the photo, 0 to 1.
        share: f64,
    },
    /// Hair and skin have nearly one color.
    HairNearSkin {
        /// ΔE00 between the two.
        delta_e: f64,
    },
    /// Hair longer than stubble.
    LongHair,
    /// No skin was found; nothing is matched.
    SkinNotFound,
    /// The skin's color is outside what skin can be.
    SkinNotPlausible {
        /// ΔE00 between the measured skin and the nearest that the skin model can make.
        fit_delta_e: f64,
    },
    /// The hair's hue is out of carbon's reach.
    HueNotReachable {
        /// a* of the target less a* of the best match.
        delta_a: f64,
        /// b* of the target less b* of the best match.
        delta_b: f64,
    },
    /// The target is darker than the undiluted ink.
    DarkerThanAnyDot,
    /// The target is as light as the skin: nothing to match.
    AsLightAsSkin,
    /// Even the best match is clearly different.
    BestMatchFar {
        /// ΔE00 of the best match.
        delta_e: f64,
    },
    /// The photo leaves the choice between several shades open.
    ShadesTie {
        /// The shades, lighter first.
        shades: Vec<String>,
    },
    /// The palette is the built-in generic one.
    PaletteGeneric,
    /// The strength of the ink is assumed, not calibrated.
    InkStrengthAssumed,
}

impl Warning {
    /// Stable name in kebab case, for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoLightReference => "no-light-reference",
            Self::ProfileUnusable { .. } => "profile-unusable",
            Self::TransparentPixels { .. } => "transparent-pixels",
            Self::NoHue => "no-hue",
            Self::PhotoTooSmall { .. } => "photo-too-small",
            Self::FewColors { .. } => "few-colors",
            Self::HairNotFound => "hair-not-found",
            Self::HairNotSure => "hair-not-sure",
            Self::TooLittleHair { .. } => "too-little-hair",
            Self::HairNearSkin { .. } => "hair-near-skin",
            Self::LongHair => "long-hair",
            Self::SkinNotFound => "skin-not-found",
            Self::SkinNotPlausible { .. } => "skin-not-plausible",
            Self::HueNotReachable { .. } => "hue-not-reachable",
            Self::DarkerThanAnyDot => "darker-than-any-dot",
            Self::AsLightAsSkin => "as-light-as-skin",
            Self::BestMatchFar { .. } => "best-match-far",
            Self::ShadesTie { .. } => "shades-tie",
            Self::PaletteGeneric => "palette-generic",
            Self::InkStrengthAssumed => "ink-strength-assumed",
        }
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub fn fix(&self) -> &'static str {
        match self {
            Self::NoLightReference => {
                "take the photo in even daylight, and judge the match by eye beside the head"
            }
            Self::ProfileUnusable { .. } => "export the photo as an sRGB JPEG and run again",
            Self::TransparentPixels { .. } => {
                "use the photo as the camera took it, without cut-out"
            }
            Self::NoHue => "use the color photo",
            Self::PhotoTooSmall { .. } => {
                "use the photo in full size, not a preview or a messenger's copy"
            }
            Self::FewColors { .. } => "use a photo instead of a drawing, or a smaller -k",
            Self::HairNotFound => "draw a box on the stubble with --hair X,Y,W,H",
            Self::HairNotSure => {
                "check with --overlay, and draw boxes with --hair and --skin where it is wrong"
            }
            Self::TooLittleHair { .. } => {
                "take a closer photo of the hair, or draw a box with --hair"
            }
            Self::HairNearSkin { .. } => {
                "take a sharp close-up in even light, or draw boxes with --hair and --skin"
            }
            Self::LongHair => "photograph the shaved sides, or shave a patch and photograph that",
            Self::SkinNotFound => "draw a box on bare scalp with --skin X,Y,W,H",
            Self::SkinNotPlausible { .. } => {
                "take the photo in daylight, or draw a box on bare scalp with --skin"
            }
            Self::HueNotReachable { .. } => {
                "match the lightness and expect a cooler color, or ask for a warm modifier"
            }
            Self::DarkerThanAnyDot => {
                "start with the darkest shade that looks soft, and build up over the sessions"
            }
            Self::AsLightAsSkin => "start with the palest shade on a hidden spot, or not at all",
            Self::BestMatchFar { .. } => {
                "check the hair and skin colors above by eye before using any of these shades"
            }
            Self::ShadesTie { .. } => {
                "start with the lightest of them: it can be deepened, a darker one not taken back"
            }
            Self::PaletteGeneric => {
                "write your own dilutions into a palette and pass it with --palette"
            }
            Self::InkStrengthAssumed => {
                "set a test dot, let it heal, and judge by it before the first session"
            }
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLightReference => f.write_str(
                "no gray card or strip in use: absolute colors may be off by 10 ΔE00, the \
                 difference between hair and skin much less",
            ),
            Self::ProfileUnusable { reason } => write!(
                f,
                "the embedded color profile cannot be used ({reason}), so sRGB was assumed and \
                 colors may be wrong"
            ),
            Self::TransparentPixels { share } => write!(
                f,
                "{:.0} % of the pixels are half transparent and were left out: their color is \
                 mixed with what is behind",
                share * 100.0
            ),
            Self::NoHue => f.write_str(
                "the photo is black and white: lightness can be matched, hue cannot be measured",
            ),
            Self::PhotoTooSmall { width, height } => write!(
                f,
                "the photo has only {width} x {height} pixels: single hairs cannot be seen, so \
                 hair is mixed with skin"
            ),
            Self::FewColors { found, asked } => write!(
                f,
                "the photo has only {found} distinct colors, so there are {found} clusters and \
                 not {asked}"
            ),
            Self::HairNotFound => {
                f.write_str("no hair was found in the photo, so there is nothing to match")
            }
            Self::HairNotSure => f.write_str(
                "hair and skin differ by less than the program can tell apart: what was taken \
                 for hair may be shadow",
            ),
            Self::TooLittleHair { share } => write!(
                f,
                "hair is only {:.1} % of the photo: its color rests on few pixels",
                share * 100.0
            ),
            Self::HairNearSkin { delta_e } => write!(
                f,
                "hair and skin are nearly one color (ΔE00 {delta_e:.1}): the match is uncertain"
            ),
            Self::LongHair => f.write_str(
                "the hair is longer than stubble: it looks darker and warmer than the same hair \
                 shaved",
            ),
            Self::SkinNotFound => f.write_str(
                "no bare skin was found in the photo: how a dilution looks depends on the skin",
            ),
            Self::SkinNotPlausible { fit_delta_e } => write!(
                f,
                "the skin's color is {fit_delta_e:.1} ΔE00 from what skin can be: a color cast, \
                 or not skin"
            ),
            Self::HueNotReachable { delta_a, delta_b } => write!(
                f,
                "the hair's hue is out of carbon's reach (by {delta_a:+.1} in a*, {delta_b:+.1} in \
                 b*): carbon under skin is cooler than this hair"
            ),
            Self::DarkerThanAnyDot => f.write_str(
                "the target is darker than the undiluted ink looks in this skin: no dilution \
                 reaches it",
            ),
            Self::AsLightAsSkin => f.write_str(
                "the target is as light as the skin: there is nothing for pigment to match",
            ),
            Self::BestMatchFar { delta_e } => write!(
                f,
                "even the best match is clearly different (ΔE00 {delta_e:.1})"
            ),
            Self::ShadesTie { shades } => write!(
                f,
                "the photo cannot tell the shades {} apart",
                shades.join(", ")
            ),
            Self::PaletteGeneric => f.write_str(
                "the palette is the built-in generic carbon ladder, not your ink: shades are a \
                 starting point",
            ),
            Self::InkStrengthAssumed => f.write_str(
                "the strength of the ink is assumed, not calibrated: it moves every match by \
                 several shades",
            ),
        }
    }
}
