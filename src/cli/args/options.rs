//! What the arguments ask of the library.

use std::num::NonZeroU8;

use anyhow::{Context, Result};
use smpmatch::analysis::{AnalyzeOptions, Readings, Rulers};
use smpmatch::answer::AnswerOptions;
use smpmatch::cluster::ClusterOptions;
use smpmatch::light::{Reference, StripPlace};
use smpmatch::palette::Palette;
use smpmatch::rank::{Follicle, RankOptions};
use smpmatch::skin::DotGeometry;

use super::analyze::AnalyzeArgs;
use super::reference::{ChartCorners, ReferenceArgs};

impl AnalyzeArgs {
    /// What to look at, what to compare with it, and what to refuse.
    pub(crate) fn options(&self, palette: &Palette) -> Result<AnswerOptions> {
        Ok(AnswerOptions {
            analyze: self.analyze_options()?,
            rank: self.rank_options(palette),
            is_strict: self.looking.strict,
        })
    }

    fn analyze_options(&self) -> Result<AnalyzeOptions> {
        let AnalyzeArgs {
            looking,
            matching,
            light,
            ..
        } = self;
        let clusters = NonZeroU8::new(looking.clusters).context("no clusters asked for")?;
        Ok(AnalyzeOptions {
            clusters: ClusterOptions {
                clusters,
                seed: looking.seed,
            },
            crop: looking.crop,
            hair: looking.hair.clone(),
            skin: looking.skin.clone(),
            readings: Readings {
                hair: matching.hair_lab,
                skin: matching.skin_lab,
            },
            reference: light.reference.reference(),
            strip: light.strip.map(|region| StripPlace {
                region,
                shades: light.strip_shades.clone(),
            }),
            rulers: Rulers {
                mm_across: looking.mm_across,
                card_mm: looking.card_mm,
            },
            ..AnalyzeOptions::default()
        })
    }

    fn rank_options(&self, palette: &Palette) -> RankOptions {
        let (matching, outlook) = (&self.matching, &self.outlook);
        RankOptions {
            target: matching.target.into(),
            geometry: DotGeometry {
                dot_mm: matching.dot_mm,
                ..DotGeometry::default()
            },
            follicle: Follicle {
                hair_mm: matching.hair_mm,
                stubble_mm: matching.stubble_mm,
            },
            volume_ml: matching.volume,
            drop_ml: matching.drop_ml,
            sessions: matching.sessions,
            seed: self.looking.seed,
            age_days: outlook.age,
            fading: outlook.fading(palette),
            dots_per_cm2: outlook.density,
        }
    }
}

impl ReferenceArgs {
    /// The thing of known color that the light is measured by.
    pub(crate) fn reference(&self) -> Reference {
        match (self.card, self.chart) {
            (Some(place), _) => Reference::Card {
                region: place.given(),
                reflectance: self.card_luminance,
            },
            (None, Some(place)) => Reference::Chart {
                corners: place.given().map(|ChartCorners(corners)| corners),
            },
            (None, None) => Reference::None,
        }
    }
}
