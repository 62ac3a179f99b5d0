//! Sharp close-ups of hair on skin, shown as a camera sees them from farther and farther away.

use std::fs;
use std::path::Path;

use anyhow::Context;
use image::{Rgb, RgbImage};
use palette::Srgb;
use serde::Deserialize;
use smpmatch::answer::{AnswerOptions, answer};
use smpmatch::color::{Lab, LinearRgb, delta_e};
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::region::Region;

/// Widths of a hair in pixels that each close-up is shown at, if it is sharp enough.
pub(crate) const WIDTHS: [f64; 8] = [16.0, 8.0, 6.0, 4.0, 3.0, 2.0, 1.5, 1.0];

/// Columns and rows of the field of hair, and columns of the skin beside it.
const FIELD: (u32, u32) = (576, 480);
const SKIN: u32 = 192;

/// `truth.json` of a folder of close-ups.
#[derive(Debug, Deserialize)]
pub(crate) struct Closeups {
    pub(crate) items: Vec<Closeup>,
}

/// One close-up, and what its sharp pixels say. Boxes are left, top, width and height.
#[derive(Debug, Deserialize)]
pub(crate) struct Closeup {
    file: String,
    /// Width of a hair in pixels.
    hair_width_px: f64,
    hair_boxes: Vec<[u32; 4]>,
    skin_boxes: Vec<[u32; 4]>,
    /// Factors on linear light that give the skin an ordinary hue, and the hair's core after them.
    wb_gain: [f64; 3],
    hair_lab_wb: [f64; 3],
    /// Share of the box that hair covers.
    cover: f64,
}

/// What the program says of a close-up at one width.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) width_px: f64,
    /// None where no hair is read.
    pub(crate) off: Option<Off>,
}

/// A reading less the truth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Off {
    pub(crate) delta_e: f64,
    pub(crate) delta_l: f64,
    /// Stated standard deviation of L*.
    pub(crate) sd: f64,
    /// Cover as a share of the true one.
    pub(crate) cover: f64,
}

/// The close-ups of a folder, if its truth is about such.
pub(crate) fn open(folder: &Path) -> Option<Closeups> {
    let json = fs::read(folder.join("truth.json")).ok()?;
    serde_json::from_slice(&json).ok()
}

/// Asks the program about a close-up at every width.
pub(crate) fn read(folder: &Path, closeup: &Closeup) -> anyhow::Result<Vec<Reading>> {
    let path = folder.join(&closeup.file);
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let photo = Photo::from_bytes(&bytes, &Limits::default())?;
    let light = Light::of(photo.pixels(), closeup.wb_gain);
    let widths = WIDTHS
        .iter()
        .filter(|width| **width <= closeup.hair_width_px);
    widths
        .map(|&width_px| {
            let view = light.view(closeup, closeup.hair_width_px / width_px)?;
            let off = ask(view, closeup)?;
            Ok(Reading { width_px, off })
        })
        .collect()
}

fn ask(view: RgbImage, closeup: &Closeup) -> anyhow::Result<Option<Off>> {
    let region = |left: u32, width: u32| -> Result<Region, smpmatch::Error> {
        format!("{left},0,{width},{}", FIELD.1).parse()
    };
    let mut options = AnswerOptions::default();
    options.analyze.hair = vec![region(0, FIELD.0)?];
    options.analyze.skin = vec![region(FIELD.0, SKIN)?];
    let said = answer(&Photo::from_srgb(view)?, &Palette::generic(), &options)?;
    let [l, a, b] = closeup.hair_lab_wb;
    let truth = Lab::new(l, a, b);
    Ok(said.analysis.hair.map(|hair| Off {
        delta_e: delta_e(hair.lab, truth),
        delta_l: hair.lab.l - truth.l,
        sd: hair.sd.l,
        cover: hair.cover / closeup.cover,
    }))
}

/// Linear light, summed up from the top left so that the mean of any box is known at once.
struct Light {
    columns: usize,
    sums: Vec<LinearRgb>,
}

impl Light {
    fn of(pixels: &RgbImage, gain: [f64; 3]) -> Self {
        let (width, height) = pixels.dimensions();
        let columns = width as usize + 1;
        let mut sums = vec![LinearRgb::new(0.0, 0.0, 0.0); columns * (height as usize + 1)];
        for (x, y, pixel) in pixels.enumerate_pixels() {
            let srgb = Srgb::from(pixel.0).into_format::<f64>();
            let light = srgb.into_linear() * LinearRgb::from(gain);
            let at = (y as usize + 1) * columns + x as usize + 1;
            sums[at] = light + sums[at - 1] + sums[at - columns] - sums[at - columns - 1];
        }
        Self { columns, sums }
    }

    /// The sum left of and above a point, which may lie within a pixel.
    fn sum(&self, x: f64, y: f64) -> LinearRgb {
        let at = |x: f64, y: f64| self.sums[index(y) * self.columns + index(x)];
        let row = |y: f64| at(x.floor(), y) + (at(x.ceil(), y) - at(x.floor(), y)) * x.fract();
        row(y.floor()) + (row(y.ceil()) - row(y.floor())) * y.fract()
    }

    /// A field of hair beside skin, of which one pixel is the mean of `size` by `size` of the close-up.
    /// Boxes that are too small are mirrored on.
    fn view(&self, closeup: &Closeup, size: f64) -> anyhow::Result<RgbImage> {
        let hair = *closeup
            .hair_boxes
            .first()
            .context("a close-up without hair")?;
        let largest = closeup
            .skin_boxes
            .iter()
            .max_by_key(|area| area[2] * area[3]);
        let skin = *largest.context("a close-up without skin")?;
        Ok(RgbImage::from_fn(FIELD.0 + SKIN, FIELD.1, |x, y| {
            let light = if x < FIELD.0 {
                self.mirrored(hair, size, (x, y))
            } else {
                self.mirrored(skin, size, (x - FIELD.0, y))
            };
            let srgb: Srgb<f64> = Srgb::from_linear(light);
            Rgb(<[u8; 3]>::from(srgb.into_format::<u8>()))
        }))
    }

    fn mirrored(
        &self,
        [left, top, width, height]: [u32; 4],
        size: f64,
        at: (u32, u32),
    ) -> LinearRgb {
        let start = |at: u32, side: u32, from: u32| {
            let whole = (f64::from(side) / size).floor().max(1.0);
            let along = f64::from(at) % (2.0 * whole);
            let place = if along < whole {
                along
            } else {
                2.0 * whole - 1.0 - along
            };
            let step = size.min(f64::from(side));
            (f64::from(from) + place * step, step)
        };
        let ((x, across), (y, down)) = (start(at.0, width, left), start(at.1, height, top));
        let inside = self.sum(x + across, y + down) + self.sum(x, y)
            - self.sum(x + across, y)
            - self.sum(x, y + down);
        inside / (across * down)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a picture"
)]
fn index(at: f64) -> usize {
    at as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_shows_the_mean_light_of_squares() {
        let stripes = RgbImage::from_fn(12, 12, |x, _| Rgb([if x % 4 < 2 { 255 } else { 0 }; 3]));
        let light = Light::of(&stripes, [1.0; 3]);
        let area = [0, 0, 12, 12];
        for (size, place, mean) in [(4.0, (7, 2), 0.5), (2.0, (1, 0), 0.0), (1.5, (0, 5), 1.0)] {
            let found = light.mirrored(area, size, place);
            assert!((found.green - mean).abs() < 1e-9, "{size}: {found:?}");
        }
    }
}
