//! A rectangle of values, one per pixel.

use std::ops::{Add, Mul};

/// One value per pixel, row by row from the top left.
#[derive(Clone, Debug)]
pub(crate) struct Plane<T> {
    width: u32,
    height: u32,
    cells: Vec<T>,
}

impl<T: Copy> Plane<T> {
    pub(crate) fn from_fn(width: u32, height: u32, mut cell: impl FnMut(u32, u32) -> T) -> Self {
        let cells = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| cell(x, y))
            .collect();
        Self {
            width,
            height,
            cells,
        }
    }

    pub(crate) fn width(&self) -> u32 {
        self.width
    }

    pub(crate) fn height(&self) -> u32 {
        self.height
    }

    pub(crate) fn at(&self, x: u32, y: u32) -> T {
        self.cells[self.index(x, y)]
    }

    pub(crate) fn at_mut(&mut self, x: u32, y: u32) -> &mut T {
        let index = self.index(x, y);
        &mut self.cells[index]
    }

    pub(crate) fn cells(&self) -> &[T] {
        &self.cells
    }

    pub(crate) fn map<U: Copy>(&self, change: impl FnMut(T) -> U) -> Plane<U> {
        Plane {
            width: self.width,
            height: self.height,
            cells: self.cells.iter().copied().map(change).collect(),
        }
    }

    fn index(&self, x: u32, y: u32) -> usize {
        y as usize * self.width as usize + x as usize
    }
}

impl<T> Plane<T>
where
    T: Copy + Add<Output = T> + Mul<f64, Output = T>,
{
    /// A Gaussian blur; beyond the edges the outermost pixels go on.
    pub(crate) fn blurred(&self, sigma_px: f64) -> Self {
        let kernel = half_gaussian(sigma_px);
        let across = Self::from_fn(self.width, self.height, |x, y| {
            weighted(&kernel, x, self.width, |x| self.at(x, y))
        });
        Self::from_fn(self.width, self.height, |x, y| {
            weighted(&kernel, y, self.height, |y| across.at(x, y))
        })
    }
}

/// The pixel that a coordinate falls in, held inside a side of `length` pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and the side's last pixel"
)]
pub(crate) fn pixel(coordinate: f64, length: u32) -> u32 {
    coordinate.clamp(0.0, f64::from(length.saturating_sub(1))) as u32
}

/// The center weight and those to one side of it; both sides and the center sum to 1.
fn half_gaussian(sigma_px: f64) -> Vec<f64> {
    let weights: Vec<f64> = (0..pixel(sigma_px * 3.0, 1000) + 2)
        .map(|step| (-0.5 * (f64::from(step) / sigma_px).powi(2)).exp())
        .collect();
    let sum = 2.0 * weights.iter().sum::<f64>() - 1.0;
    weights.iter().map(|weight| weight / sum).collect()
}

fn weighted<T>(kernel: &[f64], center: u32, length: u32, at: impl Fn(u32) -> T) -> T
where
    T: Copy + Add<Output = T> + Mul<f64, Output = T>,
{
    let mut sum = at(center) * kernel[0];
    for (&weight, step) in kernel[1..].iter().zip(1..) {
        let before = at(center.saturating_sub(step));
        let after = at((center + step).min(length - 1));
        sum = sum + (before + after) * weight;
    }
    sum
}
