//! Weighted k-means: many seeded starts on few cells, the best of them settled on all colors.
//!
//! k-means only ever finds a local optimum, and a single start is often a tenth worse than the
//! best. Starts are cheap on a coarse grid, and finer grids only have to tell the best few apart.

use std::num::NonZeroU8;

use kmeans_colors::get_kmeans;
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::cells::{Cells, Clusters, LabPlace};
use super::colors::{WeightedColor, coarse};
use super::point::Point;
use super::{Cluster, ClusterOptions};

/// One pass over the colors, folded into cells.
struct Resolution {
    /// Least number of cells, unless the photo has fewer colors.
    cells: usize,
    /// A run ends when no centroid moves farther than the root of this, in CIELAB.
    settled: f32,
    /// How far above the least inertia a run may be to go on to the next level.
    margin: f64,
    /// How many runs may go on.
    kept: usize,
}

/// Chosen for 8 clusters on twelve-megapixel photos, with `examples/wcss.rs` as the judge. Inertia on 1,200 cells
/// ranks optima wrongly when they differ by less than about a hundredth, on 8,000 by less than a
/// thousandth; one run in five comes near the best on photos of few colors.
const COARSE: Resolution = Resolution {
    cells: 1200,
    settled: 1e-2,
    margin: 0.02,
    kept: 6,
};
const FINER: [Resolution; 2] = [
    Resolution {
        cells: 8000,
        settled: 1e-3,
        margin: 0.002,
        kept: 2,
    },
    Resolution {
        cells: usize::MAX,
        settled: 1e-4,
        margin: 0.0,
        kept: 1,
    },
];

/// Starts on the coarse level.
const RESTARTS: usize = 64;

/// Iterations after which a run ends even if it has not settled. Photos take 10 to 60.
const MAX_ITERATIONS: usize = 300;

/// Two runs are one optimum if every centroid of one has a centroid of the other within this share
/// of the mean squared distance of a pixel from its centroid.
const SAME_OPTIMUM: f64 = 0.05;

/// The clusters of least inertia that were found, in no particular order; none of them is empty.
/// They are fewer than asked for if there are fewer colors.
pub(super) fn kmeans(colors: &[WeightedColor], options: &ClusterOptions) -> Vec<Cluster> {
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let cells = COARSE.points(colors);
    let mut runs = COARSE.best(restarts(&cells, options, &mut rng));
    for level in &FINER {
        let cells = Cells::of(&level.points(colors));
        let settled = runs
            .into_iter()
            .map(|run| level.settle(run.centroids, &cells, &mut rng));
        runs = level.best(settled.collect());
    }
    runs.first()
        .map_or_else(Vec::new, |run| clusters(colors, &run.centroids))
}

/// Independent runs.
fn restarts(points: &[Point], options: &ClusterOptions, rng: &mut ChaCha8Rng) -> Vec<Clustering> {
    let cells = Cells::of(points);
    let run = |_| {
        let centroids = start(points, options.clusters, rng.next_u64());
        COARSE.settle(centroids, &cells, rng)
    };
    (0..RESTARTS).map(run).collect()
}

/// Where one run starts: at centroids drawn by k-means++ (Arthur and Vassilvitskii, SODA 2007), after one
/// step of Lloyd's algorithm.
fn start(points: &[Point], count: NonZeroU8, seed: u64) -> Vec<LabPlace> {
    let first = get_kmeans(count.get().into(), 0, 0.0, false, points, seed);
    let centroids = first.centroids.iter();
    centroids.map(|centroid| centroid.place).collect()
}

/// Where the centroids of one run of k-means are.
struct Clustering {
    centroids: Vec<LabPlace>,
    /// Sum of the squared distances of all pixels from the nearest centroid.
    inertia: f64,
    /// Inertia per pixel.
    mean_square: f64,
}

impl Clustering {
    fn new(centroids: Vec<LabPlace>, cells: &Cells) -> Self {
        let inertia = cells.inertia(&centroids);
        Self {
            centroids,
            inertia,
            mean_square: inertia / cells.pixels(),
        }
    }

    fn is_same_optimum(&self, other: &Self) -> bool {
        let same = SAME_OPTIMUM * self.mean_square;
        let twin = |centroid: &LabPlace| {
            let mut others = other.centroids.iter();
            others.any(|other| f64::from(centroid.distance_squared(other)) <= same)
        };
        self.centroids.iter().all(twin)
    }
}

impl Resolution {
    fn points(&self, colors: &[WeightedColor]) -> Vec<Point> {
        let cells = coarse(colors, self.cells);
        cells.iter().map(Point::from).collect()
    }

    /// Lloyd's algorithm from the given centroids, which `get_kmeans` cannot start from. One that loses all
    /// its colors starts again at any of them.
    fn settle(
        &self,
        mut centroids: Vec<LabPlace>,
        cells: &Cells,
        rng: &mut ChaCha8Rng,
    ) -> Clustering {
        let mut clusters = Clusters::new(cells, centroids.len());
        for _ in 0..MAX_ITERATIONS {
            clusters.assign(&centroids);
            let mut farthest = 0.0_f32;
            for (centroid, mean) in centroids.iter_mut().zip(clusters.means()) {
                let moved = mean.unwrap_or_else(|| cells.place(rng.random_range(..cells.len())));
                farthest = farthest.max(moved.distance_squared(centroid));
                *centroid = moved;
            }
            if farthest <= self.settled {
                break;
            }
        }
        Clustering::new(centroids, cells)
    }

    /// The best distinct runs, best first. Without the distinction all would often be one optimum.
    fn best(&self, mut runs: Vec<Clustering>) -> Vec<Clustering> {
        runs.sort_by(|one, other| one.inertia.total_cmp(&other.inertia));
        let mut kept: Vec<Clustering> = Vec::new();
        for run in runs {
            let near = |best: &Clustering| run.inertia <= best.inertia * (1.0 + self.margin);
            if kept.len() < self.kept
                && kept.first().is_none_or(near)
                && !kept.iter().any(|other| run.is_same_optimum(other))
            {
                kept.push(run);
            }
        }
        kept
    }
}

/// The colors' clusters around the centroids, with means and shares in double precision.
fn clusters(colors: &[WeightedColor], centroids: &[LabPlace]) -> Vec<Cluster> {
    let points: Vec<Point> = colors.iter().map(Point::from).collect();
    let nearest = Cells::of(&points).nearest(centroids);
    let mut means: Vec<Option<WeightedColor>> = vec![None; centroids.len()];
    for (color, &index) in colors.iter().zip(&nearest) {
        if let Some(mean) = means.get_mut(index as usize) {
            match mean {
                Some(mean) => mean.absorb(color),
                None => *mean = Some(*color),
            }
        }
    }
    let total: f64 = colors.iter().map(|color| color.pixels).sum();
    let cluster = |mean: WeightedColor| Cluster {
        centroid: mean.lab,
        share: mean.pixels / total,
    };
    means.into_iter().flatten().map(cluster).collect()
}

#[cfg(test)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "channels are within 0 to 255"
)]
mod tests {
    use super::super::cells::tests::gray;
    use super::super::colors::tests::photo_of_307_200_colors;
    use super::super::colors::{colors, weighted};
    use super::super::counts::ColorCounts;
    use super::*;
    use crate::photo::Photo;
    use image::{Rgb, RgbImage};

    fn inertia(colors: &[WeightedColor], clusters: &[Cluster]) -> f64 {
        let distance = |color: &WeightedColor, cluster: &Cluster| {
            let away = cluster.centroid - color.lab;
            away.l * away.l + away.a * away.a + away.b * away.b
        };
        let nearest = |color: &WeightedColor| {
            let distances = clusters.iter().map(|cluster| distance(color, cluster));
            color.pixels * distances.fold(f64::INFINITY, f64::min)
        };
        colors.iter().map(nearest).sum()
    }

    /// Stubble over scalp under uneven light: some thousands of near colors, some of them frequent.
    fn colors_of_a_scalp() -> Vec<WeightedColor> {
        let pixels = RgbImage::from_fn(300, 300, |x, y| {
            let light = 0.7 + 0.3 * f64::from(x) / 300.0;
            let hair = f64::from((x * 7 + y * y * 13) % 16) / 40.0;
            let warmth = 1.0 - f64::from(y) / 3000.0;
            let channel = |skin: f64| (skin * light * (1.0 - hair)).round() as u8;
            Rgb([channel(193.0), channel(154.0 * warmth), channel(131.0)])
        });
        colors(&ColorCounts::of(&Photo::from_srgb(pixels).unwrap()))
    }

    #[test]
    fn no_single_run_on_all_colors_beats_the_result_by_a_thousandth() {
        const EXACT: Resolution = Resolution {
            settled: 0.0,
            ..FINER[1]
        };
        let colors = colors_of_a_scalp();
        let points: Vec<Point> = colors.iter().map(Point::from).collect();
        let cells = Cells::of(&points);
        for count in [2, 8, 20] {
            let options = ClusterOptions {
                clusters: count.try_into().unwrap(),
                ..ClusterOptions::default()
            };
            let found = inertia(&colors, &kmeans(&colors, &options));
            let mut rng = ChaCha8Rng::seed_from_u64(0);
            let single = |seed| {
                let centroids = start(&points, options.clusters, seed);
                EXACT.settle(centroids, &cells, &mut rng).inertia
            };
            let best = (0..30).map(single).fold(f64::INFINITY, f64::min);
            assert!(found <= 1.001 * best, "k {count}: {}", found / best);
        }
    }

    #[test]
    fn an_emptied_cluster_starts_again_at_a_color_of_the_photo() {
        let cells = Cells::at(&[(gray(20.0), 1.0), (gray(30.0), 2.0)]);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let run = COARSE.settle(vec![gray(25.0), gray(900.0)], &cells, &mut rng);
        let mut found = run.centroids;
        found.sort_by(|one, other| one.l.total_cmp(&other.l));
        assert_eq!(found, [20.0, 30.0].map(gray));
    }

    #[test]
    fn folding_300_000_colors_costs_less_than_a_thousandth() {
        let counts = ColorCounts::of(&photo_of_307_200_colors());
        let (all, folded): (Vec<_>, _) = (weighted(&counts.list()).collect(), colors(&counts));
        assert!(folded.len() < all.len());
        let options = ClusterOptions::default();
        let exact = inertia(&all, &kmeans(&all, &options));
        let from_folded = inertia(&all, &kmeans(&folded, &options));
        assert!(from_folded <= 1.001 * exact, "{}", from_folded / exact);
    }

    #[test]
    fn the_runs_that_go_on_are_distinct_and_the_best_comes_first() {
        let points = COARSE.points(&colors_of_a_scalp());
        let cells = Cells::of(&points);
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        let runs = restarts(&points, &ClusterOptions::default(), &mut rng);
        let least = runs
            .iter()
            .map(|run| run.inertia)
            .fold(f64::INFINITY, f64::min);
        let twice = |run: &Clustering| Clustering::new(run.centroids.clone(), &cells);
        let doubled: Vec<Clustering> = runs
            .iter()
            .map(twice)
            .chain(runs.iter().map(twice))
            .collect();
        let best = COARSE.best(doubled);
        assert!((1..=COARSE.kept).contains(&best.len()));
        assert!((best[0].inertia - least).abs() <= 0.0);
        for (index, run) in best.iter().enumerate() {
            assert!(
                best[..index]
                    .iter()
                    .all(|other| !run.is_same_optimum(other))
            );
        }
    }
}
