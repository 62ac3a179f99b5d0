//! The squares of a photo that a zone is measured on.

use super::zones::Mask;
use crate::color::{LinearRgb, Srgb8, linear_from_srgb8};
use crate::numbers::floor;
use crate::photo::Photo;
use crate::region::PixelRect;

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

/// Reads the tiles of the pixels of a mask that count: all of them, or an even choice where there are many.
/// Tiles of which little counts are left out unless there are no others. A pixel of a tile is the mean
/// light of a square of the photo whose side has `scale` pixels.
///
/// The tiles divide what the mask spans, so they lie alike on a hair wherever in the photo it is.
pub(super) fn tiles(
    photo: &Photo,
    scale: u32,
    mask: &Mask,
    counts: impl Fn(u32, u32) -> bool,
) -> Vec<Tile> {
    let cut_up = Cut {
        side: SIDE,
        scale,
        most: MOST,
        tiling: Tiling::Covering,
    };
    cut(photo, cut_up, mask, counts)
}

/// How a photo is cut up into squares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Side of a square in its own pixels, at most.
    pub(super) side: u32,
    /// Pixels of the photo along the side of one of these.
    pub(super) scale: u32,
    /// Most squares that are read.
    pub(super) most: usize,
    /// How they lie in what a mask spans.
    pub(super) tiling: Tiling,
}

/// How squares lie in what a mask spans.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tiling {
    /// As few as cover all of it, smaller where it is no multiple of their side.
    Covering,
    /// As many as have room in it, evenly spread.
    Whole,
}

impl Tiling {
    /// The squares, of this side in pixels of the photo, of what is spanned, row by row.
    fn squares(self, span: PixelRect, side: u32) -> Vec<PixelRect> {
        let columns = self.along(span.x, span.width, side);
        let row = |(y, height): (u32, u32)| {
            let columns = columns.iter();
            columns.map(move |&(x, width)| PixelRect {
                x,
                y,
                width,
                height,
            })
        };
        let rows = self.along(span.y, span.height, side).into_iter();
        rows.flat_map(row).collect()
    }

    /// Start and length of the squares along a line that spans so much.
    fn along(self, start: u32, length: u32, side: u32) -> Vec<(u32, u32)> {
        let count = match self {
            Self::Covering => length.div_ceil(side),
            Self::Whole => (length / side).max(1),
        };
        let parts = (0..=count).map(|part| {
            let at = u64::from(part) * u64::from(length) / u64::from(count.max(1));
            start + u32::try_from(at).unwrap_or(length)
        });
        let ends: Vec<u32> = parts.collect();
        let middle = |ends: &[u32]| {
            let part = ends[1] - ends[0];
            let read = part.min(side);
            (ends[0] + (part - read) / 2, read)
        };
        ends.windows(2).map(middle).collect()
    }
}

/// The same of squares of any size.
pub(super) fn cut(
    photo: &Photo,
    cut: Cut,
    mask: &Mask,
    counts: impl Fn(u32, u32) -> bool,
) -> Vec<Tile> {
    let Some(span) = mask.span() else {
        return Vec::new();
    };
    let zone = |x, y| mask.contains(x, y) && counts(x, y);
    let squares = cut.tiling.squares(span, cut.side * cut.scale);
    let hits = |probe: u32| -> Vec<(PixelRect, usize)> {
        let hits = squares
            .iter()
            .map(|&square| (square, hits(square, probe, zone)));
        hits.filter(|&(_, hits)| hits > 0).collect()
    };
    let mut found = hits(PROBE * cut.scale);
    if found.is_empty() {
        found = hits(1);
    }
    let most = found.iter().map(|&(_, hits)| hits).max().unwrap_or(0);
    let full: Vec<PixelRect> = found
        .into_iter()
        .filter(|&(_, hits)| 2 * hits >= most)
        .map(|(square, _)| square)
        .collect();
    let chosen = full.len().min(cut.most);
    (0..chosen)
        .map(|at| full[at * full.len() / chosen])
        .map(|square| read(photo, square, cut.scale, zone))
        .filter(|tile| !tile.pixels.is_empty())
        .collect()
}

/// How many of the probes in a square, so many pixels apart, lie in the zone.
fn hits(square: PixelRect, probe: u32, zone: impl Fn(u32, u32) -> bool) -> usize {
    let steps = |start: u32, length: u32| (start..start + length).step_by(probe as usize);
    steps(square.y, square.height)
        .flat_map(|y| steps(square.x, square.width).map(move |x| (x, y)))
        .filter(|&(x, y)| zone(x, y))
        .count()
}

/// Light of part of a zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartLight {
    /// Left and top pixel of the square that it lies in.
    pub(super) corner: (u32, u32),
    /// Mean light.
    pub(super) mean: LinearRgb,
    /// How many pixels were read.
    pub(super) count: f64,
}

/// The light of all the pixels of a mask that count, square by square, each read at points of a lattice.
pub(super) fn lights(
    photo: &Photo,
    mask: &Mask,
    counts: impl Fn(u32, u32) -> bool,
) -> Vec<PartLight> {
    /// Points on all that the mask spans, about: dense enough that every hair of a photo of 12 megapixels
    /// has one.
    const POINTS: f64 = 200_000.0;
    let Some(span) = mask.span() else {
        return Vec::new();
    };
    let area = f64::from(span.width) * f64::from(span.height);
    let step = floor((area / POINTS).sqrt()).max(1);
    let zone = |x, y| mask.contains(x, y) && counts(x, y);
    let part = |square: PixelRect| {
        let along = |start: u32, length: u32| (start..start + length).step_by(step);
        let places = along(square.y, square.height)
            .flat_map(|y| along(square.x, square.width).map(move |x| (x, y)));
        let lights = places.filter_map(|place| light_at(photo, place, zone));
        let zero = LinearRgb::new(0.0, 0.0, 0.0);
        let (sum, count) = lights.fold((zero, 0.0), |(sum, count), light| {
            (sum + light, count + 1.0)
        });
        (count > 0.0).then(|| PartLight {
            corner: (square.x, square.y),
            mean: sum / count,
            count,
        })
    };
    let squares = Tiling::Covering.squares(span, SIDE);
    squares.into_iter().filter_map(part).collect()
}

/// The light of a pixel, if it lies in the zone and is visible.
fn light_at(
    photo: &Photo,
    (x, y): (u32, u32),
    zone: impl Fn(u32, u32) -> bool,
) -> Option<LinearRgb> {
    let is_there = x < photo.width() && y < photo.height();
    let counts = is_there && zone(x, y) && photo.is_visible(x, y);
    counts.then(|| linear_from_srgb8(Srgb8::from(photo.pixels().get_pixel(x, y).0)))
}

fn read(photo: &Photo, part: PixelRect, scale: u32, zone: impl Fn(u32, u32) -> bool) -> Tile {
    let (left, top) = (part.x, part.y);
    let light = |place: (u32, u32)| light_at(photo, place, &zone);
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
    let (columns, rows) = (part.width / scale, part.height / scale);
    let mut pixels = Vec::with_capacity((columns * rows) as usize);
    for row in 0..rows {
        pixels.extend((0..columns).filter_map(|column| square((column, row))));
    }
    Tile {
        corner: (left, top),
        pixels,
    }
}
