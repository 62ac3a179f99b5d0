//! The color that a dilution should have.

use palette::convert::FromColorUnclamped;
use serde::Serialize;

use super::RankOptions;
use super::prediction::is_shade_guide;
use crate::color::{Lab, Xyz};
use crate::head::Head;
use crate::palette::Palette;

/// What the dilutions are compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TargetKind {
    /// A dot should take from the skin what one shaved hair takes from it.
    #[default]
    Follicle,
    /// A dot should look as the hair shows.
    Seen,
    /// A solid fill should look like the hair itself.
    Solid,
    /// Dots and the skin between them should together look like the zone of the hair.
    Blend,
}

impl TargetKind {
    /// What a palette's colors can be compared with on a head: those of a shade guide are patches, and
    /// a zone is nothing to blend with where no skin shows in it.
    pub(super) fn suiting(self, palette: &Palette, head: &Head) -> Self {
        match self {
            Self::Follicle | Self::Blend if is_shade_guide(palette) => Self::Solid,
            Self::Blend if head.zone.is_none() => Self::Follicle,
            asked => asked,
        }
    }
}

/// The color that the dilutions are compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Target {
    /// What the color stands for.
    pub kind: TargetKind,
    /// The color.
    pub lab: Lab,
}

impl Target {
    pub(super) fn new(head: &Head, options: &RankOptions) -> Self {
        let kind = options.target;
        let lab = match kind {
            TargetKind::Follicle => {
                let share = options.follicle.share_of_dot(options.geometry.dot_mm);
                follicle_look(head, share)
            }
            TargetKind::Seen => head.seen_hair,
            TargetKind::Solid => head.hair,
            TargetKind::Blend => head.zone.unwrap_or(head.seen_hair),
        };
        Self { kind, lab }
    }
}

/// The hair that a dot stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Follicle {
    /// Diameter of a hair in mm (0.08): 0.06 to 0.10 in Europeans and East Asians.
    pub hair_mm: f64,
    /// Length of the hair above the skin in mm (0.30): scalp pigment is matched to heads shaved to
    /// less than 0.5 mm.
    pub stubble_mm: f64,
}

impl Default for Follicle {
    fn default() -> Self {
        Self {
            hair_mm: 0.08,
            stubble_mm: 0.30,
        }
    }
}

impl Follicle {
    /// The hair's area as a share of the dot's, at most 1.
    fn share_of_dot(&self, dot_mm: f64) -> f64 {
        let dot_mm2 = std::f64::consts::FRAC_PI_4 * dot_mm * dot_mm;
        (self.hair_mm * self.stubble_mm / dot_mm2).min(1.0)
    }
}

/// The color of a dot that takes as much light from the skin as a hair does that covers `share` (0
/// to 1) of the dot. Seen from where neither is resolved, the two look alike: light adds.
fn follicle_look(head: &Head, share: f64) -> Lab {
    let skin = Xyz::from_color_unclamped(head.skin);
    let hair = Xyz::from_color_unclamped(head.hair);
    Lab::from_color_unclamped(skin - (skin - hair) * share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::delta_e;
    use crate::head::Noise;

    const HEAD: Head = Head {
        hair: Lab::new(15.0, 0.0, 0.0),
        seen_hair: Lab::new(35.0, 5.0, 8.0),
        zone: None,
        skin: Lab::new(65.5, 9.5, 14.5),
        noise: Noise::INSTRUMENT,
        tones: None,
    };

    fn follicle_target(dot_mm: f64) -> Lab {
        let mut options = RankOptions::default();
        options.geometry.dot_mm = dot_mm;
        Target::new(&HEAD, &options).lab
    }

    #[test]
    fn a_hair_covers_a_third_of_the_usual_dot() {
        assert!((Follicle::default().share_of_dot(0.30) - 0.34).abs() < 0.001);
    }

    #[test]
    fn a_dot_as_small_as_the_hair_should_look_like_the_hair() {
        assert!(delta_e(follicle_target(0.10), HEAD.hair) < 1e-9);
    }

    #[test]
    fn the_larger_the_dot_the_paler_it_should_be() {
        let lightnesses = [0.20, 0.25, 0.30, 0.35, 0.50].map(|dot_mm| follicle_target(dot_mm).l);
        assert!(lightnesses.is_sorted_by(|small, large| small < large));
    }
}
