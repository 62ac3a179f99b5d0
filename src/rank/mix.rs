//! Salt and pepper: hair of two colors, each with its shade.

use super::prediction::Prediction;
use super::{RankOptions, Target, TargetKind};
use crate::color::delta_e;
use crate::head::{Head, Tone, Tones};
use crate::palette::Dilution;

/// The shade for one color of hair.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ToneMatch {
    /// The hair.
    pub tone: Tone,
    /// Name of the closest dilution; the palest for hair lighter than the skin.
    pub shade: String,
}

/// A mix of shades for salt and pepper hair.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mix {
    /// For gray or white hair.
    pub lighter: ToneMatch,
    /// For the rest.
    pub darker: ToneMatch,
}

impl Mix {
    /// The closest shade of a palette, sorted from pale to dark, for each color of the head's hair; none where it
    /// is the same.
    pub(super) fn new(
        head: &Head,
        ladder: &[&Dilution],
        prediction: &Prediction<'_>,
        options: &RankOptions,
    ) -> Option<Self> {
        // What single hairs would look like is no zone to blend with.
        let tones = head.tones.filter(|_| options.target != TargetKind::Blend);
        let Tones { lighter, darker } = tones?;
        let closest = |tone: Tone| {
            let head = Head {
                hair: tone.lab,
                seen_hair: tone.lab,
                ..*head
            };
            let target = Target::new(&head, options).lab;
            let distance = |dilution: &Dilution| delta_e(prediction.color(dilution).0, target);
            let shade = ladder
                .iter()
                .min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
            Some(ToneMatch {
                tone,
                shade: shade.shade.clone(),
            })
        };
        let (lighter, darker) = (closest(lighter)?, closest(darker)?);
        // Two colors that get the same shade are one to who mixes it.
        (lighter.shade != darker.shade).then_some(Self { lighter, darker })
    }
}
