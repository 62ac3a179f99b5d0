//! Regions of one color, which is what cards and the patches of a chart are.

use image::imageops;

use crate::photo::Photo;

/// Half a side of the window whose colors are compared, in pixels of the small picture.
const REACH: usize = 2;
/// Half a side of the mean that is taken against noise.
const SMOOTHING: usize = 1;

/// How far a region of flat windows ends short of the edge of what is flat, in pixels of the small
/// picture.
#[expect(clippy::cast_precision_loss, reason = "a few pixels")]
pub(in crate::light) const EROSION: f64 = (REACH + SMOOTHING) as f64;

/// A photo made small and smooth, to look for things in.
#[derive(Debug)]
pub(in crate::light) struct Small {
    pub(in crate::light) width: usize,
    pub(in crate::light) height: usize,
    /// Photo pixels for one pixel here, 1 and up.
    pub(in crate::light) scale: f64,
    /// Smoothed sRGB, 0 to 255.
    levels: Vec<[f32; 3]>,
    /// Largest difference within the window around each pixel, over the channels.
    ranges: Vec<f32>,
}

/// A connected region of flat windows.
#[derive(Debug)]
pub(in crate::light) struct FlatRegion {
    /// Pixels of it.
    pub(in crate::light) count: usize,
    /// Its left- and rightmost pixels of each row.
    pub(in crate::light) outline: Vec<[f64; 2]>,
    /// Whether it reaches the edge of the photo.
    pub(in crate::light) is_cut: bool,
}

impl Small {
    /// The photo with at most `long_side` pixels on its longer side.
    pub(in crate::light) fn of(photo: &Photo, long_side: u32) -> Self {
        let (wide, high) = (photo.width(), photo.height());
        let scale = (f64::from(wide.max(high)) / f64::from(long_side)).max(1.0);
        let side = |side: u32| whole((f64::from(side) / scale).round()).max(1);
        let picture = imageops::thumbnail(photo.pixels(), side(wide), side(high));
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let levels: Vec<[f32; 3]> = picture
            .pixels()
            .map(|pixel| pixel.0.map(f32::from))
            .collect();
        let plane = Size { width, height };
        let sum = |one: [f32; 3], other: [f32; 3]| [0, 1, 2].map(|c| one[c] + other[c]);
        let side = 2 * SMOOTHING + 1;
        #[expect(clippy::cast_precision_loss, reason = "a window of a few pixels")]
        let area = (side * side) as f32;
        let levels: Vec<[f32; 3]> = plane
            .over_windows(&levels, SMOOTHING, sum)
            .into_iter()
            .map(|levels| levels.map(|level| level / area))
            .collect();
        let most = plane.over_windows(&levels, REACH, |one, other| {
            [0, 1, 2].map(|c| one[c].max(other[c]))
        });
        let least = plane.over_windows(&levels, REACH, |one, other| {
            [0, 1, 2].map(|c| one[c].min(other[c]))
        });
        let ranges = most
            .iter()
            .zip(&least)
            .map(|(most, least)| (0..3).map(|c| most[c] - least[c]).fold(0.0, f32::max))
            .collect();
        Self {
            width,
            height,
            scale,
            levels,
            ranges,
        }
    }

    /// The smoothed colors of all points.
    pub(in crate::light) fn levels(&self) -> impl Iterator<Item = [f32; 3]> {
        self.levels.iter().copied()
    }

    /// The smoothed color at a point; none outside.
    pub(in crate::light) fn at(&self, [x, y]: [f64; 2]) -> Option<[f32; 3]> {
        let (column, row) = (x.round(), y.round());
        if column < 0.0 || row < 0.0 {
            return None;
        }
        let (column, row) = (whole(column) as usize, whole(row) as usize);
        (column < self.width && row < self.height).then(|| self.levels[row * self.width + column])
    }

    /// The connected regions in which no window spans more than `range` levels.
    pub(in crate::light) fn flat_regions(&self, range: f32) -> Vec<FlatRegion> {
        let mut is_open: Vec<bool> = self.ranges.iter().map(|&span| span <= range).collect();
        let mut regions = Vec::new();
        for start in 0..is_open.len() {
            if is_open[start] {
                regions.push(self.grow(start, &mut is_open));
            }
        }
        regions
    }

    /// Takes the region around a pixel out of the open ones.
    fn grow(&self, start: usize, is_open: &mut [bool]) -> FlatRegion {
        let mut rows = vec![(usize::MAX, 0); self.height];
        let mut count = 0;
        let mut is_cut = false;
        let mut front = vec![start];
        is_open[start] = false;
        while let Some(index) = front.pop() {
            let (x, y) = (index % self.width, index / self.width);
            count += 1;
            rows[y] = (rows[y].0.min(x), rows[y].1.max(x));
            is_cut |= x == 0 || y == 0 || x + 1 == self.width || y + 1 == self.height;
            let neighbors = [
                (x > 0).then(|| index - 1),
                (x + 1 < self.width).then_some(index + 1),
                (y > 0).then(|| index - self.width),
                (y + 1 < self.height).then_some(index + self.width),
            ];
            for neighbor in neighbors.into_iter().flatten() {
                if is_open[neighbor] {
                    is_open[neighbor] = false;
                    front.push(neighbor);
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "pixels of a small picture")]
        let point = |x: usize, y: usize| [x as f64, y as f64];
        let outline = (0..self.height)
            .filter(|&y| rows[y].0 <= rows[y].1)
            .flat_map(|y| [point(rows[y].0, y), point(rows[y].1, y)])
            .collect();
        FlatRegion {
            count,
            outline,
            is_cut,
        }
    }
}

/// A whole number that is not negative and far below 2^32.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and callers pass pixels of a photo"
)]
pub(in crate::light) fn whole(value: f64) -> u32 {
    value as u32
}

struct Size {
    width: usize,
    height: usize,
}

impl Size {
    /// Combines the colors of the square window around each pixel, along the rows and then along
    /// the columns; at the edges the last pixel repeats.
    fn over_windows(
        &self,
        cells: &[[f32; 3]],
        reach: usize,
        combine: impl Fn([f32; 3], [f32; 3]) -> [f32; 3],
    ) -> Vec<[f32; 3]> {
        let fold = |line: &dyn Fn(usize) -> [f32; 3], at: usize, length: usize| {
            let first = line(at.saturating_sub(reach));
            (1..=2 * reach).fold(first, |sum, step| {
                let place = (at + step).saturating_sub(reach).min(length - 1);
                combine(sum, line(place))
            })
        };
        let mut across = Vec::with_capacity(cells.len());
        for y in 0..self.height {
            let row = &cells[y * self.width..(y + 1) * self.width];
            across.extend((0..self.width).map(|x| fold(&|x| row[x], x, self.width)));
        }
        let mut down = Vec::with_capacity(cells.len());
        for y in 0..self.height {
            for x in 0..self.width {
                down.push(fold(&|y| across[y * self.width + x], y, self.height));
            }
        }
        down
    }
}
