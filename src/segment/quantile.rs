//! Weighted quantiles.

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

#[cfg(test)]
mod tests {
    use super::quantile;

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
}
