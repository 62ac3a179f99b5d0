//! Specular shine: light off the surface, in the lamp's color.
//!
//! Its limits are a judgment: of no photo is it known which pixels shine.

use image::RgbImage;

use super::labels::Label;
use super::shrink::Plane;
use super::superpixel::{Graph, Superpixel};
use crate::color::{self, Srgb8, lab_from_srgb8};

/// What lies within this share of the picture's sides surrounds a superpixel.
const REACH: f64 = 0.2;
/// How much lighter than its surroundings a highlight on skin is, in L*.
const LIGHTER_THAN_SKIN: f64 = 10.0;
/// The same in hair, where gray strands are lighter than their surroundings and no highlights.
const LIGHTER_THAN_HAIR: f64 = 20.0;
/// A highlight has less than this share of the surrounding skin's chroma: the surface's own color
/// is drowned in the lamp's. Shading leaves more.
const DULLER: f64 = 0.75;

/// Mean L* and chroma around a superpixel.
#[derive(Clone, Copy)]
struct Surroundings {
    lightness: f64,
    chroma: f64,
}

/// Relabels as highlights the pixels of hair and skin that shine. `map` holds the labels of
/// `fine` row by row, `lightness` its L*, `labels` those of the superpixels.
pub(super) fn mark(
    graph: &Graph,
    labels: &[Label],
    fine: &RgbImage,
    lightness: &Plane,
    map: &mut [Label],
) {
    let seen = SkinAndHair::of(graph, labels);
    let surroundings: Vec<_> = graph
        .superpixels
        .iter()
        .zip(labels)
        .map(|(superpixel, &label)| seen.around(superpixel, label))
        .collect();
    let size = (lightness.width, lightness.height);
    let columns: Vec<usize> = (0..size.0).map(|x| x * graph.width / size.0).collect();
    let rows = map.chunks_mut(size.0).zip(lightness.values.chunks(size.0));
    for (y, (labels, lightness)) in rows.enumerate() {
        let row = &graph.of_pixel[y * graph.height / size.1 * graph.width..][..graph.width];
        let pixels = labels.iter_mut().zip(lightness);
        for (x, (label, &lightness)) in pixels.enumerate() {
            let lighter = match label {
                Label::Skin => LIGHTER_THAN_SKIN,
                Label::Hair => LIGHTER_THAN_HAIR,
                _ => continue,
            };
            let around = surroundings[row[columns[x]] as usize];
            let shines = around.is_some_and(|around| {
                f64::from(lightness) > around.lightness + lighter
                    && chroma(fine, x, y) < DULLER * around.chroma
            });
            if shines {
                *label = Label::Highlight;
            }
        }
    }
}

fn chroma(picture: &RgbImage, x: usize, y: usize) -> f64 {
    let start = (y * picture.width() as usize + x) * 3;
    let pixel = [0, 1, 2].map(|channel| picture.as_raw()[start + channel]);
    color::chroma(lab_from_srgb8(Srgb8::from(pixel)))
}

/// Superpixels with their chroma.
type Chromas<'a> = Vec<(&'a Superpixel, f64)>;

/// The superpixels of skin and of hair.
struct SkinAndHair<'a> {
    skin: Chromas<'a>,
    hair: Chromas<'a>,
}

impl<'a> SkinAndHair<'a> {
    fn of(graph: &'a Graph, labels: &[Label]) -> Self {
        let part = |label: Label| {
            let all = graph.superpixels.iter().zip(labels);
            let own = all.filter(|(_, own)| **own == label);
            own.map(|(own, _)| (own, own.chroma())).collect()
        };
        Self {
            skin: part(Label::Skin),
            hair: part(Label::Hair),
        }
    }

    /// The skin around a superpixel of skin or hair. Hair that is lighter than the skin, as white hair
    /// is, sets its own measure of light.
    fn around(&self, center: &Superpixel, label: Label) -> Option<Surroundings> {
        let skin = || mean(&self.skin, center);
        match label {
            Label::Skin => skin(),
            Label::Hair => {
                let skin = skin()?;
                let own = mean(&self.hair, center).map_or(skin.lightness, |own| own.lightness);
                Some(Surroundings {
                    lightness: own.max(skin.lightness),
                    ..skin
                })
            }
            _ => None,
        }
    }
}

/// The mean of a part around a superpixel.
fn mean(part: &Chromas, center: &Superpixel) -> Option<Surroundings> {
    let mut sum = (0.0, 0.0, 0.0);
    for &(superpixel, chroma) in part {
        let apart = (superpixel.x - center.x).powi(2) + (superpixel.y - center.y).powi(2);
        let weight = superpixel.area * (1.0 - apart / (REACH * REACH)).max(0.0);
        sum.0 += weight;
        sum.1 += weight * superpixel.lab.l;
        sum.2 += weight * chroma;
    }
    (sum.0 > 0.0).then(|| Surroundings {
        lightness: sum.1 / sum.0,
        chroma: sum.2 / sum.0,
    })
}
