//! Photos of a chart seen from the side, for tests.

use image::{Rgb, RgbImage};
use palette::{FromColor, Srgb};

use super::layout::{self, Corners, middles};
use super::reference::{COLUMNS, Edition, ROWS};
use crate::color::LinearRgb;
use crate::error::Error;
use crate::light::plane::flat::whole;
use crate::light::plane::perspective::Perspective;
use crate::numbers::real;
use crate::photo::Photo;

/// Width and height of the photo.
const SIDES: [u32; 2] = [560, 480];
/// Levels of the frame, a little darker than the black patch, and of what lies behind it.
const FRAME: f64 = 0.02;
const BEHIND: f64 = 0.15;
/// Width of the frame, and of the white marks on it, in patches.
const FRAME_WIDTH: f64 = 0.8;
const MARK: f64 = 0.06;
/// Samples of a pixel along each side.
const SAMPLES: u32 = 3;

/// A chart in a dark frame with white marks at the corners of the block of patches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing {
    /// Where the corners of the block of patches lie.
    pub(super) corners: Corners,
    /// Gap between patches, in patches.
    pub(super) gap: f64,
}

impl Drawing {
    /// The photo.
    pub(super) fn photo(self) -> Result<Photo, Error> {
        let to_chart = self.to_chart();
        let patches = Edition::Since2014.patches().map(LinearRgb::from_color);
        let [width, height] = SIDES;
        Photo::from_srgb(RgbImage::from_fn(width, height, |x, y| {
            let mut sum = LinearRgb::new(0.0, 0.0, 0.0);
            for part in 0..SAMPLES * SAMPLES {
                let at = |pixel: u32, part: u32| {
                    f64::from(pixel) + (f64::from(part) + 0.5) / f64::from(SAMPLES)
                };
                let point = to_chart.at([at(x, part % SAMPLES), at(y, part / SAMPLES)]);
                sum += self.light(point, &patches);
            }
            let mean = sum / f64::from(SAMPLES * SAMPLES);
            let clipped: Srgb<u8> = Srgb::<f64>::from_linear(mean).into_format();
            Rgb(clipped.into())
        }))
    }

    /// By how much the worst middle of a patch is off between some corners, in patches.
    pub(super) fn stray(self, corners: &Corners) -> f64 {
        let Some(found) = layout::map(corners) else {
            return f64::INFINITY;
        };
        let to_chart = self.to_chart();
        let strays = middles().zip(self.middles()).map(|(middle, [x, y])| {
            let [found_x, found_y] = to_chart.at(found.at(middle));
            (found_x - x).hypot(found_y - y)
        });
        strays.fold(0.0, f64::max)
    }

    fn sides(self) -> [f64; 2] {
        [COLUMNS, ROWS].map(|count| real(count) + real(count - 1) * self.gap)
    }

    fn to_chart(self) -> Perspective {
        let [across, down] = self.sides();
        let ends = [[0.0, 0.0], [across, 0.0], [across, down], [0.0, down]];
        let pairs: Vec<_> = self.corners.into_iter().zip(ends).collect();
        Perspective::between(&pairs).expect("corners of a square")
    }

    fn middles(self) -> impl Iterator<Item = [f64; 2]> {
        let pitch = 1.0 + self.gap;
        (0..COLUMNS * ROWS).map(move |patch| {
            [patch % COLUMNS, patch / COLUMNS].map(|step| 0.5 + real(step) * pitch)
        })
    }

    /// The light at a point of the chart, given in patches.
    fn light(self, [x, y]: [f64; 2], patches: &[LinearRgb]) -> LinearRgb {
        let gray = |level: f64| LinearRgb::new(level, level, level);
        let [across, down] = self.sides();
        let outside = (-x).max(x - across).max(-y).max(y - down);
        if outside > FRAME_WIDTH {
            return gray(BEHIND);
        }
        let beside = |at: f64, end: f64| (at + 0.15).abs().min((at - end - 0.15).abs());
        if outside > 0.0 {
            let is_mark = beside(x, across) < MARK && beside(y, down) < 0.5
                || beside(y, down) < MARK && beside(x, across) < 0.5;
            return gray(if is_mark { 0.8 } else { FRAME });
        }
        let pitch = 1.0 + self.gap;
        if x % pitch > 1.0 || y % pitch > 1.0 {
            return gray(FRAME);
        }
        let [column, row] = [x, y].map(|at| whole(at / pitch) as usize);
        patches[row.min(ROWS - 1) * COLUMNS + column.min(COLUMNS - 1)]
    }
}
