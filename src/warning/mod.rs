//! Doubts about a usable result. Each says what was seen, why it matters and what to do.

mod words;

use crate::color::Tint;

/// A doubt about a usable result.
///
/// [`code`](Self::code) is stable from release to release; [`Display`](std::fmt::Display) says what was
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
    /// Gray hair among dark hair.
    SaltAndPepper {
        /// Gray hair's share of the hair, 0 to 1.
        share: f64,
        /// The shade for gray hair.
        light_shade: String,
        /// The shade for dark hair.
        dark_shade: String,
    },
    /// Gray or white hair.
    GrayHair,
    /// Blonde hair.
    BlondeHair,
    /// Red hair.
    RedHair,
    /// Skin so dark that dots show little.
    DarkSkin {
        /// Individual typology angle in degrees.
        degrees: f64,
    },
    /// Without hair, shades are told by the skin alone.
    StartingPointOnly,
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
    /// The best match is bluer than skin that is merely as dark.
    BlueShift {
        /// By how much, in b*.
        below: f64,
        /// How deep the pigment is taken to begin, in mm.
        depth_mm: f64,
    },
    /// The target is darker than the undiluted ink.
    DarkerThanAnyDot,
    /// The target is as light as the skin: nothing to match.
    AsLightAsSkin,
    /// Parts of hair or skin are brighter than the photo can hold.
    Clipped {
        /// Share of the pixels of hair and skin, 0 to 1.
        share: f64,
    },
    /// Much of the skin shines.
    Glare {
        /// Share of the shine in hair, skin and shine together, 0 to 1.
        share: f64,
    },
    /// The photo is too dark.
    UnderExposed {
        /// Luminance of the lightest twentieth of the head, 0 to 1.
        luminance: f64,
    },
    /// The photo is too soft for the dots that it should show.
    Blurred {
        /// Strength of detail of one pixel over that of two; about 1 if sharp.
        sharpness: f64,
    },
    /// Too few pixels for each hair.
    Coarse {
        /// Pixels from one hair to the next.
        pixels: f64,
    },
    /// The skin has a color that skin has not in daylight.
    ColorCast {
        /// Distance in a* and b* from where the skin of people lies.
        distance: f64,
        /// The direction.
        tint: Tint,
    },
    /// Hair and skin stand in different light.
    UnevenLight {
        /// Light on the hair over light on the skin, less 1.
        change: f64,
    },
    /// The flash was fired.
    Flash,
    /// A JPEG of low quality.
    Recompressed {
        /// Quality on the scale of the Independent JPEG Group, 1 to 100.
        quality: f64,
    },
    /// The hair is darker or lighter than every cell of the strip.
    BeyondStrip {
        /// L* of the hair less that of the nearest end: below 0 the hair is darker.
        delta_l: f64,
    },
    /// Cells of the strip with more water are darker than cells with less.
    StripUnsorted,
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
    /// Dots do not stand out from the skin between them.
    DotsNotSeen {
        /// In which photo, `before` or `after`.
        photo: &'static str,
    },
    /// Two photos of the same dots show them in other sizes or at another sharpness.
    DotsUnlike {
        /// Share of the zone on which dots seem to lie, over that of the first photo.
        growth: f64,
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
            Self::SaltAndPepper { .. } => "salt-and-pepper",
            Self::GrayHair => "gray-hair",
            Self::BlondeHair => "blonde-hair",
            Self::RedHair => "red-hair",
            Self::DarkSkin { .. } => "dark-skin",
            Self::StartingPointOnly => "starting-point-only",
            Self::BlueShift { .. } => "blue-shift",
            Self::SkinNotFound => "skin-not-found",
            Self::SkinNotPlausible { .. } => "skin-not-plausible",
            Self::HueNotReachable { .. } => "hue-not-reachable",
            Self::DarkerThanAnyDot => "darker-than-any-dot",
            Self::AsLightAsSkin => "as-light-as-skin",
            Self::Clipped { .. } => "clipped",
            Self::Glare { .. } => "glare",
            Self::UnderExposed { .. } => "under-exposed",
            Self::Blurred { .. } => "blurred",
            Self::Coarse { .. } => "coarse",
            Self::ColorCast { .. } => "color-cast",
            Self::UnevenLight { .. } => "uneven-light",
            Self::Flash => "flash",
            Self::Recompressed { .. } => "recompressed",
            Self::BeyondStrip { .. } => "beyond-strip",
            Self::StripUnsorted => "strip-unsorted",
            Self::BestMatchFar { .. } => "best-match-far",
            Self::ShadesTie { .. } => "shades-tie",
            Self::DotsNotSeen { .. } => "dots-not-seen",
            Self::DotsUnlike { .. } => "dots-unlike",
            Self::PaletteGeneric => "palette-generic",
            Self::InkStrengthAssumed => "ink-strength-assumed",
        }
    }

    /// Whether the answer is not to be relied on, rather than less sure.
    #[must_use]
    pub fn is_serious(&self) -> bool {
        matches!(
            self,
            Self::Clipped { .. }
                | Self::UnderExposed { .. }
                | Self::NoHue
                | Self::Blurred { .. }
                | Self::ColorCast { .. }
                | Self::PhotoTooSmall { .. }
                | Self::HairNotFound
                | Self::HairNotSure
                | Self::SkinNotFound
                | Self::SkinNotPlausible { .. }
                | Self::StripUnsorted
        )
    }

    /// Whether it rests on the hue of hair or skin, of which a black-and-white photo tells nothing.
    #[must_use]
    pub fn rests_on_hue(&self) -> bool {
        matches!(
            self,
            Self::SkinNotPlausible { .. }
                | Self::HueNotReachable { .. }
                | Self::GrayHair
                | Self::BlondeHair
                | Self::RedHair
                | Self::SaltAndPepper { .. }
        )
    }

    /// What was measured, in the unit that the message names; shares are 0 to 1.
    #[must_use]
    pub fn figure(&self) -> Option<f64> {
        match *self {
            Self::TransparentPixels { share }
            | Self::TooLittleHair { share }
            | Self::SaltAndPepper { share, .. }
            | Self::Clipped { share }
            | Self::Glare { share } => Some(share),
            Self::UnderExposed { luminance } => Some(luminance),
            Self::DarkSkin { degrees } => Some(degrees),
            Self::BlueShift { below, .. } => Some(below),
            Self::Blurred { sharpness } => Some(sharpness),
            Self::Coarse { pixels } => Some(pixels),
            Self::ColorCast { distance, .. } => Some(distance),
            Self::UnevenLight { change } => Some(change),
            Self::Recompressed { quality } => Some(quality),
            Self::BeyondStrip { delta_l } => Some(delta_l),
            Self::HairNearSkin { delta_e } | Self::BestMatchFar { delta_e } => Some(delta_e),
            Self::SkinNotPlausible { fit_delta_e } => Some(fit_delta_e),
            Self::DotsUnlike { growth } => Some(growth),
            _ => None,
        }
    }
}
