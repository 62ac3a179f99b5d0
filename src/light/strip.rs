//! The artist's own strip of dilutions in the photo.

use super::correction::lab;
use super::patch::Patch;
use crate::color::Lab;
use crate::error::Error;
use crate::photo::Photo;
use crate::region::{PixelRect, Region, SMALLEST_SIDE};

/// Share of each cell's sides that is read, around its middle.
const MIDDLE: f64 = 0.6;
/// Share of clipped pixels from which a cell is refused.
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
    /// [`Error::LightReference`] if the cells are too small, one is clipped, or two have one shade.
    pub fn read(photo: &Photo, area: PixelRect, shades: &[f64]) -> Result<Self, Error> {
        if let Some(twice) = named_twice(shades) {
            let found = format!("shade {twice} is named for two cells");
            return Err(refused(found, "name each cell's own shade"));
        }
        let cells = cell_areas(area, shades.len())?;
        let cells = cells
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
        Ok(Self { area, cells })
    }
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
}
