//! The main command: analyze the photos, rank the dilutions, write the report.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::ColorChoice;
use smpmatch::report::{self, Form, TextStyle};

use crate::args::{AnalyzeArgs, ReportFormat};
use crate::batch::Batch;
use crate::clients::{Group, groups};
use crate::drawings::Drawings;
use crate::folder;
use crate::guard::Inputs;
use crate::input::Source;
use crate::output::{Destination, Kept, complain};
use crate::progress::Progress;
use crate::resume::{Earlier, take_up};
use crate::run::{Run, jobs};
use crate::tally::{Tally, tell_skipped};
use crate::telling::tell;
use crate::typo::refuse_mistyped_command;

/// The run finished, and some photos failed.
pub(crate) const SOME_FAILED: u8 = 1;
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
    let (sources, groups) = groups(&args.photos, sources);
    if sources.is_empty() && !args.photos.is_empty() && !args.output.quiet {
        complain("the list names no photo, so the report is empty");
    }
    let inputs = Inputs::photos(&sources)
        .and(args.matching.palette.as_deref(), "the palette")
        .and(args.photos.files_from.as_deref(), "the list of photos");
    let drawings = Drawings::plan(&args.output, &sources, &inputs)?;
    let run = Run::prepare(args, sources.len(), drawings)?;
    if args.output.resume {
        return resume(args, run, sources, groups, &inputs);
    }
    let kept = match args.output.format {
        ReportFormat::Jsonl => Kept::Lines,
        _ => Kept::Nothing,
    };
    let destination = Destination::open(args.output.output.as_deref(), &inputs, kept)?;
    let form = form(args, color, &destination)?;
    let work = Asked {
        photos: sources.into_iter().enumerate().collect(),
        groups,
    };
    let code = write_report(args, run, work, form, &destination)?;
    destination.finish()?;
    Ok(ExitCode::from(code))
}

/// Analyzes the photos that are not in the output yet: of a client all or none.
fn resume(
    args: &AnalyzeArgs,
    run: Run,
    sources: Vec<Source>,
    groups: Vec<Group>,
    inputs: &Inputs,
) -> Result<ExitCode> {
    ensure!(
        args.output.format == ReportFormat::Jsonl,
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
    let (mut kept, mut work) = (Vec::new(), Asked::default());
    let mut photos = sources.into_iter().enumerate();
    let all = photos.len();
    for group in groups {
        let members: Vec<_> = photos.by_ref().take(group.photos).collect();
        let places = run.places(&group, &members, &earlier);
        if places.iter().any(Option::is_none) {
            kept.resize(kept.len() + places.len(), None);
            work.photos.extend(members);
            work.groups.push(group);
        } else {
            kept.extend(places);
        }
    }
    if !args.output.quiet {
        let skipped = all - work.photos.len();
        complain(&format!(
            "{skipped} of {all} photos are in {} already",
            path.display()
        ));
    }
    let code = write_report(args, run, work, Form::JsonLines, &destination)?;
    destination.finish()?;
    if code != INTERRUPTED {
        earlier.arrange(kept)?;
    }
    Ok(ExitCode::from(code))
}

/// The photos to analyze, each with its place among those that were named, and which of them are
/// answered together.
#[derive(Default)]
struct Asked {
    photos: Vec<(usize, Source)>,
    groups: Vec<Group>,
}

fn write_report(
    args: &AnalyzeArgs,
    run: Run,
    work: Asked,
    form: Form,
    destination: &Destination,
) -> Result<u8> {
    let trouble = || destination.trouble();
    let is_text = matches!(form, Form::Text(_));
    let mut report =
        report::begin(form, run.head(), destination.writer(is_text)).with_context(trouble)?;
    if args.photos.is_empty() {
        report.add(run.readings_alone()?).with_context(trouble)?;
    }
    let progress = progress(args, work.photos.len());
    let mut tally = Tally::begin();
    let mut code = 0;
    let run = Arc::new(run);
    let looking = Arc::clone(&run);
    let mut batch = Batch::start(jobs(args), work.photos, move |_, (index, source)| {
        let start = Instant::now();
        let found = looking.answered(*index, source);
        found.map(|found| (found, start.elapsed()))
    })?;
    batch.end_at_interrupt()?;
    for group in work.groups {
        let mut photos = Vec::with_capacity(group.photos);
        for found in batch.by_ref().take(group.photos) {
            let (photo, took) = found?;
            let entry = &photo.entry;
            if !entry.is_ok() {
                code = SOME_FAILED;
            }
            tally.count(entry);
            progress.step(|| tell(&args.output, entry, took));
            photos.push(photo);
        }
        if photos.len() == group.photos {
            let write = || run.write(&group, photos, report.as_mut());
            progress.aside(write).with_context(trouble)?;
        }
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

fn progress(args: &AnalyzeArgs, photos: usize) -> Progress {
    if args.output.quiet {
        Progress::hidden()
    } else {
        Progress::over(photos)
    }
}

fn form(args: &AnalyzeArgs, color: ColorChoice, destination: &Destination) -> Result<Form> {
    Ok(match args.output.format {
        ReportFormat::Text => Form::Text(text_style(args, color, destination)),
        ReportFormat::Line => Form::Line,
        ReportFormat::Json => Form::Json,
        ReportFormat::Jsonl => Form::JsonLines,
        ReportFormat::Csv => Form::Csv(args.output.csv_dialect.into()),
        ReportFormat::Html => {
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
