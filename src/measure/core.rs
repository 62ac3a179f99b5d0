//! How deep the core of a hair lies below the skin, by the pixels that lie deepest.
//!
//! Thin hairs and dots hide their core behind the lens's blur, and single pixels lie deeper than it by
//! noise, sharpening and the dark spots of real hair. How fast the depth falls from the deepest pixels
//! to the rest, how wide the hairs show, how steep their edges are and how much they cover tell how
//! much of each there is. Where hair is dense no skin shows pure, and a share of its pixels is the core.

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

/// Logarithm of the depth of the deepest pixels as a share of that of the core of thin hairs: the
/// constant, then what is added for each of [`Apart::features`].
///
/// Regression with a ridge of 0.05 and weights against outliers on 186 pictures of 14 real close-ups,
/// whose hairs are 1 to 6 pixels wide, sharp, blurred by 0.45 to 0.85 pixels and sharpened, and on 61
/// scalps by `--example render`. Left out in turn, heads with stubble are off by 2.6 L* in the
/// median.
const SHOWN: [f64; 7] = [0.171, 0.931, -1.357, 0.563, 4.47, -3.939, -0.053];

/// What the deepest pixels show of the core at least and at most on these.
const SHOWN_RANGE: (f64, f64) = (0.55, 1.30);

/// Widths in pixels up to which hairs are thin, and from which on they are wide: a quarter of their
/// pixels lie as deep as the core, but for what blur hides of it.
const THIN: f64 = 4.3;
const WIDE: f64 = 6.0;

/// Width of hair in pixels, and the share of the core's depth that a phone's blur of 0.6 pixels hides from
/// a quarter of its pixels; on the same close-ups. Without blur nothing is hidden.
const HIDDEN: [(f64, f64); 5] = [
    (4.3, 0.140),
    (4.95, 0.103),
    (5.9, 0.077),
    (7.1, 0.047),
    (9.1, 0.0),
];

/// Width of hair in pixels, and the steepest step of one pixel as a share of that of two, with that blur
/// and without any; on the same close-ups.
const STEP_BLURRED: [(f64, f64); 6] = [
    (4.3, 0.602),
    (4.95, 0.585),
    (5.9, 0.559),
    (7.1, 0.548),
    (9.1, 0.535),
    (11.0, 0.529),
];
const STEP_CLEAR: [(f64, f64); 5] = [
    (4.3, 0.670),
    (5.3, 0.625),
    (6.8, 0.597),
    (8.9, 0.571),
    (10.8, 0.561),
];

/// Share of the zone that lies deeper than half of its deepest pixels up to which hairs are told apart,
/// and from which on they are dense.
const SPARSE: f64 = 0.45;
const DENSE: f64 = 0.65;

impl Core {
    /// Reads hair of this cover, on skin whose light varies by `noise`, a standard deviation.
    pub(super) fn read(
        mixture: &TileMixture<'_>,
        strands: &Strands,
        (noise, cover): (f64, f64),
    ) -> Self {
        /// Standard deviation of the depth where hairs are told apart, times their width in pixels and
        /// besides, and where they are dense; on the same pictures.
        const THIN_DOUBT: f64 = 0.25;
        const LEAST_DOUBT: f64 = 0.02;
        const DENSE_DOUBT: f64 = 0.035;
        let deepest = mixture.depth(LEAST);
        let covered = mixture.beyond(0.5 * deepest);
        let at = |share: f64| {
            let share = share.max(LEAST);
            without(noise, mixture.depth(share), share)
        };
        let dense = ((covered - SPARSE) / (DENSE - SPARSE)).clamp(0.0, 1.0);
        let hairs = Apart {
            deepest: without(noise, deepest, LEAST),
            twentieth: at(0.05 * covered),
            quarter: at(0.24 * covered),
            half: at(0.5 * covered),
            covered,
        };
        let (apart, merged) = (
            hairs.depth(strands),
            at(dense_share(mixture.anisotropy()) * cover),
        );
        Self {
            depth: apart + dense * (merged - apart),
            doubt: (1.0 - dense) * (LEAST_DOUBT + THIN_DOUBT / strands.width) + dense * DENSE_DOUBT,
        }
    }
}

/// Depths of hairs that are told apart.
struct Apart {
    /// That of the deepest pixels.
    deepest: f64,
    /// That of a twentieth, a quarter and half of the hair's pixels.
    twentieth: f64,
    quarter: f64,
    half: f64,
    /// Share of the zone that lies deeper than half of the deepest.
    covered: f64,
}

impl Apart {
    fn depth(&self, strands: &Strands) -> f64 {
        /// Share of the zone up to which wide runs of pixels are single hairs, and from which on they are
        /// hairs that run into one another.
        const SINGLE: f64 = 0.25;
        const JOINED: f64 = 0.45;
        let within =
            |value: f64, (none, all): (f64, f64)| ((value - none) / (all - none)).clamp(0.0, 1.0);
        let is_wide = within(strands.width, (THIN, WIDE)) * within(self.covered, (JOINED, SINGLE));
        let (thin, wide) = (self.thin(strands), self.wide(strands));
        thin + is_wide * (wide - thin)
    }

    fn thin(&self, strands: &Strands) -> f64 {
        /// How much deeper than the core a quarter of the pixels lie at most on these pictures.
        const BEYOND: f64 = 1.04;
        let [constant, slopes @ ..] = SHOWN;
        let added = slopes.iter().zip(self.features(strands));
        let shown = constant + added.map(|(slope, feature)| slope * feature).sum::<f64>();
        let core = self.deepest / shown.exp().clamp(SHOWN_RANGE.0, SHOWN_RANGE.1);
        core.max(self.quarter / BEYOND)
    }

    /// Logarithms of how much less deep a twentieth, a quarter and half of the hair's pixels lie; how steep
    /// their edges are for their width, and how thin they are; and the logarithm of how much of the zone
    /// they are.
    fn features(&self, strands: &Strands) -> [f64; 6] {
        /// Least depth as a share of the deepest, and the narrowest hair in pixels, that the regression
        /// has seen.
        const SHALLOW: f64 = 0.3;
        const NARROW: f64 = 1.6;
        let less = |depth: f64| (depth / self.deepest.max(1e-6)).clamp(SHALLOW, 1.0).ln();
        let width = strands.width.max(NARROW);
        [
            less(self.twentieth),
            less(self.quarter),
            less(self.half),
            strands.step / width,
            1.0 / width,
            self.covered.max(LEAST).ln(),
        ]
    }

    fn wide(&self, strands: &Strands) -> f64 {
        /// Sharpness of a lens that blurs by 0.85 pixels, where that of a phone is 0 and none is 1.
        const SOFT: f64 = -0.6;
        /// How much deeper than the core a quarter of the pixels of real hair lie.
        const BEYOND: f64 = 1.02;
        let at = |points: &[(f64, f64)]| interpolated(points, strands.width);
        let (blurred, clear) = (at(&STEP_BLURRED), at(&STEP_CLEAR));
        let sharpness = ((strands.step - blurred) / (clear - blurred)).clamp(SOFT, 1.0);
        self.quarter / BEYOND / (1.0 - (1.0 - sharpness) * at(&HIDDEN))
    }
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
