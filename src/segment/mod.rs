//! Tells hair, skin, facial hair, highlights and background apart.
//!
//! Small networks say what a head looks like; mixtures of the photo's own colors and a graph cut
//! over superpixels find the edges. The two fail on different photos.
//!
//! What limits rest on: photos of heads, phone photos and rendered scalps, by the commands in
//! `docs/accuracy.md`.

mod class;
mod cues;
mod cut;
mod enlarge;
mod evidence;
mod finding;
mod flow;
mod grabcut;
mod highlight;
mod labels;
mod layers;
mod mixture;
mod network;
mod quantile;
mod reference;
mod roles;
mod rough;
mod shrink;
mod slic;
mod strokes;
mod superpixel;
mod texture;
mod turn;
mod view;

pub use evidence::Evidence;
pub use finding::Finding;
pub use labels::{Label, LabelMap};
pub use roles::{RoleCluster, Roles};

use image::{Rgb, RgbImage};

use crate::photo::Photo;
use crate::region::nearest;
use crate::threads::Threads;
use grabcut::{GrabCut, MixtureClass, Scores};
use network::{DOUBT, Seen};
use reference::Overview;
use shrink::Plane;
use superpixel::Graph;

/// What is seen in place of what is not visible: middle gray.
const BACKDROP: Rgb<u8> = Rgb([128; 3]);

/// Longest side of the picture that is split into superpixels, in pixels.
const LONGEST: u32 = 224;

/// What was found in a photo.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Segmentation {
    /// What each pixel is.
    pub labels: LabelMap,
    /// Whether there is hair, and whether to believe it.
    pub finding: Finding,
    grid: Overview,
}

/// Tells apart what the pixels of a photo show.
///
/// ```
/// use smpmatch::photo::Photo;
/// use smpmatch::segment::{Finding, Label, segment};
///
/// let wall = image::RgbImage::from_pixel(640, 480, image::Rgb([200, 205, 210]));
/// let found = segment(&Photo::from_srgb(wall)?);
/// assert_eq!(found.finding, Finding::NoHair);
/// assert_eq!(found.labels.label_at(320, 240), Label::Background);
/// # Ok::<(), smpmatch::Error>(())
/// ```
#[must_use]
pub fn segment(photo: &Photo) -> Segmentation {
    segment_on(photo, Threads::One)
}

fn segment_on(photo: &Photo, threads: Threads) -> Segmentation {
    let pixels = photo.pixels();
    let (width, height) = size_within(pixels, LabelMap::LONGEST);
    let mut fine = shrink::shrink(pixels, width, height);
    let hidden = hidden(photo, &fine);
    if !hidden.is_empty() {
        let pixels = fine.to_mut().pixels_mut().zip(&hidden);
        for (pixel, _) in pixels.filter(|(_, hidden)| **hidden) {
            *pixel = BACKDROP;
        }
    }
    let lightness = texture::lightness(&fine);
    let (width, height) = size_within(pixels, LONGEST);
    let graph = Graph::new(&shrink::shrink(&fine, width, height), &lightness);
    let (seen, down) = view::of_superpixels(&fine, &graph, threads);
    let (labels, finding) = look(&graph, &seen, &lightness);
    let mut map = enlarge::enlarge(&graph, &labels, fine.dimensions());
    highlight::mark(&graph, &labels, &fine, &lightness, &mut map);
    for (label, _) in map.iter_mut().zip(&hidden).filter(|(_, hidden)| **hidden) {
        *label = Label::Background;
    }
    Segmentation {
        finding,
        labels: LabelMap::new(photo, fine.dimensions(), map),
        grid: Overview::new(&graph, &labels, &seen, down),
    }
}

/// Which pixels of the photo at another size are not visible; empty if all are.
fn hidden(photo: &Photo, fine: &RgbImage) -> Vec<bool> {
    if photo.is_opaque() {
        return Vec::new();
    }
    fine.enumerate_pixels()
        .map(|(x, y, _)| {
            let x = nearest(x, fine.width(), photo.width());
            let y = nearest(y, fine.height(), photo.height());
            !photo.is_visible(x, y)
        })
        .collect()
}

/// The size of the picture with its longest side shrunk to a limit, never enlarged except from
/// slivers that are too narrow to have a texture.
fn size_within(pixels: &RgbImage, longest: u32) -> (u32, u32) {
    /// Pixels across which a texture is seen: more than the window that it is read in.
    const NARROWEST: u64 = 8;
    let (width, height) = (u64::from(pixels.width()), u64::from(pixels.height()));
    let (long, limit) = (width.max(height), u64::from(longest));
    let scaled = |side: u64| {
        let side = if long > limit {
            (2 * side * limit + long) / (2 * long)
        } else {
            side
        };
        u32::try_from(side.max(NARROWEST)).unwrap_or(longest)
    };
    (scaled(width), scaled(height))
}

/// How much the network's log probabilities count against the photo's own colors.
const TRUST: f64 = 3.0;

/// The labels of the superpixels and whether they show hair: by the network's view, and where that
/// shows no place for hair, by roughness. Where it does, roughness would add eyes, brows and beard.
fn look(graph: &Graph, seen: &[Seen], lightness: &Plane) -> (Vec<Label>, Finding) {
    if graph.is_plain() {
        let labels = vec![Label::Background; graph.superpixels.len()];
        return (labels, Finding::NoHair);
    }
    let grabcut = GrabCut::new(graph);
    let label = |expected: Vec<Scores>| label(graph, seen, &grabcut.settle(&expected));
    let labels = label(seen.iter().map(expect).collect());
    let finding = finding::find(graph, &labels, seen);
    let among = strokes::among(graph, lightness, seen);
    if let Some(among) = among.filter(|among| finding::is_more(graph, among, &labels)) {
        return (among, Finding::NotSure);
    }
    let doubted = finding == Finding::NotSure && finding::has_zone(graph, &labels);
    if finding == Finding::Found || doubted {
        return (labels, finding);
    }
    let roughness = rough::roughness(graph, lightness);
    let expected = rough::expect(graph, &roughness, seen);
    let second = expected.map(|expected| label(expected.iter().map(trust).collect()));
    match second {
        Some(labels) if finding::is_rougher(graph, &labels, seen, &roughness) => {
            (labels, Finding::NotSure)
        }
        _ => (labels, finding),
    }
}

/// The labels of superpixels whose classes are settled.
fn label(graph: &Graph, seen: &[Seen], classes: &[MixtureClass]) -> Vec<Label> {
    let labels = classes.iter().zip(seen);
    let mut labels: Vec<Label> = labels
        .map(|(&class, seen)| match class {
            MixtureClass::Hair => Label::Hair,
            MixtureClass::Skin => Label::Skin,
            MixtureClass::Cloth if seen.facial_hair() > seen.background() / 2.0 => {
                Label::FacialHair
            }
            MixtureClass::Cloth | MixtureClass::Background => Label::Background,
        })
        .collect();
    drop_scraps(graph, &mut labels);
    labels
}

/// What the network's view of a superpixel lets expect of its class.
fn expect(seen: &Seen) -> Scores {
    trust(&Scores::from_fn(|class| match class {
        MixtureClass::Background => seen.background() / 2.0,
        MixtureClass::Cloth => seen.background() / 2.0 + seen.facial_hair(),
        MixtureClass::Skin => seen.skin(),
        MixtureClass::Hair => seen.hair(),
    }))
}

/// The weight of expected probabilities against the photo's own colors.
fn trust(expected: &Scores) -> Scores {
    let total: f64 = expected.values().iter().map(|share| share + DOUBT).sum();
    expected.map(|share| TRUST * ((share + DOUBT) / total).ln())
}

/// Takes hair off parts that are small beside the largest.
fn drop_scraps(graph: &Graph, labels: &mut [Label]) {
    /// Share of the area of the largest part below which a part is a scrap.
    const SMALLEST: f64 = 0.25;
    let parts = graph.parts(labels, &Label::Hair);
    let area = |part: &Vec<usize>| part.iter().map(|&s| graph.superpixels[s].area).sum::<f64>();
    let largest = parts.iter().map(area).fold(0.0, f64::max);
    for part in parts.iter().filter(|part| area(part) < SMALLEST * largest) {
        for &superpixel in part {
            labels[superpixel] = Label::Background;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head as a child draws it: skin below, hair above, a plain wall behind.
    fn two_tone_head(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let (x, y) = (
                f64::from(x) / f64::from(width),
                f64::from(y) / f64::from(height),
            );
            let head = ((x - 0.5) / 0.28).powi(2) + ((y - 0.52) / 0.38).powi(2) < 1.0;
            // Strands, so that hair is rougher than skin.
            let strand = if (x * 190.0).sin() > 0.0 { 12 } else { 0 };
            match (head, y < 0.42) {
                (true, true) => Rgb([42 + strand, 34 + strand, 28 + strand]),
                (true, false) => Rgb([205, 158, 132]),
                (false, _) => Rgb([176, 186, 194]),
            }
        })
    }

    fn segmented(pixels: RgbImage) -> Segmentation {
        segment(&Photo::from_srgb(pixels).unwrap())
    }

    #[test]
    fn hair_and_skin_of_a_two_tone_head_are_found() {
        let found = segmented(two_tone_head(600, 800));
        assert_eq!(found.labels.label_at(300, 200), Label::Hair);
        assert_eq!(found.labels.label_at(300, 500), Label::Skin);
        assert_eq!(found.labels.label_at(20, 20), Label::Background);
        assert_ne!(found.finding, Finding::NoHair);
        let hair = found.labels.share(Label::Hair);
        assert!((0.10..0.20).contains(&hair), "{hair}");
    }

    #[test]
    fn shares_of_all_labels_make_the_photo() {
        let found = segmented(two_tone_head(300, 400));
        let shares = Label::ALL.map(|label| found.labels.share(label));
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_mirrored_photo_gets_mirrored_labels() {
        let head = two_tone_head(600, 800);
        let mirrored = segmented(image::imageops::flip_horizontal(&head));
        let straight = segmented(head);
        let rows = straight.labels.labels().chunks(600);
        let back: Vec<Label> = rows.flat_map(|row| row.iter().rev().copied()).collect();
        let pairs = back.iter().zip(mirrored.labels.labels());
        let differing = pairs.filter(|(one, other)| one != other).count();
        assert!(
            differing * 100 < back.len() * 2,
            "{differing} of {}",
            back.len()
        );
    }

    #[test]
    fn a_turned_photo_gets_turned_labels() {
        let head = two_tone_head(600, 600);
        let straight = segmented(head.clone());
        let turned = segmented(image::imageops::rotate180(&head));
        let back: Vec<Label> = turned.labels.labels().iter().rev().copied().collect();
        let pairs = back.iter().zip(straight.labels.labels());
        let differing = pairs.filter(|(one, other)| one != other).count();
        assert!(
            differing * 100 < back.len() * 4,
            "{differing} of {}",
            back.len()
        );
    }

    #[test]
    fn slivers_and_single_pixels_are_segmented() {
        for (width, height) in [(1, 1), (3, 500), (500, 3), (8, 8), (1, 5000)] {
            let found = segmented(RgbImage::from_pixel(width, height, Rgb([120, 90, 70])));
            assert_ne!(found.finding, Finding::Found, "{width} x {height}");
            let corner = found.labels.label_at(width - 1, height - 1);
            assert_ne!(corner, Label::Hair);
        }
    }

    #[test]
    fn the_same_photo_gets_the_same_labels() {
        let (one, other) = (two_tone_head(320, 400), two_tone_head(320, 400));
        assert_eq!(
            segmented(one).labels.labels(),
            segmented(other).labels.labels()
        );
    }
}
