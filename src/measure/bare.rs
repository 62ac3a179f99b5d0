//! Bare skin, as the measure of what shows between hairs.

use super::core::LEAST;
use super::plane::TilePlane;
use super::tile::{Tile, tiles};
use super::{ShownSkin, Zones};
use crate::color::{Lab, LinearRgb, luminance, mean_light};
use crate::numbers::{NINETY_PERCENT, floor, median, quantile_of, real};
use crate::photo::Photo;
use crate::region::SKIN_RIM;
use palette::FromColor;

use super::sd::sd;

/// Shares of the pixels of a tile, or of the tiles, that are left out: hairs and shadows, glints and shine.
#[derive(Clone, Copy, Debug)]
struct Outliers {
    darkest: f64,
    lightest: f64,
}

/// Left out of the pixels of each tile and then of the tiles; as many on both sides, so that even shading
/// keeps its mean.
const OUTLIERS: Outliers = Outliers {
    darkest: 0.08,
    lightest: 0.08,
};

/// The same of the pixels of a tile with sparse hair: that gives the skin of 28 real close-ups within
/// 1.5 L*.
const HAIRS: Outliers = Outliers {
    darkest: 0.30,
    lightest: 0.05,
};

/// Share of the pixels beyond the dark and the light end of a tile: few enough to reach the skin
/// between sparse hairs, many enough to stand above the noise.
pub(super) const END: f64 = 0.1;

/// Standard deviations between these ends of a normal distribution: twice its 90 % quantile, 1.28.
const APART: f64 = 2.56;

/// How near skin must lie to be in the same light, as a share of the photo's longer side.
const NEAR: f64 = 0.12;

/// Bare skin, tile by tile.
#[derive(Clone, Debug)]
pub(super) struct Bare {
    spots: Vec<Spot>,
    /// Luminance at the dark and the light end of a tile as shares of its mean: pores and noise.
    ends: (f64, f64),
    /// Standard deviation by which pixels beside each other differ, as a share of the mean: noise.
    grain: f64,
    /// Twice the square of the distance, in pixels, within which light is the same.
    reach: f64,
}

/// The ordinary pixels of one tile.
#[derive(Clone, Copy, Debug)]
struct Spot {
    corner: (u32, u32),
    light: LinearRgb,
    count: f64,
}

impl Bare {
    /// Reads the skin of a photo at a [scale](tiles): beside the hair, or else between the hairs; `None`
    /// where there is none.
    pub(super) fn read(photo: &Photo, zones: &Zones, scale: u32) -> Option<Self> {
        Self::beside(photo, zones, scale).or_else(|| Self::between(photo, zones, scale))
    }

    /// Reads the skin beside the hair.
    fn beside(photo: &Photo, zones: &Zones, scale: u32) -> Option<Self> {
        if zones.skin.is_empty() {
            return None;
        }
        let sure = zones.skin.sure(SKIN_RIM);
        let tiles = tiles(photo, scale, &sure, |x, y| zones.is_skin(x, y));
        let read = tiles.iter().map(|tile| spot(tile, OUTLIERS));
        let (spots, ends): (Vec<Spot>, Vec<(f64, f64)>) = read.unzip();
        let (low, high): (Vec<f64>, Vec<f64>) = ends.into_iter().unzip();
        (!spots.is_empty()).then(|| Self {
            ends: (median(low).unwrap_or(1.0), median(high).unwrap_or(1.0)),
            grain: usual_grain(&tiles, &spots),
            reach: reach(photo),
            spots,
        })
    }

    /// Reads the skin that shows between the hairs, where none lies beside them and they are sparse:
    /// nine tenths of the zone and more are then far lighter than the darkest.
    fn between(photo: &Photo, zones: &Zones, scale: u32) -> Option<Self> {
        /// Share of the pixels that lie nearer to the darkest than to the skin, at most; of hair that
        /// hides the skin more than half do.
        const SPARSE: f64 = 0.35;
        /// What the darkest take from the light of skin at least: else there is but one color.
        const DARK: f64 = 0.3;
        if zones.hair.is_empty() {
            return None;
        }
        let tiles = tiles(photo, scale, &zones.hair, |x, y| zones.is_hair(x, y));
        let read: Vec<Spot> = tiles.iter().map(|tile| spot(tile, HAIRS).0).collect();
        let held = |(tile, spot): (&Tile, &Spot)| {
            let skin = luminance(spot.light).max(1e-6);
            let own = tile.pixels.iter().map(|pixel| luminance(pixel.2) / skin);
            own.collect::<Vec<f64>>()
        };
        let mut all: Vec<f64> = tiles.iter().zip(&read).flat_map(held).collect();
        let taken = 1.0 - quantile_of(&mut all, LEAST);
        let dark = all.iter().filter(|own| **own < 1.0 - 0.5 * taken).count();
        let is_sparse = taken > DARK && real(dark) < SPARSE * real(all.len());
        let grain = usual_grain(&tiles, &read);
        is_sparse.then(|| Self {
            spots: read,
            ends: (1.0 - 0.5 * APART * grain, 1.0 + 0.5 * APART * grain),
            grain,
            reach: reach(photo),
        })
    }

    /// Smooth skin of one color everywhere.
    pub(super) fn even(light: LinearRgb) -> Self {
        let corner = (0, 0);
        Self {
            spots: vec![Spot {
                corner,
                light,
                count: 1.0,
            }],
            ends: (1.0, 1.0),
            grain: 0.0,
            reach: 1.0,
        }
    }

    /// The skin's color, for a zone of this share of the photo.
    pub(super) fn skin(&self, share: f64) -> ShownSkin {
        let all: Vec<&Spot> = self.spots.iter().collect();
        ShownSkin {
            lab: Lab::from_color(ordinary_mean(&all)),
            share,
            sd: sd(&self.spots, ordinary_mean),
        }
    }

    /// The mean light of the skin.
    pub(super) fn light(&self) -> LinearRgb {
        ordinary_mean(&self.spots.iter().collect::<Vec<_>>())
    }

    /// Luminance of skin in the light of the tile with this corner: of the skin around it.
    pub(super) fn near(&self, corner: (u32, u32)) -> f64 {
        let across = |spot: &Spot| {
            let (x, y) = (
                f64::from(spot.corner.0.abs_diff(corner.0)),
                f64::from(spot.corner.1.abs_diff(corner.1)),
            );
            x * x + y * y
        };
        let nearest = self.spots.iter().map(across).fold(f64::INFINITY, f64::min);
        let (sum, total) = self.spots.iter().fold((0.0, 0.0), |(sum, total), spot| {
            let weight = spot.count * ((nearest - across(spot)) / self.reach).exp();
            (sum + weight * luminance(spot.light), total + weight)
        });
        sum / total
    }

    /// Standard deviation by which pixels of skin that lie beside each other differ in luminance, as
    /// a share of it.
    pub(super) fn grain(&self) -> f64 {
        self.grain
    }

    /// Standard deviation of the pixels of skin in one light, as a share of their luminance: pores
    /// and noise.
    pub(super) fn noise(&self) -> f64 {
        (self.ends.1 - self.ends.0) / APART
    }

    /// Luminance of the skin of which a tile shows this dark and this light end.
    pub(super) fn behind(&self, (dark, light): (f64, f64)) -> (f64, f64) {
        (dark / self.ends.0, light / self.ends.1)
    }
}

/// The mean light of a tile's ordinary pixels, without shares of the darkest and of the lightest, and
/// the tile's ends.
fn spot(tile: &Tile, outliers: Outliers) -> (Spot, (f64, f64)) {
    let mut lights: Vec<(f64, LinearRgb)> = tile
        .pixels
        .iter()
        .map(|&(_, _, light)| (luminance(light), light))
        .collect();
    let level = |share: f64, lights: &mut [(f64, LinearRgb)]| {
        let at = floor(share * real(lights.len().saturating_sub(1)));
        lights
            .select_nth_unstable_by(at, |one, other| one.0.total_cmp(&other.0))
            .1
            .0
    };
    let ends = (level(END, &mut lights), level(1.0 - END, &mut lights));
    let ordinary = ordinary(&mut lights, outliers, |light| light.0);
    let light = mean_light(ordinary.iter().map(|light| light.1));
    let middle = luminance(light).max(1e-6);
    let spot = Spot {
        corner: tile.corner,
        light,
        count: real(ordinary.len()),
    };
    (spot, (ends.0 / middle, ends.1 / middle))
}

/// Standard deviation by which neighbors in a tile differ: that of a normal distribution that nine
/// tenths of the steps lie below, since a hair or an edge makes few and large ones.
fn grain(tile: &Tile, spot: &Spot) -> f64 {
    let plane = TilePlane::of(tile, luminance(spot.light).max(1e-6));
    let mut steps = plane.steps();
    quantile_of(&mut steps, 0.9) / NINETY_PERCENT
}

/// The noise of most of the tiles.
fn usual_grain(tiles: &[Tile], spots: &[Spot]) -> f64 {
    let grains = tiles
        .iter()
        .zip(spots)
        .map(|(tile, spot)| grain(tile, spot));
    median(grains.collect()).unwrap_or(0.0)
}

/// Twice the square of the distance within which light is the same.
fn reach(photo: &Photo) -> f64 {
    let longer = f64::from(photo.width().max(photo.height()));
    2.0 * (NEAR * longer).powi(2)
}

/// The mean light of the ordinary tiles.
fn ordinary_mean(spots: &[&Spot]) -> LinearRgb {
    let mut spots = spots.to_vec();
    let ordinary = ordinary(&mut spots, OUTLIERS, |spot| luminance(spot.light));
    let total: f64 = ordinary.iter().map(|spot| spot.count).sum();
    let zero = LinearRgb::new(0.0, 0.0, 0.0);
    ordinary
        .iter()
        .fold(zero, |sum, spot| sum + spot.light * (spot.count / total))
}

/// Those that are neither among the darkest nor among the lightest.
fn ordinary<T>(items: &mut [T], outliers: Outliers, brightness: impl Fn(&T) -> f64) -> &[T] {
    let share = |share: f64| floor(real(items.len()) * share);
    let (dark, light) = (share(outliers.darkest), share(outliers.lightest));
    let by = |one: &T, other: &T| brightness(one).total_cmp(&brightness(other));
    if dark.min(light) == 0 {
        return items;
    }
    items.select_nth_unstable_by(dark, by);
    let rest = &mut items[dark..];
    let kept = rest.len() - light;
    rest.select_nth_unstable_by(kept, by);
    &rest[..kept]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKIN: LinearRgb = LinearRgb::new(0.5, 0.32, 0.24);

    fn tile(light: impl Fn(u32, u32) -> LinearRgb) -> Tile {
        let places = (0..48).flat_map(|y| (0..48).map(move |x| (x, y)));
        Tile {
            corner: (0, 0),
            pixels: places.map(|(x, y)| (x, y, light(x, y))).collect(),
        }
    }

    fn spot_at(corner: (u32, u32), light: LinearRgb) -> Spot {
        Spot {
            corner,
            light,
            count: 100.0,
        }
    }

    fn bare(spots: Vec<Spot>) -> Bare {
        Bare {
            spots,
            ends: (0.9, 1.1),
            grain: 0.0,
            reach: 2.0 * 100.0_f64.powi(2),
        }
    }

    #[test]
    fn neither_hairs_nor_glints_move_the_light_of_skin() {
        let strewn = tile(|x, y| match (x + 7 * y) % 20 {
            0 => SKIN * 0.1,
            1 => SKIN * 3.0,
            _ => SKIN,
        });
        let (found, ends) = spot(&strewn, OUTLIERS);
        assert!((luminance(found.light) - luminance(SKIN)).abs() < 1e-12);
        assert!((ends.0 - 1.0).abs() < 1e-12 && (ends.1 - 1.0).abs() < 1e-12);
        let even = spot(&tile(|_, _| SKIN), OUTLIERS).0;
        assert!(grain(&strewn, &found) > grain(&tile(|_, _| SKIN), &even));
    }

    #[test]
    fn hair_is_held_against_the_skin_in_its_own_light() {
        let bare = bare(vec![spot_at((0, 0), SKIN), spot_at((2000, 0), SKIN * 0.5)]);
        let (lit, shaded) = (bare.near((10, 0)), bare.near((1990, 0)));
        assert!((lit / luminance(SKIN) - 1.0).abs() < 1e-6);
        assert!((shaded / luminance(SKIN) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_tile_in_shade_or_in_glare_does_not_move_the_skin() {
        let mut spots = vec![spot_at((0, 0), SKIN); 20];
        spots[3].light = SKIN * 0.2;
        spots[11].light = SKIN * 2.0;
        let found = bare(spots).light();
        assert!((luminance(found) / luminance(SKIN) - 1.0).abs() < 1e-12);
    }
}
