//! What the page asks for: photos in memory, answered as the command line answers.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Error, Result, anyhow, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use serde_json::{Value, json};
use smpmatch::color::hex;
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::report::{
    Form, Outcome, PhotoReport, Swatches, TextStyle, answer_lines, begin, plots, why, zones_png,
};

use crate::args::{AnalyzeArgs, Cli, OpenArgs, ReportFormat};
use crate::drawings::{Drawings, site};
use crate::folder::{self, Depth};
use crate::input::{Source, readable};
use crate::output::complain;
use crate::palette;
use crate::printable::printable;
use crate::run::Run;

/// Photos that are held at once, and their bytes together.
const MOST_PHOTOS: usize = 64;
const MOST_BYTES: usize = 1 << 30;
/// Quality of the photo in the browser: there it is looked at, not measured.
const QUALITY: u8 = 92;
/// Columns of the report in words.
const COLUMNS: usize = 80;

/// Palettes that are held at once.
const MOST_PALETTES: usize = 16;

/// The options that the page may ask with. None names a file on this machine.
const OPTIONS: [&str; 20] = [
    PALETTE,
    "--hair",
    "--skin",
    "--crop",
    "--card",
    "--chart",
    "--strip",
    "--strip-shades",
    "--target",
    "--age",
    "--volume",
    "--drop-ml",
    "--sessions",
    "--dot-mm",
    "--density",
    "--treat",
    "--mm-across",
    PREVIEW,
    "--client",
    "--notes",
];
/// What asks for a palette that was brought to the page, by its name.
const PALETTE: &str = "--palette";
/// What asks for the treated scalp, and the file that the command line writes it to; the page writes
/// none.
const PREVIEW: &str = "--preview";
const PREVIEW_FILE: &str = "treated.png";
/// Those that are about the treated scalp alone.
const OF_PREVIEW: [&str; 2] = ["--treat", "--mm-across"];

/// The photos and palettes of a page, and what it was opened with.
pub(crate) struct Studio {
    /// Whether the settings file is left aside.
    has_no_settings: bool,
    /// The palette that is used where the page asks for none, with its file if it has one.
    usual: (Palette, Option<String>),
    photos: Mutex<Vec<Arc<Held>>>,
    /// By the names of their files.
    palettes: Mutex<BTreeMap<String, Palette>>,
}

/// A photo in memory.
struct Held {
    name: String,
    bytes: Arc<[u8]>,
    width: u32,
    height: u32,
}

/// What can be taken along.
#[derive(Clone, Copy, Debug)]
pub(super) enum Download {
    Html,
    Json,
}

impl Studio {
    pub(crate) fn new(args: &OpenArgs, has_no_settings: bool) -> Result<Self> {
        let file = args.palette.as_ref().map(|file| {
            let file = file.to_str().map(str::to_owned);
            file.context("the palette's path is not in Unicode")
        });
        let studio = Self {
            has_no_settings,
            usual: (palette::load(args.palette.as_deref())?, file.transpose()?),
            photos: Mutex::default(),
            palettes: Mutex::default(),
        };
        let named = args.photos.iter().cloned();
        for path in named.flat_map(|path| folder::photos(path, Depth::Own)) {
            let name = readable(&path);
            let bytes = Source::File(path).read(&Limits::default());
            if let Err(error) = bytes.and_then(|bytes| studio.add(&name, bytes)) {
                complain(&format!("{name}: {error:#}"));
            }
        }
        ensure!(
            args.photos.is_empty() || !studio.photos().is_empty(),
            "no photo could be read to begin with"
        );
        Ok(studio)
    }

    /// The photos, as JSON.
    pub(super) fn list(&self) -> Result<Vec<u8>> {
        let photos = self.photos();
        let found: Vec<_> = photos
            .iter()
            .enumerate()
            .map(|(id, held)| told(id, held))
            .collect();
        Ok(serde_json::to_vec(&found)?)
    }

    /// Takes a photo, if it is one.
    pub(crate) fn add(&self, name: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
        let photo = Photo::from_bytes(&bytes, &Limits::default())?;
        let held = Arc::new(Held {
            name: name.to_owned(),
            bytes: bytes.into(),
            width: photo.width(),
            height: photo.height(),
        });
        let mut photos = self.photos();
        let bytes: usize = photos.iter().map(|held| held.bytes.len()).sum();
        ensure!(
            photos.len() < MOST_PHOTOS && bytes + held.bytes.len() <= MOST_BYTES,
            "the page holds {MOST_PHOTOS} photos and 1 GB at most: open it anew"
        );
        photos.push(Arc::clone(&held));
        Ok(serde_json::to_vec(&told(photos.len() - 1, &held))?)
    }

    /// Takes a palette, if it is one, and gives its title.
    pub(super) fn add_palette(&self, name: &str, bytes: &[u8]) -> Result<String> {
        let palette = palette::of_bytes(bytes)?;
        let title = printable(palette.name());
        let mut palettes = self.palettes();
        ensure!(
            palettes.len() < MOST_PALETTES || palettes.contains_key(name),
            "the page holds {MOST_PALETTES} palettes at most: open it anew"
        );
        palettes.insert(name.to_owned(), palette);
        Ok(title)
    }

    /// The photo for a browser, upright, without metadata.
    pub(super) fn picture(&self, id: usize) -> Result<Vec<u8>> {
        let photo = Photo::from_bytes(&self.held(id)?.bytes, &Limits::default())?;
        let mut jpeg = Cursor::new(Vec::new());
        photo
            .pixels()
            .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))?;
        Ok(jpeg.into_inner())
    }

    /// The answer with the options of the page, as JSON.
    pub(super) fn answer(&self, id: usize, options: &[u8]) -> Result<Vec<u8>> {
        let asked = self.asked(id, options)?;
        let run = asked.run()?;
        let (photo, answer) = run.look(asked.source.read(&Limits::default())?)?;
        let entry = run.entry(0, &asked.source, &photo, &answer)?;
        let Outcome::Ok(result) = &entry.outcome else {
            return Err(anyhow!("the photo was refused"));
        };
        let style = TextStyle {
            width: COLUMNS,
            swatches: Swatches::LeftOut,
            top: asked.args.output.top,
            has_details: true,
        };
        let lines: Vec<Value> = answer_lines(result)
            .into_iter()
            .map(|line| json!([line.about, line.words, line.color.map(hex)]))
            .collect();
        let shade = result.matches.first().map(|best| &best.shade);
        let zones = zones_png(&photo, &answer.analysis)?;
        let plots = plots(result)?;
        let plots: Vec<Value> = plots
            .into_iter()
            .map(|plot| json!({ "title": plot.title, "svg": plot.svg, "note": plot.note }))
            .collect();
        let text = String::from_utf8(written(&run, Form::Text(style), entry.clone())?)?;
        Ok(serde_json::to_vec(&json!({
            "verdict": result.verdict.usability.words(),
            "advice": result.verdict.next_on_page,
            "why": why(result),
            "shade": shade,
            "lines": lines,
            "text": text,
            "command": asked.command,
            "zones": data_url(&zones),
            "plots": plots,
        }))?)
    }

    /// A report, byte for byte as the command line writes it.
    pub(super) fn report(&self, id: usize, options: &[u8], form: Download) -> Result<Vec<u8>> {
        let mut asked = self.asked(id, options)?;
        let output = &mut asked.args.output;
        let form = match form {
            Download::Html => {
                output.format = ReportFormat::Html;
                Form::Html(output.html_style())
            }
            Download::Json => Form::Json,
        };
        let run = asked.run()?;
        written(&run, form, run.answered(0, &asked.source)?.entry)
    }

    /// The treated scalp as a PNG, and what it shows.
    pub(super) fn preview(&self, id: usize, options: &[u8]) -> Result<(Vec<u8>, String)> {
        let asked = self.asked(id, options)?;
        let run = asked.run()?;
        let (photo, answer) = run.look(asked.source.read(&Limits::default())?)?;
        let scalp = run.treated(&photo, &answer, &site(&asked.args.output))?;
        let mut png = Cursor::new(Vec::new());
        scalp.picture.write_to(&mut png, image::ImageFormat::Png)?;
        Ok((png.into_inner(), scalp.words))
    }

    fn photos(&self) -> MutexGuard<'_, Vec<Arc<Held>>> {
        self.photos.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn palettes(&self) -> MutexGuard<'_, BTreeMap<String, Palette>> {
        self.palettes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self, id: usize) -> Result<Arc<Held>> {
        let photos = self.photos();
        photos
            .get(id)
            .map(Arc::clone)
            .context("there is no such photo")
    }

    fn asked(&self, id: usize, options: &[u8]) -> Result<Asked> {
        let held = self.held(id)?;
        let options: Vec<String> = serde_json::from_slice(options)?;
        for pair in options.chunks(2) {
            let is_known = pair.len() == 2 && OPTIONS.contains(&pair[0].as_str());
            ensure!(is_known, "'{}' is no option of the page", pair[0]);
        }
        let mut words: Vec<&str> = Vec::new();
        words.extend(self.has_no_settings.then_some("--no-config"));
        let brought = options.chunks(2).find(|pair| pair[0] == PALETTE);
        let palette = if let Some([_, name]) = brought {
            let palette = self.palettes().get(name).cloned();
            palette.context("there is no such palette: choose its file again")?
        } else {
            let (palette, file) = &self.usual;
            words.extend(file.iter().flat_map(|file| [PALETTE, file]));
            palette.clone()
        };
        words.extend(options.iter().map(String::as_str));
        Asked::new(&held, palette, words)
    }
}

/// What was asked about a photo.
struct Asked {
    args: AnalyzeArgs,
    palette: Palette,
    source: Source,
    /// The same on the command line.
    command: String,
}

impl Asked {
    fn new(held: &Held, palette: Palette, mut words: Vec<&str>) -> Result<Self> {
        let is_of_preview = words.iter().any(|word| OF_PREVIEW.contains(word));
        if is_of_preview && !words.contains(&PREVIEW) {
            words.extend([PREVIEW, PREVIEW_FILE]);
        }
        let typed = ["smpmatch"].into_iter().chain(words.iter().copied());
        let typed_out = typed.clone().chain(["--", held.name.as_str()]);
        let args = Cli::understood(typed_out)
            .map_err(|error| mistake(&error))?
            .analyze;
        Ok(Self {
            args,
            palette,
            source: Source::Memory(held.name.clone(), Arc::clone(&held.bytes)),
            command: typed
                .chain([held.name.as_str()])
                .map(quoted)
                .collect::<Vec<_>>()
                .join(" "),
        })
    }

    /// What looks at the photo; no picture is written.
    fn run(&self) -> Result<Run> {
        let drawings = Drawings::embedded(&self.args.output);
        Run::with(self.palette.clone(), &self.args, 0, drawings)
    }
}

fn written(run: &Run, form: Form, entry: PhotoReport) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut report = begin(form, run.head(), &mut bytes)?;
    report.add(entry)?;
    report.finish()?;
    drop(report);
    Ok(bytes)
}

fn told(id: usize, held: &Held) -> Value {
    let Held {
        name,
        width,
        height,
        ..
    } = held;
    json!({ "id": id, "name": name, "width": width, "height": height })
}

fn data_url(png: &[u8]) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(png))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./,%:=".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Of what the command line says of a mistake, what is wrong, without how to type it.
fn mistake(error: &Error) -> Error {
    let words = error.to_string();
    let lines = words.lines().map(str::trim);
    let wrong: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    anyhow!(wrong.join(" ").trim_start_matches("error: ").to_owned())
}
