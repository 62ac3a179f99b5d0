//! Shell completions, manual pages, schemas, and what a person sees who types nothing but the name.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::{Cli, SchemaOf};
use crate::output::Destination;

const FIRST_STEPS: &str = "\
smpmatch ranks the dilutions of your carbon pigment by how each will look,
healed, in the skin of the client on a photo.

  smpmatch photo.jpg                         the shade, and how to mix it
  smpmatch --overlay check.png photo.jpg     see where hair and skin were read
  smpmatch -o client.html photo.jpg          a page to show or to print

Your own ink: smpmatch palette new my-ink.json. All options: smpmatch --help.
";

/// Prints the completions of a shell.
pub(crate) fn completions(shell: Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "smpmatch", &mut script);
    print(&script)
}

/// Prints the manual page of the program, or of the command that the words name.
pub(crate) fn page(words: &[String]) -> Result<ExitCode> {
    let mut program = Cli::command();
    program.build();
    let command = words.iter().try_fold(&program, |command, word| {
        let named = command.find_subcommand(word);
        named.with_context(|| format!("'{}' is no command of smpmatch", words.join(" ")))
    })?;
    let mut page = Vec::new();
    let source = format!("smpmatch {}", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).render(&mut page)?;
    print(&page)
}

/// Prints the JSON Schema of what the program writes or reads.
pub(crate) fn schema(of: SchemaOf) -> Result<ExitCode> {
    print(match of {
        SchemaOf::Report => include_bytes!("../report/report.schema.json"),
        SchemaOf::Comparison => include_bytes!("../report/comparison.schema.json"),
        SchemaOf::Palette => include_bytes!("../../palettes/palette.schema.json"),
    })
}

/// Prints what to begin with.
pub(crate) fn first_steps() -> Result<ExitCode> {
    print(FIRST_STEPS.as_bytes())
}

fn print(bytes: &[u8]) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .with_context(|| Destination::Stdout.trouble())?;
    Ok(ExitCode::SUCCESS)
}
