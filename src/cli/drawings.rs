//! The pictures that a run draws beside its report.

use std::path::PathBuf;

use anyhow::{Context, Result};
use smpmatch::analysis::Analysis;
use smpmatch::answer::Answer;
use smpmatch::palette::Palette;
use smpmatch::photo::Photo;
use smpmatch::preview::{Work, simulate};
use smpmatch::rank::RankOptions;
use smpmatch::report::{
    Outcome, PhotoReport, Preview, mask_png, overlay_png, swatches_png, treated_png, treated_words,
};

use crate::args::{Format, OutputArgs};
use crate::guard::{Inputs, Outputs};
use crate::input::Source;
use crate::output::{Pictures, complain};

/// Where dots are to be set, and how large they are.
pub(crate) fn work(asked: &OutputArgs) -> Work {
    Work {
        boxes: asked.treat.clone(),
        mm_across: asked.mm_across,
    }
}

/// Which pictures are drawn of each photo.
pub(crate) struct Drawings {
    masks: Option<Pictures>,
    overlays: Option<Pictures>,
    cards: Option<Pictures>,
    treated: Option<Pictures>,
    work: Work,
    /// Matches on a card.
    top: usize,
    has_previews: bool,
}

impl Drawings {
    /// Decides every name before the work begins.
    pub(crate) fn plan(asked: &OutputArgs, sources: &[Source], inputs: &Inputs) -> Result<Self> {
        let mut outputs = Outputs::default();
        if let Some(report) = &asked.output {
            outputs.take(report)?;
        }
        let mut pictures = |to: &Option<PathBuf>, suffix| {
            let plan =
                |path: &PathBuf| Pictures::plan(path, suffix, sources, (inputs, &mut outputs));
            to.as_ref().map(plan).transpose()
        };
        Ok(Self {
            masks: pictures(&asked.mask, "mask")?,
            overlays: pictures(&asked.overlay, "overlay")?,
            cards: pictures(&asked.swatches, "swatches")?,
            treated: pictures(&asked.preview, "preview")?,
            work: work(asked),
            top: asked.top,
            has_previews: asked.format == Format::Html,
        })
    }

    fn kinds(&self) -> impl Iterator<Item = &Pictures> {
        let kinds = [&self.masks, &self.overlays, &self.cards, &self.treated];
        kinds.into_iter().flatten()
    }

    /// Whether the pictures of the photo at this place in the run are there from an earlier run.
    pub(crate) fn are_there(&self, index: usize) -> bool {
        self.kinds().all(|pictures| pictures.is_there(index))
    }

    /// Draws what the photo at this place in the run was taken for.
    pub(crate) fn draw(&self, index: usize, photo: &Photo, analysis: &Analysis) -> Result<()> {
        if let Some(masks) = &self.masks {
            masks.write(index, &mask_png(photo, analysis)?)?;
        }
        if let Some(overlays) = &self.overlays {
            overlays.write(index, &overlay_png(photo, analysis)?)?;
        }
        Ok(())
    }

    /// Draws the card of the entry at this place in the run.
    pub(crate) fn draw_card(&self, index: usize, entry: &PhotoReport) -> Result<()> {
        if let (Some(cards), Outcome::Ok(result)) = (&self.cards, &entry.outcome) {
            cards.write(index, &swatches_png(result, self.top)?)?;
        }
        Ok(())
    }

    /// Draws the scalp with the best match set into it, or says why it cannot.
    pub(crate) fn draw_treated(
        &self,
        (index, name): (usize, &str),
        (photo, answer): (&Photo, &Answer),
        (palette, options): (&Palette, &RankOptions),
    ) -> Result<()> {
        let Some(pictures) = &self.treated else {
            return Ok(());
        };
        match self.treated((photo, answer), (palette, options)) {
            Ok(png) => pictures.write(index, &png),
            Err(why) => {
                complain(&format!("{name}: no preview: {why:#}"));
                Ok(())
            }
        }
    }

    fn treated(
        &self,
        (photo, answer): (&Photo, &Answer),
        (palette, options): (&Palette, &RankOptions),
    ) -> Result<Vec<u8>> {
        let ranking = answer.ranking.as_ref();
        let best = ranking.and_then(|ranking| ranking.matches.first());
        let best = best.context("nothing was matched")?;
        let on_photo = (photo, &answer.analysis);
        let simulation = simulate(on_photo, best, palette, options, &self.work)?;
        let words = treated_words(best, &simulation, options);
        Ok(treated_png(&simulation.picture, &words)?)
    }

    /// The picture in the report itself, for the form that shows one.
    pub(crate) fn preview(&self, photo: &Photo, analysis: &Analysis) -> Result<Option<Preview>> {
        let preview = self.has_previews.then(|| Preview::new(photo, analysis));
        Ok(preview.transpose()?)
    }
}
