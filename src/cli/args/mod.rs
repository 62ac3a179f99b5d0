//! The command line as it is typed.

mod analyze;
mod calibrate;
mod compare;
mod outlook;
mod reference;

use std::path::PathBuf;

use clap::{Arg, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use analyze::{AnalyzeArgs, Format, OutputArgs, PhotosArgs};
pub(crate) use calibrate::{CalibrateCommand, HealedArgs, PaletteOutput, StripArgs};
pub(crate) use compare::{CompareArgs, CompareFormat, VisitArgs};
pub(crate) use reference::{ChartCorners, ReferenceArgs};

const EXAMPLES: &str = "\
Examples:
  smpmatch photo.jpg                         rank the generic carbon ladder
  smpmatch -p my-ink.json photo.jpg          rank your own dilutions
  smpmatch --hair 40%,10%,20%,15% photo.jpg  measure the hair in this box
  smpmatch --card auto photo.jpg             correct the light by a gray card in the photo
  smpmatch -f html -o client.html photo.jpg  a page to show the client, or to print
  smpmatch -f csv -o clients.csv photos/     a table of a folder of photos
  smpmatch compare healed.jpg now.jpg        what has changed between two visits
  find . -name '*.jpg' | smpmatch --files-from - -f jsonl
  smpmatch --resume -o clients.jsonl photos/ go on with a run that was cut short

Exit status: 0 every photo was analyzed; 1 some were not, each named in the report; 2 the run
could not start or an output could not be written; 130 it was interrupted.";

#[cfg(feature = "heic")]
const VERSION_AND_FEATURES: &str = concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: cli, heic");
#[cfg(not(feature = "heic"))]
const VERSION_AND_FEATURES: &str = concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: cli");

/// Ranks carbon pigment dilutions for scalp micropigmentation from a photo of hair and scalp.
#[derive(Debug, Parser)]
#[command(
    version,
    long_version = VERSION_AND_FEATURES,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) analyze: AnalyzeArgs,
    /// When to use colors: `NO_COLOR` and `CLICOLOR_FORCE` hold for auto.
    #[arg(
        long,
        value_name = "WHEN",
        default_value_t,
        global = true,
        hide_possible_values = false
    )]
    pub(crate) color: ColorChoice,
}

impl Cli {
    /// The command line as it was typed; ends the program where it cannot be meant.
    pub(crate) fn typed() -> Self {
        let typed = with_negative_numbers(Self::command()).get_matches();
        Self::from_arg_matches(&typed).unwrap_or_else(|error| error.exit())
    }
}

/// No option takes a negative number, but each says what it expects instead: without this it would be
/// called an unknown option.
fn with_negative_numbers(command: clap::Command) -> clap::Command {
    let allowed = |arg: Arg| {
        let takes_value = arg.get_action().takes_values() && !arg.is_positional();
        arg.allow_negative_numbers(takes_value)
    };
    command
        .mut_args(allowed)
        .mut_subcommands(with_negative_numbers)
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a palette of your own ink: of a strip of dilutions, or of a healed dot.
    #[command(subcommand)]
    Calibrate(Box<CalibrateCommand>),
    /// Compare two visits of one client: what has changed, how far dots have faded, which shade to touch
    /// up with.
    Compare(Box<CompareArgs>),
    /// List, show or check palettes.
    #[command(subcommand)]
    Palette(PaletteCommand),
    /// Print the completions of a shell.
    Completions {
        /// Shell that they are for.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PaletteCommand {
    /// List the built-in palettes.
    List,
    /// Show the dilutions of a palette; the built-in one without FILE.
    Show {
        /// Palette to show.
        file: Option<PathBuf>,
    },
    /// Check palettes against the format.
    Check {
        /// Palettes to check.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}
