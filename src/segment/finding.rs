//! Whether what was labeled hair is hair.
//!
//! The limits were chosen on photos of heads, phone photos and rendered scalps (`docs/accuracy.md`): bald,
//! shaved, stubbled and long-haired heads. Each leaves room on both sides.

use super::labels::Label;
use super::network::{DOUBT, Seen};
use super::quantile::quantile;
use super::superpixel::{Graph, Superpixel};

/// Whether the photo shows hair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// There is hair, and it differs clearly from the skin.
    Found,
    /// What is labeled hair may be shaded skin, or the other way round.
    NotSure,
    /// There is no hair.
    NoHair,
}

/// Less hair than this share of the photo is none.
const LEAST_SHARE: f64 = 0.005;
/// Mean probability that the network gives to what was labeled hair, below which there is none.
const UNLIKELY: f64 = 0.4;
/// Hair and skin that differ by less than all of these are one surface under uneven light, or
/// cannot be told from one: chroma, texture, L*.
const LEAST_CHROMA: f64 = 4.5;
const LEAST_TEXTURE: f64 = 0.25;
const LEAST_LIGHTNESS: f64 = 35.0;
/// Hair that only its roughness shows: least share of the photo, and least difference to the skin
/// in log roughness.
const LEAST_ROUGH_SHARE: f64 = 0.07;
const LEAST_ROUGHER: f64 = 0.3;
/// Below this difference the network has to agree: a bald head is as rough where light grazes it,
/// and at wrinkles, eyes and beard. Faint stubble comes to 0.34 to 0.6, bald heads to 0.38 to 0.54.
const CLEARLY_ROUGHER: f64 = 0.5;
/// How many times as likely hair must be then where it is rough as where it is smooth, to the
/// network: 1.6 and more on faint stubble, 0.6 to 1.2 on bald heads.
const LIKELIER: f64 = 1.5;
/// Where hair reaches from below the little skin that is left, less than this share of the hair's
/// area, a beard may have been taken for it.
const LITTLE_SKIN: f64 = 0.25;
/// L* between the darkest and the lightest sixth of such hair above which it is more than one
/// thing, such as a beard and the face in it. Thinning hair around a crown comes to 25 to 30.
const MIXED: f64 = 35.0;

/// Judges the labels by the network's view (class probabilities of each superpixel) and by how
/// much hair and skin differ.
pub(super) fn find(graph: &Graph, labels: &[Label], seen: &[Seen]) -> Finding {
    if !has_zone(graph, labels) {
        // The network sees hair where the colors do not, as with white hair on a white wall.
        let all = graph.superpixels.iter().zip(seen);
        let likely = all.filter(|(_, seen)| seen.hair() >= UNLIKELY);
        let expected: f64 = likely.map(|(s, seen)| s.area * seen.hair()).sum();
        return if expected > 10.0 * LEAST_SHARE * pixels(graph) {
            Finding::NotSure
        } else {
            Finding::NoHair
        };
    }
    let likely = mean(graph, labels, Label::Hair, |at, _| seen[at].hair());
    if likely < UNLIKELY {
        Finding::NoHair
    } else if alike(graph, labels) || may_be_beard(graph, labels) {
        Finding::NotSure
    } else {
        Finding::Found
    }
}

/// Whether the photo has so much of what was labeled hair that it can be looked at.
pub(super) fn has_zone(graph: &Graph, labels: &[Label]) -> bool {
    area(graph, labels, Label::Hair) >= LEAST_SHARE * pixels(graph)
}

/// Whether one labeling has more than twice the hair of another, which then holds but parts of it.
pub(super) fn is_more(graph: &Graph, one: &[Label], other: &[Label]) -> bool {
    area(graph, one, Label::Hair) > 2.0 * area(graph, other, Label::Hair)
}

/// Whether what was labeled hair by its roughness is that much rougher than the skin, and too
/// large to be a highlight or an ear.
pub(super) fn is_rougher(
    graph: &Graph,
    labels: &[Label],
    seen: &[Seen],
    roughness: &[f64],
) -> bool {
    let median = |label| {
        let own = members(graph, labels, label);
        quantile(own.map(|(at, s)| (roughness[at], s.area)), 0.5)
    };
    let (Some(hair), Some(skin)) = (median(Label::Hair), median(Label::Skin)) else {
        return false;
    };
    let share = area(graph, labels, Label::Hair) / pixels(graph);
    let likely = |label| DOUBT + mean(graph, labels, label, |at, _| seen[at].hair());
    let height = |label| mean(graph, labels, label, |_, s| s.y);
    let likelier = likely(Label::Hair) > LIKELIER * likely(Label::Skin);
    let agreed = likelier && height(Label::Hair) < height(Label::Skin);
    let least = if agreed {
        LEAST_ROUGHER
    } else {
        CLEARLY_ROUGHER
    };
    share > LEAST_ROUGH_SHARE && hair - skin > least
}

/// Whether hair may be a beard and the face in it: it lies below what little skin there is, and is
/// light and dark.
fn may_be_beard(graph: &Graph, labels: &[Label]) -> bool {
    let area = |label| area(graph, labels, label);
    let height = |label| mean(graph, labels, label, |_, s| s.y);
    let lightness = |share| {
        let own = members(graph, labels, Label::Hair);
        quantile(own.map(|(_, s)| (s.lab.l, s.area)), share).unwrap_or(0.0)
    };
    let skin = area(Label::Skin);
    skin > 0.0
        && skin < LITTLE_SKIN * area(Label::Hair)
        && height(Label::Hair) > height(Label::Skin)
        && lightness(5.0 / 6.0) - lightness(1.0 / 6.0) > MIXED
}

/// The superpixels with a label, with their numbers.
fn members<'a>(
    graph: &'a Graph,
    labels: &'a [Label],
    label: Label,
) -> impl Iterator<Item = (usize, &'a Superpixel)> {
    let all = graph.superpixels.iter().enumerate().zip(labels);
    all.filter(move |(_, own)| **own == label)
        .map(|(member, _)| member)
}

/// The pixels with a label.
fn area(graph: &Graph, labels: &[Label], label: Label) -> f64 {
    members(graph, labels, label).map(|(_, s)| s.area).sum()
}

/// All pixels.
fn pixels(graph: &Graph) -> f64 {
    graph.superpixels.iter().map(|s| s.area).sum()
}

/// The mean of a value over the superpixels with a label.
fn mean(
    graph: &Graph,
    labels: &[Label],
    label: Label,
    value: impl Fn(usize, &Superpixel) -> f64,
) -> f64 {
    let own = members(graph, labels, label);
    let (sum, area) = own.fold((0.0, 0.0), |(sum, area), (at, s)| {
        (sum + s.area * value(at, s), area + s.area)
    });
    sum / area
}

/// Whether hair and skin look like one surface. Without skin there is nothing to confuse it with.
fn alike(graph: &Graph, labels: &[Label]) -> bool {
    let difference = |value: fn(&Superpixel) -> f64| {
        let median = |label| {
            let own = members(graph, labels, label);
            quantile(own.map(|(_, s)| (value(s), s.area)), 0.5)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Lab;
    use crate::segment::network::NetworkClass;

    /// Parts of a photo from left to right: what each was labeled, where its center is from the
    /// top, its L* and its share of the photo.
    fn photo(parts: &[(Label, f64, f64, f64)]) -> (Graph, Vec<Label>) {
        let superpixels = parts.iter().map(|&(_, y, l, area)| Superpixel {
            area,
            lab: Lab::new(l, 8.0, 8.0),
            texture: 1.0,
            x: 0.5,
            y,
            border: 0.0,
        });
        let graph = Graph {
            width: 0,
            height: 0,
            of_pixel: Vec::new(),
            superpixels: superpixels.collect(),
            edges: Vec::new(),
        };
        (graph, parts.iter().map(|part| part.0).collect())
    }

    /// A place that shows hair with this probability, and skin otherwise.
    fn seen(hair: f64) -> Seen {
        Seen::from_fn(|class| match class {
            NetworkClass::Hair => hair,
            NetworkClass::Skin => 1.0 - hair,
            _ => 0.0,
        })
    }

    #[test]
    fn where_little_is_rough_the_network_has_to_agree() {
        let rough = |height: f64, likely: f64, rougher: f64| {
            let (graph, labels) = photo(&[
                (Label::Hair, height, 50.0, 0.3),
                (Label::Skin, 0.5, 60.0, 0.7),
            ]);
            let seen = [seen(likely), seen(0.05)];
            is_rougher(&graph, &labels, &seen, &[rougher, 0.0])
        };
        assert!(rough(0.2, 0.05, 0.6));
        assert!(rough(0.2, 0.2, 0.4));
        // A forehead that shines, and eyes and wrinkles below it.
        assert!(!rough(0.2, 0.05, 0.4));
        assert!(!rough(0.8, 0.2, 0.4));
        assert!(!rough(0.2, 0.2, 0.2));
    }

    #[test]
    fn hair_that_may_be_a_beard_is_doubted() {
        let finding = |crown: f64, neck: f64, lightest: f64| {
            let (graph, labels) = photo(&[
                (Label::Skin, 0.1, 70.0, crown),
                (Label::Hair, 0.4, 25.0, 0.3),
                (Label::Hair, 0.7, lightest, 0.3),
                (Label::Skin, 0.95, 70.0, neck),
            ]);
            let (hair, skin) = (seen(0.9), seen(0.0));
            find(&graph, &labels, &[skin, hair, hair, skin])
        };
        assert_eq!(finding(0.1, 0.0, 75.0), Finding::NotSure);
        assert_eq!(finding(0.1, 0.0, 45.0), Finding::Found);
        assert_eq!(finding(0.1, 0.2, 75.0), Finding::Found);
        assert_eq!(finding(0.3, 0.0, 75.0), Finding::Found);
    }
}
