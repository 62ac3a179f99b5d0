//! The color of the hair itself, from patches in which the lens mixed it with skin.

use super::line::Line;
use super::patch::Patch;
use super::tile::luminance;
use crate::color::LinearRgb;

/// Hair told apart from the skin between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unmixed {
    /// Light from the hair itself.
    pub(super) light: LinearRgb,
    /// Share of the patches that hair covers, 0 to 1.
    pub(super) cover: f64,
    /// How surely strands run on, 0 for dots to 1 for long hair.
    pub(super) running: f64,
}

/// Share of the covered pixels that the hair's own luminance lies at, where hair covers all: below
/// one half, since pixels with some skin in them lie above.
const MIDDLE: f64 = 0.4;

/// How much faster than the cover the share of pixels that hold nothing but hair falls: the blur
/// spreads each gap over its neighbours, the further the stronger the contrast.
/// Best of a grid on rendered scalps.
const BLUR: (f64, f64) = (1.5, 2.0);

/// Least share of pixels that counts as one level: fewer are noise and sharpening halos.
const LEAST: f64 = 0.0025;

/// Where the search starts beyond that in strands, whose own shades reach far. Dots start from the
/// far end: where several levels agree with their cover, blurred dots hold the darkest.
const STRANDS: f64 = 0.05;

/// Passes after which the luminance moves by less than 0.01 %.
const PASSES: usize = 8;

/// Finds the hair's color. Cover and luminance depend on each other, so both are refined in turn.
pub(super) fn unmix(patches: &[&Patch], skin: LinearRgb) -> Unmixed {
    let bright = luminance(skin);
    let mean = weighted(
        patches
            .iter()
            .map(|patch| (luminance(patch.mean), patch.count())),
    );
    let side = if mean < bright {
        Side::Darker
    } else {
        Side::Lighter
    };
    let start = |patch: &Patch| LEAST + STRANDS * patch.running();
    let mut level = weighted(
        patches
            .iter()
            .map(|&patch| (side.quantile(patch, start(patch)), patch.count())),
    );
    let mut cover = 1.0;
    for _ in 0..PASSES {
        let contrast = (bright.max(1e-3) / level.max(5e-3)).ln().abs();
        let power = BLUR.0 + BLUR.1 * contrast;
        let covers: Vec<f64> = patches
            .iter()
            .map(|patch| cover_of(patch, bright, level))
            .collect();
        let found = patches.iter().zip(&covers).map(|(patch, &cover)| {
            let share = (MIDDLE * cover.powf(power)).max(LEAST);
            (side.quantile(patch, share), patch.count() * cover)
        });
        let found = weighted(found);
        level = 0.5 * (level + found);
        cover = weighted(
            patches
                .iter()
                .zip(covers)
                .map(|(patch, cover)| (cover, patch.count())),
        );
    }
    Unmixed {
        light: Line::fit(patches, skin).at(level),
        cover,
        running: weighted(patches.iter().map(|patch| (patch.running(), patch.count()))),
    }
}

/// Whether hair is darker than the skin, as nearly always, or lighter.
#[derive(Clone, Copy, Debug)]
enum Side {
    Darker,
    Lighter,
}

impl Side {
    fn quantile(self, patch: &Patch, share: f64) -> f64 {
        match self {
            Self::Darker => patch.quantile(share),
            Self::Lighter => patch.quantile(1.0 - share),
        }
    }
}

/// Share of a patch that hair of the given luminance covers, 0 to 1: what the mean says, or where
/// hair and skin are too alike for that, whether strands run on.
fn cover_of(patch: &Patch, skin: f64, hair: f64) -> f64 {
    /// Below this contrast in luminance, skin and hair cannot be told apart.
    const LEAST_CONTRAST: f64 = 0.01;
    /// Relative contrast above which the mean alone decides.
    const CLEAR: f64 = 0.6;
    /// The cover that running strands stand for.
    const DENSE: f64 = 0.97;
    if (skin - hair).abs() < LEAST_CONTRAST {
        return 1.0;
    }
    let mixed = ((skin - luminance(patch.mean)) / (skin - hair)).clamp(0.0, 1.0);
    let alike = 1.0 - ((skin - hair).abs() / skin.max(hair) / CLEAR).min(1.0);
    mixed + alike * patch.running() * (DENSE - mixed).max(0.0)
}

/// The weighted mean; the plain one where all weights are 0.
fn weighted(values: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let total: f64 = values.clone().map(|(_, weight)| weight).sum();
    if total > 0.0 {
        values.map(|(value, weight)| value * weight).sum::<f64>() / total
    } else {
        let count = values.clone().map(|_| 1.0).sum::<f64>().max(1.0);
        values.map(|(value, _)| value).sum::<f64>() / count
    }
}
