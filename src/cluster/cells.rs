//! The colors of a photo side by side, for the inner loops of k-means.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, f32x16, mask32x16, u32x16};

use super::point::Point;
use crate::numbers::single;

/// Colors whose distances are reckoned side by side.
const LANES: usize = 16;

/// CIELAB in single precision: it only decides which centroid is nearest, and what is reported is
/// summed in double precision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LabPlace {
    pub(super) l: f32,
    pub(super) a: f32,
    pub(super) b: f32,
}

impl LabPlace {
    pub(super) fn distance_squared(&self, other: &Self) -> f32 {
        let (l, a, b) = (self.l - other.l, self.a - other.a, self.b - other.b);
        l * l + a * a + b * b
    }
}

/// Some colors and their numbers of pixels.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    l: [f32; LANES],
    a: [f32; LANES],
    b: [f32; LANES],
    pixels: [f32; LANES],
}

impl Block {
    fn of(colors: &[Point]) -> Self {
        let mut block = Self::default();
        for (lane, Point { place, pixels }) in colors.iter().enumerate() {
            block.l[lane] = place.l;
            block.a[lane] = place.a;
            block.b[lane] = place.b;
            block.pixels[lane] = *pixels;
        }
        block
    }

    fn point(&self, lane: usize) -> Point {
        Point {
            place: LabPlace {
                l: self.l[lane],
                a: self.a[lane],
                b: self.b[lane],
            },
            pixels: self.pixels[lane],
        }
    }

    /// Squared distances of the colors from a place.
    #[inline(always)]
    fn distances<S: Simd>(&self, simd: S, from: &LabPlace) -> f32x16<S> {
        let [l, a, b] = [self.l, self.a, self.b].map(|part| f32x16::simd_from(simd, part));
        let (l, a, b) = (l - from.l, a - from.a, b - from.b);
        l * l + a * a + b * b
    }
}

/// Colors with their numbers of pixels; the last block is filled with colors of none.
#[derive(Debug)]
pub(super) struct Cells {
    blocks: Vec<Block>,
    count: usize,
}

impl Cells {
    pub(super) fn of(colors: &[Point]) -> Self {
        Self {
            blocks: colors.chunks(LANES).map(Block::of).collect(),
            count: colors.len(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn place(&self, at: usize) -> LabPlace {
        self.blocks[at / LANES].point(at % LANES).place
    }

    /// Pixels of all colors.
    pub(super) fn pixels(&self) -> f64 {
        let pixels = self.blocks.iter().flat_map(|block| block.pixels);
        pixels.map(f64::from).sum()
    }

    /// The number of each color's nearest centroid, the first of equals.
    pub(super) fn nearest(&self, centroids: &[LabPlace]) -> Vec<u32> {
        let mut nearest = vec![[0; LANES]; self.blocks.len()];
        dispatch!(Level::new(), simd => self.find_nearest(simd, centroids, &mut nearest));
        let mut nearest = nearest.into_flattened();
        nearest.truncate(self.count);
        nearest
    }

    #[inline(always)]
    fn find_nearest<S: Simd>(&self, simd: S, centroids: &[LabPlace], found: &mut [[u32; LANES]]) {
        for (block, found) in self.blocks.iter().zip(found) {
            *found = block.nearest(simd, centroids).into();
        }
    }

    /// What each color adds to the sum of squares if each pixel belongs to the nearest centroid.
    pub(super) fn inertia(&self, centroids: &[LabPlace]) -> f64 {
        dispatch!(Level::new(), simd => self.sum_inertia(simd, centroids))
    }

    #[inline(always)]
    fn sum_inertia<S: Simd>(&self, simd: S, centroids: &[LabPlace]) -> f64 {
        let mut sum = 0.0;
        for block in &self.blocks {
            let farthest = f32x16::splat(simd, f32::INFINITY);
            let least = centroids.iter().fold(farthest, |least, centroid| {
                least.min(block.distances(simd, centroid))
            });
            let least: [f32; LANES] = least.into();
            for (pixels, least) in block.pixels.iter().zip(least) {
                sum += f64::from(*pixels) * f64::from(least);
            }
        }
        sum
    }
}

impl Block {
    #[inline(always)]
    fn nearest<S: Simd>(&self, simd: S, centroids: &[LabPlace]) -> u32x16<S> {
        let mut least = f32x16::splat(simd, f32::MAX);
        let mut nearest = u32x16::splat(simd, 0);
        for (index, centroid) in (0..).zip(centroids) {
            let distance = self.distances(simd, centroid);
            let is_nearer = distance.simd_lt(least);
            least = is_nearer.select(distance, least);
            nearest = is_nearer.select(u32x16::splat(simd, index), nearest);
        }
        nearest
    }
}

/// The colors of each cluster, kept while the centroids move: few colors change their cluster.
pub(super) struct Clusters<'a> {
    cells: &'a Cells,
    nearest: Vec<[u32; LANES]>,
    sums: Vec<Sum>,
}

impl<'a> Clusters<'a> {
    /// So many clusters, none of which has a color yet.
    pub(super) fn new(cells: &'a Cells, count: usize) -> Self {
        /// Of no cluster.
        const NONE: u32 = u32::MAX;
        Self {
            cells,
            nearest: vec![[NONE; LANES]; cells.blocks.len()],
            sums: vec![Sum::default(); count],
        }
    }

    /// Puts each color into the cluster of the nearest centroid.
    pub(super) fn assign(&mut self, centroids: &[LabPlace]) {
        dispatch!(Level::new(), simd => self.assign_with(simd, centroids));
    }

    #[inline(always)]
    fn assign_with<S: Simd>(&mut self, simd: S, centroids: &[LabPlace]) {
        for (block, own) in self.cells.blocks.iter().zip(&mut self.nearest) {
            let nearest = block.nearest(simd, centroids);
            let stays: mask32x16<S> = nearest.simd_eq(u32x16::simd_from(simd, *own));
            if stays.all_true() {
                continue;
            }
            let nearest: [u32; LANES] = nearest.into();
            for lane in (0..LANES).filter(|&lane| own[lane] != nearest[lane]) {
                let sum = Sum::of(&block.point(lane));
                if let Some(left) = self.sums.get_mut(own[lane] as usize) {
                    left.subtract(&sum);
                }
                self.sums[nearest[lane] as usize].add(&sum);
            }
            *own = nearest;
        }
    }

    /// The mean of each cluster; none of those without pixels.
    pub(super) fn means(&self) -> impl Iterator<Item = Option<LabPlace>> {
        self.sums.iter().map(Sum::mean)
    }
}

/// Weighted sum of the colors of one cluster.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    l: f64,
    a: f64,
    b: f64,
    pixels: f64,
}

impl Sum {
    pub(super) fn of(color: &Point) -> Self {
        let pixels = f64::from(color.pixels);
        let LabPlace { l, a, b } = color.place;
        Self {
            l: pixels * f64::from(l),
            a: pixels * f64::from(a),
            b: pixels * f64::from(b),
            pixels,
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.l += other.l;
        self.a += other.a;
        self.b += other.b;
        self.pixels += other.pixels;
    }

    fn subtract(&mut self, other: &Self) {
        self.l -= other.l;
        self.a -= other.a;
        self.b -= other.b;
        self.pixels -= other.pixels;
    }

    pub(super) fn mean(&self) -> Option<LabPlace> {
        (self.pixels > 0.0).then(|| LabPlace {
            l: single(self.l / self.pixels),
            a: single(self.a / self.pixels),
            b: single(self.b / self.pixels),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    impl Cells {
        /// Of places and their numbers of pixels.
        pub(in crate::cluster) fn at(places: &[(LabPlace, f32)]) -> Self {
            let point = |&(place, pixels): &(LabPlace, f32)| Point { place, pixels };
            Self::of(&places.iter().map(point).collect::<Vec<_>>())
        }
    }

    pub(in crate::cluster) fn gray(l: f32) -> LabPlace {
        LabPlace { l, a: 0.0, b: 0.0 }
    }

    fn random_places(count: usize, rng: &mut ChaCha8Rng) -> Vec<(LabPlace, f32)> {
        let mut place = || LabPlace {
            l: rng.random_range(0.0..=100.0),
            a: rng.random_range(-110.0..=110.0),
            b: rng.random_range(-110.0..=110.0),
        };
        (0_u8..)
            .map(|pixels| (place(), 1.0 + f32::from(pixels)))
            .take(count)
            .collect()
    }

    fn centroids(rng: &mut ChaCha8Rng) -> Vec<LabPlace> {
        random_places(5, rng)
            .iter()
            .map(|(place, _)| *place)
            .collect()
    }

    #[test]
    fn every_color_goes_to_its_nearest_centroid_whatever_their_number() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let centroids = centroids(&mut rng);
        for count in [1, 7, 8, 9, 40] {
            let places = random_places(count, &mut rng);
            let nearest = Cells::at(&places).nearest(&centroids);
            assert_eq!(nearest.len(), count);
            for ((place, _), index) in places.iter().zip(nearest) {
                let found = place.distance_squared(&centroids[index as usize]);
                let all = centroids.iter().map(|other| place.distance_squared(other));
                assert!(found <= all.fold(f32::INFINITY, f32::min));
            }
        }
    }

    #[test]
    fn a_centroid_is_the_mean_of_pixels_not_of_colors() {
        let cells = Cells::at(&[(gray(0.0), 3.0), (gray(100.0), 1.0)]);
        let mut clusters = Clusters::new(&cells, 2);
        clusters.assign(&[gray(50.0), gray(500.0)]);
        let means: Vec<_> = clusters.means().collect();
        assert_eq!(means, [Some(gray(25.0)), None]);
    }

    #[test]
    fn clusters_whose_colors_moved_are_those_of_a_new_start() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let cells = Cells::at(&random_places(100, &mut rng));
        let mut moved = Clusters::new(&cells, 5);
        for _ in 0..4 {
            let centroids = centroids(&mut rng);
            moved.assign(&centroids);
            let mut fresh = Clusters::new(&cells, 5);
            fresh.assign(&centroids);
            for (one, other) in moved.means().zip(fresh.means()) {
                assert_eq!(one.is_some(), other.is_some());
                let apart = one
                    .zip(other)
                    .map(|(one, other)| one.distance_squared(&other));
                assert!(apart.unwrap_or(0.0) < 1e-8);
            }
        }
    }
}
