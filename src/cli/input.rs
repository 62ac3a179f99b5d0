//! Where photos come from.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use smpmatch::photo::{Limits, Photo};

use crate::args::PhotosArgs;
use crate::folder::{self, Depth};
use crate::list;

/// One photo as it was named.
#[derive(Debug)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// The photos that were named, in that order; `-` is standard input, and then it must be the
    /// only one.
    pub(crate) fn all(named: &PhotosArgs) -> Result<Vec<Self>> {
        if named.paths.iter().any(|path| path.as_os_str() == "-") {
            ensure!(
                named.paths.len() == 1 && named.files_from.is_none(),
                "'-' stands for one photo on standard input: name it alone"
            );
            return Self::stdin().map(|stdin| vec![stdin]);
        }
        let listed = named.files_from.as_deref();
        let listed = listed
            .map(|list| list::read(list, named.null))
            .transpose()?;
        let depth = if named.recursive {
            Depth::All
        } else {
            Depth::Own
        };
        let paths = named
            .paths
            .iter()
            .cloned()
            .chain(listed.into_iter().flatten());
        let photos = paths.flat_map(|path| folder::photos(path, depth));
        Ok(photos.map(Self::File).collect())
    }

    /// One photo; `-` is standard input.
    pub(crate) fn one(path: &Path) -> Result<Self> {
        if path.as_os_str() == "-" {
            return Self::stdin();
        }
        Ok(Self::File(path.to_owned()))
    }

    fn stdin() -> Result<Self> {
        ensure!(
            !io::stdin().is_terminal(),
            "'-' expects a photo on standard input, and that is a terminal"
        );
        Ok(Self::Stdin)
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

    /// Size of the file, if there is one.
    pub(crate) fn bytes(&self) -> Option<u64> {
        let file = fs::metadata(self.path()?).ok()?;
        file.is_file().then_some(file.len())
    }

    /// Reads and decodes the photo.
    pub(crate) fn open(&self, limits: &Limits) -> Result<Photo> {
        let bytes = match self {
            Self::File(path) => {
                if path.is_dir() {
                    fs::read_dir(path).context("the folder cannot be read")?;
                    bail!(
                        "no photos in this folder: files must be named like photos, such as .jpg, \
                         and only -r looks in the folders within it"
                    );
                }
                read_within(File::open(path).context("cannot be opened")?, limits)?
            }
            Self::Stdin => {
                let bytes = read_within(io::stdin().lock(), limits)?;
                ensure!(
                    !bytes.is_empty(),
                    "standard input is empty: send the bytes of a photo, as in - < photo.jpg"
                );
                bytes
            }
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
        let limit = limits.max_bytes / 1_000_000;
        bail!("the file is over the limit of {limit} megabytes: export the photo as JPEG");
    }
    Ok(bytes)
}
