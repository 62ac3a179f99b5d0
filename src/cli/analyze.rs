//! The main command: analyze the photos, rank the dilutions, write the report.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use clap::ColorChoice;
use smpmatch::answer::{Answer, AnswerOptions, answer, answer_readings};
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::report::{self, Form, PhotoReport, ReportHead, Stamp, TextStyle};

use crate::args::{AnalyzeArgs, Format};
use crate::batch::Batch;
use crate::digest::{digest, digest_of_bytes};
use crate::drawings::Drawings;
use crate::folder;
use crate::guard::Inputs;
use crate::input::Source;
use crate::output::{Destination, Kept, complain};
use crate::palette;
use crate::progress::Progress;
use crate::resume::{Earlier, take_up};
use crate::tally::{Tally, tell_skipped};
use crate::telling::tell;
use crate::timeout::within;
use crate::typo::refuse_mistyped_command;

/// The run finished, and some photos failed.
pub(crate) const SOME_FAILED: u8 = 1;
/// A build that is not optimized takes about ten times as long over a photo.
const PATIENCE: u32 = if cfg!(debug_assertions) { 10 } else { 1 };
/// Ctrl-C, as shells tell it: 128 and the number of the signal.
const INTERRUPTED: u8 = 130;

/// Analyzes every photo; a bad one never stops the rest.
pub(crate) fn run(args: &AnalyzeArgs, color: ColorChoice) -> Result<ExitCode> {
    refuse_mistyped_command(&args.photos.paths)?;
    let sources = Source::all(&args.photos)?;
    let sources = if args.photos.anonymous {
        Source::numbered(sources)
    } else {
        sources
    };
    if sources.is_empty() && !args.photos.is_empty() && !args.output.quiet {
        complain("the list names no photo, so the report is empty");
    }
    let inputs = Inputs::photos(&sources)
        .and(args.matching.palette.as_deref(), "the palette")
        .and(args.photos.files_from.as_deref(), "the list of photos");
    let drawings = Drawings::plan(&args.output, &sources, &inputs)?;
    let run = Run::prepare(args, sources.len(), drawings)?;
    if args.output.resume {
        return resume(args, run, sources, &inputs);
    }
    let kept = match args.output.format {
        Format::Jsonl => Kept::Lines,
        _ => Kept::Nothing,
    };
    let destination = Destination::open(args.output.output.as_deref(), &inputs, kept)?;
    let form = form(args, color, &destination)?;
    let work = sources.into_iter().enumerate().collect();
    let code = write_report(args, run, work, (form, &destination))?;
    destination.finish()?;
    Ok(ExitCode::from(code))
}

/// Analyzes the photos that are not in the output yet.
fn resume(args: &AnalyzeArgs, run: Run, sources: Vec<Source>, inputs: &Inputs) -> Result<ExitCode> {
    ensure!(
        args.output.format == Format::Jsonl,
        "--resume goes on with JSON Lines alone: -f jsonl"
    );
    ensure!(!args.photos.is_empty(), "--resume skips photos: name some");
    let path = args.output.output.as_deref();
    let path = path.filter(|path| path.as_os_str() != "-");
    let path = path.context("--resume needs a file to go on with: -o FILE")?;
    inputs.spare(path)?;
    take_up(path)?;
    let destination = Destination::append(path, inputs)?;
    let earlier = Earlier::read(path)?;
    let place = |(index, source): (usize, &Source)| {
        let bytes = source.path().and_then(|_| source.read(&run.limits).ok());
        let digest = bytes.as_deref().map(digest_of_bytes);
        let place = earlier.place(source, digest, &run.settings_digest);
        place.filter(|_| run.drawings.are_there(index))
    };
    let kept: Vec<_> = sources.iter().enumerate().map(place).collect();
    let work = sources.into_iter().enumerate();
    let work: Vec<_> = work.filter(|(index, _)| kept[*index].is_none()).collect();
    if !args.output.quiet {
        let (skipped, all) = (kept.len() - work.len(), kept.len());
        complain(&format!(
            "{skipped} of {all} photos are in {} already",
            path.display()
        ));
    }
    let code = write_report(args, run, work, (Form::JsonLines, &destination))?;
    destination.finish()?;
    if code != INTERRUPTED {
        earlier.arrange(kept)?;
    }
    Ok(ExitCode::from(code))
}

/// The photos to analyze, each with its place among those that were named.
type Work = Vec<(usize, Source)>;

fn write_report(
    args: &AnalyzeArgs,
    run: Run,
    work: Work,
    (form, destination): (Form, &Destination),
) -> Result<u8> {
    let trouble = || destination.trouble();
    let is_text = matches!(form, Form::Text(_));
    let mut report =
        report::begin(form, run.head(), destination.writer(is_text)).with_context(trouble)?;
    if args.photos.is_empty() {
        report.add(run.readings_alone()?).with_context(trouble)?;
    }
    let progress = progress(args, work.len());
    let mut tally = Tally::begin();
    let mut code = 0;
    let mut batch = Batch::start(jobs(args), work, move |_, (index, source)| {
        let start = Instant::now();
        run.entry(*index, source)
            .map(|entry| (entry, start.elapsed()))
    })?;
    batch.end_at_interrupt()?;
    for answer in batch.by_ref() {
        let (entry, took) = answer?;
        if !entry.is_ok() {
            code = SOME_FAILED;
        }
        tally.count(&entry);
        let write = || {
            tell(&args.output, &entry, took);
            report.add(entry)
        };
        progress.step(write).with_context(trouble)?;
    }
    report.finish().with_context(trouble)?;
    drop(progress);
    if !args.output.quiet {
        tally.tell();
        tell_skipped(&folder::not_read(&args.photos.paths, args.photos.depth()));
    }
    if batch.is_interrupted() {
        complain("interrupted: the report ends after the last photo that was done");
        code = INTERRUPTED;
    }
    Ok(code)
}

fn jobs(args: &AnalyzeArgs) -> NonZeroUsize {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    args.output.jobs.unwrap_or_else(cores)
}

fn progress(args: &AnalyzeArgs, photos: usize) -> Progress {
    if args.output.quiet {
        Progress::hidden()
    } else {
        Progress::over(photos)
    }
}

/// What stays the same from photo to photo.
pub(crate) struct Run {
    pub(crate) palette: Palette,
    limits: Limits,
    pub(crate) options: AnswerOptions,
    timeout: Duration,
    settings_digest: String,
    drawings: Drawings,
}

impl Run {
    pub(crate) fn prepare(args: &AnalyzeArgs, photos: usize, drawings: Drawings) -> Result<Self> {
        let palette = palette::load(args.matching.palette.as_deref())?;
        let limits = Limits {
            max_pixels: args.looking.max_pixels * 1_000_000,
            // Cores that have no photo of their own help with one.
            threads: NonZeroUsize::new(jobs(args).get() / photos.max(1))
                .unwrap_or(NonZeroUsize::MIN),
            ..Limits::default()
        };
        let within = (limits.max_pixels, limits.max_bytes);
        let options = args.options(&palette)?;
        Ok(Self {
            settings_digest: digest(&(&palette, within, &options)),
            palette,
            limits,
            options,
            timeout: Duration::from_secs(args.looking.timeout) * PATIENCE,
            drawings,
        })
    }

    pub(crate) fn head(&self) -> ReportHead {
        ReportHead::new(&self.palette, &self.options)
    }

    fn readings_alone(&self) -> Result<PhotoReport> {
        let readings = self.options.analyze.readings;
        let answer = answer_readings(readings, &self.palette, &self.options.rank);
        let entry = PhotoReport::without_photo(&answer);
        self.drawings.draw_card(0, &entry)?;
        Ok(self.stamped((None, None), entry))
    }

    fn stamped(
        &self,
        (bytes, photo_digest): (Option<u64>, Option<String>),
        entry: PhotoReport,
    ) -> PhotoReport {
        let settings_digest = self.settings_digest.clone();
        PhotoReport {
            stamp: Some(Stamp {
                bytes,
                photo_digest,
                settings_digest,
            }),
            ..entry
        }
    }

    /// The entry of one photo. Its own failure is data; only a picture that cannot be written stops
    /// the run.
    pub(crate) fn entry(&self, index: usize, source: &Source) -> Result<PhotoReport> {
        // Asked before the photo is read: a file that still grows is another one next time.
        let length = source.bytes();
        let bytes = source.read(&self.limits);
        let digest = bytes.as_deref().ok().map(digest_of_bytes);
        let entry = || match bytes.and_then(|bytes| self.look(bytes)) {
            Ok((photo, answer)) => self.found(index, source, (&photo, &answer)),
            Err(error) => Ok(PhotoReport::failed(source.name(), error.as_ref())),
        };
        // A defect that one photo lays bare must not cost the rest of a batch.
        let entry = catch_unwind(AssertUnwindSafe(entry)).unwrap_or_else(|_| {
            let error = anyhow!("smpmatch itself failed on this photo: please report it");
            Ok(PhotoReport::failed(source.name(), error.as_ref()))
        });
        Ok(self.stamped((length, digest), entry?))
    }

    pub(crate) fn found(
        &self,
        index: usize,
        source: &Source,
        (photo, answer): (&Photo, &Answer),
    ) -> Result<PhotoReport> {
        let analysis = &answer.analysis;
        self.drawings.draw(index, photo, analysis)?;
        let entry = PhotoReport::answered(source.name(), photo, answer);
        let asked = (&self.palette, &self.options.rank);
        let treated =
            self.drawings
                .draw_treated((index, &source.name()), (photo, answer), asked)?;
        self.drawings.draw_card(index, &entry)?;
        let preview = self.drawings.preview(photo, analysis, treated.as_ref())?;
        Ok(match preview {
            Some(preview) => entry.with_preview(preview),
            None => entry,
        })
    }

    /// Looks at a photo, no longer than allowed: a file can be made to take hours.
    pub(crate) fn look(&self, bytes: Vec<u8>) -> Result<(Photo, Answer)> {
        let (limits, palette, options) = (self.limits, self.palette.clone(), self.options.clone());
        within(self.timeout, move || {
            let photo = Photo::from_bytes(&bytes, &limits)?;
            drop(bytes);
            let answer = answer(&photo, &palette, &options)?;
            Ok((photo, answer))
        })?
    }
}

fn form(args: &AnalyzeArgs, color: ColorChoice, destination: &Destination) -> Result<Form> {
    Ok(match args.output.format {
        Format::Text => Form::Text(text_style(args, color, destination)),
        Format::Line => Form::Line,
        Format::Json => Form::Json,
        Format::Jsonl => Form::JsonLines,
        Format::Csv => Form::Csv(args.output.csv_dialect.into()),
        Format::Html => {
            destination.refuse_terminal()?;
            Form::Html(args.output.html_style())
        }
    })
}

fn text_style(args: &AnalyzeArgs, color: ColorChoice, destination: &Destination) -> TextStyle {
    TextStyle {
        width: destination.columns(),
        swatches: destination.swatches(color),
        top: args.output.top,
        has_details: args.output.verbose,
    }
}
