//! The color of the hair itself, from patches in which the lens mixed it with skin.

use super::line::Line;
use super::patch::Patch;
use crate::color::{LinearRgb, luminance};

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
/// spreads each gap over its neighbors, the further the stronger the contrast.
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
    let side = Side::of(patches);
    let pool = |value: &dyn Fn(&Patch) -> f64| {
        weighted(patches.iter().map(|&patch| (value(patch), patch.count())))
    };
    let running = running(pool(&|patch| patch.run));
    let start = LEAST + STRANDS * running;
    let mut level = pool(&|patch| side.quantile(patch, start));
    let mut cover = 0.0;
    let mut bright = luminance(skin);
    for _ in 0..PASSES {
        let lit = |patch: &Patch| side.skin(patch, hidden(cover).max(running));
        bright = pool(&lit);
        let contrast = (bright.max(1e-3) / level.max(5e-3)).ln().abs();
        let power = BLUR.0 + BLUR.1 * contrast;
        let covers: Vec<f64> = patches
            .iter()
            .map(|patch| cover_of(patch, (lit(patch), level), running))
            .collect();
        let found = patches.iter().zip(&covers).map(|(patch, &cover)| {
            let share = (MIDDLE * cover.powf(power)).max(LEAST);
            (side.quantile(patch, share), patch.count() * cover)
        });
        level = 0.5 * (level + weighted(found));
        cover = weighted(
            patches
                .iter()
                .zip(covers)
                .map(|(patch, cover)| (cover, patch.count())),
        );
    }
    let skin = skin * (bright / luminance(skin).max(1e-6));
    Unmixed {
        light: Line::fit(patches, skin).at(level),
        cover,
        running,
    }
}

/// How surely strands run on, 0 for dots to 1 for long hair, by how much more patches resemble
/// themselves along the hair than across.
fn running(run: f64) -> f64 {
    /// 19 of 20 rendered scalps with dots or short strokes lie below 0.15, and as many with long
    /// strands above 0.10.
    const SHORT: f64 = 0.09;
    const LONG: f64 = 0.15;
    ((run - SHORT) / (LONG - SHORT)).clamp(0.0, 1.0)
}

/// How much of the skin between hairs is hidden, 0 to 1, where they cover this share.
fn hidden(cover: f64) -> f64 {
    /// Cover up to which skin shows between the hairs, and from which on it does not.
    const SHOWS: f64 = 0.5;
    const HIDDEN: f64 = 0.8;
    ((cover - SHOWS) / (HIDDEN - SHOWS)).clamp(0.0, 1.0)
}

/// Whether hair is darker than the skin, as nearly always, or lighter.
#[derive(Clone, Copy, Debug)]
enum Side {
    Darker,
    Lighter,
}

impl Side {
    /// Skin shows at the light end of a patch where hair is darker, and at the dark end where it is
    /// lighter: at the end that is nearer to the skin around. The mean alone would not tell, since
    /// sparse hair in good light is lighter than skin in the shade; but where it is darker than
    /// skin, a light end is a glint.
    fn of(patches: &[&Patch]) -> Self {
        /// Hair as light as skin is nearly always darker; best of 1 to 1.2 on rendered scalps.
        const DOUBT: f64 = 1.05;
        let off = weighted(patches.iter().map(|patch| {
            let (dark, light) = patch.between;
            let middle = (dark.max(1e-4) * light.max(1e-4)).sqrt();
            let off = middle.min(luminance(patch.mean)) / patch.near.max(1e-4);
            (off.max(1e-4).ln(), patch.count())
        }));
        if off < DOUBT.ln() {
            Self::Darker
        } else {
            Self::Lighter
        }
    }

    /// Luminance of the skin in a patch. Sparse hair lets it be seen in its own light; where it is
    /// hidden, 0 to 1, the skin around stands for it.
    fn skin(self, patch: &Patch, hidden: f64) -> f64 {
        let mean = luminance(patch.mean);
        let level = |shown: f64| shown.powf(1.0 - hidden) * patch.near.powf(hidden);
        match self {
            Self::Darker => level(patch.between.1).max(mean),
            Self::Lighter => level(patch.between.0).min(mean),
        }
    }

    fn quantile(self, patch: &Patch, share: f64) -> f64 {
        match self {
            Self::Darker => patch.quantile(share),
            Self::Lighter => patch.quantile(1.0 - share),
        }
    }
}

/// Share of a patch that hair of the given luminance covers, 0 to 1: what the mean says, or where
/// hair and skin are too alike for that, whether strands run on.
fn cover_of(patch: &Patch, (skin, hair): (f64, f64), running: f64) -> f64 {
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
    mixed + alike * running * (DENSE - mixed).max(0.0)
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
