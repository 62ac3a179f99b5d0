//! Written by `training/doubt.py`, which says by what.

use super::usable::Clues;

pub(super) const INTERCEPT: f64 = -13.658;
pub(super) const WEIGHTS: Clues = Clues {
    inside_hair: 4.170,
    all_hair: 11.582,
    share: -1.505,
    contradicted: -1.543,
};
