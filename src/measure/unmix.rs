//! The light of the hair itself: two classes, hair and skin, and a lens that blurs them into one
//! another.
//!
//! The lens moves each pixel along the line from skin to hair. What lies nearer to the hair counts as
//! hair: blur takes from a hair inside its edge what it adds outside, so the share of such pixels is
//! the cover at any width. The darkest of them show the core of the hairs (the lightest, where
//! hair is lighter than skin), but for what the lens hides of it.

use super::core::{Core, LEAST};
use super::mixture::TileMixture;
use super::patch::TilePatch;
use super::strands::Strands;
use crate::color::{LinearRgb, luminance};
use crate::numbers::interpolated;

/// Hair told apart from the skin between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unmixed {
    /// Light from the hair itself.
    pub(super) light: LinearRgb,
    /// Share of the patches that hair covers, 0 to 1.
    pub(super) cover: f64,
    /// By how much the luminance of hair differs from that of skin, as a share of the skin's.
    pub(super) depth: f64,
    /// Standard deviation of the depth by the method, as a share of it.
    pub(super) doubt: f64,
}

/// What is known of a zone before its hair is told from the skin between.
pub(super) struct Zone {
    /// Mean light of bare skin.
    pub(super) skin: LinearRgb,
    /// Standard deviation of the light of skin, as a share of it.
    pub(super) noise: f64,
    /// What single hairs look like.
    pub(super) strands: Strands,
}

impl Zone {
    /// Finds the hair's color.
    pub(super) fn unmix(&self, patches: &[&TilePatch]) -> Unmixed {
        /// Passes after which the luminance moves by less than 0.1 %.
        const PASSES: usize = 8;
        let mixture = TileMixture::new(patches);
        let depth = mixture.depth(LEAST);
        let cover = mixture.beyond(0.5 * depth);
        self.refined(mixture, depth, cover, PASSES)
    }

    /// The same on patches drawn from others, of which it is known.
    pub(super) fn unmix_drawn(&self, patches: &[&TilePatch], all: &Unmixed) -> Unmixed {
        /// Passes after which a thirtieth of the difference between them is left.
        const PASSES: usize = 5;
        self.refined(TileMixture::new(patches), all.depth, all.cover, PASSES)
    }

    /// Cover and depth depend on each other, so both are refined in turn.
    fn refined(
        &self,
        mut mixture: TileMixture<'_>,
        mut depth: f64,
        mut cover: f64,
        passes: usize,
    ) -> Unmixed {
        let mut core = Core::default();
        for _ in 0..passes {
            mixture.look_between(cover);
            core = Core::read(&mixture, &self.strands, self.noise, cover);
            depth = 0.5 * (depth + mixture.believed(core.depth));
            cover = mixture.cover(depth);
        }
        let level = mixture.level(depth);
        let hue = mixture.furthest((hue_share(cover) * cover).max(LEAST));
        let hue = freed(hue, self.skin, depth, cover);
        Unmixed {
            light: hue * (level / luminance(hue).max(1e-6)),
            cover,
            depth,
            doubt: core.doubt,
        }
    }
}

/// Share of the hair's pixels that its hue is taken from, by its cover: few where hairs half cover the
/// skin and nearly every pixel is an edge.
fn hue_share(cover: f64) -> f64 {
    /// Cover and share; chosen on 14 real close-ups and on 30 rendered scalps.
    const SHARES: [(f64, f64); 4] = [(0.25, 0.24), (0.40, 0.10), (0.70, 0.10), (0.85, 0.22)];
    interpolated(&SHARES, cover)
}

/// The hue of hair of which the skin shows this light at the darkest, as shares of the luminance of
/// skin. Skin between dense hairs lends them its hue; sparse ones lie in a shade of their own, in
/// which that hue is not.
fn freed(shown: LinearRgb, skin: LinearRgb, depth: f64, cover: f64) -> LinearRgb {
    /// Cover up to which skin lends no hue, and from which on it does.
    const SPARSE: f64 = 0.2;
    const DENSE: f64 = 0.35;
    /// Least share of each channel of what is shown that hair keeps.
    const KEPT: f64 = 0.15;
    /// Depth from which the hues of hair and skin are told apart.
    const APART: f64 = 0.3;
    let dense = ((cover - SPARSE) / (DENSE - SPARSE)).clamp(0.0, 1.0);
    let lends = dense * (depth / APART).min(1.0);
    let pure = ((1.0 - luminance(shown)) / depth.max(1e-6)).clamp(0.5, 1.0);
    let rest = lends * (1.0 - pure);
    let skin = skin / luminance(skin).max(1e-6);
    let channel = |shown: f64, skin: f64| (shown - rest * skin).max(KEPT * shown);
    LinearRgb::new(
        channel(shown.red, skin.red),
        channel(shown.green, skin.green),
        channel(shown.blue, skin.blue),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Lab, delta_e};
    use palette::FromColor;

    /// Light of unit luminance and this hue.
    fn hue(a: f64, b: f64) -> LinearRgb {
        let light = LinearRgb::from_color(Lab::new(50.0, a, b));
        light / luminance(light)
    }

    fn off(one: LinearRgb, other: LinearRgb) -> f64 {
        let [one, other] =
            [one, other].map(|light| Lab::from_color(light / luminance(light) * 0.2));
        delta_e(one, other)
    }

    #[test]
    fn skin_between_dense_hairs_is_taken_from_their_hue_and_none_from_that_of_sparse_ones() {
        let (hair, skin, depth) = (hue(2.0, 3.0), hue(14.0, 20.0), 0.8);
        // The darkest that is seen is nine tenths hair.
        let pure = 0.9;
        let shown = hair * (1.0 - depth) * pure + skin * (1.0 - pure);
        let shown = shown * ((1.0 - pure * depth) / luminance(shown));
        let dense = freed(shown, skin, depth, 0.6);
        assert!(off(dense, hair) < 0.1, "{}", off(dense, hair));
        let sparse = freed(shown, skin, depth, 0.1);
        assert!(off(sparse, shown) < 1e-9);
    }

    #[test]
    fn no_channel_of_the_hair_vanishes() {
        let (skin, shown) = (hue(60.0, 60.0), hue(-10.0, -10.0) * 0.9);
        for cover in [0.0, 0.3, 0.9] {
            let found = freed(shown, skin, 0.3, cover);
            let channels = [
                (found.red, shown.red),
                (found.green, shown.green),
                (found.blue, shown.blue),
            ];
            for (found, shown) in channels {
                assert!(found >= 0.15 * shown - 1e-12);
            }
        }
    }
}
