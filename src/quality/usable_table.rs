//! Written by `training/doubt.py`, which says by what.

use super::usable::Clues;

/// Log odds that an answer can be used, and what each clue adds to them.
pub(super) const INTERCEPT: f64 = -14.387;
pub(super) const WEIGHTS: Clues = Clues {
    inside_hair: 5.344,
    all_hair: 10.949,
    share: -1.642,
    contradicted: -1.925,
};
