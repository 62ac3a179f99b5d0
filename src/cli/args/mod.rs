//! The command line as it is typed.

mod analyze;
mod calibrate;
mod compare;
#[cfg(feature = "page")]
mod open;
mod options;
mod outlook;
mod page;
mod reference;

use std::path::PathBuf;

use anyhow::Result;
use clap::parser::ValueSource;
use clap::{
    Arg, ArgMatches, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
};
use clap_complete::Shell;

pub(crate) use analyze::{AnalyzeArgs, OutputArgs, PhotosArgs, ReportFormat};
pub(crate) use calibrate::{
    AddArgs, CalibrateCommand, DotArgs, HealedArgs, PaletteOutput, RemoveArgs, StripArgs,
};
pub(crate) use compare::{CompareArgs, CompareFormat, VisitArgs};
#[cfg(feature = "page")]
pub(crate) use open::OpenArgs;
pub(crate) use reference::ReferenceArgs;

use crate::settings::Settings;

const EXAMPLES: &str = "\
Examples:
  smpmatch photo.jpg                         rank the generic carbon ladder
  smpmatch -p my-ink.json photo.jpg          rank your own dilutions
  smpmatch --hair 40%,10%,20%,15% photo.jpg  measure the hair in this box
  smpmatch --card auto photo.jpg             correct the light by a gray card in the photo
  smpmatch -f html -o client.html photo.jpg  a page to show the client, or to print
  smpmatch -f csv -o clients.csv photos/     a table of a folder of photos
  smpmatch --together client/                one answer from all photos of a client
  smpmatch compare healed.jpg now.jpg        what has changed between two visits
  find . -name '*.jpg' | smpmatch --files-from - -f jsonl
  smpmatch --resume -o clients.jsonl photos/ go on with a run that was cut short

Exit status: 0 every photo was analyzed; 1 some were not, each named in the report; 2 the run
could not start or an output could not be written; 130 it was interrupted.";

/// The version with the features that are built in.
fn version_and_features() -> String {
    let features = [
        ("heic", cfg!(feature = "heic")),
        ("jxl", cfg!(feature = "jxl")),
        ("page", cfg!(feature = "page")),
    ];
    let built_in = features.into_iter().filter(|(_, is_there)| *is_there);
    built_in.fold(
        concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: cli").to_owned(),
        |words, (feature, _)| words + ", " + feature,
    )
}

/// Ranks carbon pigment dilutions for scalp micropigmentation from a photo of hair and scalp.
#[derive(Debug, Parser)]
#[command(
    version,
    long_version = &*version_and_features().leak(),
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) analyze: AnalyzeArgs,
    /// When to use colors: auto obeys `NO_COLOR` and `CLICOLOR_FORCE`.
    #[arg(
        long,
        value_name = "WHEN",
        default_value_t,
        global = true,
        hide_possible_values = false
    )]
    pub(crate) color: ColorChoice,
    /// Ignore the settings file, and the palette that `SMPMATCH_PALETTE` names.
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
}

impl Cli {
    /// The command line as it was typed, over the artist's own settings; ends the program where it
    /// cannot be meant.
    pub(crate) fn typed() -> Result<Self> {
        let words: Vec<_> = wild::args_os().collect();
        let command = with_negative_numbers(Self::command());
        let plain = command.clone().get_matches_from(&words);
        let typed = settings(&plain)?.under(command).get_matches_from(words);
        let mut cli = Self::from_arg_matches(&typed).unwrap_or_else(|error| error.exit());
        cli.follow_endings(&typed);
        Ok(cli)
    }

    /// The command line in these words, over the artist's own settings.
    #[cfg(feature = "page")]
    pub(crate) fn understood<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Result<Self> {
        let command = with_negative_numbers(Self::command());
        let plain = command.clone().try_get_matches_from(words.clone())?;
        let typed = settings(&plain)?
            .under(command)
            .try_get_matches_from(words)?;
        Ok(Self::from_arg_matches(&typed)?)
    }

    /// The form of a report follows the name of its file, unless it was typed.
    fn follow_endings(&mut self, typed: &ArgMatches) {
        let is_free =
            |typed: &ArgMatches| typed.value_source("format") != Some(ValueSource::CommandLine);
        match (&mut self.command, typed.subcommand()) {
            (None, _) if is_free(typed) => self.analyze.output.follow_ending(),
            (Some(Command::Compare(args)), Some((_, typed))) if is_free(typed) => {
                args.both.follow_ending();
            }
            _ => {}
        }
    }
}

/// The artist's own settings, unless the command line leaves them aside.
fn settings(typed: &ArgMatches) -> Result<Settings> {
    if typed.get_flag("no_config") || is_free(typed) {
        Ok(Settings::default())
    } else {
        Settings::read()
    }
}

/// Whether what was typed needs no settings: it must run where they are wrong or not there yet.
fn is_free(typed: &ArgMatches) -> bool {
    match typed.subcommand() {
        Some(("palette", of)) => of.subcommand_name() == Some("use"),
        Some((command, _)) => ["config", "completions", "man", "schema"].contains(&command),
        None => false,
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
    /// Make a palette of your own ink from a strip or a healed dot, and let it learn from your work.
    #[command(subcommand)]
    Calibrate(Box<CalibrateCommand>),
    /// Compare two visits of one client: what has changed, how far dots have faded, which shade to touch
    /// up with.
    Compare(Box<CompareArgs>),
    /// Open a page to work with photos by mouse, finger or keyboard, on this machine alone.
    #[cfg(feature = "page")]
    Open(OpenArgs),
    /// Make, choose, list, show or check palettes.
    #[command(subcommand)]
    Palette(PaletteCommand),
    /// Show the settings file, or start one: your palette and habits, which count where no option is
    /// typed.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print the JSON Schema of a report or a palette.
    Schema {
        /// What it describes.
        of: SchemaOf,
    },
    /// Print the completions of a shell.
    Completions {
        /// Shell that they are for.
        shell: Shell,
    },
    /// Print the manual page, of the program or of one command.
    Man {
        /// Command, such as: palette check.
        command: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Show every setting, and where its value comes from.
    Show,
    /// Print where the settings file is, or would be: `SMPMATCH_CONFIG` names another.
    Path,
    /// Write a settings file to edit, in which nothing is set yet.
    Init,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaOf {
    /// The report as JSON.
    Report,
    /// What compare writes as JSON.
    Comparison,
    /// A palette.
    Palette,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PaletteCommand {
    /// Write a palette to edit: the built-in ladder under a name of your own.
    New {
        /// File for the palette; - for standard output.
        file: PathBuf,
        /// Write over the file if it exists.
        #[arg(long)]
        force: bool,
    },
    /// Make a palette the one that is used where none is typed; the built-in one without FILE.
    Use {
        /// Palette to use.
        file: Option<PathBuf>,
    },
    /// List the built-in palettes.
    List,
    /// Show the dilutions of a palette; without FILE those of the one in use.
    Show {
        /// Palette to show; - for standard input.
        #[arg(id = "palette", value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Check palettes against the format: every fault with its place.
    Check {
        /// Palettes to check; - for standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}
