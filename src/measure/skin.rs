//! The color of bare skin.

use palette::FromColor;

use super::spread::spread;
use super::tile::{Tile, luminance, tiles};
use super::{Skin, Zones, real};
use crate::color::{Lab, LinearRgb};
use crate::photo::Photo;

/// Width of the zone's rim that is left out, as a share of the photo's longer side: stubble at the
/// hairline, and what shows through at the outline.
const RIM: f64 = 0.01;

/// Share of the darkest and of the lightest that is left out, of the pixels of each tile and then
/// of the tiles: hairs and shadows, glints and shine. The same on both sides, so that even shading
/// keeps its mean.
const OUTLIERS: f64 = 0.08;

/// Measures the skin; `None` where there is none.
pub(super) fn measure(photo: &Photo, zones: &Zones) -> Option<Skin> {
    let share = zones.skin.share();
    if share <= 0.0 {
        return None;
    }
    let sure = zones.skin.sure(RIM);
    let tiles = tiles(photo, |x, y| {
        sure.contains(x, y) && !zones.hair.contains(x, y)
    });
    let patches: Vec<(LinearRgb, f64)> = tiles.iter().map(patch).collect();
    if patches.is_empty() {
        return None;
    }
    let all: Vec<&(LinearRgb, f64)> = patches.iter().collect();
    Some(Skin {
        lab: Lab::from_color(mean(&all)),
        share,
        sd: spread(&patches, mean),
    })
}

/// The mean light of a tile's ordinary pixels, and their number.
fn patch(tile: &Tile) -> (LinearRgb, f64) {
    let mut lights: Vec<LinearRgb> = tile.pixels.iter().map(|pixel| pixel.2).collect();
    let ordinary = ordinary(&mut lights, |&light| luminance(light));
    (
        super::patch::mean(ordinary.iter().copied()),
        real(ordinary.len()),
    )
}

/// The mean light of the ordinary tiles.
fn mean(patches: &[&(LinearRgb, f64)]) -> LinearRgb {
    let mut patches = patches.to_vec();
    let ordinary = ordinary(&mut patches, |patch| luminance(patch.0));
    let total: f64 = ordinary.iter().map(|patch| patch.1).sum();
    let zero = LinearRgb::new(0.0, 0.0, 0.0);
    ordinary
        .iter()
        .fold(zero, |sum, &&(light, count)| sum + light * (count / total))
}

/// Those that are neither among the darkest nor among the lightest.
fn ordinary<T>(items: &mut [T], brightness: impl Fn(&T) -> f64) -> &[T] {
    items.sort_unstable_by(|one, other| brightness(one).total_cmp(&brightness(other)));
    let left_out = super::patch::floor(real(items.len()) * OUTLIERS);
    &items[left_out..items.len() - left_out]
}
