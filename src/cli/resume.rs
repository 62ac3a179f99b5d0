//! Going on with a report in JSON Lines that an earlier run left unfinished.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::line::{Read, Subject, is_damaged};
use crate::whole::{self, WholeFile};

/// The bytes of a file that hold a line, its line feed included.
pub(crate) type LineSpan = Range<u64>;

/// The lines of a file that an earlier run wrote.
#[derive(Debug)]
pub(crate) struct Earlier {
    /// Free of links, so that the file itself is replaced in the end.
    path: PathBuf,
    analyzed: HashMap<Subject, LineSpan>,
    end: u64,
}

impl Earlier {
    /// Reads the lines of a file and cuts off a last one that was only begun. Lines that were damaged
    /// since count as missing.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let trouble = || format!("cannot resume {}", path.display());
        let mut file = BufReader::new(File::open(path).with_context(trouble)?);
        let (mut analyzed, mut end) = (HashMap::new(), 0);
        let mut number = 0;
        while let Some((place, text)) = next_line(&mut file, end).with_context(trouble)? {
            number += 1;
            let foreign = || format!("line {number} is no line of a report: name another file");
            if !text.ends_with(b"\n") {
                ensure!(is_damaged(&text), "{}: {}", trouble(), foreign());
                cut_off(path, end).with_context(trouble)?;
                break;
            }
            end = place.end;
            match Read::of(&text) {
                Read::Analyzed(subject) => drop(analyzed.insert(subject, place)),
                Read::Missing => {}
                Read::Foreign(error) => {
                    return Err(error).with_context(foreign).with_context(trouble);
                }
            }
        }
        Ok(Self {
            path: path.canonicalize().with_context(trouble)?,
            analyzed,
            end,
        })
    }

    /// Where the line of a photo or a client lies, if it was analyzed with these settings and no file
    /// has changed since.
    pub(crate) fn place(&self, subject: &Subject) -> Option<LineSpan> {
        self.analyzed.get(subject).cloned()
    }

    /// Puts the lines into the order of the photos, and drops the rest. `kept` has the place of
    /// each photo's earlier line; those without one were added at the end, in this order.
    pub(crate) fn arrange(self, kept: Vec<Option<LineSpan>>) -> Result<()> {
        let trouble = || format!("cannot put {} in order", self.path.display());
        let mut file = File::open(&self.path).with_context(trouble)?;
        let added = places_from(&mut file, self.end).with_context(trouble)?;
        let mut added = added.into_iter();
        let places: Vec<_> = kept
            .into_iter()
            .filter_map(|place| place.or_else(|| added.next()))
            .collect();
        let length = file.metadata().with_context(trouble)?.len();
        if ends_of_unbroken(&places) != Some(length) {
            rewrite(&self.path, file, &places).with_context(trouble)?;
        }
        Ok(())
    }
}

/// Adds to a file of lines what a run that was killed has left beside it.
pub(crate) fn take_up(path: &Path) -> Result<()> {
    let part = whole::part(path);
    if !part.is_file() {
        return Ok(());
    }
    let trouble = || format!("cannot go on with {}", part.display());
    let begun = whole::lock(&part, File::options().read(true).append(true));
    let mut begun = BufReader::new(begun.with_context(trouble)?);
    let first = begun.fill_buf().with_context(trouble)?;
    ensure!(
        is_damaged(first),
        "{} is no report: name another file",
        part.display()
    );
    let mut join = || -> io::Result<()> {
        let whole = WholeFile::begin(path)?;
        let mut out = BufWriter::new(whole.writer());
        if path.exists() {
            let mut old = BufReader::new(File::open(path)?);
            let mut end = 0;
            while let Some((place, line)) = next_line(&mut old, end)? {
                end = place.end;
                if line.ends_with(b"\n") {
                    out.write_all(&line)?;
                }
            }
        }
        let _ = io::copy(&mut begun, &mut out)?;
        out.flush()?;
        drop(out);
        whole.finish()?;
        fs::remove_file(&part)
    };
    join().with_context(trouble)
}

fn next_line(file: &mut impl BufRead, start: u64) -> io::Result<Option<(LineSpan, Vec<u8>)>> {
    let mut text = Vec::new();
    let length = file.read_until(b'\n', &mut text)? as u64;
    Ok((length > 0).then(|| (start..start + length, text)))
}

fn cut_off(path: &Path, end: u64) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.set_len(end)
}

fn places_from(file: &mut File, start: u64) -> io::Result<Vec<LineSpan>> {
    let mut end = file.seek(SeekFrom::Start(start))?;
    let (mut file, mut places) = (BufReader::new(file), Vec::new());
    while let Some((place, _)) = next_line(&mut file, end)? {
        end = place.end;
        places.push(place);
    }
    Ok(places)
}

/// Where the last place ends, if each begins where the one before it ends.
fn ends_of_unbroken(places: &[LineSpan]) -> Option<u64> {
    let mut places = places.iter();
    places.try_fold(0, |end, place| (place.start == end).then_some(place.end))
}

/// The new file takes the old one's place whole: no moment leaves half of it.
fn rewrite(path: &Path, mut file: File, places: &[LineSpan]) -> io::Result<()> {
    let whole = WholeFile::begin(path)?;
    let mut arranged = BufWriter::new(whole.writer());
    for place in places {
        let _ = file.seek(SeekFrom::Start(place.start))?;
        let line = (&file).take(place.end - place.start);
        let _ = io::copy(&mut { line }, &mut arranged)?;
    }
    arranged.flush()?;
    drop(arranged);
    drop(file);
    whole.finish()
}
