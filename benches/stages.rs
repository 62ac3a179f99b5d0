//! What each stage takes on a sample photo: `cargo bench`; on another photo:
//! `SMPMATCH_PHOTO=photo.jpg cargo bench`.
#![allow(
    clippy::unwrap_used,
    reason = "a bench stops where its sample cannot be read"
)]

use std::env;
use std::fs;

use divan::Bencher;
use smpmatch::analysis::{AnalyzeOptions, analyze};
use smpmatch::cluster::{ClusterOptions, cluster};
use smpmatch::color::Lab;
use smpmatch::head::{Head, Noise};
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::rank::{RankOptions, rank};
use smpmatch::segment::segment;
use smpmatch::skin::Skin;

const SAMPLE: &[u8] = include_bytes!("../samples/stubble-light.jpg");
const FAIR: Lab = Lab::new(65.5, 9.5, 14.5);
const BLACK: Lab = Lab::new(15.0, 0.0, 0.0);

fn main() {
    divan::main();
}

fn bytes() -> Vec<u8> {
    env::var_os("SMPMATCH_PHOTO").map_or(SAMPLE.to_vec(), |path| fs::read(path).unwrap())
}

fn sample() -> Photo {
    Photo::from_bytes(&bytes(), &Limits::default()).unwrap()
}

#[divan::bench]
fn decode(bencher: Bencher) {
    let bytes = bytes();
    bencher.bench_local(|| Photo::from_bytes(&bytes, &Limits::default()));
}

#[divan::bench]
fn find_dominant_colors(bencher: Bencher) {
    let photo = sample();
    bencher.bench_local(|| cluster(&photo, &ClusterOptions::default()));
}

#[divan::bench]
fn find_hair(bencher: Bencher) {
    let photo = sample();
    bencher.bench_local(|| segment(&photo));
}

/// All from the decoded photo to hair and skin.
#[divan::bench]
fn find_and_measure(bencher: Bencher) {
    let (photo, options) = (sample(), AnalyzeOptions::default());
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
