//! The shade that the program chooses, held against the one that the true colors call for.

use smpmatch::color::Lab;
use smpmatch::head::{Head, Noise};
use smpmatch::palette::Palette;
use smpmatch::rank::{RankOptions, Ranking, rank};

/// A choice among the dilutions of the generic palette.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    /// Stated probability, 0 to 1, that it is the best.
    pub(crate) probability: f64,
    pub(crate) is_right: bool,
    /// Whether the right shade is among those called about equally good.
    pub(crate) is_right_among: bool,
}

/// The choice by a ranking of the generic palette for a head whose true colors are known.
pub(crate) fn choice(ranking: &Ranking, hair: Lab, skin: Lab) -> Option<Choice> {
    let truth = Head {
        hair,
        seen_hair: hair,
        zone: None,
        skin,
        noise: Noise::INSTRUMENT,
        tones: None,
    };
    let called_for = rank(&truth, &Palette::generic(), &RankOptions::default());
    let right = &called_for.matches.first()?.shade;
    let first = ranking.matches.first()?;
    Some(Choice {
        probability: first.probability.closest,
        is_right: first.shade == *right,
        is_right_among: ranking.confidence.shades.contains(right),
    })
}
