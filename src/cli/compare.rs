//! The compare command: two visits of one client.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::ColorChoice;
use smpmatch::analysis::AnalyzeOptions;
use smpmatch::answer::{Answer, AnswerOptions, answer};
use smpmatch::cluster::ClusterOptions;
use smpmatch::compare::{DotFading, Visit, Which, compare};
use smpmatch::measure::Dots;
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::rank::RankOptions;
use smpmatch::report::{ComparisonReport, Preview, ReportHead, TextStyle, VisitReport};

use crate::analyze::SOME_FAILED;
use crate::args::{CompareArgs, CompareFormat, VisitArgs};
use crate::guard::Inputs;
use crate::input::Source;
use crate::output::{Destination, Kept, complain};
use crate::palette;

/// Compares two photos. Both are looked at before either's failure ends the run, so that each is
/// named.
pub(crate) fn run(args: &CompareArgs, color: ColorChoice) -> Result<ExitCode> {
    let palette = palette::load(args.both.palette.as_deref())?;
    let visits = args.visits();
    let [before, after] = &visits;
    ensure!(
        !visits.iter().all(|visit| visit.path.as_os_str() == "-"),
        "standard input holds one photo: name the other"
    );
    let sources = [Source::one(before.path)?, Source::one(after.path)?];
    let rank = RankOptions {
        seed: args.both.seed,
        ..RankOptions::default()
    };
    let options = |visit| AnswerOptions {
        analyze: analyze_options(visit, args.both.seed),
        rank,
        is_strict: false,
    };
    let look = |at: usize| {
        let options = options(&visits[at]);
        let found = VisitAnswer::new(&sources[at], &visits[at], &palette, &options);
        let tell = |error: &anyhow::Error| complain(&format!("{}: {error:#}", sources[at].name()));
        found.inspect_err(tell).ok()
    };
    let (Some(before), Some(after)) = (look(0), look(1)) else {
        return Ok(ExitCode::from(SOME_FAILED));
    };
    let comparison = compare([&before.visit(), &after.visit()], &rank);
    let head = ReportHead::new(&palette, &options(&visits[0]));
    let has_previews = args.both.format == CompareFormat::Html;
    let reports = [
        before.report(Which::Before, has_previews)?,
        after.report(Which::After, has_previews)?,
    ];
    let report = ComparisonReport::new(head, reports, &comparison, args.both.shade);
    write(&report, args, &sources, color)?;
    if let Some(to) = &args.both.learn {
        learn(to, args, comparison.fading.as_ref())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A photo that was looked at.
struct VisitAnswer {
    name: String,
    photo: Photo,
    answer: Answer,
    dots: Option<Dots>,
}

impl VisitAnswer {
    fn new(
        source: &Source,
        visit: &VisitArgs<'_>,
        palette: &Palette,
        options: &AnswerOptions,
    ) -> Result<Self> {
        let photo = source.open(&Limits::default())?;
        let answer = answer(&photo, palette, options)?;
        let read = |region| answer.analysis.dots(&photo, region, visit.skin);
        let dots = visit.dots.map(read).transpose()?;
        Ok(Self {
            name: source.name(),
            photo,
            answer,
            dots,
        })
    }

    fn visit(&self) -> Visit<'_> {
        Visit {
            answer: &self.answer,
            dots: self.dots.clone(),
        }
    }

    fn report(&self, which: Which, has_preview: bool) -> Result<VisitReport> {
        let report = VisitReport::new(self.name.clone(), &self.photo, &self.visit(), which);
        if !has_preview {
            return Ok(report);
        }
        let preview = Preview::new(&self.photo, &self.answer.analysis, None)?;
        Ok(report.with_preview(preview))
    }
}

/// Keeps in a palette how far the dots have faded.
fn learn(to: &Path, args: &CompareArgs, fading: Option<&DotFading>) -> Result<()> {
    let fading = fading.with_context(|| {
        format!(
            "{} learned nothing: the dots do not stand out in both photos",
            to.display()
        )
    })?;
    let ages = args.on_before.age.zip(args.on_after.age);
    let (from_days, to_days) = ages.context("--learn wants the age of the work at both visits")?;
    let learned = palette::load(Some(to))?.with_fading(fading.observed(from_days, to_days))?;
    palette::replace(&learned, to)
}

fn analyze_options(visit: &VisitArgs<'_>, seed: u64) -> AnalyzeOptions {
    AnalyzeOptions {
        clusters: ClusterOptions {
            seed,
            ..ClusterOptions::default()
        },
        hair: visit.hair.to_vec(),
        skin: visit.skin.to_vec(),
        reference: visit.light.reference(),
        ..AnalyzeOptions::default()
    }
}

/// Writes the report.
fn write(
    report: &ComparisonReport,
    args: &CompareArgs,
    sources: &[Source],
    color: ColorChoice,
) -> Result<()> {
    let inputs = Inputs::photos(sources).and(args.both.palette.as_deref(), "the palette");
    let destination = Destination::open(args.both.output.as_deref(), &inputs, Kept::Nothing)?;
    let text = match args.both.format {
        CompareFormat::Json => report.json()?,
        CompareFormat::Html => {
            destination.refuse_terminal()?;
            report.html(&args.both.page.heading())?
        }
        CompareFormat::Text => report.text(TextStyle {
            width: destination.columns(),
            swatches: destination.swatches(color),
            top: 0,
            has_details: true,
        })?,
    };
    let mut out = destination.writer(args.both.format == CompareFormat::Text);
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .with_context(|| destination.trouble())?;
    drop(out);
    destination.finish()
}
