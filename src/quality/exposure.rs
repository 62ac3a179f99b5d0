//! Too much light and too little.

use super::{Pixels, luminance};
use crate::color::CLIPPED;
use crate::numbers::{floor, real};
use crate::warning::Warning;

/// Share of clipped pixels of hair and skin from which a photo is doubted: the means of both are
/// then off by more than a level of 8 bits.
const CLIPPED_SHARE: f64 = 0.005;
/// Luminance of the lightest part of head and hair below which a photo is under-exposed. Measured
/// skin begins at L* 27, luminance 0.05: in even light, two thirds of a stop too dark, it has this. Of 500
/// photos of rendered clients (`--example render -- --clients --size 450 --count 50`, seeds 300000 and
/// 400000) it holds of 18 of the 20 that are too dark and of no other; at 0.06 of 12 with dark skin.
const DARKEST: f64 = 0.03;
/// The lightest part, as a share of the pixels.
const LIGHTEST_PART: f64 = 0.05;

pub(super) fn clipped(head: &Pixels) -> Option<Warning> {
    let share = head.share(|pixel| pixel.iter().any(|&level| level > CLIPPED));
    (share > CLIPPED_SHARE).then_some(Warning::Clipped { share })
}

pub(super) fn under_exposed(head: &Pixels) -> Option<Warning> {
    if head.0.is_empty() {
        return None;
    }
    let mut levels: Vec<f64> = head.0.iter().map(|&pixel| luminance(pixel)).collect();
    let at = floor(real(levels.len()) * (1.0 - LIGHTEST_PART));
    let luminance = *levels.select_nth_unstable_by(at, f64::total_cmp).1;
    (luminance < DARKEST).then_some(Warning::UnderExposed { luminance })
}
