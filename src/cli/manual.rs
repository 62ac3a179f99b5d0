//! Shell completions and the manual page, made from the command line itself.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Cli;
use crate::output::Destination;

/// Prints the completions of a shell.
pub(crate) fn completions(shell: Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "smpmatch", &mut script);
    print(&script)
}

/// Prints the manual page.
pub(crate) fn page() -> Result<ExitCode> {
    let mut page = Vec::new();
    Man::new(Cli::command()).render(&mut page)?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .with_context(|| Destination::Stdout.trouble())?;
    Ok(ExitCode::SUCCESS)
}
