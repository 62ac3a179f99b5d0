//! Photos listed in a file or a pipe.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::text::{Encoding, encoding};

/// Most bytes of a list: a million paths of usual length.
const MOST_BYTES: u64 = 128 << 20;

/// The paths of a list, one per line or with a NUL behind each; `-` is standard input.
pub(crate) fn read(list: &Path, has_nul: bool) -> Result<Vec<PathBuf>> {
    let trouble = || format!("cannot read the list {}", list.display());
    let mut bytes = Vec::new();
    let read = if list.as_os_str() == "-" {
        let stdin = io::stdin().lock();
        stdin.take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        let file = File::open(list).with_context(trouble)?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)
    };
    let length = read.with_context(trouble)? as u64;
    ensure!(
        length <= MOST_BYTES,
        "{}: it is longer than {} megabytes: split it",
        trouble(),
        MOST_BYTES >> 20
    );
    paths(&bytes, has_nul).with_context(trouble)
}

/// The paths in the bytes of a list.
pub(crate) fn paths(bytes: &[u8], has_nul: bool) -> Result<Vec<PathBuf>> {
    let bytes = match encoding(bytes) {
        Encoding::Utf16(text) => text?.into_bytes(),
        Encoding::Bytes(bytes) => bytes.to_owned(),
    };
    let end = if has_nul { b'\0' } else { b'\n' };
    let lines = bytes.split(|byte| *byte == end).map(|line| {
        let windows = line.strip_suffix(b"\r").filter(|_| !has_nul);
        windows.unwrap_or(line)
    });
    Ok(lines.filter(|line| !line.is_empty()).map(path).collect())
}

/// File names on Unix are bytes, not text.
#[cfg(unix)]
fn path(line: &[u8]) -> PathBuf {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(line).into()
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> PathBuf {
    String::from_utf8_lossy(line).into_owned().into()
}
