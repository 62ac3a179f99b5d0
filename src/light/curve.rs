//! A monotone curve through points.

/// A rising curve of linear light, through the points of a gray ramp.
///
/// Between its points it runs straight on the cube-root scale, which is close to that of
/// lightness: there a camera's tone curve is nearly straight, and steps look equal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    /// From and to, both on the cube-root scale, rising in both; the first is the origin.
    points: Vec<(f64, f64)>,
}

impl Curve {
    /// The curve through points of (from, to) in linear light; none unless it rises everywhere
    /// and has at least two points.
    pub(super) fn through(mut points: Vec<(f64, f64)>) -> Option<Self> {
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        let origin = std::iter::once((0.0, 0.0));
        let points: Vec<(f64, f64)> = origin
            .chain(
                points
                    .into_iter()
                    .map(|(from, to)| (from.cbrt(), to.cbrt())),
            )
            .collect();
        let rises = points
            .windows(2)
            .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1);
        (rises && points.len() > 2).then_some(Self { points })
    }

    /// The curve's value; beyond the last point the last piece goes on.
    pub(super) fn at(&self, from: f64) -> f64 {
        let from = from.max(0.0).cbrt();
        let after = self.points.partition_point(|point| point.0 < from);
        let last = after.clamp(1, self.points.len() - 1);
        let ((x0, y0), (x1, y1)) = (self.points[last - 1], self.points[last]);
        (y0 + (y1 - y0) * (from - x0) / (x1 - x0)).powi(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_meets_its_points_and_never_falls() {
        let points = vec![(0.1, 0.05), (0.3, 0.25), (0.8, 0.9)];
        let curve = Curve::through(points.clone()).expect("rising points");
        for (from, to) in points {
            assert!((curve.at(from) - to).abs() < 1e-12);
        }
        assert!(curve.at(0.0).abs() < 1e-12);
        let mut before = -1.0;
        for step in 0..=120 {
            let value = curve.at(f64::from(step) / 100.0);
            assert!(value > before);
            before = value;
        }
    }

    #[test]
    fn a_ramp_that_falls_is_no_curve() {
        assert!(Curve::through(vec![(0.1, 0.3), (0.2, 0.2)]).is_none());
    }
}
