//! The doubts in words, each in one sentence.

use std::fmt;

use super::Warning;

impl Warning {
    /// What to do about it, in one sentence.
    #[must_use]
    pub fn fix(&self) -> &'static str {
        match self {
            Self::NoLightReference => {
                "lay a gray card beside the head and use --card auto, or judge by eye in daylight"
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
            Self::LongHair => {
                "photograph the shaved sides, or shave a patch; for density under long hair go by \
                 the look from two meters"
            }
            Self::SaltAndPepper { .. } => {
                "mix the shades about as the hair does, and top up with the lighter"
            }
            Self::GrayHair => {
                "dilute rather further, mix light shades with a few medium ones, and top up with a \
                 lighter one"
            }
            Self::BlondeHair => {
                "choose with the client between a very pale shade and a darker one, and hold that \
                 to the brows"
            }
            Self::RedHair => "shave a patch, and judge the match on that by eye",
            Self::DarkSkin { .. } => {
                "plan larger dots and a more defined hairline, and judge a healed test dot"
            }
            Self::StartingPointOnly => {
                "match the brows or the beard with --hair, or a photo from before, and set a test dot"
            }
            Self::BlueShift { .. } => {
                "use a paler shade and more dots, and keep the pigment shallow: the deeper, the bluer"
            }
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
            Self::Clipped { .. } => "take a darker photo, or turn away from the lamp",
            Self::Glare { .. } => "wipe the shine off, and use window light from the side",
            Self::UnderExposed { .. } => "take the photo in more light, or tap the head to expose",
            Self::Blurred { .. } => "tap the stubble to focus, hold still, and wipe the lens",
            Self::Coarse { .. } => "come closer, and use the photo in full size",
            Self::ColorCast { .. } => {
                "take the photo in daylight, or lay a gray card beside the head and use --card"
            }
            Self::UnevenLight { .. } => {
                "turn the head so that hair and bare skin face the light alike"
            }
            Self::Flash => "switch the flash off and use window light",
            Self::Recompressed { .. } => {
                "use the camera's own file, not a messenger's copy or a screenshot"
            }
            Self::BeyondStrip { .. } => {
                "paint a strip that reaches further, and photograph it beside the head"
            }
            Self::StripUnsorted => {
                "check the order of --strip-shades, the box of --strip, and the light on the strip"
            }
            Self::BestMatchFar { .. } => {
                "check the hair and skin colors above by eye before using any of these shades"
            }
            Self::ShadesTie { .. } => {
                "begin on the lighter side, as the plan does: a shade can be deepened, but not taken back"
            }
            Self::DotsNotSeen { .. } => {
                "take a sharp close-up of the dots, at least 4 pixels to each, and box them alone"
            }
            Self::DotsUnlike { .. } => {
                "take both photos as close and as sharp, and box the same part of the zone"
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
    #[expect(clippy::too_many_lines, reason = "one arm for each doubt")]
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
                "the photo is black and white: lightness is matched, the hue of hair and skin and \
                 the skin's type cannot be told",
            ),
            Self::PhotoTooSmall { width, height } => write!(
                f,
                "the photo has only {width} x {height} pixels: single hairs cannot be seen, so \
                 hair is mixed with skin"
            ),
            Self::FewColors { found, asked } => write!(
                f,
                "distinct colors in the photo: {found}, too few for the {asked} clusters asked \
                 for"
            ),
            Self::HairNotFound => {
                f.write_str("no hair was found in the photo, so there is nothing to match")
            }
            Self::HairNotSure => f.write_str(
                "hair and skin are not surely told apart: what was taken for hair may be shadow or \
                 something else",
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
            Self::SaltAndPepper {
                share,
                light_shade,
                dark_shade,
            } => write!(
                f,
                "the hair is salt and pepper: {:.0} % is gray (shade {light_shade}), the rest dark \
                 (shade {dark_shade})",
                share * 100.0
            ),
            Self::GrayHair => f.write_str(
                "the hair is gray: shaved it looks paler still, and it goes on graying while the \
                 pigment fades",
            ),
            Self::BlondeHair => f.write_str(
                "the hair is blonde: shaved it is nearly transparent, and pale shades fade out of \
                 sight sooner",
            ),
            Self::RedHair => {
                f.write_str("the hair is red: shaved it looks grayer than in the photo")
            }
            Self::DarkSkin { degrees } => write!(
                f,
                "the skin is dark (typology angle {degrees:.0}°): dots stand out little, and \
                 neighboring shades look alike"
            ),
            Self::StartingPointOnly => f.write_str(
                "without hair the shades go by the skin alone: a starting point from a rule of \
                 thumb, not a match",
            ),
            Self::BlueShift { below, depth_mm } => write!(
                f,
                "the best match is predicted to look bluish, b* {below:.1} below skin that is merely \
                 as dark: much pigment lies {depth_mm:.2} mm deep, and the skin above sends blue \
                 light back"
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
            Self::Clipped { share } => write!(
                f,
                "{:.1} % of hair and skin is clipped: what is too bright has lost its color",
                share * 100.0
            ),
            Self::Glare { share } => write!(
                f,
                "{:.0} % of the scalp shines: shine is the color of the lamp, and was left out",
                share * 100.0
            ),
            Self::UnderExposed { luminance } => write!(
                f,
                "the photo is too dark (the lightest part of the head reflects {:.0} %): noise and \
                 rounding hide the colors",
                luminance * 100.0
            ),
            Self::Blurred { sharpness } => write!(
                f,
                "the stubble is blurred (sharpness {sharpness:.2}, sharp is 0.8 and more): hair is \
                 mixed with skin and seems too light"
            ),
            Self::Coarse { pixels } => write!(
                f,
                "there are only about {pixels:.1} pixels from hair to hair: hair is mixed with skin \
                 and seems too light"
            ),
            Self::ColorCast { distance, tint } => write!(
                f,
                "the skin has a color cast, {tint} ({distance:.0} in a* and b* from people's skin)"
            ),
            Self::UnevenLight { change } => write!(
                f,
                "the light on the hair is about {:.0} % {} than on the skin: the match moves with it",
                change.abs() * 100.0,
                if *change < 0.0 { "darker" } else { "brighter" }
            ),
            Self::Flash => f.write_str(
                "the flash was fired: it makes skin shine, and pigment and stubble look weaker",
            ),
            Self::Recompressed { quality } => write!(
                f,
                "the photo is strongly compressed (JPEG quality {quality:.0}): fine color is lost"
            ),
            Self::BeyondStrip { delta_l } => write!(
                f,
                "the hair is {:.1} L* {} than the end of the strip: the right shade lies beyond it",
                delta_l.abs(),
                if *delta_l < 0.0 { "darker" } else { "lighter" }
            ),
            Self::StripUnsorted => f.write_str(
                "the strip does not get lighter with more water: its cells may be taken for the \
                 wrong shades",
            ),
            Self::BestMatchFar { delta_e } => write!(
                f,
                "even the best match is clearly different (ΔE00 {delta_e:.1})"
            ),
            Self::ShadesTie { shades } => {
                write!(f, "the shades {} are about equally good", shades.join(", "))
            }
            Self::DotsNotSeen { photo } => write!(
                f,
                "the dots of the photo {photo} do not stand out from the skin between them: gone, or \
                 the photo does not show them singly"
            ),
            Self::DotsUnlike { growth } => write!(
                f,
                "dots seem to cover {growth:.1} times the area that they covered before: the photos \
                 differ in sharpness, or the boxes in place"
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
