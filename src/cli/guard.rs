//! What a run reads, over which nothing is written.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use file_id::{FileId, get_file_id};

use crate::input::Source;
use crate::settings;

/// The files that a run reads, by whatever name: links and names that differ in case alone lead to
/// the same file.
#[derive(Debug, Default)]
pub(crate) struct Inputs(HashMap<FileId, &'static str>);

impl Inputs {
    /// The photos, and the settings that hold for every run.
    pub(crate) fn photos(sources: &[Source]) -> Self {
        let files = sources.iter().filter_map(Source::path);
        let files = files.filter_map(|path| get_file_id(path).ok());
        let photos = Self(files.map(|file| (file, "one of the photos")).collect());
        photos.and(settings::place().as_deref(), "the settings file")
    }

    /// And another file, if it is one, and what it is.
    pub(crate) fn and(mut self, path: Option<&Path>, what: &'static str) -> Self {
        if let Some(file) = path.and_then(|path| get_file_id(path).ok()) {
            let _ = self.0.entry(file).or_insert(what);
        }
        self
    }

    /// Refuses to write over any of them.
    pub(crate) fn spare(&self, output: &Path) -> Result<()> {
        let file = get_file_id(output).ok();
        if let Some(what) = file.and_then(|file| self.0.get(&file)) {
            anyhow::bail!("{} is {what}: write somewhere else", output.display());
        }
        Ok(())
    }
}

/// The files that a run writes, each once.
#[derive(Debug, Default)]
pub(crate) struct Outputs(HashSet<PathBuf>);

impl Outputs {
    /// Takes a file for one output alone.
    pub(crate) fn take(&mut self, path: &Path) -> Result<()> {
        ensure!(
            self.0.insert(place(path)),
            "two outputs would be written to {}: name a file for each",
            path.display()
        );
        Ok(())
    }
}

/// Where a path leads, whether or not a file is there yet.
fn place(path: &Path) -> PathBuf {
    let place = path.canonicalize().ok().or_else(|| {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    });
    let place = place.unwrap_or_else(|| path.to_owned());
    // There, names that differ in case alone are one file.
    if cfg!(any(windows, target_os = "macos")) {
        return place.to_string_lossy().to_lowercase().into();
    }
    place
}

/// Whether the path leads to something that is no ordinary file, such as a device or a pipe.
pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}
