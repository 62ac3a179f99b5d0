//! Numbers to reckon with: conversions, quantiles and means.

/// Standard deviations on either side of the mean within which 90 % of a normal distribution lie.
pub(crate) const NINETY_PERCENT: f64 = 1.645;

/// A count as a number.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of pixels are far below 2^53"
)]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// A number to the 7 digits that suffice for colors and places in a picture.
#[expect(
    clippy::cast_possible_truncation,
    reason = "colors and places lie far inside the range"
)]
pub(crate) fn single(number: f64) -> f32 {
    number as f32
}

/// A count to 7 digits.
pub(crate) fn short(count: usize) -> f32 {
    single(real(count))
}

/// A number without its fraction; 0 for negative ones.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and places in a picture are small"
)]
pub(crate) fn floor(number: impl Into<f64>) -> usize {
    number.into() as usize
}

/// The nearest whole number in 0 to 255.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates"
)]
pub(crate) fn byte(number: f64) -> u8 {
    (number + 0.5) as u8
}

/// The number that the given share, 0 to 1, of sorted numbers lies below; 0 if there are none.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = place(sorted, share);
    let value = |at: f64| sorted.get(floor(at)).copied().unwrap_or(0.0);
    let (low, high) = (value(at.floor()), value(at.ceil()));
    low + at.fract() * (high - low)
}

/// The same of numbers in any order, which it moves.
pub(crate) fn quantile_of(numbers: &mut [f64], share: f64) -> f64 {
    if numbers.is_empty() {
        return 0.0;
    }
    let at = place(numbers, share);
    let (_, low, higher) = numbers.select_nth_unstable_by(floor(at), f64::total_cmp);
    let next = higher.iter().copied().min_by(f64::total_cmp);
    *low + at.fract() * (next.unwrap_or(*low) - *low)
}

/// How many of the numbers lie below the given share of them, between the first and the last.
fn place(numbers: &[f64], share: f64) -> f64 {
    share.clamp(0.0, 1.0) * real(numbers.len().saturating_sub(1))
}

/// The middle of numbers in any order, the upper of two; none if there are none.
pub(crate) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    let middle = numbers.len() / 2;
    (middle < numbers.len()).then(|| *numbers.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// The mean of numbers that come in threes, such as the channels of light; none if there are none.
pub(crate) fn mean(triples: impl Iterator<Item = [f64; 3]>) -> Option<[f64; 3]> {
    let mut sum = [0.0; 3];
    let mut count = 0_usize;
    for triple in triples {
        count += 1;
        for (sum, value) in sum.iter_mut().zip(triple) {
            *sum += value;
        }
    }
    (count > 0).then(|| sum.map(|sum| sum / real(count)))
}

/// The value at a place between points that ascend, of which there is one at least, or that of the
/// nearest beyond them.
pub(crate) fn interpolated(points: &[(f64, f64)], at: f64) -> f64 {
    let after = points.partition_point(|point| point.0 <= at);
    let low = points[after.saturating_sub(1)];
    let high = points[after.min(points.len() - 1)];
    let along = ((at - low.0) / (high.0 - low.0).max(1e-9)).clamp(0.0, 1.0);
    low.1 + along * (high.1 - low.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_quantile_is_the_same_in_any_order(
            mut numbers in prop::collection::vec(-1.0..1.0_f64, 0..60),
            share in 0.0..=1.0_f64,
        ) {
            let mut sorted = numbers.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let off = quantile_of(&mut numbers, share) - quantile(&sorted, share);
            prop_assert!(off.abs() < 1e-12);
        }
    }
}
