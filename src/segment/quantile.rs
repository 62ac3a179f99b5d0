//! Weighted quantiles.

use crate::numbers::{floor, real};

/// The first value, in ascending order, at which the summed weights reach the share `at` of all.
/// `None` without values.
pub(super) fn quantile(weighted: impl IntoIterator<Item = (f64, f64)>, at: f64) -> Option<f64> {
    let mut weighted: Vec<(f64, f64)> = weighted.into_iter().collect();
    weighted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    let found = weighted.iter().find(|(_, weight)| {
        sum += weight;
        sum >= at * total
    });
    found.or(weighted.last()).map(|(value, _)| *value)
}

/// The same of values of equal weight.
pub(super) fn quantile_of_equals(values: impl IntoIterator<Item = f64>, at: f64) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    let last = values.len().checked_sub(1)?;
    let reached = floor((at * real(values.len())).ceil());
    let place = reached.saturating_sub(1).min(last);
    let (_, found, _) = values.select_nth_unstable_by(place, f64::total_cmp);
    Some(*found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_follows_the_weights() {
        assert_eq!(
            quantile([(3.0, 1.0), (1.0, 1.0), (2.0, 1.0)], 0.5),
            Some(2.0)
        );
        assert_eq!(
            quantile([(3.0, 5.0), (1.0, 1.0), (2.0, 1.0)], 0.5),
            Some(3.0)
        );
        assert_eq!(quantile([], 0.5), None);
    }

    proptest! {
        #[test]
        fn equal_weights_need_not_be_told(
            values in prop::collection::vec(0..9_i8, 0..40),
            share in 0.0..=1.0_f64,
        ) {
            let values = || values.iter().map(|value| f64::from(*value));
            let weighted = quantile(values().map(|value| (value, 1.0)), share);
            prop_assert_eq!(quantile_of_equals(values(), share), weighted);
        }
    }
}
