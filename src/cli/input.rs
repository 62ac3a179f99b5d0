//! Where photos come from.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use smpmatch::photo::{Limits, Photo};

/// One photo as it was named.
#[derive(Debug)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// The photos that were named; `-` is standard input, and then it must be the only one.
    pub(crate) fn all(paths: &[PathBuf]) -> Result<Vec<Self>> {
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        if !paths.iter().any(is_stdin) {
            return Ok(paths.iter().cloned().map(Self::File).collect());
        }
        ensure!(
            paths.len() == 1,
            "'-' stands for one photo on standard input: name it alone"
        );
        ensure!(
            !io::stdin().is_terminal(),
            "'-' expects a photo on standard input, and that is a terminal"
        );
        Ok(vec![Self::Stdin])
    }

    /// The file, unless it is standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdin => None,
        }
    }

    /// The name that the report uses.
    pub(crate) fn name(&self) -> String {
        self.path()
            .map_or("-".into(), |path| path.display().to_string())
    }

    /// Reads and decodes the photo.
    pub(crate) fn open(&self, limits: &Limits) -> Result<Photo> {
        let bytes = match self {
            Self::File(path) => {
                let file = File::open(path).context("cannot be opened")?;
                ensure!(
                    !file.metadata().context("cannot be read")?.is_dir(),
                    "is a folder: name the photos in it"
                );
                read_within(file, limits)?
            }
            Self::Stdin => read_within(io::stdin().lock(), limits)?,
        };
        Ok(Photo::from_bytes(&bytes, limits)?)
    }
}

fn read_within(from: impl Read, limits: &Limits) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limits.max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .context("cannot be read")?;
    if bytes.len() as u64 > limits.max_bytes {
        bail!("the file is over the limit of {} bytes", limits.max_bytes);
    }
    Ok(bytes)
}
