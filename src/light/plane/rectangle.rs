//! The smallest rectangle around a region, at any angle.

/// A rectangle at any angle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::light) struct Rectangle {
    pub(in crate::light) center: [f64; 2],
    /// Direction of the first side, of length 1.
    pub(in crate::light) axis: [f64; 2],
    /// Half of each side.
    pub(in crate::light) half: [f64; 2],
}

impl Rectangle {
    /// The smallest around the centers of pixels, the pixels' own size included; none around
    /// nothing.
    ///
    /// One of its sides lies along the convex hull: Freeman and Shapira, *Communications of the
    /// ACM* 18 (1975) 409, doi 10.1145/360881.360919.
    pub(in crate::light) fn around(outline: &[[f64; 2]]) -> Option<Self> {
        let hull = hull(outline);
        let next = hull.iter().cycle().skip(1);
        hull.iter()
            .zip(next)
            .filter_map(|(from, to)| {
                let side = [to[0] - from[0], to[1] - from[1]];
                let length = side[0].hypot(side[1]);
                let axis = [side[0] / length, side[1] / length];
                (length > 0.0).then(|| Self::along(axis, &hull))
            })
            .min_by(|one, other| one.area().total_cmp(&other.area()))
    }

    fn along(axis: [f64; 2], hull: &[[f64; 2]]) -> Self {
        let span = |axis: [f64; 2]| {
            hull.iter()
                .map(|point| point[0] * axis[0] + point[1] * axis[1])
                .fold((f64::MAX, f64::MIN), |(low, high), at| {
                    (low.min(at), high.max(at))
                })
        };
        let normal = [-axis[1], axis[0]];
        let ((left, right), (top, bottom)) = (span(axis), span(normal));
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        Self {
            center: [x * axis[0] + y * normal[0], x * axis[1] + y * normal[1]],
            axis,
            half: [
                f64::midpoint(right - left, 1.0),
                f64::midpoint(bottom - top, 1.0),
            ],
        }
    }

    pub(in crate::light) fn area(&self) -> f64 {
        4.0 * self.half[0] * self.half[1]
    }

    /// Longer side over shorter side.
    pub(in crate::light) fn aspect(&self) -> f64 {
        let [one, other] = self.half;
        one.max(other) / one.min(other)
    }

    /// The same with each side moved outwards.
    pub(in crate::light) fn grown(self, by: f64) -> Self {
        Self {
            half: self.half.map(|half| half + by),
            ..self
        }
    }

    /// The same in a picture that is larger by a factor.
    pub(in crate::light) fn scaled(self, factor: f64) -> Self {
        Self {
            // Pixel centers lie half a pixel from the corner of the picture.
            center: self.center.map(|at| (at + 0.5) * factor),
            half: self.half.map(|half| half * factor),
            ..self
        }
    }

    /// The point at `along` and `across` from the center, in units of the half sides.
    pub(in crate::light) fn point(&self, along: f64, across: f64) -> [f64; 2] {
        let (x, y) = (along * self.half[0], across * self.half[1]);
        let [cos, sin] = self.axis;
        [
            self.center[0] + x * cos - y * sin,
            self.center[1] + x * sin + y * cos,
        ]
    }

    pub(in crate::light) fn contains(&self, [x, y]: [f64; 2]) -> bool {
        let (dx, dy) = (x - self.center[0], y - self.center[1]);
        let [cos, sin] = self.axis;
        (dx * cos + dy * sin).abs() <= self.half[0] && (dy * cos - dx * sin).abs() <= self.half[1]
    }

    /// Half the sides of the largest upright rectangle inside that has this one's proportions.
    pub(in crate::light) fn upright_half(&self) -> [f64; 2] {
        let [cos, sin] = self.axis.map(f64::abs);
        // The long side is the one that lies nearer to the horizontal.
        let [across, down] = self.half;
        let (wide, high) = if cos >= sin {
            (across, down)
        } else {
            (down, across)
        };
        let (cos, sin) = (cos.max(sin), cos.min(sin));
        let shrink = (wide / (wide * cos + high * sin)).min(high / (wide * sin + high * cos));
        [wide * shrink, high * shrink]
    }
}

/// The convex hull, counterclockwise in a frame whose y points up (Andrew, *Information Processing
/// Letters* 9 (1979) 216, doi 10.1016/0020-0190(79)90072-3).
fn hull(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut points = points.to_vec();
    points.sort_by(|one, other| {
        one[0]
            .total_cmp(&other[0])
            .then(one[1].total_cmp(&other[1]))
    });
    points.dedup();
    let mut lower = chain(points.iter());
    let mut upper = chain(points.iter().rev());
    lower.pop();
    upper.pop();
    lower.append(&mut upper);
    if lower.is_empty() { points } else { lower }
}

fn chain<'a>(points: impl Iterator<Item = &'a [f64; 2]>) -> Vec<[f64; 2]> {
    let mut chain: Vec<[f64; 2]> = Vec::new();
    for &point in points {
        while let [.., before, last] = chain[..] {
            let turn = (last[0] - before[0]) * (point[1] - before[1])
                - (last[1] - before[1]) * (point[0] - before[0]);
            if turn > 0.0 {
                break;
            }
            chain.pop();
        }
        chain.push(point);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_rectangle_is_found_again() {
        let turned = Rectangle {
            center: [50.0, 40.0],
            axis: [0.96, 0.28],
            half: [30.0, 12.0],
        };
        let pixels: Vec<[f64; 2]> = (0..100)
            .flat_map(|x| (0..100).map(move |y| [f64::from(x), f64::from(y)]))
            .filter(|point| turned.contains(*point))
            .collect();
        let found = Rectangle::around(&pixels).expect("a rectangle around pixels");
        assert!((found.area() / turned.area() - 1.0).abs() < 0.1);
        assert!((found.aspect() - 2.5).abs() < 0.2);
        let [x, y] = found.center;
        assert!((x - 50.0).hypot(y - 40.0) < 1.0);
    }
}
