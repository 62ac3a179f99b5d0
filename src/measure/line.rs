//! The straight line in linear RGB along which the lens mixes skin and hair.

use super::patch::Patch;
use super::tile::{LUMINANCE, luminance};
use crate::color::LinearRgb;

/// The mixing line through a hair zone's mean color.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    mean: LinearRgb,
    /// Change of color for each unit of luminance.
    slope: LinearRgb,
}

impl Line {
    /// Fits the line to the blocks of the zone, which vary in how much hair they hold, and to the
    /// skin.
    pub(super) fn fit(patches: &[&Patch], skin: LinearRgb) -> Self {
        /// What the skin counts against the blocks. Skin lies far off and fixes the line where
        /// hair is too even to show one; but it lies in other light, so blocks come first. Best
        /// of 0.003 to 1 on rendered scalps.
        const SKIN: f64 = 0.02;
        let total: f64 = patches.iter().map(|patch| patch.count()).sum();
        let share = |patch: &Patch| patch.count() / total.max(1.0);
        let zero = LinearRgb::new(0.0, 0.0, 0.0);
        let sum = |part: &dyn Fn(&Patch) -> LinearRgb| {
            patches
                .iter()
                .fold(zero, |sum, patch| sum + part(patch) * share(patch))
        };
        let mean = sum(&|patch| patch.mean);
        let color = sum(&|patch| patch.covariance.0);
        let spread: f64 = patches
            .iter()
            .map(|patch| patch.covariance.1 * share(patch))
            .sum();
        let away = luminance(skin) - luminance(mean);
        let slope = (color + (skin - mean) * (away * SKIN)) / (spread + away * away * SKIN);
        // Without any contrast the line is that of a change of light.
        let flat = spread + away * away * SKIN < 1e-9;
        let slope = if flat {
            mean / luminance(mean).max(1e-6)
        } else {
            slope
        };
        Self { mean, slope }
    }

    /// The color on the line that has this luminance, but not beyond neutral: hair reflects red at
    /// least as well as green and blue, so where the mixture is warm a cool end means that the line
    /// went too far.
    pub(super) fn at(&self, level: f64) -> LinearRgb {
        let color = self.mean + self.slope * (level - luminance(self.mean));
        let positive = |part: f64| part.max(0.0);
        let color = LinearRgb::new(
            positive(color.red),
            positive(color.green),
            positive(color.blue),
        );
        if is_warm(self.mean) && !is_warm(color) {
            warmed(color)
        } else {
            color
        }
    }
}

fn is_warm(light: LinearRgb) -> bool {
    light.red >= light.green && light.green >= light.blue
}

/// The nearest warm color of the same luminance: neighbouring channels in the wrong order are
/// pooled.
fn warmed(light: LinearRgb) -> LinearRgb {
    let [red, green, blue] = LUMINANCE;
    let neutral = luminance(light);
    let yellow = (red * light.red + green * light.green) / (red + green);
    let cyan = (green * light.green + blue * light.blue) / (green + blue);
    if light.red < light.green && yellow >= light.blue {
        LinearRgb::new(yellow, yellow, light.blue)
    } else if light.green < light.blue && light.red >= cyan {
        LinearRgb::new(light.red, cyan, cyan)
    } else {
        LinearRgb::new(neutral, neutral, neutral)
    }
}
