//! What the colors alone say for hair and for skin.

use super::mixture::Mixture;
use super::quantile::{quantile, quantile_of_equals};
use super::superpixel::{Feature, Superpixel};
use crate::color;

/// Log evidence of one superpixel, positive where it speaks for the class.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cue {
    pub(super) background: f64,
    pub(super) skin: f64,
    pub(super) hair: f64,
}

/// An interval with the distance beyond it that counts as one standard deviation.
struct Range {
    low: f64,
    high: f64,
    scale: f64,
}

impl Range {
    /// Squared distance from the interval in standard deviations.
    fn miss(&self, value: f64) -> f64 {
        let beyond = (self.low - value).max(value - self.high).max(0.0);
        (beyond / self.scale).powi(2)
    }
}

/// Skin under daylight and lamps: hue in degrees, chroma and L*, from and to, and the standard deviation
/// beyond.
const SKIN_HUE: Range = range(22.0, 80.0, 12.0);
const SKIN_CHROMA: Range = range(10.0, 45.0, 5.0);
const SKIN_LIGHTNESS: Range = range(45.0, f64::INFINITY, 12.0);
/// The same of hair.
const HAIR_HUE: Range = range(0.0, 95.0, 15.0);
const HAIR_CHROMA: Range = range(f64::NEG_INFINITY, 22.0, 8.0);
const HAIR_LIGHTNESS: Range = range(f64::NEG_INFINITY, 45.0, 18.0);
/// Below this chroma a hue means nothing.
const HUELESS: f64 = 10.0;
/// The most that misses count together, in squared standard deviations: photos lie beyond the limits too.
const WORST: f64 = 16.0;
/// A photo whose 90 % quantile of chroma is lower is black and white: no color rules.
const GRAY_PHOTO: f64 = 6.0;
/// Skin is smooth: texture above this quantile of the photo speaks against it.
const SMOOTH: f64 = 0.6;
/// And so many log units for the square of each unit of texture above it.
const ROUGHNESS: f64 = 2.0;
/// Limit of what the border's colors may say, in log units, and components of their mixtures.
const BORDER_LIMIT: f64 = 4.0;
const BORDER_COMPONENTS: usize = 6;
/// Half the spread between light and dark, colorful and dull, rough and smooth that is taken for
/// real in a photo of little contrast: L*, chroma, texture; and the limit of what that may say, in log units.
const SPREAD: [f64; 3] = [8.0, 6.0, 0.25];
const RELATIVE_LIMIT: f64 = 4.0;

const fn range(low: f64, high: f64, scale: f64) -> Range {
    Range { low, high, scale }
}

/// The cues of every superpixel.
pub(super) fn cues(superpixels: &[Superpixel], features: &[Feature]) -> Vec<Cue> {
    let border = border(superpixels, features);
    let relative = relative(superpixels, &border);
    let fixed = fixed(superpixels);
    let all = border.into_iter().zip(relative).zip(fixed);
    all.map(|((border, relative), (skin, hair))| Cue {
        background: border,
        skin: skin + relative / 2.0,
        hair: hair - relative / 2.0,
    })
    .collect()
}

/// How well each superpixel fits what skin and what hair look like anywhere.
fn fixed(superpixels: &[Superpixel]) -> Vec<(f64, f64)> {
    let chromas = superpixels.iter().map(|s| (s.chroma(), s.area));
    let gray = quantile(chromas, 0.9).is_none_or(|chroma| chroma < GRAY_PHOTO);
    let textures = superpixels.iter().map(|s| s.texture);
    let smooth = quantile_of_equals(textures, SMOOTH).unwrap_or(0.0);
    let rules = |s: &Superpixel| {
        if gray {
            return (0.0, 0.0);
        }
        let (lightness, chroma, hue) = (s.lab.l, s.chroma(), color::hue_degrees(s.lab));
        let skin = SKIN_HUE.miss(hue) + SKIN_CHROMA.miss(chroma) + SKIN_LIGHTNESS.miss(lightness);
        let off_hue = if chroma > HUELESS {
            HAIR_HUE.miss(hue)
        } else {
            0.0
        };
        let hair = off_hue + HAIR_CHROMA.miss(chroma) + HAIR_LIGHTNESS.miss(lightness);
        (-0.5 * skin.min(WORST), -0.5 * hair.min(WORST))
    };
    superpixels
        .iter()
        .map(|s| {
            let (skin, hair) = rules(s);
            let rough = (s.texture - smooth).max(0.0);
            (skin - ROUGHNESS * rough * rough, hair)
        })
        .collect()
}

/// Log odds of each superpixel's color at the picture's border against its middle.
fn border(superpixels: &[Superpixel], features: &[Feature]) -> Vec<f64> {
    // No weight is zero, so that a mixture can be fitted to any picture.
    let rim: Vec<f64> = superpixels
        .iter()
        .map(|s| s.area * s.border + 1e-9)
        .collect();
    let middle: Vec<f64> = superpixels
        .iter()
        .map(|s| s.area * bell(s.x, 0.5, 0.18) * bell(s.y, 0.45, 0.2))
        .collect();
    let rim = Mixture::fit(features, &rim, BORDER_COMPONENTS);
    let middle = Mixture::fit(features, &middle, BORDER_COMPONENTS);
    features
        .iter()
        .map(|f| (rim.log_density(f) - middle.log_density(f)).clamp(-BORDER_LIMIT, BORDER_LIMIT))
        .collect()
}

/// Light, colorful and smooth against dark, dull and rough, on this head's own scale: skin against
/// hair under any light and on any skin.
fn relative(superpixels: &[Superpixel], border: &[f64]) -> Vec<f64> {
    let weights: Vec<f64> = superpixels
        .iter()
        .zip(border)
        .map(|(s, border)| {
            s.area * bell(s.x, 0.5, 0.22) * bell(s.y, 0.45, 0.22) / (1.0 + border.exp())
        })
        .collect();
    let properties = |s: &Superpixel| [s.lab.l, s.chroma(), s.texture];
    let scale = |property: usize| {
        let values = || superpixels.iter().map(|s| properties(s)[property]);
        let at = |share| quantile(values().zip(weights.iter().copied()), share).unwrap_or(0.0);
        let (low, high) = (at(0.2), at(0.8));
        (
            f64::midpoint(low, high),
            SPREAD[property].max((high - low) / 2.0),
        )
    };
    let scales = [0, 1, 2].map(scale);
    superpixels
        .iter()
        .map(|s| {
            let values = properties(s);
            let [light, colorful, rough] =
                [0, 1, 2].map(|i| (values[i] - scales[i].0) / scales[i].1);
            (2.0 * (light + colorful - rough)).clamp(-RELATIVE_LIMIT, RELATIVE_LIMIT)
        })
        .collect()
}

fn bell(value: f64, center: f64, deviation: f64) -> f64 {
    (-0.5 * ((value - center) / deviation).powi(2)).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Lab;

    fn at((x, y): (f64, f64), lab: Lab, border: f64) -> Superpixel {
        Superpixel {
            area: 10.0,
            lab,
            texture: 1.0,
            x,
            y,
            border,
        }
    }

    /// Hair above skin in the middle, and a blue wall around them.
    fn head() -> Vec<Superpixel> {
        let places = (0..49).map(|place| (f64::from(place % 7) / 6.0, f64::from(place / 7) / 6.0));
        places
            .map(|(x, y)| match (x - 0.5).hypot(y - 0.5) {
                away if away > 0.45 => at((x, y), Lab::new(60.0, -3.0, -20.0), 0.5),
                _ if y < 0.45 => at((x, y), Lab::new(25.0, 3.0, 4.0), 0.0),
                _ => at((x, y), Lab::new(66.0, 12.0, 18.0), 0.0),
            })
            .collect()
    }

    fn cues_of(superpixels: &[Superpixel]) -> Vec<Cue> {
        let features: Vec<Feature> = superpixels.iter().map(Superpixel::feature).collect();
        cues(superpixels, &features)
    }

    #[test]
    fn each_color_speaks_for_what_it_is_of() {
        let head = head();
        for (superpixel, cue) in head.iter().zip(cues_of(&head)) {
            if superpixel.border > 0.0 {
                assert!(cue.background > 0.0, "{superpixel:?} {cue:?}");
            } else if superpixel.lab.l < 40.0 {
                assert!(
                    cue.hair > cue.skin && cue.background < 0.0,
                    "{superpixel:?} {cue:?}"
                );
            } else {
                assert!(
                    cue.skin > cue.hair && cue.background < 0.0,
                    "{superpixel:?} {cue:?}"
                );
            }
        }
    }

    #[test]
    fn no_color_rules_in_a_black_and_white_photo() {
        let mut head = head();
        for superpixel in &mut head {
            superpixel.lab = Lab::new(superpixel.lab.l, 0.0, 0.0);
        }
        assert!(fixed(&head).iter().all(|&cue| cue == (0.0, 0.0)));
    }

    #[test]
    fn what_is_rough_is_less_likely_skin_and_no_color_costs_more_than_the_limit() {
        let mut head = head();
        let smooth = fixed(&head);
        head[24].texture = 2.0;
        let rough = fixed(&head);
        assert!(rough[24].0 < smooth[24].0);
        assert!((rough[24].1 - smooth[24].1).abs() < 1e-12);
        head[24].lab = Lab::new(2.0, -80.0, -80.0);
        head[24].texture = 1.0;
        let (skin, hair) = fixed(&head)[24];
        assert!(skin >= -0.5 * WORST && hair >= -0.5 * WORST);
    }
}
