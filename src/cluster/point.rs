//! What `kmeans_colors` has to know of a weighted color.

use kmeans_colors::Calculate;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::cells::{Cells, LabPlace, Sum};
use super::colors::WeightedColor;
use crate::numbers::single;

/// A weighted color in single precision: it only decides which centroid is nearest, and what is
/// reported is summed in double precision.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) place: LabPlace,
    /// Number of pixels.
    pub(super) pixels: f32,
}

impl From<&WeightedColor> for Point {
    fn from(color: &WeightedColor) -> Self {
        Self {
            place: LabPlace {
                l: single(color.lab.l),
                a: single(color.lab.a),
                b: single(color.lab.b),
            },
            pixels: single(color.pixels),
        }
    }
}

impl Calculate for Point {
    fn get_closest_centroid(points: &[Self], centroids: &[Self], indices: &mut Vec<u8>) {
        let centroids: Vec<LabPlace> = centroids.iter().map(|centroid| centroid.place).collect();
        let nearest = Cells::of(points).nearest(&centroids);
        #[expect(clippy::cast_possible_truncation, reason = "at most 32 centroids")]
        indices.extend(nearest.into_iter().map(|index| index as u8));
    }

    fn recalculate_centroids(
        rng: &mut impl Rng,
        points: &[Self],
        centroids: &mut [Self],
        indices: &[u8],
    ) {
        let mut sums = vec![Sum::default(); centroids.len()];
        for (point, &index) in points.iter().zip(indices) {
            sums[usize::from(index)].add(&Sum::of(point));
        }
        for (centroid, sum) in centroids.iter_mut().zip(&sums) {
            let lost = || points.choose(rng).map(|point| point.place);
            if let Some(place) = sum.mean().or_else(lost) {
                centroid.place = place;
            }
        }
    }

    /// The largest squared movement of any centroid.
    fn check_loop(centroids: &[Self], old_centroids: &[Self]) -> f32 {
        let pairs = centroids.iter().zip(old_centroids);
        let moved = pairs.map(|(new, old)| new.place.distance_squared(&old.place));
        moved.fold(0.0, f32::max)
    }

    /// Only asked for by the trait: an emptied cluster starts again at a color of the photo.
    fn create_random(rng: &mut impl Rng) -> Self {
        Self {
            place: LabPlace {
                l: rng.random_range(0.0..=100.0),
                a: rng.random_range(-110.0..=110.0),
                b: rng.random_range(-110.0..=110.0),
            },
            pixels: 1.0,
        }
    }

    /// What the point adds to the sum of squares when `centroid` is its nearest. The k-means++
    /// seeding draws the next centroid with this as its probability, so a color counts there as
    /// often as it has pixels.
    fn difference(point: &Self, centroid: &Self) -> f32 {
        point.pixels * point.place.distance_squared(&centroid.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn point(l: f32, a: f32, pixels: f32) -> Point {
        Point {
            place: LabPlace { l, a, b: 0.0 },
            pixels,
        }
    }

    #[test]
    fn every_point_goes_to_its_nearest_centroid_whatever_their_number() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let mut points = |count: usize| -> Vec<Point> {
            (0..count).map(|_| Point::create_random(&mut rng)).collect()
        };
        let centroids = points(5);
        for count in [1, 7, 8, 9, 40] {
            let points = points(count);
            let mut indices = Vec::new();
            Point::get_closest_centroid(&points, &centroids, &mut indices);
            assert_eq!(indices.len(), count);
            for (point, &index) in points.iter().zip(&indices) {
                let away = |centroid: &Point| point.place.distance_squared(&centroid.place);
                let least = centroids.iter().map(away).fold(f32::INFINITY, f32::min);
                assert!(away(&centroids[usize::from(index)]) <= least);
            }
        }
    }

    #[test]
    fn a_centroid_is_the_mean_of_pixels_not_of_colors() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let points = [point(0.0, 0.0, 3.0), point(100.0, 0.0, 1.0)];
        let mut centroids = [point(50.0, 0.0, 0.0)];
        Point::recalculate_centroids(&mut rng, &points, &mut centroids, &[0, 0]);
        assert!((centroids[0].place.l - 25.0).abs() < 1e-5);
    }

    #[test]
    fn an_emptied_cluster_starts_again_at_a_color_of_the_photo() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let points = [point(20.0, 5.0, 1.0), point(20.0, 5.0, 2.0)];
        let mut centroids = [point(50.0, 0.0, 0.0), point(90.0, 0.0, 0.0)];
        Point::recalculate_centroids(&mut rng, &points, &mut centroids, &[0, 0]);
        assert_eq!(centroids[1].place, points[0].place);
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
