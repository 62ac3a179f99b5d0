//! The straight line in linear RGB along which the lens mixes skin and hair.

use super::patch::Patch;
use crate::color::{LUMINANCE, LinearRgb, luminance};

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

    /// The color on the line that has this luminance, but not beyond what hair can look like, since
    /// noise grows with the distance: where the mixture is as warm as hair, so is its end, and that
    /// holds no less than half of the mixture's share of blue.
    pub(super) fn at(&self, level: f64) -> LinearRgb {
        /// Red hair on the fairest skin keeps 0.6 of the blue share of an even mixture.
        const BLUE: f64 = 0.5;
        let middle = luminance(self.mean);
        let color = self.mean + self.slope * (level - middle);
        let blue = BLUE * self.mean.blue * level / middle.max(1e-6);
        let color = LinearRgb::new(
            color.red.max(0.0),
            color.green.max(0.0),
            color.blue.max(blue),
        );
        if is_warm(self.mean) && !is_warm(color) {
            warmed(color)
        } else {
            color
        }
    }
}

/// How much further red lies above green than green above blue, at least: 0.53 in white hair, 1.1
/// to 3.5 in blond, brown and red, since melanin absorbs the more the shorter the wave.
const WARMTH: f64 = 0.5;

fn is_warm(light: LinearRgb) -> bool {
    light.green >= light.blue && light.red - light.green >= WARMTH * (light.green - light.blue)
}

/// The nearest warm color of the same luminance: neighboring channels that do not keep their
/// distance are pooled.
fn warmed(light: LinearRgb) -> LinearRgb {
    let [red, green, blue] = LUMINANCE;
    let neutral = luminance(light);
    let both = red * light.red + green * light.green + WARMTH * red * light.blue;
    let yellow = both / (red * (1.0 + WARMTH) + green);
    let cyan = (green * light.green + blue * light.blue) / (green + blue);
    if yellow >= light.blue && light.green >= light.blue {
        let red = yellow + WARMTH * (yellow - light.blue);
        LinearRgb::new(red, yellow, light.blue)
    } else if light.green < light.blue && light.red >= cyan {
        LinearRgb::new(light.red, cyan, cyan)
    } else {
        LinearRgb::new(neutral, neutral, neutral)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_runs_into_green_ends_in_a_color_of_hair() {
        let mean = LinearRgb::new(0.20, 0.14, 0.06);
        let line = Line {
            mean,
            slope: LinearRgb::new(1.6, 0.862, 0.6),
        };
        let end = line.at(0.06);
        assert!((luminance(end) - 0.06).abs() < 0.005, "{end:?}");
        let (above, below) = (end.red - end.green, end.green - end.blue);
        assert!(below > 0.0 && above > 0.99 * WARMTH * below, "{end:?}");
        assert!(end.blue > 0.5 * 0.06 * mean.blue / luminance(mean) - 1e-9);
    }
}
