//! Where photos come from.

use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
#[cfg(feature = "page")]
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail, ensure};
use smpmatch::photo::{Limits, Photo};

use crate::args::PhotosArgs;
use crate::folder;
use crate::guard::is_special;
use crate::list;

/// One photo as it was named.
#[derive(Debug)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// One that is called by its place among those that were named, from 1, and not by its name.
    Numbered(usize, Box<Self>),
    /// A photo in memory, with its name.
    #[cfg(feature = "page")]
    Memory(String, Arc<[u8]>),
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
        let depth = named.depth();
        let paths = named
            .paths
            .iter()
            .cloned()
            .chain(listed.into_iter().flatten());
        let photos = paths.flat_map(|path| folder::photos(path, depth));
        Ok(photos.map(Self::File).collect())
    }

    /// The same photos without their names.
    pub(crate) fn numbered(sources: Vec<Self>) -> Vec<Self> {
        let numbers = sources.into_iter().zip(1..);
        numbers
            .map(|(source, number)| Self::Numbered(number, Box::new(source)))
            .collect()
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
            Self::Numbered(_, source) => source.path(),
            #[cfg(feature = "page")]
            Self::Memory(..) => None,
        }
    }

    /// The name that the report uses. Bytes of it that are no text are written as numbers, so that
    /// names that differ stay so.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => readable(path),
            Self::Stdin => "-".to_owned(),
            Self::Numbered(number, _) => format!("photo {number}"),
            #[cfg(feature = "page")]
            Self::Memory(name, _) => name.clone(),
        }
    }

    /// Size of the file, if there is one.
    pub(crate) fn bytes(&self) -> Option<u64> {
        #[cfg(feature = "page")]
        if let Self::Memory(_, bytes) = self {
            return u64::try_from(bytes.len()).ok();
        }
        let file = fs::metadata(self.path()?).ok()?;
        file.is_file().then_some(file.len())
    }

    /// Reads and decodes the photo.
    pub(crate) fn open(&self, limits: &Limits) -> Result<Photo> {
        Ok(Photo::from_bytes(&self.read(limits)?, limits)?)
    }

    /// Reads the bytes of the photo.
    pub(crate) fn read(&self, limits: &Limits) -> Result<Vec<u8>> {
        #[cfg(feature = "page")]
        if let Self::Memory(_, bytes) = self {
            return Ok(bytes.to_vec());
        }
        let Some(path) = self.path() else {
            let bytes = read_within(io::stdin().lock(), limits)?;
            ensure!(
                !bytes.is_empty(),
                "standard input is empty: send the bytes of a photo, as in - < photo.jpg"
            );
            return Ok(bytes);
        };
        if path.is_dir() {
            fs::read_dir(path).context("the folder cannot be read")?;
            bail!(
                "no photos in this folder: files must be named like photos, such as .jpg, and only \
                 -r looks in the folders within it"
            );
        }
        ensure!(
            !is_special(path) || is_handed_over(path),
            "is a pipe or a device: send the photo to standard input and name it -"
        );
        if self.bytes().is_some_and(|bytes| bytes > limits.max_bytes) {
            return Err(too_large(limits));
        }
        read_within(File::open(path).context("cannot be opened")?, limits)
    }
}

/// Whether the path is a file that whoever started the program has opened for it, as shells do for
/// `<(command)`: nobody is waited for.
fn is_handed_over(path: &Path) -> bool {
    ["/dev/fd", "/dev/stdin", "/proc/self/fd"]
        .iter()
        .any(|handed| path.starts_with(handed))
}

/// A path as text.
pub(crate) fn readable(path: &Path) -> String {
    let chunks = path.as_os_str().as_encoded_bytes().utf8_chunks();
    chunks.fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
        text
    })
}

fn too_large(limits: &Limits) -> anyhow::Error {
    let limit = limits.max_bytes / 1_000_000;
    anyhow!("the file is over the limit of {limit} megabytes: export the photo as JPEG")
}

fn read_within(from: impl Read, limits: &Limits) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limits.max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .context("cannot be read")?;
    if bytes.len() as u64 > limits.max_bytes {
        return Err(too_large(limits));
    }
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn names_that_are_no_text_stay_distinct() {
        let names = [&b"a\xff.jpg"[..], b"a\xfe.jpg", "a\u{fffd}.jpg".as_bytes()];
        let shown = names.map(|name| readable(Path::new(OsStr::from_bytes(name))));
        assert_eq!(shown, ["a\\xFF.jpg", "a\\xFE.jpg", "a\u{fffd}.jpg"]);
    }
}
