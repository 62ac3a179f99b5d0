//! What is said of many numbers.

/// A sample of numbers, in rising order; never empty.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    sorted: Vec<f64>,
}

impl Sample {
    /// Nothing if there are no numbers.
    pub(crate) fn new(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        (!values.is_empty()).then_some(Self { sorted: values })
    }

    pub(crate) fn len(&self) -> usize {
        self.sorted.len()
    }

    pub(crate) fn mean(&self) -> f64 {
        self.sorted.iter().sum::<f64>() / real(self.len())
    }

    /// The value that a share (0 to 1) of the sample lies below, between values in a straight line.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let place = share.clamp(0.0, 1.0) * real(self.len() - 1);
        let below = self.at(place.floor());
        below + (self.at(place.ceil()) - below) * place.fract()
    }

    /// Share of the sample below a limit, 0 to 1.
    pub(crate) fn share_below(&self, limit: f64) -> f64 {
        real(self.sorted.partition_point(|&value| value < limit)) / real(self.len())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0 to the last index"
    )]
    fn at(&self, place: f64) -> f64 {
        self.sorted[place as usize]
    }
}

/// The median; nothing if there are no numbers.
pub(crate) fn median(values: Vec<f64>) -> Option<f64> {
    Sample::new(values).map(|sample| sample.quantile(0.5))
}

/// A count as a number to reckon with.
pub(crate) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbors_in_a_straight_line() {
        let sample = Sample::new(vec![4.0, 1.0, 3.0, 2.0]).unwrap();
        assert!((sample.quantile(0.5) - 2.5).abs() < 1e-12);
        assert!((sample.quantile(0.9) - 3.7).abs() < 1e-12);
        assert!((sample.quantile(1.0) - 4.0).abs() < 1e-12);
        assert!((sample.share_below(3.0) - 0.5).abs() < 1e-12);
        assert!(Sample::new(Vec::new()).is_none());
    }
}
