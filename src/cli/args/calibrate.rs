//! The arguments of `calibrate`.

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

#[derive(Debug, Args)]
pub(crate) struct HealedArgs {
    /// Photo of the healed dot and the skin beside it, best with a gray card in it.
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
    /// Palette whose dilutions to keep; without it those of the one in use, at first the built-in.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) palette: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) light: ReferenceArgs,
    #[command(flatten)]
    pub(crate) to: PaletteOutput,
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
