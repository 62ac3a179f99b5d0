//! Written by `training/doubt.py`, which says by what.

use super::usable::Clues;

pub(super) const INTERCEPT: f64 = -13.208;
pub(super) const WEIGHTS: Clues = Clues {
    inside_hair: 4.717,
    all_hair: 10.496,
    share: -1.435,
    contradicted: -1.534,
};
