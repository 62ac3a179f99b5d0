//! The squares of a photo that a zone is measured on.

use crate::color::{LinearRgb, Srgb8, linear_from_srgb8};
use crate::photo::Photo;

/// Side of a tile in pixels: holds several hairs, and light hardly changes across it.
pub(super) const SIDE: u32 = 48;

/// Most tiles that are read, spread evenly over the zone: enough for a standard deviation of the
/// median far below one just noticeable difference.
const MOST: usize = 64;

/// Pixels between two probes that look for the zone.
const PROBE: u32 = 6;

/// The pixels of one tile that lie in the zone, and where.
#[derive(Debug)]
pub(super) struct Tile {
    /// Its left and top pixel on the photo.
    pub(super) corner: (u32, u32),
    /// Column, row and linear light; columns and rows are counted in the tile.
    pub(super) pixels: Vec<(u32, u32, LinearRgb)>,
}

/// Reads the tiles of a zone: all of them, or an even choice where there are many. Tiles of which
/// little lies in the zone are left out unless the zone has no others. A pixel of a tile is the mean
/// light of a square of the photo whose side has `scale` pixels.
pub(super) fn tiles(photo: &Photo, scale: u32, zone: impl Fn(u32, u32) -> bool) -> Vec<Tile> {
    let cut_up = Cut {
        side: SIDE,
        scale,
        most: MOST,
    };
    cut(photo, cut_up, zone)
}

/// How a photo is cut up into squares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Side of a square in its own pixels.
    pub(super) side: u32,
    /// Pixels of the photo along the side of one of these.
    pub(super) scale: u32,
    /// Most squares that are read.
    pub(super) most: usize,
}

/// The same of squares of any size.
pub(super) fn cut(photo: &Photo, cut: Cut, zone: impl Fn(u32, u32) -> bool) -> Vec<Tile> {
    let mut found = places(photo, cut, &zone, PROBE * cut.scale);
    if found.is_empty() {
        found = places(photo, cut, &zone, 1);
    }
    let most = found.iter().map(|&(_, hits)| hits).max().unwrap_or(0);
    let full: Vec<(u32, u32)> = found
        .into_iter()
        .filter(|&(_, hits)| 2 * hits >= most)
        .map(|(place, _)| place)
        .collect();
    let chosen = full.len().min(cut.most);
    (0..chosen)
        .map(|at| full[at * full.len() / chosen])
        .map(|place| read(photo, place, cut, &zone))
        .filter(|tile| !tile.pixels.is_empty())
        .collect()
}

/// The corners of the tiles that touch the zone, each with the number of probes inside.
fn places(
    photo: &Photo,
    cut: Cut,
    zone: impl Fn(u32, u32) -> bool,
    probe: u32,
) -> Vec<((u32, u32), usize)> {
    let side = cut.side * cut.scale;
    let steps = |length: u32, step: u32| (0..length).step_by(step as usize);
    let probes = |start: u32, length: u32| steps(length.min(start + side) - start, probe);
    let mut found = Vec::new();
    for top in steps(photo.height(), side) {
        for left in steps(photo.width(), side) {
            let hits = probes(top, photo.height())
                .flat_map(|y| probes(left, photo.width()).map(move |x| (left + x, top + y)))
                .filter(|&(x, y)| zone(x, y))
                .count();
            if hits > 0 {
                found.push(((left, top), hits));
            }
        }
    }
    found
}

fn read(
    photo: &Photo,
    (left, top): (u32, u32),
    Cut { side, scale, .. }: Cut,
    zone: impl Fn(u32, u32) -> bool,
) -> Tile {
    let light = |(x, y): (u32, u32)| {
        let is_there = x < photo.width() && y < photo.height();
        let counts = is_there && zone(x, y) && photo.is_visible(x, y);
        counts.then(|| linear_from_srgb8(Srgb8::from(photo.pixels().get_pixel(x, y).0)))
    };
    let square = |(column, row): (u32, u32)| {
        let (x, y) = (left + column * scale, top + row * scale);
        if scale == 1 {
            return Some((column, row, light((x, y))?));
        }
        let mut places = (y..y + scale).flat_map(|y| (x..x + scale).map(move |x| (x, y)));
        let sum = places.try_fold(LinearRgb::new(0.0, 0.0, 0.0), |sum, place| {
            Some(sum + light(place)?)
        });
        Some((column, row, sum? / f64::from(scale * scale)))
    };
    let mut pixels = Vec::with_capacity((side * side) as usize);
    for row in 0..side {
        pixels.extend((0..side).filter_map(|column| square((column, row))));
    }
    Tile {
        corner: (left, top),
        pixels,
    }
}
