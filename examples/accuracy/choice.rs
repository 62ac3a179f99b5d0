//! The shade that the program chooses, held against the one that the true colors call for.

use smpmatch::color::Lab;
use smpmatch::palette::Palette;
use smpmatch::rank::{Head, Noise, RankOptions, rank};

/// A choice among the dilutions of the generic palette.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    /// Stated probability, 0 to 1, that it is the best.
    pub(crate) chance: f64,
    pub(crate) is_right: bool,
    /// Whether the right shade is among those called about equally good.
    pub(crate) is_right_among: bool,
}

/// The choice for a head whose true colors are known.
pub(crate) fn choice(head: &Head, (hair, skin): (Lab, Lab)) -> Option<Choice> {
    let (palette, options) = (Palette::generic(), RankOptions::default());
    let truth = Head {
        hair,
        seen_hair: hair,
        skin,
        noise: Noise::INSTRUMENT,
        tones: None,
    };
    let called_for = rank(&truth, &palette, &options);
    let right = &called_for.matches.first()?.shade;
    let ranking = rank(head, &palette, &options);
    let first = ranking.matches.first()?;
    Some(Choice {
        chance: first.chance.best,
        is_right: first.shade == *right,
        is_right_among: ranking.confidence.shades.contains(right),
    })
}
