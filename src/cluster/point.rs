//! What `kmeans_colors` has to know of a weighted color.

use crate::numbers::single;
use kmeans_colors::Calculate;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::colors::WeightedColor;

/// Points whose distances are reckoned side by side: two SSE registers.
const LANES: usize = 8;

/// A weighted color in single precision, four numbers wide, for the inner loops: it only decides
/// which centroid is nearest, and what is reported is summed in double precision.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    l: f32,
    a: f32,
    b: f32,
    pixels: f32,
}

impl Point {
    /// Squared distance in CIELAB.
    pub(super) fn distance_squared(&self, other: &Self) -> f32 {
        let (l, a, b) = (self.l - other.l, self.a - other.a, self.b - other.b);
        l * l + a * a + b * b
    }

    /// Number of pixels.
    pub(super) fn pixels(&self) -> f64 {
        f64::from(self.pixels)
    }

    /// What the pixels add to the sum of squared distances from the nearest centroid.
    pub(super) fn inertia(&self, centroids: &[Self]) -> f64 {
        let distances = centroids
            .iter()
            .map(|centroid| self.distance_squared(centroid));
        self.pixels() * f64::from(distances.fold(f32::INFINITY, f32::min))
    }
}

impl From<&WeightedColor> for Point {
    fn from(color: &WeightedColor) -> Self {
        Self {
            l: single(color.lab.l),
            a: single(color.lab.a),
            b: single(color.lab.b),
            pixels: single(color.pixels),
        }
    }
}

/// Weighted sum of the points of one cluster.
#[derive(Clone, Copy, Default)]
struct Sum {
    l: f64,
    a: f64,
    b: f64,
    pixels: f64,
}

impl Sum {
    fn add(&mut self, point: &Point) {
        let pixels = point.pixels();
        self.l += pixels * f64::from(point.l);
        self.a += pixels * f64::from(point.a);
        self.b += pixels * f64::from(point.b);
        self.pixels += pixels;
    }

    fn mean(&self) -> Option<Point> {
        (self.pixels > 0.0).then(|| Point {
            l: single(self.l / self.pixels),
            a: single(self.a / self.pixels),
            b: single(self.b / self.pixels),
            pixels: single(self.pixels),
        })
    }
}

impl Calculate for Point {
    fn get_closest_centroid(points: &[Self], centroids: &[Self], indices: &mut Vec<u8>) {
        for points in points.chunks(LANES) {
            let lanes = |value: fn(&Self) -> f32| {
                let mut lanes = [0.0; LANES];
                lanes
                    .iter_mut()
                    .zip(points)
                    .for_each(|(lane, point)| *lane = value(point));
                lanes
            };
            let (l, a, b) = (lanes(|p| p.l), lanes(|p| p.a), lanes(|p| p.b));
            let mut least = [f32::MAX; LANES];
            let mut nearest = [0_u32; LANES];
            for (index, centroid) in (0..).zip(centroids) {
                for lane in 0..LANES {
                    let (l, a, b) = (
                        l[lane] - centroid.l,
                        a[lane] - centroid.a,
                        b[lane] - centroid.b,
                    );
                    let distance = l * l + a * a + b * b;
                    let nearer = distance < least[lane];
                    least[lane] = if nearer { distance } else { least[lane] };
                    nearest[lane] = if nearer { index } else { nearest[lane] };
                }
            }
            #[expect(clippy::cast_possible_truncation, reason = "at most 32 centroids")]
            indices.extend(nearest.iter().take(points.len()).map(|&index| index as u8));
        }
    }

    fn recalculate_centroids(
        rng: &mut impl Rng,
        points: &[Self],
        centroids: &mut [Self],
        indices: &[u8],
    ) {
        let mut sums = [Sum::default(); u8::MAX as usize + 1];
        for (point, &index) in points.iter().zip(indices) {
            sums[usize::from(index)].add(point);
        }
        for (centroid, sum) in centroids.iter_mut().zip(&sums) {
            let lost = || points.choose(rng).copied();
            if let Some(mean) = sum.mean().or_else(lost) {
                *centroid = mean;
            }
        }
    }

    /// The largest squared movement of any centroid.
    fn check_loop(centroids: &[Self], old_centroids: &[Self]) -> f32 {
        centroids
            .iter()
            .zip(old_centroids)
            .map(|(new, old)| new.distance_squared(old))
            .fold(0.0, f32::max)
    }

    /// Only asked for by the trait: an emptied cluster starts again at a color of the photo.
    fn create_random(rng: &mut impl Rng) -> Self {
        Self {
            l: rng.random_range(0.0..=100.0),
            a: rng.random_range(-110.0..=110.0),
            b: rng.random_range(-110.0..=110.0),
            pixels: 1.0,
        }
    }

    /// What the point adds to the sum of squares when `centroid` is its nearest. The k-means++
    /// seeding draws the next centroid with this as its probability, so a color counts there as
    /// often as it has pixels.
    fn difference(point: &Self, centroid: &Self) -> f32 {
        point.pixels * point.distance_squared(centroid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn point(l: f32, a: f32, pixels: f32) -> Point {
        Point {
            l,
            a,
            b: 0.0,
            pixels,
        }
    }

    fn random_points(count: usize, rng: &mut ChaCha8Rng) -> Vec<Point> {
        (0..count).map(|_| Point::create_random(rng)).collect()
    }

    #[test]
    fn every_point_goes_to_its_nearest_centroid_whatever_their_number() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let centroids = random_points(5, &mut rng);
        for count in [1, 7, 8, 9, 40] {
            let points = random_points(count, &mut rng);
            let mut indices = Vec::new();
            Point::get_closest_centroid(&points, &centroids, &mut indices);
            assert_eq!(indices.len(), count);
            for (point, &index) in points.iter().zip(&indices) {
                let found = point.distance_squared(&centroids[usize::from(index)]);
                let all = centroids
                    .iter()
                    .map(|centroid| point.distance_squared(centroid));
                assert!(found <= all.fold(f32::INFINITY, f32::min));
            }
        }
    }

    #[test]
    fn a_centroid_is_the_mean_of_pixels_not_of_colors() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let points = [point(0.0, 0.0, 3.0), point(100.0, 0.0, 1.0)];
        let mut centroids = [point(50.0, 0.0, 0.0)];
        Point::recalculate_centroids(&mut rng, &points, &mut centroids, &[0, 0]);
        assert!((centroids[0].l - 25.0).abs() < 1e-5);
    }

    #[test]
    fn an_emptied_cluster_starts_again_at_a_color_of_the_photo() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let points = [point(20.0, 5.0, 1.0), point(20.0, 5.0, 2.0)];
        let mut centroids = [point(50.0, 0.0, 0.0), point(90.0, 0.0, 0.0)];
        Point::recalculate_centroids(&mut rng, &points, &mut centroids, &[0, 0]);
        assert!(centroids[1].distance_squared(&points[0]) <= 0.0);
    }

    #[test]
    fn opposite_movements_do_not_cancel() {
        let old = [point(50.0, 0.0, 1.0), point(50.0, 0.0, 1.0)];
        let new = [point(60.0, 0.0, 1.0), point(40.0, 0.0, 1.0)];
        assert!((Point::check_loop(&new, &old) - 100.0).abs() < 1e-3);
    }

    #[test]
    fn seeding_counts_a_color_as_often_as_it_has_pixels() {
        let centroid = point(50.0, 0.0, 1.0);
        let (rare, frequent) = (point(52.0, 0.0, 1.0), point(52.0, 0.0, 9.0));
        let once = Point::difference(&rare, &centroid);
        assert!((Point::difference(&frequent, &centroid) - 9.0 * once).abs() < 1e-3);
    }
}
