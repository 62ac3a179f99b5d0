//! Scores answers about clients in several photos against those from the single photos.
//!
//! `cargo run --release --example clients -- DIR`, where DIR is what `--example render -- --clients`
//! writes. Each client is answered twice: by four good photos, and with a bad one in the place of one.

#[path = "../accuracy/choice.rs"]
mod choice;
mod score;
mod table;
#[path = "../truth/client.rs"]
mod truth;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;

use crate::score::{Score, score};
use crate::truth::ClientTruths;

/// Scores answers about clients in several photos.
#[derive(Debug, Parser)]
struct Args {
    /// Folder of clients with clients.json.
    folder: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let folder = Args::parse().folder;
    let json = fs::read(folder.join("clients.json")).context("cannot read clients.json")?;
    let truths: ClientTruths = serde_json::from_slice(&json).context("cannot use clients.json")?;
    let scores = truths
        .clients
        .iter()
        .map(|truth| {
            score(&folder, truth).with_context(|| format!("cannot score {}", truth.client))
        })
        .collect::<anyhow::Result<Vec<Score>>>()?;
    let tables = [
        table::shades(&scores),
        table::probabilities(&scores),
        table::set_aside(&scores),
    ];
    io::stdout().write_all(tables.join("\n").as_bytes())?;
    Ok(())
}
