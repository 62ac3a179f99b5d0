//! How many pixels of a tile are darker than a level, told without looking at each of them.

use crate::numbers::real;

/// Even steps between the least and the greatest value, about as many as a tile has pixels: within
/// one of them values are taken to lie evenly.
const STEPS: usize = 2048;

/// Least range of values, which one value alone has.
const NARROWEST: f64 = 1e-9;

/// How values are distributed.
#[derive(Clone, Debug)]
pub(super) struct Histogram {
    least: f64,
    steps_in_one: f64,
    /// How many values lie before each step, and behind the last.
    before: Box<[u32; STEPS + 1]>,
}

impl Histogram {
    /// Of at least one value.
    pub(super) fn of(values: &[f64]) -> Self {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let steps_in_one = real(STEPS) / (greatest - least).max(NARROWEST);
        let mut before = Box::new([0; STEPS + 1]);
        for value in values {
            let step = step((value - least) * steps_in_one);
            before[step + 1] += 1;
        }
        for step in 0..STEPS {
            before[step + 1] += before[step];
        }
        Self {
            least,
            steps_in_one,
            before,
        }
    }

    /// How many values there are.
    pub(super) fn count(&self) -> f64 {
        f64::from(self.before[STEPS])
    }

    /// How many values are less than this.
    pub(super) fn below(&self, level: f64) -> f64 {
        let at = ((level - self.least) * self.steps_in_one).clamp(0.0, real(STEPS));
        let step = step(at);
        let [before, behind] = [self.before[step], self.before[step + 1]].map(f64::from);
        before + (at - real(step)) * (behind - before)
    }

    /// The level that the given share of the values, 0 to 1, lie below.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        let wanted = share * self.count();
        let reached = |before: &u32| f64::from(*before) <= wanted;
        let step = self.before.partition_point(reached).clamp(1, STEPS) - 1;
        let [before, behind] = [self.before[step], self.before[step + 1]].map(f64::from);
        let along = ((wanted - before) / (behind - before).max(1.0)).clamp(0.0, 1.0);
        self.least + (real(step) + along) / self.steps_in_one
    }
}

/// The step in which a place lies, the last behind it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates"
)]
fn step(at: f64) -> usize {
    // By way of 32 bits, which takes half the time.
    (at as u32 as usize).min(STEPS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::floor;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn levels_and_shares_are_told_within_a_step(
            values in prop::collection::vec(0.0..1.0_f64, 1..400),
            share in 0.01..0.99_f64,
        ) {
            let histogram = Histogram::of(&values);
            let mut sorted = values.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let step = 1.0 / real(STEPS);
            let exact = |level: f64| real(sorted.partition_point(|own| *own < level));
            let told = histogram.below(share);
            prop_assert!(exact(share - step) <= told && told <= exact(share + step));
            let level = histogram.quantile(share);
            let wanted = share * real(values.len());
            prop_assert!(exact(level - step) <= wanted && wanted <= exact(level + step) + 1.0);
        }
    }

    #[test]
    fn one_value_has_nothing_below_it_and_itself_below_the_next() {
        let histogram = Histogram::of(&[0.25; 9]);
        let told = |level: f64| floor(histogram.below(level));
        assert_eq!([0.2, 0.25, 0.26].map(told), [0, 0, 9]);
        assert!((histogram.quantile(0.5) - 0.25).abs() < 1e-6);
    }
}
