//! The arguments of `calibrate`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use smpmatch::region::Region;

use super::reference::ReferenceArgs;
use crate::values;

#[derive(Debug, Subcommand)]
pub(crate) enum CalibrateCommand {
    /// Write a palette with the colors of the cells of a strip.
    Strip(StripArgs),
    /// Fit the strength of the ink to a healed dot; best with a shade between 4 and 10.
    Healed(HealedArgs),
    /// Let a palette learn from a dot of your work: its colors are kept, the photo is not.
    Add(AddArgs),
    /// Take an observation out of a palette.
    Remove(RemoveArgs),
}

#[derive(Debug, Args)]
pub(crate) struct StripArgs {
    /// Photo of the strip, best with a gray card in it.
    pub(crate) photo: PathBuf,
    /// The strip: all its cells together, of one size.
    #[arg(long, value_name = "BOX")]
    pub(crate) strip: Region,
    /// Parts of water of each cell, from left to right or from top to bottom.
    #[arg(long, value_name = "N,N,...", required = true, value_delimiter = ',',
          value_parser = values::shade)]
    pub(crate) strip_shades: Vec<f64>,
    #[command(flatten)]
    pub(crate) light: ReferenceArgs,
    #[command(flatten)]
    pub(crate) to: PaletteOutput,
}

/// A dot in a photo.
#[derive(Debug, Args)]
pub(crate) struct DotArgs {
    /// Photo of the dot and the skin beside it, best with a gray card in it.
    pub(crate) photo: PathBuf,
    /// The inside of the dot.
    #[arg(long, value_name = "BOX")]
    pub(crate) dot: Region,
    /// Bare skin beside the dot.
    #[arg(long, value_name = "BOX")]
    pub(crate) skin: Region,
    /// Parts of water to 1 part of pigment in the dot.
    #[arg(long, value_name = "N", value_parser = values::shade)]
    pub(crate) shade: f64,
}

#[derive(Debug, Args)]
pub(crate) struct HealedArgs {
    #[command(flatten)]
    pub(crate) dot: DotArgs,
    /// Palette whose dilutions to keep; without it those of the one in use, at first the built-in.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) palette: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) light: ReferenceArgs,
    #[command(flatten)]
    pub(crate) to: PaletteOutput,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Palette that learns; a file that does not exist is created, with the built-in dilutions.
    pub(crate) palette: PathBuf,
    #[command(flatten)]
    pub(crate) dot: DotArgs,
    /// How long it has healed: days, months or years since the session such as 60d, 3m, 1y.
    #[arg(long, value_name = "AGE", value_parser = values::age_days)]
    pub(crate) healed: f64,
    /// Diameter of the dot in mm, 0.1 to 1.
    #[arg(long, value_name = "MM", default_value_t = 0.30, value_parser = values::millimeters::<100, 1000>)]
    pub(crate) dot_mm: f64,
    /// What to recognize the observation by, in your own words.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    #[command(flatten)]
    pub(crate) light: ReferenceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// Palette to take it out of.
    pub(crate) palette: PathBuf,
    /// Number of the observation, as palette show lists it.
    #[arg(value_name = "N")]
    pub(crate) number: NonZeroUsize,
}

#[derive(Debug, Args)]
pub(crate) struct PaletteOutput {
    /// File for the palette; - for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Write over the file if it exists.
    #[arg(long)]
    pub(crate) force: bool,
}
