//! The `smpmatch` program: photos in, a report out.

mod analyze;
mod args;
mod batch;
mod calibrate;
mod compare;
mod digest;
mod drawings;
mod folder;
mod input;
mod list;
mod manual;
mod output;
mod palette;
mod progress;
mod resume;
mod telling;
mod typo;
mod values;

use std::io;
use std::process::ExitCode;

use anyhow::Error;

use crate::args::{Cli, Command};

/// The run could not start, or could not write: usage, palette, output.
const COULD_NOT_START: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::typed();
    let outcome = match &cli.command {
        Some(Command::Calibrate(command)) => calibrate::run(command),
        Some(Command::Compare(args)) => compare::run(args, cli.color),
        Some(Command::Palette(command)) => palette::run(command),
        Some(Command::Completions { shell }) => manual::completions(*shell),
        Some(Command::Man) => manual::page(),
        None => analyze::run(&cli.analyze, cli.color),
    };
    match outcome {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::from(COULD_NOT_START)
        }
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
