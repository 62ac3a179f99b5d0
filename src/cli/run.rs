//! What one run asks of every photo, and what it writes of each.

use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow, ensure};
use smpmatch::analysis::Effort;
use smpmatch::answer::{Answer, AnswerOptions, answer, answer_readings};
use smpmatch::client::answer_client;
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::preview::{Site, Treatment, simulate};
use smpmatch::report::{ClientReport, PhotoReport, ReportHead, ReportWriter, Stamp, TreatedScalp};
use smpmatch::threads::Threads;

use crate::args::AnalyzeArgs;
use crate::clients::{Group, digest_of_photos};
use crate::digest::{digest, digest_of_bytes};
use crate::drawings::Drawings;
use crate::input::Source;
use crate::line::Subject;
use crate::palette;
use crate::resume::{Earlier, LineSpan};
use crate::timeout::within;

/// A build that is not optimized takes about ten times as long over a photo.
const PATIENCE: u32 = if cfg!(debug_assertions) { 10 } else { 1 };

/// What stays the same from photo to photo.
pub(crate) struct Run {
    pub(crate) palette: Palette,
    limits: Limits,
    pub(crate) options: AnswerOptions,
    timeout: Duration,
    settings_digest: String,
    drawings: Drawings,
}

/// What is said of one photo, and the answer if there is one.
pub(crate) struct Answered {
    pub(crate) entry: PhotoReport,
    pub(crate) answer: Option<Answer>,
}

impl Run {
    pub(crate) fn prepare(args: &AnalyzeArgs, photos: usize, drawings: Drawings) -> Result<Self> {
        let palette = palette::load(args.matching.palette.as_deref())?;
        Self::with(palette, args, photos, drawings)
    }

    /// The same by a palette that was read already.
    pub(crate) fn with(
        palette: Palette,
        args: &AnalyzeArgs,
        photos: usize,
        drawings: Drawings,
    ) -> Result<Self> {
        let limits = Limits {
            max_pixels: args.looking.max_pixels * 1_000_000,
            // Cores that have no photo of their own help with one.
            threads: NonZeroUsize::new(jobs(args).get() / photos.max(1))
                .unwrap_or(NonZeroUsize::MIN),
            ..Limits::default()
        };
        let within = (limits.max_pixels, limits.max_bytes);
        let mut options = args.options(&palette)?;
        // Of what is asked, not of how it is done.
        let settings_digest = digest(&(&palette, within, &options));
        let clients = &args.photos.clients;
        options.analyze.effort = Effort {
            is_alone: !clients.together && !clients.by_folder,
            threads: if limits.threads > NonZeroUsize::MIN {
                Threads::Two
            } else {
                Threads::One
            },
        };
        Ok(Self {
            settings_digest,
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

    pub(crate) fn readings_alone(&self) -> Result<PhotoReport> {
        let readings = self.options.analyze.readings;
        let answer = answer_readings(readings, &self.palette, &self.options.rank);
        let entry = PhotoReport::without_photo(&answer);
        self.drawings.draw_card(0, &entry)?;
        Ok(self.stamped(None, None, entry))
    }

    fn stamped(
        &self,
        bytes: Option<u64>,
        photo_digest: Option<String>,
        entry: PhotoReport,
    ) -> PhotoReport {
        let settings_digest = self.settings_digest.clone();
        entry.with_stamp(Stamp {
            bytes,
            photo_digest,
            settings_digest,
        })
    }

    /// Where the earlier lines of a client's photos lie, the client's own first.
    pub(crate) fn places(
        &self,
        group: &Group,
        members: &[(usize, Source)],
        earlier: &Earlier,
    ) -> Vec<Option<LineSpan>> {
        let place = |photo: Option<String>, photo_digest: Option<String>| {
            earlier.place(&Subject {
                client: group.client.clone(),
                photo,
                photo_digest: Some(photo_digest?),
                settings_digest: Some(self.settings_digest.clone()),
            })
        };
        let digest = |source: &Source| {
            let bytes = source.path().and_then(|_| source.read(&self.limits).ok())?;
            Some(digest_of_bytes(&bytes))
        };
        let digests: Vec<Option<String>> =
            members.iter().map(|(_, source)| digest(source)).collect();
        let names: Vec<String> = members.iter().map(|(_, source)| source.name()).collect();
        let of_client = group
            .client
            .is_some()
            .then(|| place(None, digest_of_photos(&names, &digests)));
        let photos = members.iter().zip(names.iter().zip(&digests));
        let of_photos = photos.map(|((index, _), (name, digest))| {
            let place = place(Some(name.clone()), digest.clone());
            place.filter(|_| self.drawings.are_there(*index))
        });
        of_client.into_iter().chain(of_photos).collect()
    }

    /// Writes what was found about a client, or about a photo alone.
    pub(crate) fn write(
        &self,
        group: &Group,
        photos: Vec<Answered>,
        report: &mut dyn ReportWriter,
    ) -> io::Result<()> {
        let parts = photos.into_iter().map(|photo| (photo.entry, photo.answer));
        let (mut entries, answers): (Vec<_>, Vec<_>) = parts.unzip();
        if let Some(name) = &group.client {
            let answer = answer_client(&answers, &self.palette, &self.options);
            let (client, members) = ClientReport::answered(name, entries, &answer);
            entries = members;
            report.add_client(self.of_client(client, &entries))?;
        }
        entries.into_iter().try_for_each(|entry| report.add(entry))
    }

    fn of_client(&self, client: ClientReport, photos: &[PhotoReport]) -> ClientReport {
        let names: Vec<_> = photos
            .iter()
            .map(|entry| entry.photo.clone().unwrap_or_default())
            .collect();
        let digest = |entry: &PhotoReport| entry.stamp.as_ref()?.photo_digest.clone();
        let digests: Vec<_> = photos.iter().map(digest).collect();
        client.with_stamp(Stamp {
            bytes: None,
            photo_digest: digest_of_photos(&names, &digests),
            settings_digest: self.settings_digest.clone(),
        })
    }

    /// Answers one photo. Its own failure is data; only a picture that cannot be written stops the run.
    pub(crate) fn answered(&self, index: usize, source: &Source) -> Result<Answered> {
        // Asked before the photo is read: a file that still grows is another one next time.
        let length = source.bytes();
        let bytes = source.read(&self.limits);
        let digest = bytes.as_deref().ok().map(digest_of_bytes);
        let failed = |error: &Error| Answered {
            entry: PhotoReport::failed(source.name(), error.as_ref()),
            answer: None,
        };
        let answered = || match bytes.and_then(|bytes| self.look(bytes)) {
            Ok((photo, answer)) => {
                let entry = self.entry(index, source, &photo, &answer);
                let answer = Some(answer);
                entry.map(|entry| Answered { entry, answer })
            }
            Err(error) => Ok(failed(&error)),
        };
        // A defect that one photo lays bare must not cost the rest of a batch.
        let answered = catch_unwind(AssertUnwindSafe(answered)).unwrap_or_else(|_| {
            let error = anyhow!("smpmatch itself failed on this photo: please report it");
            Ok(failed(&error))
        });
        answered.map(|Answered { entry, answer }| Answered {
            entry: self.stamped(length, digest, entry),
            answer,
        })
    }

    /// The entry of a photo that has an answer.
    pub(crate) fn entry(
        &self,
        index: usize,
        source: &Source,
        photo: &Photo,
        answer: &Answer,
    ) -> Result<PhotoReport> {
        let analysis = &answer.analysis;
        self.drawings.draw(index, photo, analysis)?;
        let entry = PhotoReport::answered(source.name(), photo, answer);
        let treated = match self.drawings.site_shown() {
            Some(site) => {
                let treated = self.treated(photo, answer, site);
                self.drawings.draw_treated(index, &source.name(), treated)?
            }
            None => None,
        };
        self.drawings.draw_card(index, &entry)?;
        let preview = self.drawings.preview(photo, analysis, treated.as_ref())?;
        Ok(match preview {
            Some(preview) => entry.with_preview(preview),
            None => entry,
        })
    }

    /// The scalp with the best match set into it.
    pub(crate) fn treated(
        &self,
        photo: &Photo,
        answer: &Answer,
        site: &Site,
    ) -> Result<TreatedScalp> {
        ensure!(
            answer.verdict.usability.shows_shades(),
            "the photo does not tell the shade: take it again"
        );
        let ranking = answer.ranking.as_ref();
        let best = ranking.and_then(|ranking| ranking.matches.first());
        let best = best.context("nothing was matched")?;
        let options = &self.options.rank;
        let treatment = Treatment::of(best, &self.palette, options);
        let simulation = simulate(photo, &answer.analysis, treatment, site)?;
        Ok(TreatedScalp::new(simulation, best, options))
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

/// Photos to look at, at once.
pub(crate) fn jobs(args: &AnalyzeArgs) -> NonZeroUsize {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    args.output.jobs.unwrap_or_else(cores)
}
