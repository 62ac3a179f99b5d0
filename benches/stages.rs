//! What each stage takes on a sample photo of 0.3, 1, 12 and 48 megapixels: `cargo bench`; on another
//! photo: `SMPMATCH_PHOTO=photo.jpg cargo bench`.
#![allow(
    clippy::unwrap_used,
    reason = "a bench stops where its sample cannot be read"
)]

use std::env;
use std::fs;

use divan::Bencher;
use image::imageops::{FilterType, resize};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use smpmatch::analysis::{AnalyzeOptions, Effort, analyze};
use smpmatch::cluster::{ClusterOptions, cluster};
use smpmatch::color::Lab;
use smpmatch::head::{Head, Noise};
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::rank::{RankOptions, rank};
use smpmatch::segment::segment;
use smpmatch::skin::Skin;
use smpmatch::threads::Threads;

const SAMPLE: &[u8] = include_bytes!("../samples/stubble-light.jpg");
const MEGAPIXELS: [f64; 4] = [0.3, 1.0, 12.0, 48.0];
const FAIR: Lab = Lab::new(65.5, 9.5, 14.5);
const BLACK: Lab = Lab::new(15.0, 0.0, 0.0);

fn main() {
    divan::main();
}

/// The sample photo at a size.
fn photo(megapixels: f64) -> Photo {
    let bytes =
        env::var_os("SMPMATCH_PHOTO").map_or(SAMPLE.to_vec(), |path| fs::read(path).unwrap());
    let stored = Photo::from_bytes(&bytes, &Limits::default()).unwrap();
    let (width, height) = (f64::from(stored.width()), f64::from(stored.height()));
    let scale = (megapixels * 1e6 / (width * height)).sqrt();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sides of a photo"
    )]
    let [width, height] = [width, height].map(|side| (side * scale).round() as u32);
    Photo::from_srgb(resize(stored.pixels(), width, height, FilterType::Triangle)).unwrap()
}

/// As phones write it: with subsampled color.
fn jpeg(photo: &Photo) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 92);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let [width, height] = [photo.width(), photo.height()].map(|side| side.try_into().unwrap());
    encoder
        .encode(photo.pixels().as_raw(), width, height, ColorType::Rgb)
        .unwrap();
    bytes
}

#[divan::bench(args = MEGAPIXELS)]
fn decode(bencher: Bencher, megapixels: f64) {
    let bytes = jpeg(&photo(megapixels));
    bencher.bench_local(|| Photo::from_bytes(&bytes, &Limits::default()));
}

#[divan::bench(args = MEGAPIXELS)]
fn find_dominant_colors(bencher: Bencher, megapixels: f64) {
    let photo = photo(megapixels);
    bencher.bench_local(|| cluster(&photo, &ClusterOptions::default()));
}

#[divan::bench(args = MEGAPIXELS)]
fn find_hair(bencher: Bencher, megapixels: f64) {
    let photo = photo(megapixels);
    bencher.bench_local(|| segment(&photo));
}

/// All from the decoded photo to hair and skin.
#[divan::bench(args = MEGAPIXELS)]
fn find_and_measure(bencher: Bencher, megapixels: f64) {
    bench_analyze(bencher, megapixels, Threads::One);
}

/// The same as a person waits for it.
#[divan::bench(args = MEGAPIXELS)]
fn find_and_measure_on_two_threads(bencher: Bencher, megapixels: f64) {
    bench_analyze(bencher, megapixels, Threads::Two);
}

fn bench_analyze(bencher: Bencher, megapixels: f64, threads: Threads) {
    let effort = Effort {
        is_alone: true,
        threads,
    };
    let options = AnalyzeOptions {
        effort,
        ..AnalyzeOptions::default()
    };
    let photo = photo(megapixels);
    bencher.bench_local(|| analyze(&photo, &options));
}

#[divan::bench]
fn fit_skin() -> Skin {
    Skin::fit(divan::black_box(FAIR))
}

#[divan::bench]
fn rank_dilutions(bencher: Bencher) {
    let head = Head {
        hair: BLACK,
        seen_hair: BLACK,
        zone: None,
        skin: FAIR,
        noise: Noise::INSTRUMENT,
        tones: None,
    };
    let (palette, options) = (Palette::generic(), RankOptions::default());
    bencher.bench_local(|| rank(divan::black_box(&head), &palette, &options));
}
