//! Renders photos of scalps whose colors and hair zone are exactly known.
//!
//! `cargo run --release --example render -- --samples` writes the shipped `samples/` anew;
//! with `--out DIR --count N` it fills a folder with photos drawn by chance, to measure by.

mod body;
mod client;
#[path = "../truth/client.rs"]
mod client_truth;
mod coat;
mod develop;
mod growth;
mod noise;
mod people;
mod picture;
mod plane;
mod prop;
mod sampler;
mod scene;
mod showcase;
mod skin;
mod treated;
#[path = "../truth/mod.rs"]
mod truth;
mod zone;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Parser;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::picture::render;
use crate::sampler::{Cast, sample};
use crate::scene::Scene;
use crate::truth::{PhotoTruth, Truth};

const NOTE: &str = "Rendered by examples/render, not photographed. Lab is CIELAB D65, 2 degree \
                    observer, under neutral light; gains are what the camera made of that light.";

/// Renders photos of scalps with exactly known colors.
#[derive(Debug, Parser)]
struct Args {
    /// Write the shipped samples to samples/ and stop.
    #[arg(long, conflicts_with_all = ["out", "count", "seed", "light", "size", "clients"])]
    samples: bool,
    /// Folder to write to.
    #[arg(long, value_name = "DIR", required_unless_present = "samples")]
    out: Option<PathBuf>,
    /// Photos to render.
    #[arg(long, default_value_t = 20)]
    count: u32,
    /// Seed of the first photo; the next one is that of the second.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Light over the photos.
    #[arg(long, value_enum, default_value_t = Cast::Neutral)]
    light: Cast,
    /// Draw clients instead, each four times in a folder of its own and once badly beside it.
    #[arg(long, requires = "out")]
    clients: bool,
    /// Longest side in pixels.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(200..=8000))]
    size: u32,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    match &args.out {
        Some(folder) if args.clients => {
            let seeds = (args.seed..).take(args.count as usize);
            client::write_all(folder, seeds, args.size)
        }
        Some(folder) => write_all(folder, drawn(&args)),
        None => write_all(Path::new("samples"), showcase::scenes().into_iter()),
    }
}

/// Scenes drawn by chance, each from a seed of its own so that it does not depend on `--count`.
fn drawn(args: &Args) -> impl Iterator<Item = (String, Scene)> {
    let Args {
        seed, light, size, ..
    } = *args;
    (seed..).take(args.count as usize).map(move |seed| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        (format!("scalp-{seed:05}"), sample(size, light, &mut rng))
    })
}

fn write_all(folder: &Path, scenes: impl Iterator<Item = (String, Scene)>) -> anyhow::Result<()> {
    fs::create_dir_all(folder.join("masks"))
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let photos = scenes
        .map(|(name, scene)| write(folder, &name, &scene))
        .collect::<anyhow::Result<_>>()?;
    let truth = Truth {
        note: NOTE.to_owned(),
        photos,
    };
    let json = serde_json::to_string_pretty(&truth)? + "\n";
    fs::write(folder.join("truth.json"), json).context("cannot write truth.json")
}

fn write(folder: &Path, name: &str, scene: &Scene) -> anyhow::Result<PhotoTruth> {
    let photo = format!("{name}.jpg");
    let picture = render(scene, &photo)?;
    fs::write(folder.join(&photo), &picture.jpeg)
        .with_context(|| format!("cannot write {photo}"))?;
    let mask = format!("masks/{name}.png");
    picture
        .mask
        .save(folder.join(&mask))
        .with_context(|| format!("cannot write {mask}"))?;
    Ok(picture.truth)
}
