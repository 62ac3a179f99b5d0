//! Where reports and pictures go, and what may not be written over.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use anyhow::{Context, Result, bail, ensure};
use clap::ColorChoice;
use smpmatch::report::Swatches;

use crate::input::Source;

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
                refuse_photo(path, sources)?;
                let file = File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Ok(Self::File(path.to_owned(), file))
            }
        }
    }

    /// Whether a person reads along.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout) && io::stdout().is_terminal()
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

    /// Writes the whole report.
    pub(crate) fn write(self, report: &str) -> Result<()> {
        match self {
            Self::Stdout => {
                let mut out = io::stdout().lock();
                out.write_all(report.as_bytes())?;
                out.flush()?;
                Ok(())
            }
            Self::File(path, mut file) => file
                .write_all(report.as_bytes())
                .with_context(|| format!("cannot write {}", path.display())),
        }
    }
}

/// Where the pictures of a run go: one file for one photo, a folder for several.
#[derive(Debug)]
pub(crate) struct Pictures {
    paths: Vec<PathBuf>,
}

impl Pictures {
    /// Decides every name before the work begins.
    pub(crate) fn plan(to: &Path, suffix: &str, sources: &[Source]) -> Result<Self> {
        let paths = match sources {
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
        for (index, path) in paths.iter().enumerate() {
            refuse_photo(path, sources)?;
            ensure!(
                !paths[..index].contains(path),
                "two photos would both be drawn to {}: run them apart",
                path.display()
            );
        }
        Ok(Self { paths })
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

fn refuse_photo(path: &Path, sources: &[Source]) -> Result<()> {
    let Ok(target) = path.canonicalize() else {
        return Ok(());
    };
    let photos = sources.iter().filter_map(Source::path);
    for photo in photos {
        if photo.canonicalize().is_ok_and(|photo| photo == target) {
            bail!(
                "{} is one of the photos: write somewhere else",
                path.display()
            );
        }
    }
    Ok(())
}

/// Says on standard error what went wrong.
#[expect(clippy::print_stderr, reason = "this is the program's voice")]
pub(crate) fn complain(message: &str) {
    eprintln!("smpmatch: {message}");
}
