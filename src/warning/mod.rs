//! Doubts about a usable result. Each says what was seen, why it matters and what to do.

mod command;
mod row;
mod table;

use std::fmt;

use crate::color::Tint;
pub use command::Command;

/// Shades that may be about equally good where a photo still tells between them; by judgment: more are over a third
/// of the built-in ladder.
pub(crate) const MOST_TIED: usize = 4;

/// A doubt about a usable result.
///
/// [`code`](Self::code) is stable from release to release; [`Display`](std::fmt::Display) says what was
/// seen and why it matters, [`fix`](Self::fix) what to do about it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// No gray card, chart or strip: the color of the light is unknown.
    NoLightReference {
        /// ΔE00 by which absolute colors may be off.
        expected_delta_e: f64,
    },
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
    /// The hair differs from one photo of a client to another.
    HairDiffers {
        /// L* between the two.
        delta_l: f64,
        /// The shade for the hair that most photos show.
        shade: String,
        /// The shade for the rest.
        other_shade: String,
    },
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
    /// Without hair, shades go by the skin alone.
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
    /// Bars of one color around the photo were left out.
    Framed {
        /// Their share of the photo, 0 to 1.
        share: f64,
    },
    /// The head is dark before something bright.
    Backlit {
        /// L* of the background less that of the head.
        brighter: f64,
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
        self.row(Command::Analyze).code
    }

    /// Whether the answer is not to be relied on, rather than less sure.
    #[must_use]
    pub fn is_serious(&self) -> bool {
        self.row(Command::Analyze).is_serious
    }

    /// Whether it rests on the hue of hair or skin, of which a black-and-white photo tells nothing.
    #[must_use]
    pub fn rests_on_hue(&self) -> bool {
        self.row(Command::Analyze).rests_on_hue
    }

    /// A few words for it, if it is the same on every photo of a run.
    pub(crate) fn common(&self) -> Option<&'static str> {
        self.row(Command::Analyze).common
    }

    /// What was measured, in the unit that the message names; shares are 0 to 1.
    #[must_use]
    pub fn figure(&self) -> Option<f64> {
        self.row(Command::Analyze).figure
    }

    /// What to do about it, in one sentence with the options of a command.
    ///
    /// ```
    /// use smpmatch::warning::{Command, Warning};
    ///
    /// let fix = |command| Warning::SkinNotFound.fix(command);
    /// assert!(fix(Command::Analyze).ends_with("--skin X,Y,W,H"));
    /// assert!(fix(Command::CompareAfter).ends_with("--after-skin X,Y,W,H"));
    /// assert_eq!(fix(Command::Page), "draw a box on bare scalp");
    /// ```
    #[must_use]
    pub fn fix(&self, command: Command) -> String {
        self.row(command).fix
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.row(Command::Analyze).message)
    }
}
