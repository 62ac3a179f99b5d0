//! Everything that is chosen about one picture.

use smpmatch::color::{Lab, LinearRgb};

use crate::truth::Style;

/// One picture, fully determined: the same scene renders to the same bytes.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    /// Longest side in pixels.
    pub(crate) size: u32,
    pub(crate) view: View,
    /// Tilt of the head in radians, clockwise.
    pub(crate) roll: f64,
    pub(crate) hair: Hair,
    pub(crate) skin: Lab,
    pub(crate) light: Light,
    pub(crate) backdrop: Lab,
    pub(crate) cape: Lab,
    pub(crate) prop: Prop,
    pub(crate) camera: Camera,
    /// Of the textures, the hairs and the sensor noise.
    pub(crate) seed: u64,
}

/// Where the camera stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// Behind the client: head, ears, neck, cape.
    Back,
    /// Above the client, forehead below in the picture.
    Top,
    /// Scalp fills the frame.
    CloseUp,
}

/// Where hair grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// All of the scalp down to the hairline.
    All,
    /// All but a bald top.
    Horseshoe,
    /// The crown alone.
    Crown,
    /// Left of a line from front to back.
    OneSide,
}

/// The hair, if there is any.
#[derive(Clone, Debug)]
pub(crate) struct Hair {
    pub(crate) style: Style,
    pub(crate) zone: Zone,
    pub(crate) color: Lab,
    /// Share of white hairs, 0 to 1.
    pub(crate) white_share: f64,
    /// Share of the skin that hair hides where it is densest, 0 to 1.
    pub(crate) cover: f64,
    /// Width of the hairline in head radii: from no hair to full density.
    pub(crate) fade: f64,
    /// Width of one hair in pixels.
    pub(crate) width_px: f64,
    /// Length of one hair in pixels; 0 draws dots.
    pub(crate) length_px: f64,
}

/// The light on the scene.
#[derive(Clone, Debug)]
pub(crate) struct Light {
    /// Towards the lamp: right, down and to the camera, of any length.
    pub(crate) direction: [f64; 3],
    /// Share of the light that comes from everywhere, 0 to 1.
    pub(crate) ambient: f64,
    /// Strength of the shine on bare skin; a perfect mirror would be 1.
    pub(crate) gloss: f64,
    /// What the camera makes of a unit of red, green and blue light: color cast and exposure.
    pub(crate) gains: LinearRgb,
}

/// A thing of known color laid into the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prop {
    None,
    /// A neutral gray card of 18 % reflectance.
    Card,
    /// A strip of pigment dilutions.
    Strip,
    /// A chart of 24 patches.
    Chart,
    /// A gray card, and a treated zone on the skin.
    Treated(Dots),
}

/// Dots of a treated zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dots {
    /// Parts of water to one part of pigment.
    pub(crate) water_parts: u32,
    /// Percent of the healed pigment that is left.
    pub(crate) left_percent: u32,
    /// Width of a dot in pixels.
    pub(crate) width_px: u32,
}

/// What the camera does to the light.
#[derive(Clone, Debug)]
pub(crate) struct Camera {
    /// Light that falls on all of the picture alike; 1 is full white.
    pub(crate) veil: f64,
    /// Standard deviation of the lens blur in pixels.
    pub(crate) blur_px: f64,
    /// Standard deviation of the sensor noise at full white, in linear light.
    pub(crate) noise: f64,
    /// Strength of the unsharp mask, 0 for none.
    pub(crate) sharpening: f64,
    /// JPEG quality, 1 to 100.
    pub(crate) quality: u8,
}

impl Scene {
    /// Width and height in pixels: portrait for heads, landscape for close-ups.
    pub(crate) fn sides(&self) -> (u32, u32) {
        let short = self.size * 4 / 5;
        match self.view {
            View::Back | View::Top => (short, self.size),
            View::CloseUp => (self.size, short),
        }
    }
}
