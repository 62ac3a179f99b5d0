//! Where hair and skin are measured.

use crate::numbers::real;
use crate::region::PixelRect;

/// A part of a photo: cells laid over it, or boxes drawn by the artist.
///
/// ```
/// use smpmatch::region::PixelRect;
/// use smpmatch::measure::Mask;
///
/// let left_half = Mask::from_cells((400, 200), (2, 1), vec![true, false]);
/// assert!(left_half.contains(199, 0) && !left_half.contains(200, 0));
///
/// let area = PixelRect { x: 10, y: 10, width: 40, height: 20 };
/// let boxed = Mask::from_boxes((400, 200), vec![area, area]);
/// assert!((boxed.share() - 0.01).abs() < 1e-12);
/// ```
#[derive(Clone, Debug)]
pub struct Mask {
    photo: (u32, u32),
    area: Area,
    has_rim: bool,
}

#[derive(Clone, Debug)]
enum Area {
    Cells(Cells),
    Boxes(Vec<PixelRect>),
}

#[derive(Clone, Debug)]
struct Cells {
    width: usize,
    height: usize,
    inside: Vec<bool>,
    /// The cell that each column and each row of the photo lies in.
    columns: Vec<usize>,
    rows: Vec<usize>,
}

impl Cells {
    fn contains(&self, x: u32, y: u32) -> bool {
        let place = self.columns.get(x as usize).zip(self.rows.get(y as usize));
        let cell = place.and_then(|(column, row)| self.inside.get(row * self.width + column));
        cell.copied().unwrap_or(false)
    }

    /// Without a rim of this share of their longer side, or of a part of it that leaves a quarter of them.
    fn sure(&self, rim: f64) -> Self {
        let total = count(&self.inside);
        let mut depth = whole(rim * real(self.width.max(self.height)));
        loop {
            let inside = eroded(&self.inside, (self.width, self.height), depth);
            if depth == 0 || count(&inside) * 4 >= total {
                return Self {
                    inside,
                    columns: self.columns.clone(),
                    rows: self.rows.clone(),
                    ..*self
                };
            }
            depth /= 2;
        }
    }

    /// The columns and the rows of the photo, each from and up to, that its cells inside reach.
    fn reach(&self) -> Option<[(u32, u32); 2]> {
        let ends = |(row, cells): (usize, &[bool])| {
            // Whether there are any is told faster than where they are.
            if !cells.iter().fold(false, |any, inside| any | inside) {
                return None;
            }
            let is_inside = |&inside: &bool| inside;
            let first = cells.iter().position(is_inside)?;
            Some((row, first, cells.iter().rposition(is_inside)?))
        };
        let rows = self.inside.chunks(self.width.max(1)).enumerate();
        let held: Vec<(usize, usize, usize)> = rows.filter_map(ends).collect();
        let columns = reach(held.iter().map(|&(_, first, last)| (first, last)))?;
        let rows = reach(held.iter().map(|&(row, ..)| (row, row)))?;
        Some([pixels(&self.columns, columns), pixels(&self.rows, rows)])
    }
}

/// Where hair and skin are measured. A pixel in both counts as skin if the artist drew the skin, as
/// within a box of hair, and as hair if it was found.
#[derive(Clone, Debug)]
pub struct Zones {
    /// Hair, the skin between stubble included.
    pub hair: Mask,
    /// Bare skin.
    pub skin: Mask,
}

impl Zones {
    /// Whether hair is measured at the pixel.
    pub(super) fn is_hair(&self, x: u32, y: u32) -> bool {
        self.hair.contains(x, y) && !(self.skin.is_drawn() && self.skin.contains(x, y))
    }

    /// Whether skin is measured at the pixel.
    pub(super) fn is_skin(&self, x: u32, y: u32) -> bool {
        self.skin.contains(x, y) && (self.skin.is_drawn() || !self.hair.contains(x, y))
    }
}

impl Mask {
    /// A mask of cells, row by row, that together cover a photo of the given width and height.
    /// Cells that are missing lie outside the mask.
    #[must_use]
    pub fn from_cells(photo: (u32, u32), size: (u32, u32), inside: Vec<bool>) -> Self {
        let (width, height) = size;
        let area = Area::Cells(Cells {
            width: width as usize,
            height: height as usize,
            inside,
            columns: cells_along(photo.0, width),
            rows: cells_along(photo.1, height),
        });
        Self {
            photo,
            area,
            has_rim: true,
        }
    }

    /// The same, if its rim, whose pixels may belong to what lies beside it, was left out already.
    #[must_use]
    pub fn without_rim(self) -> Self {
        Self {
            has_rim: false,
            ..self
        }
    }

    /// A mask of boxes in a photo of the given width and height; they may overlap.
    #[must_use]
    pub fn from_boxes(photo: (u32, u32), boxes: Vec<PixelRect>) -> Self {
        Self {
            photo,
            area: Area::Boxes(boxes),
            has_rim: false,
        }
    }

    /// Whether the pixel lies inside.
    #[must_use]
    pub fn contains(&self, x: u32, y: u32) -> bool {
        match &self.area {
            Area::Boxes(boxes) => boxes.iter().any(|area| area.contains(x, y)),
            Area::Cells(cells) => cells.contains(x, y),
        }
    }

    /// Whether it consists of boxes.
    fn is_drawn(&self) -> bool {
        matches!(self.area, Area::Boxes(_))
    }

    /// Whether no pixel lies inside.
    pub(super) fn is_empty(&self) -> bool {
        match &self.area {
            Area::Boxes(boxes) => boxes.is_empty(),
            Area::Cells(cells) => !cells.inside.contains(&true),
        }
    }

    /// The part of the photo that it spans; `None` if no pixel lies inside.
    pub(super) fn span(&self) -> Option<PixelRect> {
        let [across, down] = match &self.area {
            Area::Boxes(boxes) => [
                reach(boxes.iter().map(|own| (own.x, own.x + own.width)))?,
                reach(boxes.iter().map(|own| (own.y, own.y + own.height)))?,
            ],
            Area::Cells(cells) => cells.reach()?,
        };
        let span = PixelRect {
            x: across.0,
            y: down.0,
            width: across.1 - across.0,
            height: down.1 - down.0,
        };
        (span.width > 0 && span.height > 0).then_some(span)
    }

    /// Share of the photo's pixels that lie inside, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        match &self.area {
            Area::Boxes(boxes) => {
                let pixels = f64::from(self.photo.0) * f64::from(self.photo.1);
                let covered: usize = (0..self.photo.1).map(|row| covered(boxes, row)).sum();
                real(covered) / pixels.max(1.0)
            }
            Area::Cells(Cells { inside, .. }) => real(count(inside)) / real(inside.len().max(1)),
        }
    }

    /// The mask without its rim. A box has none: the artist drew it inside. Never empty unless the
    /// mask is.
    pub(super) fn sure(&self, rim: f64) -> Self {
        match &self.area {
            Area::Cells(cells) if self.has_rim => Self {
                area: Area::Cells(cells.sure(rim)),
                ..*self
            },
            _ => self.clone(),
        }
    }
}

fn count(inside: &[bool]) -> usize {
    inside.iter().filter(|&&inside| inside).count()
}

/// Pixels of a row that lie in any of the boxes.
fn covered(boxes: &[PixelRect], row: u32) -> usize {
    let mut spans: Vec<(u32, u32)> = boxes
        .iter()
        .filter(|area| (area.y..area.y + area.height).contains(&row))
        .map(|area| (area.x, area.x + area.width))
        .collect();
    spans.sort_unstable();
    let mut reached = 0;
    let mut pixels = 0;
    for (start, end) in spans {
        pixels += (end.max(reached) - start.max(reached).min(end.max(reached))) as usize;
        reached = reached.max(end);
    }
    pixels
}

/// The least start and the greatest end; `None` of nothing.
fn reach<T: Ord + Copy>(ends: impl Iterator<Item = (T, T)>) -> Option<(T, T)> {
    ends.reduce(|all, own| (all.0.min(own.0), all.1.max(own.1)))
}

/// The pixels, from and up to, of a line that lie in its cells from the first to the last.
fn pixels(line: &[usize], (first, last): (usize, usize)) -> (u32, u32) {
    let upto = |is_before: &dyn Fn(usize) -> bool| {
        let at = line.partition_point(|&cell| is_before(cell));
        u32::try_from(at).unwrap_or(u32::MAX)
    };
    (upto(&|cell| cell < first), upto(&|cell| cell <= last))
}

/// The cells that the middles of a line of pixels lie in.
fn cells_along(photo: u32, cells: u32) -> Vec<usize> {
    let (photo, cells) = (photo as usize, cells as usize);
    let cell = |at: usize| ((2 * at + 1) * cells / (2 * photo)).min(cells.saturating_sub(1));
    (0..photo).map(cell).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a photo's side is not negative and small"
)]
fn whole(length: f64) -> usize {
    length.round() as usize
}

/// Cells whose whole square of `depth` cells to each side lies inside. Beyond the picture counts
/// as inside: a zone goes on where the photo ends. Passes grow with the depth, which is a hundredth of the
/// longer side at most.
fn eroded(inside: &[bool], (width, height): (usize, usize), depth: usize) -> Vec<bool> {
    if inside.len() != width * height {
        return inside.to_vec();
    }
    let mut rows = inside.to_vec();
    let mut padded = vec![true; width + 2 * depth];
    for row in rows.chunks_mut(width.max(1)) {
        padded[depth..depth + width].copy_from_slice(row);
        for shift in 0..=2 * depth {
            both(row, &padded[shift..]);
        }
    }
    let mut cells = rows.clone();
    for (y, row) in cells.chunks_mut(width.max(1)).enumerate() {
        let near = y.saturating_sub(depth)..height.min(y + depth + 1);
        for other in near {
            both(row, &rows[other * width..]);
        }
    }
    cells
}

/// Leaves inside what is inside of the others too.
fn both(cells: &mut [bool], others: &[bool]) {
    for (cell, other) in cells.iter_mut().zip(others) {
        *cell &= other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rim_is_taken_off_but_not_at_the_photo_s_edge() {
        let inside: Vec<bool> = (0..100).map(|at| at % 10 < 6).collect();
        let sure = Mask::from_cells((100, 100), (10, 10), inside).sure(0.2);
        assert!(sure.contains(0, 0) && sure.contains(39, 99));
        assert!(!sure.contains(41, 50));
    }

    #[test]
    fn a_thin_zone_keeps_some_of_itself() {
        let inside: Vec<bool> = (0..400).map(|at| at % 20 == 7).collect();
        let sure = Mask::from_cells((20, 20), (20, 20), inside).sure(0.2);
        assert!(sure.contains(7, 10));
    }

    #[test]
    fn boxes_that_overlap_count_once() {
        let area = |x| PixelRect {
            x,
            y: 0,
            width: 10,
            height: 10,
        };
        let mask = Mask::from_boxes((20, 20), vec![area(5), area(0), area(2)]);
        assert!((mask.share() - 150.0 / 400.0).abs() < 1e-12);
    }

    #[test]
    fn a_mask_spans_its_pixels() {
        let place = |mask: &Mask| mask.span().map(|own| (own.x, own.y, own.width, own.height));
        let inside: Vec<bool> = (0..100).map(|at| matches!(at, 23 | 47)).collect();
        let cells = Mask::from_cells((50, 200), (10, 10), inside);
        assert_eq!(place(&cells), Some((15, 40, 25, 60)));
        let area = |x, y| PixelRect {
            x,
            y,
            width: 4,
            height: 6,
        };
        let boxed = Mask::from_boxes((50, 200), vec![area(9, 3), area(2, 30)]);
        assert_eq!(place(&boxed), Some((2, 3, 11, 33)));
        let empty = Mask::from_cells((50, 200), (10, 10), vec![false; 100]);
        assert_eq!(place(&empty), None);
    }
}
