//! The palette commands: list, show, check.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use smpmatch::palette::Palette;

use crate::args::PaletteCommand;
use crate::output::{Destination, complain};

/// Some palettes are not as the format asks.
const SOME_BAD: u8 = 1;

/// Runs a palette command.
pub(crate) fn run(command: &PaletteCommand) -> Result<ExitCode> {
    let trouble = || Destination::Stdout.trouble();
    let mut out = io::stdout().lock();
    match command {
        PaletteCommand::List => {
            writeln!(out, "{} (built in)", Palette::generic().name()).with_context(trouble)?;
        }
        PaletteCommand::Show { file } => {
            show(&load(file.as_deref())?, &mut out).with_context(trouble)?;
        }
        PaletteCommand::Check { files } => {
            let mut all_well = true;
            for file in files {
                match load(Some(file)) {
                    Ok(palette) => {
                        let count = palette.dilutions().len();
                        writeln!(out, "{}: well formed, {count} dilutions", file.display())
                            .with_context(trouble)?;
                    }
                    Err(error) => {
                        all_well = false;
                        complain(&format!("{error:#}"));
                    }
                }
            }
            if !all_well {
                return Ok(ExitCode::from(SOME_BAD));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(palette: &Palette, out: &mut impl Write) -> io::Result<()> {
    let ink = palette.ink();
    writeln!(out, "{}", palette.name())?;
    writeln!(
        out,
        "ink strength {} ({})",
        ink.strength,
        ink.strength_source.name()
    )?;
    for dilution in palette.dilutions() {
        let (shade, water, pigment) = (
            &dilution.shade,
            dilution.water_parts,
            dilution.pigment_parts,
        );
        writeln!(out, "  {shade:<10} {water:>5} water : {pigment} pigment")?;
    }
    Ok(())
}

/// The palette of a file, or the built-in one.
pub(crate) fn load(file: Option<&Path>) -> Result<Palette> {
    let Some(file) = file else {
        return Ok(Palette::generic());
    };
    let context = || format!("cannot use palette {}", file.display());
    let bytes = fs::read(file).with_context(context)?;
    let text = String::from_utf8(bytes).ok();
    let text = text.context("found no text in UTF-8, expected a palette in JSON");
    Palette::from_json(&text.with_context(context)?).with_context(context)
}
