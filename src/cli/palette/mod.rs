//! The palette commands: new, use, list, show, check.

mod show;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use smpmatch::palette::Palette;

use crate::args::PaletteCommand;
use crate::config;
use crate::output::{Destination, complain};
use crate::printable::printable;
use crate::text::text;
use crate::whole;

/// Most bytes of a palette's file: ten thousand dilutions and what is observed of them.
const MOST_BYTES: u64 = 16 << 20;

/// The name of a new palette, for the artist to change.
const OWN_NAME: &str = "My ink";

/// Some palettes are not as the format asks.
const SOME_BAD: u8 = 1;

/// Runs a palette command.
pub(crate) fn run(command: &PaletteCommand) -> Result<ExitCode> {
    let trouble = || Destination::Stdout.trouble();
    let mut out = io::stdout().lock();
    match command {
        PaletteCommand::New { file, force } => {
            write(&own()?, file, *force)?;
        }
        PaletteCommand::Use { file } => {
            load(file.as_deref())?;
            let settings = config::use_palette(file.as_deref())?;
            writeln!(out, "{}", settings.display()).with_context(trouble)?;
        }
        PaletteCommand::List => {
            writeln!(out, "{} (built in)", Palette::generic().name()).with_context(trouble)?;
        }
        PaletteCommand::Show { file } => {
            show::palette(&load(file.as_deref())?, &mut out).with_context(trouble)?;
        }
        PaletteCommand::Check { files } => {
            let mut all_well = true;
            for file in files {
                match load(Some(file)) {
                    Ok(palette) => {
                        let count = palette.dilutions().len();
                        let name = printable(&file.to_string_lossy());
                        writeln!(out, "{name}: well formed, {count} dilutions")
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

/// The palette of a file, or the built-in one.
pub(crate) fn load(file: Option<&Path>) -> Result<Palette> {
    let Some(file) = file else {
        return Ok(Palette::generic());
    };
    let context = || format!("cannot use palette {}", file.display());
    let bytes = read(file).with_context(context)?;
    of_bytes(&bytes).with_context(context)
}

/// The palette that the bytes of a file hold.
pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Palette> {
    ensure!(
        bytes.len() as u64 <= MOST_BYTES,
        "it is longer than {} megabytes, and no palette is",
        MOST_BYTES >> 20
    );
    let text = text(bytes).ok();
    let text = text.context("found no text in UTF-8, expected a palette in JSON")?;
    Ok(Palette::from_json(&text)?)
}

/// The built-in palette for the artist to change.
fn own() -> Result<Palette> {
    let mut json = serde_json::to_value(Palette::generic())?;
    json["name"] = OWN_NAME.into();
    Ok(Palette::from_json(&json.to_string())?)
}

/// The bytes of a file, and no more than a palette may have and one; `-` is standard input.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin()
            .lock()
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)?;
    } else {
        File::open(file)?
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Writes a palette to a file that is not there yet, or may be written over; `-` is standard output.
pub(crate) fn write(palette: &Palette, to: &Path, is_forced: bool) -> Result<()> {
    let json = palette.to_json()?;
    if to.as_os_str() == "-" {
        let trouble = || Destination::Stdout.trouble();
        return io::stdout()
            .write_all(json.as_bytes())
            .with_context(trouble);
    }
    ensure!(
        is_forced || !to.exists(),
        "{} is there already: --force writes over it",
        to.display()
    );
    let trouble = || format!("cannot write {}", to.display());
    whole::write(to, json.as_bytes()).with_context(trouble)
}

/// Writes a palette in place of the one that was read.
pub(crate) fn replace(palette: &Palette, path: &Path) -> Result<()> {
    let trouble = || format!("cannot write {}", path.display());
    whole::write(path, palette.to_json()?.as_bytes()).with_context(trouble)
}
