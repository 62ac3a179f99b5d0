//! Where reports and pictures go, and what may not be written over.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use anyhow::{Context, Result, ensure};
use clap::ColorChoice;
use smpmatch::report::Swatches;

use crate::input::Source;

/// Columns of a report that goes to no terminal.
const PLAIN_WIDTH: usize = 80;

/// Where the report goes.
#[derive(Debug)]
pub(crate) enum Destination {
    /// Standard output.
    Stdout,
    /// A file, opened before the work begins so that a bad path costs none.
    File(PathBuf, File),
}

impl Destination {
    /// `-` or none is standard output.
    pub(crate) fn open(path: Option<&Path>, sources: &[Source]) -> Result<Self> {
        match path.filter(|path| path.as_os_str() != "-") {
            None => Ok(Self::Stdout),
            Some(path) => {
                refuse_photo(path, &resolved(sources))?;
                let file = File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Ok(Self::File(path.to_owned(), file))
            }
        }
    }

    /// A file that is written on at its end.
    pub(crate) fn append(path: &Path, sources: &[Source]) -> Result<Self> {
        refuse_photo(path, &resolved(sources))?;
        let trouble = || format!("cannot write {}", path.display());
        let file = File::options().append(true).create(true).open(path);
        let file = file.with_context(trouble)?;
        let is_file = file.metadata().with_context(trouble)?.is_file();
        ensure!(
            is_file,
            "{} is no file that --resume could read",
            path.display()
        );
        Ok(Self::File(path.to_owned(), file))
    }

    /// Whether a person reads along.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout) && io::stdout().is_terminal()
    }

    /// Columns that a report for a person may take.
    pub(crate) fn columns(&self) -> usize {
        let terminal = terminal_size::terminal_size().filter(|_| self.is_terminal());
        terminal.map_or(PLAIN_WIDTH, |(width, _)| width.0.into())
    }

    /// Whether swatches may be drawn there: `NO_COLOR`, `CLICOLOR_FORCE` and `TERM` are asked where
    /// the choice is left open.
    pub(crate) fn swatches(&self, choice: ColorChoice) -> Swatches {
        let drawn = match (choice, self) {
            (ColorChoice::Always, _) => true,
            (ColorChoice::Never, _) | (ColorChoice::Auto, Self::File(..)) => false,
            (ColorChoice::Auto, Self::Stdout) => {
                AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
        };
        if drawn {
            Swatches::Drawn
        } else {
            Swatches::LeftOut
        }
    }

    /// What the report is written to.
    pub(crate) fn writer(&self) -> Box<dyn Write + '_> {
        match self {
            Self::Stdout => Box::new(io::stdout()),
            Self::File(_, file) => Box::new(file),
        }
    }

    /// What to say when it cannot be written.
    pub(crate) fn trouble(&self) -> String {
        match self {
            Self::Stdout => "cannot write to standard output".into(),
            Self::File(path, _) => format!("cannot write {}", path.display()),
        }
    }
}

/// Where the pictures of a run go: one file for one photo or none, a folder for several.
#[derive(Debug)]
pub(crate) struct Pictures {
    paths: Vec<PathBuf>,
}

impl Pictures {
    /// Decides every name before the work begins.
    pub(crate) fn plan(to: &Path, suffix: &str, sources: &[Source]) -> Result<Self> {
        let paths = match sources {
            [] => vec![to.to_owned()],
            [_] if !to.is_dir() => vec![to.to_owned()],
            _ => {
                fs::create_dir_all(to)
                    .with_context(|| format!("cannot make the folder {}", to.display()))?;
                sources
                    .iter()
                    .map(|source| to.join(picture_name(source, suffix)))
                    .collect()
            }
        };
        let (photos, mut taken) = (resolved(sources), HashSet::new());
        for path in &paths {
            refuse_photo(path, &photos)?;
            ensure!(
                taken.insert(path),
                "two photos would both be drawn to {}: run them apart",
                path.display()
            );
        }
        Ok(Self { paths })
    }

    /// Every file that is written.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Whether the picture of the photo at this place in the run is there.
    pub(crate) fn is_there(&self, index: usize) -> bool {
        self.paths[index].is_file()
    }

    /// Writes the picture of the photo at this place in the run.
    pub(crate) fn write(&self, index: usize, png: &[u8]) -> Result<()> {
        let path = &self.paths[index];
        fs::write(path, png).with_context(|| format!("cannot write {}", path.display()))
    }
}

fn picture_name(source: &Source, suffix: &str) -> String {
    let name = source.path().and_then(Path::file_name);
    let name = name.map_or("photo".into(), |name| name.to_string_lossy());
    format!("{name}.{suffix}.png")
}

/// The files of the photos, by whatever way they were named.
fn resolved(sources: &[Source]) -> HashSet<PathBuf> {
    let files = sources.iter().filter_map(Source::path);
    files.filter_map(|file| file.canonicalize().ok()).collect()
}

fn refuse_photo(path: &Path, photos: &HashSet<PathBuf>) -> Result<()> {
    let is_photo = path.canonicalize().is_ok_and(|file| photos.contains(&file));
    ensure!(
        !is_photo,
        "{} is one of the photos: write somewhere else",
        path.display()
    );
    Ok(())
}

/// Says something on standard error; what a file is named cannot steer the terminal.
#[expect(clippy::print_stderr, reason = "this is the program's voice")]
pub(crate) fn complain(message: &str) {
    let printable = message.replace(
        |letter: char| letter.is_control() && letter != '\n',
        "\u{fffd}",
    );
    eprintln!("smpmatch: {printable}");
}
