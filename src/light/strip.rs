//! The artist's own strip of dilutions in the photo.

use super::correction::lab;
use super::patch::Patch;
use crate::color::Lab;
use crate::error::Error;
use crate::numbers::median;
use crate::photo::Photo;
use crate::region::{PixelRect, SMALLEST_SIDE};

/// Share of each cell's sides that is read, around its middle; by judgment: paint is uneven at the edge of a cell,
/// and boxes are drawn by hand.
const MIDDLE: f64 = 0.6;
/// Share of clipped pixels from which a cell is refused; by judgment: paper shines through in specks.
const MOST_CLIPPED: f64 = 0.1;

/// A strip of dilutions.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// All cells together.
    pub area: PixelRect,
    /// From left to right or from top to bottom.
    pub cells: Vec<Cell>,
}

/// One dilution on the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Parts of water to one part of pigment.
    pub water_parts: f64,
    /// Its color in the photo.
    pub lab: Lab,
}

impl Strip {
    /// Reads a strip of equal cells, one for each shade in parts of water, along the longer side of
    /// the rectangle. Of each cell the middle counts, without its lightest and darkest pixels.
    ///
    /// ```
    /// use smpmatch::region::PixelRect;
    /// use smpmatch::light::Strip;
    /// use smpmatch::photo::Photo;
    ///
    /// let cells = image::RgbImage::from_fn(60, 20, |x, _| image::Rgb([x as u8 / 30 * 60 + 50; 3]));
    /// let photo = Photo::from_srgb(cells)?;
    /// let strip = Strip::read(&photo, PixelRect::whole(60, 20), &[6.0, 20.0])?;
    /// assert!(strip.cells[0].lab.l < strip.cells[1].lab.l);
    /// # Ok::<(), smpmatch::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::LightReference`] if the cells are too small, one is clipped, two have one shade, or the
    /// strip has more or fewer cells than shades.
    pub fn read(photo: &Photo, area: PixelRect, shades: &[f64]) -> Result<Self, Error> {
        if let Some(twice) = named_twice(shades) {
            let found = format!("shade {twice} is named for two cells");
            return Err(refused(found, "name each cell's own shade"));
        }
        let areas = cell_areas(area, shades.len())?;
        let cells = areas
            .iter()
            .zip(shades)
            .map(|(&cell, &water_parts)| {
                let patch = Patch::read(photo, cell);
                if patch.clipped > MOST_CLIPPED {
                    let found = format!("the cell of shade {water_parts} is clipped");
                    return Err(refused(
                        found,
                        "take a darker photo, without shine on the strip",
                    ));
                }
                Ok(Cell {
                    water_parts,
                    lab: lab(patch.light),
                })
            })
            .collect::<Result<_, _>>()?;
        let strip = Self { area, cells };
        if strip.has_an_edge_inside(photo, &areas) || strip.is_doubled() {
            let found = format!(
                "it does not show as many cells of one size as shades are named ({})",
                shades.len()
            );
            return Err(refused(
                found,
                "name the shade of every cell, and draw the box along the outer cells",
            ));
        }
        Ok(strip)
    }

    /// Whether a cell begins in another color than it ends in.
    fn has_an_edge_inside(&self, photo: &Photo, areas: &[PixelRect]) -> bool {
        let most = self.largest_step_inside();
        let l = |area| lab(Patch::read(photo, area).light).l;
        let is_across = self.area.width >= self.area.height;
        areas.iter().any(|cell| {
            let [begin, end] = ends(*cell, is_across).map(l);
            (begin - end).abs() > most
        })
    }

    /// Whether most cells are like the one before, as where each is named twice.
    fn is_doubled(&self) -> bool {
        /// L* below which two cells are alike, and the least between two that are not; by judgment.
        const ALIKE: f64 = 0.3;
        const STEP: f64 = 2.0;
        let steps = self.steps();
        let alike = steps.iter().filter(|step| **step < ALIKE).count();
        2 * alike >= steps.len() && steps.iter().any(|step| *step > STEP)
    }

    /// By how much the L* of each cell differs from that of the one before.
    fn steps(&self) -> Vec<f64> {
        let pairs = self.cells.windows(2);
        pairs
            .map(|pair| (pair[0].lab.l - pair[1].lab.l).abs())
            .collect()
    }

    /// Most by which the L* of a cell may differ from its begin to its end.
    fn largest_step_inside(&self) -> f64 {
        /// L* that light falling off makes of a cell that is even, and share of what cells differ by; by judgment.
        const EVEN: f64 = 2.0;
        const SHARE: f64 = 0.25;
        median(self.steps()).map_or(EVEN, |step| EVEN.max(SHARE * step))
    }
}

/// The parts of a cell at its begin and its end along the strip.
fn ends(cell: PixelRect, is_across: bool) -> [PixelRect; 2] {
    /// An end is this part of the cell.
    const PARTS: u32 = 3;
    let (mut begin, mut end) = (cell, cell);
    if is_across {
        begin.width = (cell.width / PARTS).max(1);
        end.width = begin.width;
        end.x += cell.width - end.width;
    } else {
        begin.height = (cell.height / PARTS).max(1);
        end.height = begin.height;
        end.y += cell.height - end.height;
    }
    [begin, end]
}

fn named_twice(shades: &[f64]) -> Option<f64> {
    let is_repeated = |(index, shade): &(usize, &f64)| shades[..*index].contains(shade);
    let repeated = shades.iter().enumerate().find(is_repeated);
    repeated.map(|(_, &shade)| shade)
}

/// The middles of equal cells along the longer side.
fn cell_areas(area: PixelRect, count: usize) -> Result<Vec<PixelRect>, Error> {
    let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
    let is_across = area.width >= area.height;
    let (long, short) = if is_across {
        (area.width, area.height)
    } else {
        (area.height, area.width)
    };
    if (long / count).min(short) < SMALLEST_SIDE {
        let found = format!("its {count} cells are smaller than {SMALLEST_SIDE} pixels");
        return Err(refused(
            found,
            "take a closer photo of it, or check its box and shades",
        ));
    }
    let length = f64::from(long) / f64::from(count);
    let cells = (0..count).map(|index| {
        let (from, size) = middle(f64::from(index) * length, length);
        let (beside, breadth) = middle(0.0, f64::from(short));
        let (x, y, width, height) = if is_across {
            (from, beside, size, breadth)
        } else {
            (beside, from, breadth, size)
        };
        PixelRect {
            x: area.x + x,
            y: area.y + y,
            width,
            height,
        }
    });
    Ok(cells.collect())
}

/// Start and length of the middle part of a stretch.
fn middle(from: f64, length: f64) -> (u32, u32) {
    let start = (from + length * (1.0 - MIDDLE) / 2.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within a photo's sides"
    )]
    let whole = |value: f64| value as u32;
    (whole(start), whole((length * MIDDLE).floor()).max(1))
}

fn refused(found: String, fix: &'static str) -> Error {
    Error::LightReference {
        reference: "strip",
        found,
        fix,
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;
    use crate::color::{Srgb8, delta_e, lab_from_srgb8};

    #[test]
    fn each_cell_gives_its_color_in_spite_of_glare() -> Result<(), Error> {
        let shades = [6.0, 10.0, 20.0, 30.0];
        let level = |y: u32| 40 + 30 * u8::try_from(y / 25).unwrap_or(0);
        let upright = RgbImage::from_fn(24, 100, |x, y| {
            let glares = x % 8 == 4 && y % 25 < 14;
            Rgb(if glares { [255; 3] } else { [level(y); 3] })
        });
        let photo = Photo::from_srgb(upright)?;
        let strip = Strip::read(&photo, PixelRect::whole(24, 100), &shades)?;
        for (cell, y) in strip.cells.iter().zip([0, 25, 50, 75]) {
            let expected = lab_from_srgb8(Srgb8::new(level(y), level(y), level(y)));
            assert!(delta_e(cell.lab, expected) < 0.5, "{cell:?}");
        }
        assert_eq!(strip.cells.len(), shades.len());
        Ok(())
    }

    #[test]
    fn more_or_fewer_shades_than_cells_are_refused() -> Result<(), Error> {
        let shades = [4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0];
        for cells in 2..=7_usize {
            let level = |x: u32| 60 + 12 * u8::try_from(x / 40).unwrap_or(0);
            let width = 40 * u32::try_from(cells).unwrap_or(0);
            let strip = RgbImage::from_fn(width, 30, |x, _| Rgb([level(x); 3]));
            let photo = Photo::from_srgb(strip)?;
            for named in 2..=8 {
                let read = Strip::read(&photo, PixelRect::whole(width, 30), &shades[..named]);
                assert_eq!(read.is_ok(), named == cells, "{named} on {cells}");
            }
        }
        Ok(())
    }
}
