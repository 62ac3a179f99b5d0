//! Patches of hair and skin, each pixel by how far it lies from the skin in its own light.

use super::anisotropy;
use super::patch::TilePatch;
use crate::color::LinearRgb;
use crate::numbers::real;

/// Patches of a zone, each held against its skin.
pub(super) struct TileMixture<'a> {
    patches: &'a [&'a TilePatch],
    side: Side,
    /// How much of the skin between hairs is hidden, 0 to 1.
    hidden: f64,
    /// Luminance of the skin in each patch.
    skins: Vec<f64>,
    /// Pixels of all patches.
    count: f64,
    /// How surely strands run on one way, 0 for dots to 1 for long hair.
    anisotropy: f64,
}

impl<'a> TileMixture<'a> {
    /// Takes the skin around for that between the hairs: what looks like it is skin, and only where
    /// that is much of the zone can the skin between be seen in its own light.
    pub(super) fn new(patches: &'a [&'a TilePatch]) -> Self {
        let mut mixture = Self {
            patches,
            side: Side::of(patches),
            hidden: 1.0,
            skins: Vec::new(),
            count: patches.iter().map(|patch| patch.count()).sum(),
            anisotropy: anisotropy::pooled(patches),
        };
        mixture.look();
        mixture
    }

    /// Looks anew at the skin between hairs that cover this share of the zone.
    pub(super) fn look_between(&mut self, cover: f64) {
        /// Cover up to which skin shows between the hairs, and from which on it does not.
        const SHOWS: f64 = 0.5;
        const HIDDEN: f64 = 0.8;
        self.hidden = ((cover - SHOWS) / (HIDDEN - SHOWS)).clamp(0.0, 1.0);
        self.look();
    }

    fn look(&mut self) {
        let skin = |patch: &&TilePatch| self.side.skin(patch, self.hidden).max(1e-4);
        self.skins = self.patches.iter().map(skin).collect();
    }

    /// How surely strands run on one way, 0 for dots to 1 for long hair.
    pub(super) fn anisotropy(&self) -> f64 {
        self.anisotropy
    }

    /// Luminance of the skin in each patch.
    pub(super) fn skins(&self) -> &[f64] {
        &self.skins
    }

    /// The luminance that lies by `depth` away from a skin of luminance 1.
    pub(super) fn at(&self, depth: f64) -> f64 {
        match self.side {
            Side::Darker => 1.0 - depth,
            Side::Lighter => 1.0 + depth,
        }
    }

    /// How far a luminance lies away from a skin of luminance 1, on the side of the hair.
    pub(super) fn away(&self, luminance: f64) -> f64 {
        match self.side {
            Side::Darker => 1.0 - luminance,
            Side::Lighter => luminance - 1.0,
        }
    }

    /// The share of the pixels that lie further away than that, as a share of the skin's luminance.
    pub(super) fn beyond(&self, depth: f64) -> f64 {
        let level = self.at(depth);
        let below = self.parts().map(|(patch, skin)| patch.below(skin * level));
        let share = below.sum::<f64>() / self.count;
        match self.side {
            Side::Darker => share,
            Side::Lighter => 1.0 - share,
        }
    }

    /// How far this share of the pixels lie away at least, as a share of the skin's luminance.
    pub(super) fn depth(&self, share: f64) -> f64 {
        halved((0.0, self.side.deepest()), |depth| {
            self.beyond(depth) > share
        })
    }

    /// Share of the zone that hair of this depth covers: of the pixels that lie nearer to it than to
    /// the skin, or where hair and skin are too alike for that, what strands that run on stand for.
    pub(super) fn cover(&self, depth: f64) -> f64 {
        /// Below this depth nothing tells hair from skin.
        const LEAST: f64 = 0.02;
        /// Depth above which the pixels alone decide.
        const CLEAR: f64 = 0.6;
        /// The cover that running strands stand for.
        const DENSE: f64 = 0.97;
        if depth < LEAST {
            return 1.0;
        }
        let counted = self.beyond(0.5 * depth);
        let alike = 1.0 - (depth / CLEAR).min(1.0);
        counted + alike * self.anisotropy * (DENSE - counted).max(0.0)
    }

    /// The depth, but not beyond what hair can have.
    pub(super) fn believed(&self, depth: f64) -> f64 {
        depth.min(self.side.deepest())
    }

    /// Luminance of hair that lies so far from the skin, in the light that hair has.
    pub(super) fn level(&self, depth: f64) -> f64 {
        let lit = self.parts().map(|(patch, skin)| {
            let below = patch.below(skin * self.at(0.5 * depth));
            let held = match self.side {
                Side::Darker => below,
                Side::Lighter => patch.count() - below,
            };
            (skin, held)
        });
        weighted(lit) * self.at(depth)
    }

    /// Mean color of the blocks furthest from the skin that make up this share of all, as shares of
    /// their skin's luminance.
    pub(super) fn furthest(&self, share: f64) -> LinearRgb {
        /// Less than any two levels of 8 bits differ by: the nearest blocks lie beyond it.
        const LESS: f64 = 1e-6;
        let blocks: usize = self
            .patches
            .iter()
            .map(|patch| patch.blocks().count())
            .sum();
        let count = |depth| {
            let beyond = self
                .parts()
                .map(|(patch, skin)| self.blocks_beyond(patch, skin, depth).0);
            real(beyond.sum())
        };
        let wanted = (share * real(blocks)).floor().max(1.0);
        let (nearest, furthest) = self.range_of_blocks();
        let depth = halved((nearest - LESS, furthest), |depth| count(depth) >= wanted);
        let zero = LinearRgb::new(0.0, 0.0, 0.0);
        let beyond = self
            .parts()
            .map(|(patch, skin)| self.blocks_beyond(patch, skin, depth).1 / skin);
        beyond.fold(zero, |sum, light| sum + light) / count(depth)
    }

    /// How far the nearest and the furthest block lie away, as shares of the skin's luminance.
    fn range_of_blocks(&self) -> (f64, f64) {
        let away = |(patch, skin): (&TilePatch, f64)| {
            let (dark, light) = patch.blocks().range();
            match self.side {
                Side::Darker => (1.0 - light / skin, 1.0 - dark / skin),
                Side::Lighter => (dark / skin - 1.0, light / skin - 1.0),
            }
        };
        let none = (f64::INFINITY, f64::NEG_INFINITY);
        self.parts()
            .map(away)
            .fold(none, |(near, far), own| (near.min(own.0), far.max(own.1)))
    }

    /// How many blocks of a patch lie further away than that, and their light.
    fn blocks_beyond(&self, patch: &TilePatch, skin: f64, depth: f64) -> (usize, LinearRgb) {
        let blocks = patch.blocks();
        let below = blocks.below(skin * self.at(depth));
        let (dark, light) = blocks.light(below);
        match self.side {
            Side::Darker => (below, dark),
            Side::Lighter => (blocks.count() - below, light),
        }
    }

    fn parts(&self) -> impl Iterator<Item = (&'a TilePatch, f64)> + Clone + '_ {
        self.patches.iter().copied().zip(self.skins.iter().copied())
    }
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
    fn of(patches: &[&TilePatch]) -> Self {
        /// Hair as light as skin is nearly always darker; best of 1 to 1.2 on rendered scalps.
        const DOUBT: f64 = 1.05;
        /// Dark hairs among skin in better light make the dark end the further one: the product of both
        /// ends is less than this share of the square of the middle.
        const DARK_END: f64 = 0.8;
        let off = weighted(patches.iter().map(|patch| {
            let (dark, light) = patch.between;
            let middle = (dark.max(1e-4) * light.max(1e-4)).sqrt();
            let off = middle.min(patch.mean) / patch.near.max(1e-4);
            (off.max(1e-4).ln(), patch.count())
        }));
        let ends = weighted(patches.iter().map(|patch| {
            let (dark, light) = patch.between;
            let apart = dark.max(1e-4) * light.max(1e-4) / patch.median.max(1e-4).powi(2);
            (apart.ln(), patch.count())
        }));
        if off < DOUBT.ln() || ends < DARK_END.ln() {
            Self::Darker
        } else {
            Self::Lighter
        }
    }

    /// Luminance of the skin in a patch. Sparse hair lets it be seen in its own light; where it is
    /// hidden, 0 to 1, the skin around stands for it.
    fn skin(self, patch: &TilePatch, hidden: f64) -> f64 {
        let mean = patch.mean;
        let level = |shown: f64| shown.powf(1.0 - hidden) * patch.near.powf(hidden);
        match self {
            Self::Darker => level(patch.between.1).max(mean),
            Self::Lighter => level(patch.between.0).min(mean),
        }
    }

    /// The furthest from skin that hair can lie, as a share of the skin's luminance: black hair
    /// reflects more than a fortieth of what fair skin does, white hair on the darkest skin twelve
    /// times as much.
    fn deepest(self) -> f64 {
        match self {
            Self::Darker => 0.985,
            Self::Lighter => 12.0,
        }
    }
}

/// The depth up to which something is so, that which lies between the two to 1e-5.
fn halved((mut near, mut far): (f64, f64), is_so: impl Fn(f64) -> bool) -> f64 {
    /// Halves of a unit after which 1e-5 is left.
    const HALVES: usize = 17;
    for _ in 0..HALVES {
        let middle = 0.5 * (near + far);
        if is_so(middle) {
            near = middle;
        } else {
            far = middle;
        }
    }
    near
}

/// The weighted mean; the plain one where all weights are 0.
pub(super) fn weighted(values: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let sums = |(sum, total), (value, weight)| (sum + value * weight, total + weight);
    let (sum, total) = values.clone().fold((0.0, 0.0), sums);
    if total > 0.0 {
        return sum / total;
    }
    let (sum, count) = values.map(|(value, _)| (value, 1.0)).fold((0.0, 0.0), sums);
    sum / f64::max(count, 1.0)
}
