//! Written by `training/doubt.py`, which says by what.

use super::usable::Clues;

pub(super) const INTERCEPT: f64 = -19.550;
pub(super) const WEIGHTS: Clues = Clues {
    inside_hair: 9.154,
    all_hair: 11.486,
    share: -2.024,
    contradicted: -1.718,
};
