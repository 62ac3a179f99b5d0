//! Too much light and too little.

use super::{Pixels, luminance};
use crate::color::CLIPPED;
use crate::warning::Warning;

/// Share of clipped pixels of hair and skin from which a photo is doubted: the means of both are
/// then off by more than a level of 8 bits.
const CLIPPED_SHARE: f64 = 0.005;
/// Luminance of the lightest part of head and hair below which a photo is under-exposed. Measured
/// skin begins at L* 27, luminance 0.05 (the darkest of 12 355 patches of nine sets reaches it
/// only in the shade), and every head has a lit side twice as bright as its mean.
const DARKEST: f64 = 0.06;
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
    let mut sorted: Vec<f64> = head.0.iter().map(|&pixel| luminance(pixel)).collect();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index below the length"
    )]
    let at = (sorted.len() as f64 * (1.0 - LIGHTEST_PART)) as usize;
    let luminance = sorted.get(at).copied()?;
    (luminance < DARKEST).then_some(Warning::UnderExposed { luminance })
}
