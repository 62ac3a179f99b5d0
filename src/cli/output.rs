//! Where reports and pictures go, and what may not be written over.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use anyhow::{Context, Result, ensure};
use clap::ColorChoice;
use smpmatch::report::{DRAWN_PNG_HEAD, Swatches, is_drawn_png};

use crate::digest::digest_of_bytes;
use crate::guard::{Inputs, Outputs, is_special};
use crate::input::Source;
use crate::printable::{Printable, printable};
use crate::whole::{self, WholeFile};

/// Columns of a report that goes to no terminal.
const PLAIN_WIDTH: usize = 80;

/// Where the report goes.
#[derive(Debug)]
pub(crate) enum Destination {
    /// Standard output.
    Stdout,
    /// A file that takes the old one's place when all is written, begun before the work so that a bad
    /// path costs none.
    Whole(PathBuf, WholeFile),
    /// A device or a pipe, or a file that is written on at its end.
    Open(PathBuf, File),
}

/// What is kept of a report that is killed on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing: half of it would be of no use.
    Nothing,
    /// Every line.
    Lines,
}

impl Destination {
    /// `-` or none is standard output.
    pub(crate) fn open(path: Option<&Path>, inputs: &Inputs, kept: Kept) -> Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stdout);
        };
        inputs.spare(path)?;
        let opened = if is_special(path) {
            let file = File::options().write(true).open(path);
            file.map(|file| Self::Open(path.to_owned(), file))
        } else {
            let file = match kept {
                Kept::Nothing => WholeFile::begin(path),
                Kept::Lines => {
                    inputs.spare(&whole::part(path))?;
                    WholeFile::begin_lines(path)
                }
            };
            file.map(|file| Self::Whole(path.to_owned(), file))
        };
        opened.with_context(|| format!("cannot write {}", path.display()))
    }

    /// A file that is written on at its end, by one run at a time.
    pub(crate) fn append(path: &Path, inputs: &Inputs) -> Result<Self> {
        inputs.spare(path)?;
        let trouble = || format!("cannot write {}", path.display());
        ensure!(
            !is_special(path),
            "{} is no file that --resume could read",
            path.display()
        );
        let file = whole::lock(path, File::options().append(true)).with_context(trouble)?;
        Ok(Self::Open(path.to_owned(), file))
    }

    /// Makes what was written the file, once all of it is.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Whole(path, file) => file
                .finish()
                .with_context(|| format!("cannot write {}", path.display())),
            Self::Open(path, file) if !is_special(&path) => file
                .sync_all()
                .with_context(|| format!("cannot write {}", path.display())),
            Self::Open(..) | Self::Stdout => Ok(()),
        }
    }

    /// Whether a person reads along.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout) && io::stdout().is_terminal()
    }

    /// Columns that a report for a person may take.
    pub(crate) fn columns(&self) -> usize {
        let terminal = terminal_size::terminal_size().filter(|_| self.is_terminal());
        terminal.map_or(PLAIN_WIDTH, |(width, _)| width.0.into())
    }

    /// Whether swatches may be drawn there: `NO_COLOR`, `CLICOLOR_FORCE` and `TERM` are asked where
    /// the choice is left open.
    pub(crate) fn swatches(&self, choice: ColorChoice) -> Swatches {
        let drawn = match (choice, self) {
            (ColorChoice::Always, _) => true,
            (ColorChoice::Never, _) | (ColorChoice::Auto, Self::Whole(..) | Self::Open(..)) => {
                false
            }
            (ColorChoice::Auto, Self::Stdout) => {
                AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
        };
        match (drawn, has_all_colors()) {
            (false, _) => Swatches::LeftOut,
            (true, false) => Swatches::Indexed,
            (true, true) => Swatches::Drawn,
        }
    }

    /// Refuses to pour a page onto a terminal.
    pub(crate) fn refuse_terminal(&self) -> Result<()> {
        ensure!(
            !self.is_terminal(),
            "a page is not for the terminal: give it a file, -o report.html"
        );
        Ok(())
    }

    /// What the report is written to. Escape codes reach a terminal only from the text report, which
    /// colors its swatches with them.
    pub(crate) fn writer(&self, is_text: bool) -> Box<dyn Write + '_> {
        match self {
            Self::Stdout if self.is_terminal() && !is_text => Box::new(Printable(io::stdout())),
            Self::Stdout => Box::new(io::stdout()),
            Self::Whole(_, file) => Box::new(file.writer()),
            Self::Open(_, file) => Box::new(file),
        }
    }

    /// What to say when it cannot be written.
    pub(crate) fn trouble(&self) -> String {
        match self {
            Self::Stdout => "cannot write to standard output".into(),
            Self::Whole(path, _) | Self::Open(path, _) => {
                format!("cannot write {}", path.display())
            }
        }
    }
}

/// Whether the terminal says that it shows 24-bit color: one that does not may show other colors
/// instead, as that of macOS did.
fn has_all_colors() -> bool {
    let said = env::var("COLORTERM");
    said.is_ok_and(|said| ["truecolor", "24bit"].contains(&said.as_str()))
}

/// Where the pictures of a run go: one file for one photo or none, a folder for several, or where the
/// name is a folder's.
#[derive(Debug)]
pub(crate) struct Pictures {
    paths: Vec<PathBuf>,
}

impl Pictures {
    /// Decides every name before the work begins.
    pub(crate) fn plan(
        to: &Path,
        suffix: &str,
        sources: &[Source],
        inputs: &Inputs,
        outputs: &mut Outputs,
    ) -> Result<Self> {
        ensure!(
            to.as_os_str() != "-",
            "no picture goes to standard output: name a file that ends in .png"
        );
        // A folder of photos may happen to hold one alone: a name without an ending is a folder's.
        let is_folder = to.is_dir() || to.extension().is_none();
        let paths = match sources {
            [] | [_] if sources.is_empty() || !is_folder => {
                ensure!(
                    to.extension()
                        .is_some_and(|ending| ending.eq_ignore_ascii_case("png")),
                    "{} is no name of a picture: expected one that ends in .png, or a folder's \
                     for the pictures of several photos",
                    to.display()
                );
                vec![to.to_owned()]
            }
            _ => {
                fs::create_dir_all(to)
                    .with_context(|| format!("cannot make the folder {}", to.display()))?;
                let name = |source| to.join(picture_name(source, suffix));
                sources.iter().map(name).collect()
            }
        };
        for path in &paths {
            inputs.spare(path)?;
            outputs.take(path)?;
            ensure!(
                !path.exists() || is_drawn(path),
                "{} is a file that smpmatch has not drawn: name another one, or remove it",
                path.display()
            );
        }
        Ok(Self { paths })
    }

    /// Whether the picture of the photo at this place in the run is there.
    pub(crate) fn is_there(&self, index: usize) -> bool {
        self.paths[index].is_file()
    }

    /// Writes the picture of the photo at this place in the run.
    pub(crate) fn write(&self, index: usize, png: &[u8]) -> Result<()> {
        let path = &self.paths[index];
        whole::write(path, png).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Whether a file is a picture that this program has drawn.
pub(crate) fn is_drawn(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| file.take(DRAWN_PNG_HEAD).read_to_end(&mut begin));
    read.is_ok() && is_drawn_png(&begin)
}

/// The longest name that file systems take, in bytes.
const LONGEST_NAME: usize = 255;

/// The photo's name with another ending; of one that is too long for that the end is left out, and a
/// digest keeps it apart from its like.
fn picture_name(source: &Source, suffix: &str) -> OsString {
    let name = match source {
        Source::Numbered(..) => Some(source.name().into()),
        _ => source.path().and_then(Path::file_name).map(OsStr::to_owned),
    };
    let name = name.unwrap_or("photo".into());
    let ending = format!(".{suffix}.png");
    if name.len() + ending.len() <= LONGEST_NAME {
        return [name.as_os_str(), OsStr::new(&ending)]
            .into_iter()
            .collect();
    }
    let digest = digest_of_bytes(name.as_encoded_bytes());
    let ending = format!("~{digest}{ending}");
    let room = LONGEST_NAME - ending.len();
    let name = name.to_string_lossy();
    let fits = |(start, letter): &(usize, char)| start + letter.len_utf8() <= room;
    let kept = name
        .char_indices()
        .take_while(fits)
        .map(|(_, letter)| letter);
    kept.chain(ending.chars()).collect::<String>().into()
}

/// Says something on standard error; what a file is named cannot steer the terminal.
#[expect(clippy::print_stderr, reason = "this is the program's voice")]
pub(crate) fn complain(message: &str) {
    let lines: Vec<_> = message.split('\n').map(printable).collect();
    eprintln!("smpmatch: {}", lines.join("\n"));
}
