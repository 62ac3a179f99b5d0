//! Hair by its texture alone, for photos in which the network sees none or is not sure.
//!
//! Stubble the color of the skin and a scalp that fills the frame look like bare skin at the
//! network's size. Dots and strands still vary the lightness from pixel to pixel.
//!
//! The limits were chosen on rendered scalps with faint stubble and on bald heads of phone photos
//! (`docs/accuracy.md`).

use super::grabcut::{MixtureClass, Scores};
use super::network::{DOUBT, Seen};
use super::quantile::quantile;
use super::shrink::{Plane, shrink_plane};
use super::superpixel::Graph;
use super::texture;
use crate::numbers::real;

/// Roughness below this standard deviation of L* is the camera's, not the surface's.
const NOISE: f32 = 0.1;
/// Steps of the search for the best border between smooth and rough.
const STEPS: usize = 32;
/// Less between smooth and rough, in log roughness, is no difference.
const LEAST_GAP: f64 = 0.35;
/// A superpixel as rough as the mean of all rough ones is hair with this log odds.
const CERTAINTY: f64 = 4.0;
/// Weight of the network's log odds of hair against skin, less their mean.
const TRUST: f64 = 2.0;
/// Part of the picture's sides that counts as its rim.
const RIM: f64 = 0.06;
/// The head fills the frame if it makes this share of the rim.
const FILLS: f64 = 0.45;

/// Log of the standard deviation of L* in each superpixel. The picture is halved first, which takes
/// off more of the camera's noise than of the dots.
pub(super) fn roughness(graph: &Graph, lightness: &Plane) -> Vec<f64> {
    let half = |side: usize| (side / 2).max(1);
    let halved = shrink_plane(lightness, half(lightness.width), half(lightness.height));
    let deviation = texture::deviation(&halved, graph.width, graph.height);
    let rough = graph.means(|pixel| [f64::from((deviation.values[pixel] + NOISE).ln())]);
    rough.into_iter().map(|[rough]| rough).collect()
}

/// What to expect of each superpixel if all that is rough on the head is hair; `None` if the head
/// is about equally rough everywhere.
pub(super) fn expect(graph: &Graph, roughness: &[f64], seen: &[Seen]) -> Option<Vec<Scores>> {
    let filled = fills_frame(graph, seen);
    let head = |seen: &Seen| if filled { 1.0 } else { 1.0 - seen.background() };
    let weights: Vec<f64> = graph
        .superpixels
        .iter()
        .zip(seen)
        .map(|(s, seen)| s.area * head(seen))
        .collect();
    let (smooth, rough) = split(roughness, &weights)?;
    let middle = f64::midpoint(smooth, rough);
    let slope = CERTAINTY / (rough - middle);
    let likelier = likelier(seen, &weights);
    let all = roughness.iter().zip(likelier).zip(seen);
    let expected = all.map(|((roughness, likelier), seen)| {
        let odds = slope * (roughness - middle) + TRUST * likelier;
        with_hair(seen, 1.0 / (1.0 + (-odds).exp()), filled)
    });
    Some(expected.collect())
}

/// The network's log odds of hair against skin, less their mean over the head.
fn likelier(seen: &[Seen], weights: &[f64]) -> Vec<f64> {
    let odds = |seen: &Seen| ((seen.hair() + DOUBT) / (seen.skin() + DOUBT)).ln();
    let total: f64 = weights.iter().sum();
    let terms = seen.iter().zip(weights);
    let mean = terms.map(|(seen, weight)| odds(seen) * weight).sum::<f64>() / total;
    seen.iter().map(|seen| odds(seen) - mean).collect()
}

/// The network's view of a superpixel of whose head a share is hair.
fn with_hair(seen: &Seen, hair: f64, filled: bool) -> Scores {
    let left = 1.0 - hair;
    let background = if filled { left } else { 1.0 } * seen.background();
    let (skin, facial) = (
        left * (seen.skin() + seen.hair()),
        left * seen.facial_hair(),
    );
    Scores::from_fn(|class| match class {
        MixtureClass::Background => background / 2.0,
        MixtureClass::Cloth => background / 2.0 + facial,
        MixtureClass::Skin => skin,
        MixtureClass::Hair => 1.0 - background - facial - skin,
    })
}

fn fills_frame(graph: &Graph, seen: &[Seen]) -> bool {
    let near = |at: f64| !(RIM..=1.0 - RIM).contains(&at);
    let all = graph.superpixels.iter().zip(seen);
    let rim = all.filter(|(s, _)| near(s.x) || near(s.y));
    let (head, total) = rim.fold((0.0, 0.0), |(head, total), (s, seen)| {
        (head + s.area * (1.0 - seen.background()), total + s.area)
    });
    head > FILLS * total
}

/// The mean roughness of the smooth and of the rough, split so that the two differ most
/// (Otsu 1979, IEEE Trans. SMC 9(1), doi 10.1109/TSMC.1979.4310076).
fn split(roughness: &[f64], weights: &[f64]) -> Option<(f64, f64)> {
    let pairs = || roughness.iter().copied().zip(weights.iter().copied());
    let (low, high) = (quantile(pairs(), 0.03)?, quantile(pairs(), 0.97)?);
    let mean = |rough: bool, border: f64| {
        let own = pairs().filter(|(value, _)| (*value > border) == rough);
        let (sum, mass) = own.fold((0.0, 0.0), |(sum, mass), (value, weight)| {
            (sum + weight * value, mass + weight)
        });
        (sum / mass, mass)
    };
    let candidates = (1..STEPS).filter_map(|step| {
        let border = low + (high - low) * real(step) / real(STEPS);
        let ((smooth, light), (rough, heavy)) = (mean(false, border), mean(true, border));
        let between = light * heavy * (rough - smooth).powi(2);
        between.is_finite().then_some((between, smooth, rough))
    });
    let (_, smooth, rough) = candidates.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (rough - smooth > LEAST_GAP).then_some((smooth, rough))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use crate::photo::Photo;
    use crate::segment::{Finding, Label, segment};

    /// A scalp that fills the frame, with dots little darker than the skin on its left.
    fn close_up(columns: u32) -> RgbImage {
        RgbImage::from_fn(640, 480, |x, y| {
            let scatter = (x / 2 * 73 + y / 2 * 179).wrapping_mul(2_654_435_761) >> 9;
            if x < columns && scatter % 3 == 0 {
                Rgb([160, 122, 98])
            } else {
                Rgb([178, 138, 112])
            }
        })
    }

    #[test]
    fn faint_stubble_is_found_by_its_roughness() {
        let found = segment(&Photo::from_srgb(close_up(320)).unwrap());
        assert_ne!(found.finding, Finding::NoHair);
        assert_eq!(found.labels.label_at(120, 240), Label::Hair);
        assert_eq!(found.labels.label_at(520, 240), Label::Skin);
    }

    #[test]
    fn smooth_skin_gets_no_hair() {
        let found = segment(&Photo::from_srgb(close_up(0)).unwrap());
        assert_ne!(found.finding, Finding::Found);
        assert!(found.labels.share(Label::Hair) < 0.01);
    }
}
