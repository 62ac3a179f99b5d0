//! Files that are written whole or not at all: beside the old one first, then in its place. A run
//! that is killed and a full disk leave the old file or none.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use file_id::get_file_id;
use tempfile::{Builder, NamedTempFile};

/// A file on its way.
#[derive(Debug)]
pub(crate) struct WholeFile {
    written: Written,
    path: PathBuf,
}

/// What lies beside the old file until it is whole.
#[derive(Debug)]
enum Written {
    /// A file without a name to remember.
    Hidden(NamedTempFile),
    /// A file that outlives the run, by the name of [`part`].
    Part(PathBuf, File),
}

impl WholeFile {
    /// Begins a file; what the path leads to stays as it is.
    pub(crate) fn begin(path: &Path) -> io::Result<Self> {
        let path = target(path)?;
        let mut beside = Builder::new();
        let _ = beside.prefix(".smpmatch-");
        if let Some(permissions) = permissions(&path) {
            let _ = beside.permissions(permissions);
        }
        let written = Written::Hidden(beside.tempfile_in(folder(&path))?);
        Ok(Self { written, path })
    }

    /// Begins a file of lines of which what was written stays as [`part`] if the run is killed.
    pub(crate) fn begin_lines(path: &Path) -> io::Result<Self> {
        let path = target(path)?;
        let part = part(&path);
        let file = lock(&part, File::options().write(true))?;
        file.set_len(0)?;
        if let Some(permissions) = permissions(&path).filter(|_| path.exists()) {
            file.set_permissions(permissions)?;
        }
        let written = Written::Part(part, file);
        Ok(Self { written, path })
    }

    /// What is written to.
    pub(crate) fn writer(&self) -> impl Write {
        self.file()
    }

    fn file(&self) -> &File {
        match &self.written {
            Written::Hidden(file) => file.as_file(),
            Written::Part(_, file) => file,
        }
    }

    /// Puts the file in its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.file().sync_all()?;
        match self.written {
            Written::Hidden(file) => {
                let _ = file.persist(&self.path)?;
            }
            Written::Part(part, _file) => fs::rename(part, &self.path)?,
        }
        Ok(())
    }
}

/// Writes a whole file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = WholeFile::begin(path)?;
    file.writer().write_all(bytes)?;
    file.finish()
}

/// What a killed run leaves of a file of lines.
pub(crate) fn part(path: &Path) -> PathBuf {
    let mut part = OsString::from(path);
    part.push(".part");
    part.into()
}

/// Opens a file, or makes it, for one run at a time.
pub(crate) fn lock(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let taken = || io::Error::other("another run is writing it");
    let before = get_file_id(path).ok();
    let file = options.create(true).truncate(false).open(path)?;
    // Elsewhere a lock keeps this run itself from reading the file by another handle.
    if cfg!(unix) {
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => taken(),
            TryLockError::Error(error) => error,
        })?;
    }
    // A run that has just ended may have put a new file in the place of this one.
    let is_same = before.is_none_or(|before| get_file_id(path).ok() == Some(before));
    is_same.then_some(file).ok_or_else(taken)
}

/// The file that a path leads to: a link stays one.
fn target(path: &Path) -> io::Result<PathBuf> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
}

fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new("."))
}

/// Those of the file as it is, or of any new one, of which the system takes what the user does not
/// want.
fn permissions(path: &Path) -> Option<Permissions> {
    let old = fs::metadata(path).map(|old| old.permissions()).ok();
    #[cfg(unix)]
    let old = old.or_else(|| Some(std::os::unix::fs::PermissionsExt::from_mode(0o666)));
    old
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_finished_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        write(&path, b"old").unwrap();
        let begun = WholeFile::begin(&path).unwrap();
        begun.writer().write_all(b"half of the n").unwrap();
        drop(begun);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, b"old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write(&link, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
