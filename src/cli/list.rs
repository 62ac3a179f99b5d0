//! Photos listed in a file or a pipe.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The paths of a list, one a line or with a NUL behind each; `-` is standard input.
pub(crate) fn read(list: &Path, has_nul: bool) -> Result<Vec<PathBuf>> {
    let bytes = if list.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(list)
    };
    let bytes = bytes.with_context(|| format!("cannot read the list {}", list.display()))?;
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
