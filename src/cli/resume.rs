//! Going on with a report in JSON Lines that an earlier run left unfinished.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use tempfile::NamedTempFile;

use crate::input::Source;

/// What every line begins with, so that half a line is told from somebody else's file.
const LINE_BEGINS: &[u8] = br#"{"photo":"#;

/// The bytes of a file that hold a line, its line feed included.
pub(crate) type Place = Range<u64>;

/// The lines of a file that an earlier run wrote.
#[derive(Debug)]
pub(crate) struct Earlier {
    /// Free of links, so that the file itself is replaced in the end.
    path: PathBuf,
    analyzed: HashMap<Subject, Place>,
    end: u64,
}

/// Everything that a line hangs on.
#[derive(Debug, PartialEq, Eq, Hash, Deserialize)]
struct Subject {
    photo: Option<String>,
    bytes: Option<u64>,
    settings_digest: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Line {
    #[serde(flatten)]
    subject: Subject,
    status: String,
}

impl Earlier {
    /// Reads the lines of a file and cuts off a last one that was only begun.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let trouble = || format!("cannot resume {}", path.display());
        let mut file = BufReader::new(File::open(path).with_context(trouble)?);
        let (mut analyzed, mut end) = (HashMap::new(), 0);
        let mut number = 0;
        while let Some((place, text)) = next_line(&mut file, end).with_context(trouble)? {
            number += 1;
            let foreign = || format!("line {number} is no line of a report: name another file");
            if !text.ends_with(b"\n") {
                let begun = text.starts_with(LINE_BEGINS) || LINE_BEGINS.starts_with(&text);
                ensure!(begun, "{}: {}", trouble(), foreign());
                cut_off(path, end).with_context(trouble)?;
                break;
            }
            let line = serde_json::from_slice::<Line>(&text);
            let line = line.with_context(foreign).with_context(trouble)?;
            end = place.end;
            if line.status == "ok" {
                let _ = analyzed.insert(line.subject, place);
            }
        }
        Ok(Self {
            path: path.canonicalize().with_context(trouble)?,
            analyzed,
            end,
        })
    }

    /// Where the line of a photo lies, if the photo was analyzed with these settings and its file
    /// has not changed since.
    pub(crate) fn place(&self, source: &Source, settings_digest: &str) -> Option<Place> {
        let subject = Subject {
            // A name that is no text would stand for several files.
            photo: Some(source.path()?.to_str()?.to_owned()),
            bytes: Some(source.bytes()?),
            settings_digest: Some(settings_digest.to_owned()),
        };
        self.analyzed.get(&subject).cloned()
    }

    /// Puts the lines into the order of the photos, and drops the rest. `kept` has the place of
    /// each photo's earlier line; those without one were added at the end, in this order.
    pub(crate) fn arrange(self, kept: Vec<Option<Place>>) -> Result<()> {
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

fn next_line(file: &mut impl BufRead, start: u64) -> io::Result<Option<(Place, Vec<u8>)>> {
    let mut text = Vec::new();
    let length = file.read_until(b'\n', &mut text)? as u64;
    Ok((length > 0).then(|| (start..start + length, text)))
}

fn cut_off(path: &Path, end: u64) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.set_len(end)
}

fn places_from(file: &mut File, start: u64) -> io::Result<Vec<Place>> {
    let mut end = file.seek(SeekFrom::Start(start))?;
    let (mut file, mut places) = (BufReader::new(file), Vec::new());
    while let Some((place, _)) = next_line(&mut file, end)? {
        end = place.end;
        places.push(place);
    }
    Ok(places)
}

/// Where the last place ends, if each begins where the one before it ends.
fn ends_of_unbroken(places: &[Place]) -> Option<u64> {
    let mut places = places.iter();
    places.try_fold(0, |end, place| (place.start == end).then_some(place.end))
}

/// The new file takes the old one's place whole: no moment leaves half of it.
fn rewrite(path: &Path, mut file: File, places: &[Place]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut arranged = BufWriter::new(NamedTempFile::new_in(folder)?);
    for place in places {
        let _ = file.seek(SeekFrom::Start(place.start))?;
        let line = (&file).take(place.end - place.start);
        let _ = io::copy(&mut { line }, &mut arranged)?;
    }
    let arranged = arranged
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    fs::set_permissions(arranged.path(), file.metadata()?.permissions())?;
    drop(file);
    let _ = arranged.persist(path)?;
    Ok(())
}
