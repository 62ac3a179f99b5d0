//! Measures how near the clusters of photos come to the best that k-means can find.
//!
//! The yardstick shares no code with the library's clustering: all distinct colors of the photo,
//! unfolded and in double precision, are clustered by many independent runs of weighted k-means++,
//! and the least sum of squared distances (WCSS) of any run is the reference.
//!
//! ```text
//! cargo run --release --example wcss -- [--runs N] [--clusters K] PHOTO...
//! ```

#![expect(clippy::print_stdout, reason = "the table it prints is what it is for")]

use std::error::Error;
use std::num::NonZeroU8;
use std::time::Instant;

use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smpmatch::cluster::{ClusterOptions, cluster};
use smpmatch::color::{Lab, Srgb8, lab_from_srgb8};
use smpmatch::photo::Photo;

struct Arguments {
    runs: u64,
    clusters: NonZeroU8,
    photos: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    println!("decode_ms cluster_ms distinct       wcss  reference  ratio photo");
    for path in &arguments.photos {
        println!("{}", measure(path, &arguments)?);
    }
    Ok(())
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut found = Arguments {
        runs: 50,
        clusters: ClusterOptions::default().clusters,
        photos: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().ok_or_else(|| format!("{word} needs a number"));
        match word.as_str() {
            "--runs" => found.runs = number()?.parse()?,
            "--clusters" => found.clusters = number()?.parse()?,
            _ => found.photos.push(word),
        }
    }
    Ok(found)
}

fn measure(path: &str, arguments: &Arguments) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let start = Instant::now();
    let pixels = image::load_from_memory(&bytes)?.into_rgb8();
    let decode = start.elapsed();
    let photo = Photo::from_srgb(pixels)?;
    let options = ClusterOptions {
        clusters: arguments.clusters,
        ..ClusterOptions::default()
    };
    let start = Instant::now();
    let clusters = cluster(&photo, &options)?;
    let clustering = start.elapsed();

    let colors = distinct(&photo);
    let centroids: Vec<Lab> = clusters.iter().map(|cluster| cluster.centroid).collect();
    let wcss = wcss(&colors, &centroids);
    let reference = (0..arguments.runs)
        .map(|seed| reference_run(&colors, arguments.clusters, seed))
        .fold(f64::INFINITY, f64::min);
    Ok(format!(
        "{:9.1} {:10.1} {:8} {wcss:10.4e} {reference:10.4e} {:6.4} {path}",
        decode.as_secs_f64() * 1e3,
        clustering.as_secs_f64() * 1e3,
        colors.len(),
        wcss / reference,
    ))
}

/// The distinct colors of the photo with their numbers of pixels.
fn distinct(photo: &Photo) -> Vec<(Lab, f64)> {
    let mut pixels: Vec<[u8; 3]> = photo.pixels().pixels().map(|pixel| pixel.0).collect();
    pixels.sort_unstable();
    pixels
        .chunk_by(|one, other| one == other)
        .map(|same| {
            let [red, green, blue] = same[0];
            let lab = lab_from_srgb8(Srgb8::new(red, green, blue));
            (lab, same.iter().map(|_| 1.0).sum())
        })
        .collect()
}

/// One run of weighted k-means++ (Arthur and Vassilvitskii 2007) to convergence.
fn reference_run(colors: &[(Lab, f64)], clusters: NonZeroU8, seed: u64) -> f64 {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut centroids = seeds(colors, clusters, &mut rng);
    let mut last = step(colors, &mut centroids);
    loop {
        let now = step(colors, &mut centroids);
        if last - now <= last * 1e-9 {
            return now;
        }
        last = now;
    }
}

fn seeds(colors: &[(Lab, f64)], clusters: NonZeroU8, rng: &mut impl Rng) -> Vec<Lab> {
    let mut centroids = Vec::new();
    let mut weights: Vec<f64> = colors.iter().map(|(_, pixels)| *pixels).collect();
    while let (true, Ok(lottery)) = (
        centroids.len() < usize::from(clusters.get()),
        WeightedIndex::new(&weights),
    ) {
        centroids.push(colors[lottery.sample(rng)].0);
        for (weight, (lab, pixels)) in weights.iter_mut().zip(colors) {
            *weight = pixels * nearest(*lab, &centroids).1;
        }
    }
    centroids
}

/// Moves the centroids to the means of their colors; returns the sum of squares before the move.
fn step(colors: &[(Lab, f64)], centroids: &mut [Lab]) -> f64 {
    let mut sums = vec![(Lab::new(0.0, 0.0, 0.0), 0.0); centroids.len()];
    let mut squares = 0.0;
    for (lab, pixels) in colors {
        let (index, square) = nearest(*lab, centroids);
        squares += pixels * square;
        sums[index].0 += *lab * *pixels;
        sums[index].1 += pixels;
    }
    for (centroid, (sum, pixels)) in centroids.iter_mut().zip(sums) {
        if pixels > 0.0 {
            *centroid = sum / pixels;
        }
    }
    squares
}

fn wcss(colors: &[(Lab, f64)], centroids: &[Lab]) -> f64 {
    colors
        .iter()
        .map(|(lab, pixels)| pixels * nearest(*lab, centroids).1)
        .sum()
}

/// The nearest centroid and its squared distance.
fn nearest(lab: Lab, centroids: &[Lab]) -> (usize, f64) {
    let mut least = (0, f64::INFINITY);
    for (index, centroid) in centroids.iter().enumerate() {
        let (l, a, b) = (lab.l - centroid.l, lab.a - centroid.a, lab.b - centroid.b);
        let square = l * l + a * a + b * b;
        if square < least.1 {
            least = (index, square);
        }
    }
    least
}
