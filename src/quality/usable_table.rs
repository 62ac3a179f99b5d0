//! Written by `training/doubt.py`, which says by what.

use super::usable::Clues;

pub(super) const INTERCEPT: f64 = -5.100;
pub(super) const WEIGHTS: Clues = Clues {
    inside_hair: -2.701,
    all_hair: 10.446,
    contradicted: -2.948,
};
