//! A flat thing seen from any side.

use super::solve::least_squares;

/// A plane projective map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::light) struct Perspective {
    /// The first eight of nine factors, row by row; the last is 1.
    factors: [f64; 8],
}

impl Perspective {
    /// The map that takes the first of each pair to the second, as well as it can; none from fewer
    /// than four points, or if three of four lie on a line.
    pub(in crate::light) fn between(pairs: &[([f64; 2], [f64; 2])]) -> Option<Self> {
        // The direct linear transform (Hartley and Zisserman, Multiple View Geometry, 2004, 4.1).
        let equations = pairs.iter().flat_map(|&([x, y], [u, v])| {
            [
                ([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], u),
                ([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y], v),
            ]
        });
        least_squares(equations).map(|factors| Self { factors })
    }

    /// Where a point goes.
    pub(in crate::light) fn at(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [a, b, c, d, e, f, g, h] = self.factors;
        let depth = g * x + h * y + 1.0;
        [(a * x + b * y + c) / depth, (d * x + e * y + f) / depth]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_corners_fix_a_perspective() {
        let corners = [
            ([0.0, 0.0], [10.0, 20.0]),
            ([6.0, 0.0], [70.0, 25.0]),
            ([6.0, 4.0], [65.0, 60.0]),
            ([0.0, 4.0], [12.0, 66.0]),
        ];
        let map = Perspective::between(&corners).expect("four corners, no three on a line");
        for (from, [x, y]) in corners {
            let [u, v] = map.at(from);
            assert!((u - x).hypot(v - y) < 1e-6);
        }
    }
}
