//! The `smpmatch` program: photos in, a report out.

mod analyze;
mod args;
mod batch;
mod calibrate;
mod clients;
mod compare;
mod config;
mod digest;
mod drawings;
mod folder;
mod guard;
mod input;
mod likeness;
mod line;
mod list;
mod manual;
#[cfg(feature = "page")]
mod open;
mod output;
mod palette;
mod printable;
mod progress;
mod resume;
mod run;
mod settings;
mod tally;
mod telling;
mod text;
mod timeout;
mod typo;
mod values;
mod whole;

use std::env;
use std::io;
use std::process::ExitCode;

use anyhow::{Error, Result};

use crate::args::{Cli, Command};

/// The run could not start, or could not write: usage, palette, output.
const COULD_NOT_START: u8 = 2;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::from(COULD_NOT_START)
        }
    }
}

fn run() -> Result<ExitCode> {
    if env::args_os().len() < 2 {
        return manual::first_steps();
    }
    let cli = Cli::typed()?;
    match &cli.command {
        Some(Command::Calibrate(command)) => calibrate::run(command),
        Some(Command::Compare(args)) => compare::run(args, cli.color),
        Some(Command::Palette(command)) => palette::run(command),
        #[cfg(feature = "page")]
        Some(Command::Open(args)) => open::run(args, cli.no_config),
        Some(Command::Config(command)) => config::run(command, cli.no_config),
        Some(Command::Schema { of }) => manual::schema(*of),
        Some(Command::Completions { shell }) => manual::completions(*shell),
        Some(Command::Man { command }) => manual::page(command),
        None => analyze::run(&cli.analyze, cli.color),
    }
}

/// A reader such as `head` that has seen enough is no error.
fn is_closed_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
