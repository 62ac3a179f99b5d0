//! The pictures that a run draws beside its report.

use std::path::PathBuf;

use anyhow::{Error, Result};
use smpmatch::analysis::Analysis;
use smpmatch::photo::Photo;
use smpmatch::preview::{NoSimulation, Site};
use smpmatch::report::{
    Outcome, PhotoReport, Preview, TreatedScalp, mask_png, overlay_png, swatches_png,
};

use crate::args::{OutputArgs, ReportFormat};
use crate::guard::{Inputs, Outputs};
use crate::input::Source;
use crate::output::{Pictures, complain};

/// Where dots are to be set.
pub(crate) fn site(asked: &OutputArgs) -> Site {
    Site {
        boxes: asked.treat.clone(),
    }
}

/// Which pictures are drawn of each photo.
pub(crate) struct Drawings {
    masks: Option<Pictures>,
    overlays: Option<Pictures>,
    cards: Option<Pictures>,
    treated: Option<Pictures>,
    /// Of the treated scalp, where that is asked for.
    site: Option<Site>,
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
            let plan = |path: &PathBuf| Pictures::plan(path, suffix, sources, inputs, &mut outputs);
            to.as_ref().map(plan).transpose()
        };
        Ok(Self {
            masks: pictures(&asked.mask, "mask")?,
            overlays: pictures(&asked.overlay, "overlay")?,
            cards: pictures(&asked.swatches, "swatches")?,
            treated: pictures(&asked.preview, "preview")?,
            ..Self::embedded(asked)
        })
    }

    /// Only what the report itself shows.
    pub(crate) fn embedded(asked: &OutputArgs) -> Self {
        Self {
            masks: None,
            overlays: None,
            cards: None,
            treated: None,
            site: asked.preview.as_ref().map(|_| site(asked)),
            top: asked.top,
            has_previews: asked.format == ReportFormat::Html,
        }
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

    /// Where dots are to be set, if the treated scalp is shown anywhere.
    pub(crate) fn site_shown(&self) -> Option<&Site> {
        let is_shown = self.treated.is_some() || self.has_previews;
        self.site.as_ref().filter(|_| is_shown)
    }

    /// Draws the treated scalp of the photo at this place in the run, or says why there is none.
    pub(crate) fn draw_treated(
        &self,
        index: usize,
        name: &str,
        treated: Result<TreatedScalp>,
    ) -> Result<Option<TreatedScalp>> {
        if let Some(pictures) = &self.treated {
            match &treated {
                Ok(treated) => pictures.write(index, &treated.png()?)?,
                Err(why) => complain(&format!("{name}: no preview: {why:#}{}", option(why))),
            }
        }
        Ok(treated.ok())
    }

    /// The pictures in the report itself, for the form that shows them.
    pub(crate) fn preview(
        &self,
        photo: &Photo,
        analysis: &Analysis,
        treated: Option<&TreatedScalp>,
    ) -> Result<Option<Preview>> {
        let preview = || Preview::new(photo, analysis, treated);
        Ok(self.has_previews.then(preview).transpose()?)
    }
}

/// The option that helps where no treated scalp can be simulated, in brackets.
fn option(why: &Error) -> &'static str {
    match why.downcast_ref() {
        Some(NoSimulation::ScaleNotKnown) => " (--mm-across)",
        Some(NoSimulation::NoScalp { .. }) => " (--treat)",
        _ => "",
    }
}
