//! From numbers to places on a plot.

use std::fmt::Write;

/// Width and height of a plot, in its own units.
pub(super) const WIDTH: f64 = 360.0;
pub(super) const HEIGHT: f64 = 230.0;
/// Where the drawn field begins and ends.
pub(super) const LEFT: f64 = 40.0;
pub(super) const RIGHT: f64 = WIDTH - 12.0;
pub(super) const TOP: f64 = 24.0;
pub(super) const BOTTOM: f64 = HEIGHT - 34.0;

/// Steps that are easy to read, over a power of ten.
const ROUND: [f64; 4] = [1.0, 2.0, 5.0, 10.0];
/// Steps on an axis at most.
const MOST_STEPS: f64 = 6.0;
/// Numbers on an axis at most: one at either end of each step.
const MOST_TICKS: u32 = 7;

/// One axis: its numbers, and where they lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

/// A number on an axis with its place.
#[derive(Clone, Debug)]
pub(super) struct Tick {
    pub(super) label: String,
    pub(super) at: f64,
}

impl Axis {
    /// From left to right.
    pub(super) fn across((from, to): (f64, f64)) -> Self {
        Self {
            from,
            to,
            start: LEFT,
            end: RIGHT,
        }
    }

    /// From the bottom up.
    pub(super) fn up((from, to): (f64, f64)) -> Self {
        Self {
            from,
            to,
            start: BOTTOM,
            end: TOP,
        }
    }

    /// Where a number lies; at the end of the axis where it lies beyond.
    pub(super) fn at(self, value: f64) -> f64 {
        let share = (value.clamp(self.from, self.to) - self.from) / (self.to - self.from);
        self.start + share * (self.end - self.start)
    }

    /// Round numbers along the axis.
    pub(super) fn ticks(self) -> Vec<Tick> {
        let step = step(self.to - self.from);
        let first = (self.from / step - 1e-9).ceil();
        let value = |number: u32| (first + f64::from(number)) * step;
        let values = (0..=MOST_TICKS).map(value);
        let inside = values.take_while(|value| *value <= self.to + 1e-9 * step);
        let decimals = usize::from(step < 1.0);
        inside
            .map(|value| Tick {
                // Adding zero turns -0 into 0.
                label: format!("{:.decimals$}", value + 0.0),
                at: self.at(value),
            })
            .collect()
    }
}

/// Places as the corners of a line.
pub(super) fn points(places: impl Iterator<Item = (f64, f64)>) -> String {
    places.fold(String::new(), |mut line, (across, up)| {
        let _ = write!(line, "{across:.1},{up:.1} ");
        line
    })
}

/// The range of some numbers, widened by a share of itself and to `least` from end to end.
pub(super) fn range(numbers: impl IntoIterator<Item = f64>, margin: f64, least: f64) -> (f64, f64) {
    let (low, high) = numbers
        .into_iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
            (low.min(number), high.max(number))
        });
    if low > high {
        return (0.0, least);
    }
    let more = (margin * (high - low)).max(0.5 * (least - (high - low)));
    (low - more, high + more)
}

/// The finest round step of which no more than [`MOST_STEPS`] fill a span.
fn step(span: f64) -> f64 {
    let fine = span / MOST_STEPS;
    let power = 10_f64.powf(fine.log10().floor());
    let fits = |round: &&f64| **round * power >= fine * (1.0 - 1e-9);
    ROUND
        .iter()
        .find(fits)
        .map_or(10.0 * power, |round| round * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_inside_the_axis_and_few() {
        for (span, expected) in [
            ((0.0, 12.0), "0 2 4 6 8 10 12"),
            ((-3.0, 21.0), "0 5 10 15 20"),
            ((0.0, 0.7), "0.0 0.2 0.4 0.6"),
        ] {
            let ticks = Axis::up(span).ticks();
            let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
            assert_eq!(labels.join(" "), expected);
        }
    }

    #[test]
    fn what_lies_beyond_an_axis_stays_at_its_end() {
        let axis = Axis::across((0.0, 10.0));
        assert!((axis.at(0.0) - LEFT).abs() < 1e-9);
        assert!((axis.at(20.0) - RIGHT).abs() < 1e-9);
        assert_eq!(range([3.0, 5.0], 0.0, 4.0), (2.0, 6.0));
    }
}
