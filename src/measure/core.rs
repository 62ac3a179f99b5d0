//! How deep the core of a hair lies below the skin, by the pixels that lie deepest.
//!
//! Thin hairs and dots hide their core behind the lens's blur, and single pixels lie deeper than it by
//! noise, sharpening and the dark spots of real hair. How fast the depth falls from the deepest pixels
//! to the rest, how steep edges are for the width of a hair and how much hairs cover tell how
//! much of each there is. Of hairs that are told apart none of these changes with the size that a photo is
//! shown at. Where hair is dense no skin shows pure, and a share of its pixels is the core.

use super::mixture::TileMixture;
use super::strands::Strands;
use crate::numbers::interpolated;

/// Least share of pixels that counts as one level: fewer are noise and sharpening halos.
pub(super) const LEAST: f64 = 0.0025;

/// The core of hair.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Core {
    /// By how much its luminance differs from that of skin, as a share of the skin's.
    pub(super) depth: f64,
    /// Standard deviation of the depth by the method, as a share of it.
    pub(super) doubt: f64,
}

/// Logarithm of the depth of the deepest pixels as a share of that of the core: the
/// constant, then what is added for each of [`Apart::features`].
///
/// Regression with a ridge of 0.01 and weights against outliers on 820 pictures of 14 real close-ups, whose
/// hairs are 1 to 16 pixels wide, sharp, blurred by 0.45 to 0.85 pixels, sharpened and enlarged, and on those of
/// `--example render -- --out DIR --count 150 --seed 93000` whose hair has one color and is told apart, at two
/// sizes. The hair of 14 other close-ups is off by 1.9 L* in the median of such pictures.
const SHOWN: [f64; 7] = [-0.0007, 0.5985, 0.0922, -0.2512, -1.6446, 0.0154, 0.6845];

/// Ranges of these pictures: how deep a quarter of the hair's pixels lie as a share of the deepest, how far hairs
/// are resolved, how much of the zone they are, and how much of the core's depth the deepest show.
const QUARTER: (f64, f64) = (0.65, 1.0);
const RESOLVED: (f64, f64) = (-0.55, 0.5);
const COVERED: (f64, f64) = (0.04, 0.45);
const SHOWN_RANGE: (f64, f64) = (0.6, 1.35);

/// Standard deviation of the depth by the method, as a share of it, where hairs are told apart: how far they are
/// resolved, and the standard deviation. On these pictures, each left out of the regression, it is a quarter less;
/// renders of seed 92000 ask for that much more.
const APART_DOUBT: [(f64, f64); 4] = [(-0.3, 0.15), (-0.15, 0.1), (0.0, 0.05), (0.2, 0.025)];

/// Share of the zone that lies deeper than half of its deepest pixels up to which hairs are told apart,
/// and from which on they are dense.
const SPARSE: f64 = 0.55;
const DENSE: f64 = 0.68;

impl Core {
    /// Reads hair of this cover, on skin whose light varies by `noise`, a standard deviation.
    pub(super) fn read(
        mixture: &TileMixture<'_>,
        strands: &Strands,
        noise: f64,
        cover: f64,
    ) -> Self {
        /// Share of the hair's pixels whose depth is read: a quarter, which few differ from by noise.
        const QUARTER_SHARE: f64 = 0.24;
        /// Standard deviation of the depth where hairs are dense, on rendered scalps.
        const DENSE_DOUBT: f64 = 0.035;
        let deepest = mixture.depth(LEAST);
        let covered = mixture.beyond(0.5 * deepest);
        let at = |share: f64| {
            let share = share.max(LEAST);
            without(noise, mixture.depth(share), share)
        };
        let dense = ((covered - SPARSE) / (DENSE - SPARSE)).clamp(0.0, 1.0);
        let deepest = without(noise, deepest, LEAST);
        let hairs = Apart {
            deepest,
            resolved: resolved(strands, deepest),
            quarter: at(QUARTER_SHARE * covered),
            covered,
        };
        let (apart, merged) = (hairs.depth(), at(dense_share(mixture.anisotropy()) * cover));
        Self {
            depth: apart + dense * (merged - apart),
            doubt: (1.0 - dense) * interpolated(&APART_DOUBT, hairs.resolved) + dense * DENSE_DOUBT,
        }
    }
}

/// Depths of hairs that are told apart.
struct Apart {
    /// That of the deepest pixels.
    deepest: f64,
    /// That of a quarter of the hair's pixels.
    quarter: f64,
    /// How far they are [`resolved`].
    resolved: f64,
    /// Share of the zone that lies deeper than half of the deepest.
    covered: f64,
}

impl Apart {
    fn depth(&self) -> f64 {
        /// How much deeper than the core a quarter of the pixels lie at most on these pictures.
        const BEYOND: f64 = 1.04;
        let [constant, slopes @ ..] = SHOWN;
        let added = slopes.iter().zip(self.features());
        let shown = constant + added.map(|(slope, feature)| slope * feature).sum::<f64>();
        let core = self.deepest / shown.exp().clamp(SHOWN_RANGE.0, SHOWN_RANGE.1);
        core.max(self.quarter / BEYOND)
    }

    /// How deep a quarter of the hair's pixels lie, how far hairs are resolved, what the two make together, and how
    /// much of the zone hair is.
    fn features(&self) -> [f64; 6] {
        let within = |value: f64, (least, most): (f64, f64)| value.clamp(least, most);
        let quarter = within(self.quarter / self.deepest.max(1e-6), QUARTER).ln();
        let resolved = within(self.resolved, RESOLVED);
        let covered = within(self.covered, COVERED).ln();
        [
            quarter,
            resolved,
            resolved.powi(2),
            resolved * quarter,
            covered,
            covered * quarter,
        ]
    }
}

/// How far the lens resolves hairs that are so deep at the deepest: the logarithm of how many times over the
/// steepest edge would take the light from skin to there within a hair's width. Of hairs much thinner than
/// the blur it is the same however thin they are, and the wider they are the more it is. It does not change
/// with the size that a photo is shown at.
fn resolved(strands: &Strands, deepest: f64) -> f64 {
    /// Steepness of skin that is as even as 8 bits can show.
    const LEAST: f64 = 1e-3;
    (strands.slope.max(LEAST) * strands.width / deepest.max(1e-6)).ln()
}

/// Share of the pixels of dense hair that lie deeper than its own luminance: fewer where short hairs
/// stand up and skin shows dimly between, more where long hair has its own light and shade.
fn dense_share(anisotropy: f64) -> f64 {
    /// Of none and of all running on; chosen on 38 rendered scalps.
    const SHARES: (f64, f64) = (0.06, 0.26);
    SHARES.0 + anisotropy * (SHARES.1 - SHARES.0)
}

/// A depth that this share of the pixels exceed, without what noise adds to it.
fn without(noise: f64, depth: f64, share: f64) -> f64 {
    /// Share of a normal distribution, and the standard deviations beyond which it lies.
    const NORMAL: [(f64, f64); 6] = [
        (0.0025, 2.81),
        (0.01, 2.33),
        (0.05, 1.64),
        (0.1, 1.28),
        (0.2, 0.84),
        (0.4, 0.25),
    ];
    // What varies the light of skin varies that of hair by the same share, which is less.
    let added = noise * (1.0 - depth).abs() * interpolated(&NORMAL, share);
    (depth.powi(2) - added.powi(2)).max(0.0).sqrt()
}
