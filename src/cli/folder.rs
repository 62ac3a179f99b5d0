//! The photos of a folder.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use smpmatch::photo::EXTENSIONS;

use crate::output::is_drawn;

/// Endings of photos of a kind that is not read: what cameras call their raw files, and newer
/// formats.
const NOT_READ: [&str; 13] = [
    "dng", "cr2", "cr3", "crw", "nef", "arw", "raf", "orf", "rw2", "pef", "srw", "avif", "psd",
];

/// How far down a folder is looked through.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Depth {
    /// The folder alone.
    Own,
    /// All folders within it too.
    All,
    /// The same; one that leads to no photo stands for itself.
    Each,
}

/// The photos that a path stands for: those of a folder sorted by name, or the file itself. A path
/// that leads to none stands for itself, and opening it says why.
pub(crate) fn photos(path: PathBuf, depth: Depth) -> Vec<PathBuf> {
    let found = if path.is_dir() {
        photos_in(&path, depth)
    } else {
        Vec::new()
    };
    if found.is_empty() { vec![path] } else { found }
}

/// How many files of a kind that is not read lie in the folders that were named, by their ending.
pub(crate) fn not_read(named: &[PathBuf], depth: Depth) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for folder in named {
        count_not_read(folder, depth, &mut counts);
    }
    counts
}

fn count_not_read(folder: &Path, depth: Depth, counts: &mut BTreeMap<String, usize>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| !is_hidden(entry)) {
        let (path, is_folder) = (entry.path(), is_folder(&entry));
        if is_folder && !matches!(depth, Depth::Own) {
            count_not_read(&path, depth, counts);
        }
        let ending = path.extension().and_then(OsStr::to_str);
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        if !is_folder && NOT_READ.contains(&ending.as_str()) {
            *counts.entry(ending).or_default() += 1;
        }
    }
}

fn photos_in(folder: &Path, depth: Depth) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let Ok(mut entries) = entries else {
        return vec![folder.to_owned()];
    };
    entries.sort_by_key(DirEntry::file_name);
    let photos_of = |entry: &DirEntry| {
        let is_folder = is_folder(entry);
        match depth {
            _ if is_hidden(entry) => Vec::new(),
            Depth::All if is_folder => photos_in(&entry.path(), depth),
            Depth::Each if is_folder => photos(entry.path(), depth),
            _ if is_folder || !is_named_like_a_photo(&entry.path()) => Vec::new(),
            _ if is_pipe(&entry.path()) || is_drawn(&entry.path()) => Vec::new(),
            _ => vec![entry.path()],
        }
    };
    entries.iter().flat_map(photos_of).collect()
}

/// A link to a folder could lead back here: links are followed to files alone.
fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_ok_and(|kind| kind.is_dir())
}

/// Such as the `._IMG_1.jpg` that macOS puts beside photos on cards, which are none.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A pipe or a device would be waited for, maybe for good.
fn is_pipe(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

fn is_named_like_a_photo(path: &Path) -> bool {
    let extension = path.extension().map(OsStr::to_ascii_lowercase);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}
