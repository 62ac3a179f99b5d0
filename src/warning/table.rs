//! What is said of each warning, in one place.

use super::command::{Command, Options};
use super::row::{Row, row};
use super::{MOST_TIED, Warning};

impl Warning {
    #[expect(clippy::too_many_lines, reason = "one arm for each warning")]
    pub(super) fn row(&self, command: Command) -> Row {
        let Options {
            hair,
            skin,
            both,
            sides,
            look,
            card,
            find_card,
            or_fewer_clusters,
            strip,
            palette,
        } = command.options();
        match self {
            Self::NoLightReference { expected_delta_e } => row(
                "no-light-reference",
                format!(
                    "no gray card or strip in use: absolute colors may be off by \
                     {expected_delta_e:.0} ΔE00, the difference between hair and skin much less"
                ),
                format!("lay a gray card beside the head{find_card}, or judge by eye in daylight"),
            )
            .common("no gray card"),
            Self::ProfileUnusable { reason } => row(
                "profile-unusable",
                format!(
                    "the embedded color profile cannot be used ({reason}), so sRGB was assumed \
                     and colors may be wrong"
                ),
                "export the photo as an sRGB JPEG and run again",
            ),
            Self::TransparentPixels { share } => row(
                "transparent-pixels",
                format!(
                    "{:.0} % of the pixels are half transparent and were left out: their color \
                     is mixed with what is behind",
                    share * 100.0
                ),
                "use the photo as the camera took it, without cut-out",
            )
            .measured(*share),
            Self::NoHue => row(
                "no-hue",
                "the photo is black and white: lightness is matched, the hue of hair and \
                 skin and the skin's type cannot be told",
                "use the color photo",
            )
            .serious(),
            Self::PhotoTooSmall { width, height } => row(
                "photo-too-small",
                format!(
                    "the photo has only {width} x {height} pixels: single hairs cannot be \
                     seen, so hair is mixed with skin"
                ),
                "use the photo in full size, not a preview or a messenger's copy",
            )
            .serious(),
            Self::FewColors { found, asked } => row(
                "few-colors",
                format!(
                    "distinct colors in the photo: {found}, too few for the {asked} clusters \
                     asked for"
                ),
                format!("use a photo instead of a drawing{or_fewer_clusters}"),
            ),
            Self::HairNotFound => row(
                "hair-not-found",
                "no hair was found in the photo, so there is nothing to match",
                format!("draw a box on the stubble{hair}{sides}"),
            )
            .serious(),
            Self::HairNotSure => row(
                "hair-not-sure",
                "hair and skin are not surely told apart: what was taken for hair may be \
                 shadow or something else",
                format!("{look}, and draw boxes{both} where it is wrong"),
            )
            .serious(),
            Self::TooLittleHair { share } => row(
                "too-little-hair",
                format!(
                    "hair is only {:.1} % of the photo: its color rests on few pixels",
                    share * 100.0
                ),
                format!("take a closer photo of the hair, or draw a box on it{hair}"),
            )
            .measured(*share),
            Self::HairNearSkin { delta_e } => row(
                "hair-near-skin",
                format!(
                    "hair and skin are nearly one color (ΔE00 {delta_e:.1}): the match is \
                     uncertain"
                ),
                format!("take a sharp close-up in even light, or draw boxes on them{both}"),
            )
            .measured(*delta_e),
            Self::LongHair => row(
                "long-hair",
                "the hair is longer than stubble: it looks darker and warmer than the same \
                 hair shaved",
                "photograph the shaved sides, or shave a patch; for density under long \
                 hair go by the look from two meters",
            ),
            Self::HairDiffers {
                delta_l,
                shade,
                other_shade,
            } => row(
                "hair-differs",
                format!(
                    "the hair differs from photo to photo by {delta_l:.0} L*: some call for shade \
                     {shade}, others for shade {other_shade}"
                ),
                "where the head has hair of two colors, match each part by its own photos; else \
                 take the odd photos again",
            )
            .measured(*delta_l),
            Self::SaltAndPepper {
                share,
                light_shade,
                dark_shade,
            } => row(
                "salt-and-pepper",
                format!(
                    "the hair is salt and pepper: {:.0} % is gray (shade {light_shade}), the \
                     rest dark (shade {dark_shade})",
                    share * 100.0
                ),
                "mix the shades about as the hair does, and top up with the lighter",
            )
            .of_hue()
            .measured(*share),
            Self::GrayHair => row(
                "gray-hair",
                "the hair is gray: shaved it looks paler still, and it goes on graying \
                 while the pigment fades",
                "dilute rather further, mix light shades with a few medium ones, and top \
                 up with a lighter one",
            )
            .of_hue(),
            Self::BlondeHair => row(
                "blonde-hair",
                "the hair is blonde: shaved it is nearly transparent, and pale shades fade \
                 out of sight sooner",
                "choose with the client between a very pale shade and a darker one, and \
                 hold that to the brows",
            )
            .of_hue(),
            Self::RedHair => row(
                "red-hair",
                "the hair is red: shaved it looks grayer than in the photo",
                "shave a patch, and judge the match on that by eye",
            )
            .of_hue(),
            Self::DarkSkin { degrees } => row(
                "dark-skin",
                format!(
                    "the skin is dark (typology angle {degrees:.0}°): dots stand out little, \
                     and neighboring shades look alike"
                ),
                "plan larger dots and a more defined hairline, and judge a healed test \
                 dot",
            )
            .measured(*degrees),
            Self::StartingPointOnly => row(
                "starting-point-only",
                "without hair the shades go by the skin alone: a starting point from a \
                 rule of thumb, not a match",
                format!(
                    "match the brows or the beard{hair}, or a photo from before, and set a test \
                     dot"
                ),
            ),
            Self::SkinNotFound => row(
                "skin-not-found",
                "no bare skin was found in the photo: how a dilution looks depends on the \
                 skin",
                format!("draw a box on bare scalp{skin}{sides}"),
            )
            .serious(),
            Self::SkinNotPlausible { fit_delta_e } => row(
                "skin-not-plausible",
                format!(
                    "the skin's color is {fit_delta_e:.1} ΔE00 from what skin can be: a color \
                     cast, or not skin"
                ),
                format!("take the photo in daylight, or draw a box on bare scalp{skin}"),
            )
            .serious()
            .of_hue()
            .measured(*fit_delta_e),
            Self::HueNotReachable { delta_a, delta_b } => row(
                "hue-not-reachable",
                format!(
                    "the hair's hue is out of carbon's reach (by {delta_a:+.1} in a*, \
                     {delta_b:+.1} in b*): carbon under skin is cooler than this hair"
                ),
                "match the lightness and expect a cooler color, or ask for a warm \
                 modifier",
            )
            .of_hue(),
            Self::BlueShift { below, depth_mm } => row(
                "blue-shift",
                format!(
                    "the best match is predicted to look bluish, b* {below:.1} below skin that \
                     is merely as dark: much pigment lies {depth_mm:.2} mm deep, and the skin \
                     above sends blue light back"
                ),
                "use a paler shade and more dots, and keep the pigment shallow: the \
                 deeper, the bluer",
            )
            .measured(*below),
            Self::DarkerThanAnyDot => row(
                "darker-than-any-dot",
                "the target is darker than the undiluted ink looks in this skin: no \
                 dilution reaches it",
                "start with the darkest shade that looks soft, and build up over the \
                 sessions",
            ),
            Self::AsLightAsSkin => row(
                "as-light-as-skin",
                "the target is as light as the skin: there is nothing for pigment to \
                 match",
                "start with the palest shade on a hidden spot, or not at all",
            ),
            Self::Clipped { share } => row(
                "clipped",
                format!(
                    "{:.1} % of hair and skin is clipped: what is too bright has lost its \
                     color",
                    share * 100.0
                ),
                "take a darker photo, or turn away from the lamp",
            )
            .serious()
            .measured(*share),
            Self::Glare { share } => row(
                "glare",
                format!(
                    "{:.0} % of the scalp shines: shine is the color of the lamp, and was left \
                     out",
                    share * 100.0
                ),
                "wipe the shine off, and use window light from the side",
            )
            .measured(*share),
            Self::Framed { share } => row(
                "framed",
                format!(
                    "bars of one color make {:.0} % of the photo, as around a screenshot, and were \
                     left out",
                    share * 100.0
                ),
                "use the photo itself: screenshots and messengers take colors and detail away",
            )
            .measured(*share),
            Self::Backlit { brighter } => row(
                "backlit",
                format!(
                    "the background is {brighter:.0} L* lighter than the head: the camera exposed \
                     for it, and skin and hair look darker than they are"
                ),
                "turn the head to the window, or tap the head to expose",
            )
            .measured(*brighter),
            Self::UnderExposed { luminance } => row(
                "under-exposed",
                format!(
                    "the photo is too dark (the lightest part of the head reflects {:.0} %): \
                     noise and rounding hide the colors",
                    luminance * 100.0
                ),
                "take the photo in more light, or tap the head to expose",
            )
            .serious()
            .measured(*luminance),
            Self::Blurred { sharpness } => row(
                "blurred",
                format!(
                    "the stubble is blurred (sharpness {sharpness:.2}, sharp is 0.8 and more): \
                     hair is mixed with skin and seems too light"
                ),
                "tap the stubble to focus, hold still, and wipe the lens",
            )
            .serious()
            .measured(*sharpness),
            Self::Coarse { pixels } => row(
                "coarse",
                format!(
                    "there are only about {pixels:.1} pixels from hair to hair: hair is mixed \
                     with skin and seems too light"
                ),
                "come so close that a hand's width of scalp fills the photo, and use it in full \
                 size",
            )
            .measured(*pixels),
            Self::ColorCast { distance, tint } => row(
                "color-cast",
                format!(
                    "the skin has a color cast, {tint} ({distance:.0} in a* and b* from \
                     people's skin)"
                ),
                format!("take the photo in daylight, or lay a gray card beside the head{card}"),
            )
            .serious()
            .measured(*distance),
            Self::UnevenLight { change } => row(
                "uneven-light",
                format!(
                    "the light on the hair is about {:.0} % {} than on the skin: the match \
                     moves with it",
                    change.abs() * 100.0,
                    if *change < 0.0 { "darker" } else { "brighter" }
                ),
                "turn the head so that hair and bare skin face the light alike",
            )
            .measured(*change),
            Self::Flash => row(
                "flash",
                "the flash was fired: it makes skin shine, and pigment and stubble look \
                 weaker",
                "switch the flash off and use window light",
            ),
            Self::Recompressed { quality } => row(
                "recompressed",
                format!(
                    "the photo is strongly compressed (JPEG quality {quality:.0}): fine color \
                     is lost"
                ),
                "use the camera's own file, not a messenger's copy or a screenshot",
            )
            .measured(*quality),
            Self::BeyondStrip { delta_l } => row(
                "beyond-strip",
                format!(
                    "the hair is {:.1} L* {} than the end of the strip: the right shade lies \
                     beyond it",
                    delta_l.abs(),
                    if *delta_l < 0.0 { "darker" } else { "lighter" }
                ),
                "paint a strip that reaches further, and photograph it beside the head",
            )
            .measured(*delta_l),
            Self::StripUnsorted => row(
                "strip-unsorted",
                "the strip does not get lighter with more water: its cells may be taken \
                 for the wrong shades",
                format!("check {strip}, and the light on the strip"),
            )
            .serious(),
            Self::BestMatchFar { delta_e } => row(
                "best-match-far",
                format!("even the best match is clearly different (ΔE00 {delta_e:.1})"),
                "check by eye that hair and skin were read where they are before using any of these \
                 shades",
            )
            .measured(*delta_e),
            Self::ShadesTie { shades } => row(
                "shades-tie",
                format!("the shades {} are about equally good", shades.join(", ")),
                if shades.len() > MOST_TIED {
                    "take a closer, sharper photo with a gray card beside the hair"
                } else {
                    "begin on the lighter side: a shade can be deepened, but not taken back"
                },
            ),
            Self::DotsNotSeen { photo } => row(
                "dots-not-seen",
                format!(
                    "the dots of the photo {photo} do not stand out from the skin between \
                     them: gone, or the photo does not show them singly"
                ),
                "take a sharp close-up of the dots, at least 4 pixels to each, and box \
                 them alone",
            ),
            Self::DotsUnlike { growth } => row(
                "dots-unlike",
                format!(
                    "dots seem to cover {growth:.1} times the area that they covered before: \
                     the photos differ in sharpness, or the boxes in place"
                ),
                "take both photos as close and as sharp, and box the same part of the \
                 zone",
            )
            .measured(*growth),
            Self::PaletteGeneric => row(
                "palette-generic",
                "the palette is the built-in generic carbon ladder, not your ink: shades \
                 are a starting point",
                format!("write your own dilutions into a palette{palette}"),
            )
            .common("generic ladder"),
            Self::InkStrengthAssumed => row(
                "ink-strength-assumed",
                "the strength of the ink is assumed, not calibrated: it moves every match \
                 by several shades",
                "set a test dot, let it heal, and judge by it before the first session",
            )
            .common("ink strength assumed"),
        }
    }
}
