//! Whether what was labelled hair is hair.

use super::labels::Label;
use super::network::CLASSES;
use super::quantile::quantile;
use super::superpixel::{Graph, Superpixel};

/// Whether the photo shows hair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// There is hair, and it differs clearly from the skin.
    Found,
    /// What is labelled hair may be shaded skin, or the other way round.
    NotSure,
    /// There is no hair.
    NoHair,
}

// The limits were set on photos of bald, shaved, stubbled and long-haired heads; each leaves room
// on both sides.

/// Less hair than this share of the photo is none.
const LEAST_SHARE: f64 = 0.005;
/// Mean probability that the network gives to what was labelled hair: below the first there is no
/// hair, below the second it is doubtful.
const UNLIKELY: f64 = 0.4;
const DOUBTFUL: f64 = 0.7;
/// Hair and skin that differ by less than all of these are one surface under uneven light, or
/// cannot be told from one: chroma, texture, L*.
const LEAST_CHROMA: f64 = 4.5;
const LEAST_TEXTURE: f64 = 0.25;
const LEAST_LIGHTNESS: f64 = 35.0;
/// Hair that only its roughness shows: least share of the photo, and least difference to the skin
/// in log roughness.
const LEAST_ROUGH_SHARE: f64 = 0.07;
const LEAST_ROUGHER: f64 = 0.3;

/// Judges the labels by the network's view (class probabilities of each superpixel) and by how
/// much hair and skin differ.
pub(super) fn find(graph: &Graph, labels: &[Label], seen: &[[f64; CLASSES]]) -> Finding {
    let all = || graph.superpixels.iter().zip(labels).zip(seen);
    let photo: f64 = graph.superpixels.iter().map(|s| s.area).sum();
    let hair = || all().filter(|((_, label), _)| **label == Label::Hair);
    let area: f64 = hair().map(|((s, _), _)| s.area).sum();
    let expected: f64 = all().map(|((s, _), seen)| s.area * seen[2]).sum();
    if area < LEAST_SHARE * photo {
        // The network sees hair where the colors do not, as with white hair on a white wall.
        let doubt = expected > 10.0 * LEAST_SHARE * photo;
        return if doubt {
            Finding::NotSure
        } else {
            Finding::NoHair
        };
    }
    let likely = hair().map(|((s, _), seen)| s.area * seen[2]).sum::<f64>() / area;
    if likely < UNLIKELY {
        Finding::NoHair
    } else if likely < DOUBTFUL || alike(graph, labels) {
        Finding::NotSure
    } else {
        Finding::Found
    }
}

/// Whether what was labelled hair by its roughness is that much rougher than the skin, and too
/// large to be a highlight or an ear.
pub(super) fn is_rougher(graph: &Graph, labels: &[Label], roughness: &[f64]) -> bool {
    let median = |label| {
        let all = graph.superpixels.iter().zip(labels).zip(roughness);
        let own = all.filter(|((_, own), _)| **own == label);
        quantile(own.map(|((s, _), &rough)| (rough, s.area)), 0.5)
    };
    let (Some(hair), Some(skin)) = (median(Label::Hair), median(Label::Skin)) else {
        return false;
    };
    let all = || graph.superpixels.iter().zip(labels);
    let photo: f64 = all().map(|(s, _)| s.area).sum();
    let own = all().filter(|(_, label)| **label == Label::Hair);
    let area: f64 = own.map(|(s, _)| s.area).sum();
    area > LEAST_ROUGH_SHARE * photo && hair - skin > LEAST_ROUGHER
}

/// Whether hair and skin look like one surface. Without skin there is nothing to confuse it with.
fn alike(graph: &Graph, labels: &[Label]) -> bool {
    let difference = |value: fn(&Superpixel) -> f64| {
        let median = |label| {
            let all = graph.superpixels.iter().zip(labels);
            let own = all.filter(|(_, own)| **own == label);
            quantile(own.map(|(s, _)| (value(s), s.area)), 0.5)
        };
        Some(median(Label::Hair)? - median(Label::Skin)?)
    };
    let less = |value: fn(&Superpixel) -> f64, least: f64| {
        difference(value).is_some_and(|difference| difference.abs() < least)
    };
    less(Superpixel::chroma, LEAST_CHROMA)
        && less(|s| s.lab.l, LEAST_LIGHTNESS)
        && difference(|s| s.texture).is_some_and(|rougher| rougher < LEAST_TEXTURE)
}
