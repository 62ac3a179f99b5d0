//! Scores the program on a folder of photos whose hair zone or colors are known.
//!
//! `cargo run --release --example accuracy -- DIR [--sheet FILE.png]`, where photos `X.jpg` come
//! with a mask (`masks/X.png` or `X.hair.png`), an entry in `truth.json`, or both. Zones and colors
//! are compared at 384 pixels on the longest side. True colors are taken in the photo's own light,
//! since nothing in the photo but a gray card tells what neutral light would show.
//!
//! A folder of sharp close-ups, whose `truth.json` has `items` with boxes of hair and of skin and the
//! color of the hair's core, is scored as seen from farther and farther away instead, with the boxes
//! given.

mod answer;
mod bitmap;
mod choice;
mod closeup;
mod gallery;
mod mask;
mod score;
mod sheet;
mod statistics;
mod table;
#[path = "../truth/mod.rs"]
mod truth;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::Parser;
use image::RgbImage;

use crate::answer::answer;
use crate::closeup::Reading;
use crate::gallery::Exhibit;
use crate::mask::{Mask, shrunk};
use crate::score::{Known, Score, score};
use crate::sheet::{overlay, sheet};

/// Scores the program on a folder of photos with known hair zones or colors.
#[derive(Debug, Parser)]
struct Args {
    /// Folder of photos X.jpg with masks/X.png, X.hair.png or a truth.json.
    folder: PathBuf,
    /// Write a contact sheet of all answers, worst first: found hair in red, true zone in green.
    #[arg(long, value_name = "FILE.png")]
    sheet: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if let Some(closeups) = closeup::open(&args.folder) {
        let readings = closeups
            .items
            .iter()
            .map(|item| closeup::read(&args.folder, item));
        let readings: Vec<Vec<Reading>> = readings.collect::<anyhow::Result<_>>()?;
        io::stdout().write_all(table::closeups(&readings.concat()).as_bytes())?;
        return Ok(());
    }
    let mut results = gallery::open(&args.folder)?
        .iter()
        .map(|exhibit| {
            judge(exhibit).with_context(|| format!("cannot score {}", exhibit.photo.display()))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    results.sort_by(|(_, one, _), (_, other, _)| other.badness.total_cmp(&one.badness));
    let mut scores = Vec::new();
    let mut pictures = Vec::new();
    for (name, score, picture) in results {
        scores.push((name, score));
        pictures.push(picture);
    }
    let all: Vec<&Score> = scores.iter().map(|(_, score)| score).collect();
    let tables = [
        table::photos(&scores),
        table::summary(&all),
        table::findings(&all),
        table::choices(&all),
    ];
    io::stdout().write_all(tables.join("\n").as_bytes())?;
    if let Some(path) = args.sheet {
        sheet(&pictures)
            .save(&path)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The photo's name, its score and its picture for the sheet.
fn judge(exhibit: &Exhibit) -> anyhow::Result<(String, Score, RgbImage)> {
    let (photo, answer) = answer(&fs::read(&exhibit.photo)?)?;
    let mask = exhibit.mask()?;
    if let Some(mask) = &mask {
        let size = photo.pixels().dimensions();
        ensure!(
            mask.dimensions() == size,
            "the mask has {:?} pixels, the upright photo {size:?}",
            mask.dimensions()
        );
    }
    let known = Known {
        zone: mask.as_ref().map(Mask::from_image),
        truth: exhibit.truth.clone(),
    };
    let shrunk = shrunk(photo.pixels());
    let score = score(&shrunk, &answer, &known);
    let picture = overlay(&shrunk, &answer.zone, known.zone.as_ref());
    Ok((exhibit.name.clone(), score, picture))
}
