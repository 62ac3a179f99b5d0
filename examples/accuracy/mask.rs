//! A zone of a photo at the size that zones are compared at.

use image::{GrayImage, RgbImage, imageops};
use smpmatch::color::{Lab, Srgb8, lab_from_srgb8};

use crate::statistics::{median, real};

/// Longest side at which masks and colors are compared, in pixels.
const LONGEST: u32 = 384;
/// Rim left out when colors are compared, in pixels: hand-drawn edges are not exact.
const RIM: u32 = 3;

/// The pixels of a zone, at most 384 to a side.
#[derive(Clone, Debug)]
pub(crate) struct Mask {
    width: u32,
    height: u32,
    inside: Vec<bool>,
}

impl Mask {
    /// Shrinks a zone of a photo, which is given by what lies at each of the photo's pixels.
    pub(crate) fn new(photo: (u32, u32), is_inside: impl Fn(u32, u32) -> bool) -> Self {
        let (width, height) = shrunk_size(photo);
        let middle = |at: u32, side: u32, full: u32| (2 * at + 1) * full / (2 * side);
        let inside = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| is_inside(middle(x, width, photo.0), middle(y, height, photo.1)))
            .collect();
        Self {
            width,
            height,
            inside,
        }
    }

    /// The zone that a mask file marks with light gray or white.
    pub(crate) fn from_image(image: &GrayImage) -> Self {
        Self::new(image.dimensions(), |x, y| image.get_pixel(x, y).0[0] > 127)
    }

    /// Share of the photo, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        real(self.count()) / real(self.inside.len())
    }

    pub(crate) fn contains(&self, x: u32, y: u32) -> bool {
        self.inside[y as usize * self.width as usize + x as usize]
    }

    /// Intersection over union with a zone of the same photo, 0 to 1; 1 if both are empty.
    pub(crate) fn iou(&self, other: &Self) -> f64 {
        let pairs = || self.inside.iter().zip(&other.inside);
        let both = pairs().filter(|&(&one, &other)| one && other).count();
        let any = pairs().filter(|&(&one, &other)| one || other).count();
        if any == 0 {
            1.0
        } else {
            real(both) / real(any)
        }
    }

    /// The zone without its rim; the edge of the photo is no rim.
    pub(crate) fn eroded(&self) -> Self {
        let mut zone = self.clone();
        for _ in 0..RIM {
            zone.inside = zone.without_outermost();
        }
        zone
    }

    /// The median of each Lab channel over the zone in the shrunk photo; nothing if it is empty.
    pub(crate) fn median_color(&self, shrunk: &RgbImage) -> Option<Lab> {
        let colors: Vec<Lab> = shrunk
            .enumerate_pixels()
            .filter(|(x, y, _)| self.contains(*x, *y))
            .map(|(_, _, pixel)| lab_from_srgb8(Srgb8::from(pixel.0)))
            .collect();
        let channel = |of: fn(&Lab) -> f64| median(colors.iter().map(of).collect());
        Some(Lab::new(
            channel(|lab| lab.l)?,
            channel(|lab| lab.a)?,
            channel(|lab| lab.b)?,
        ))
    }

    fn count(&self) -> usize {
        self.inside.iter().filter(|&&inside| inside).count()
    }

    fn without_outermost(&self) -> Vec<bool> {
        let neighbors = |x: u32, y: u32| {
            let (right, below) = ((x + 1).min(self.width - 1), (y + 1).min(self.height - 1));
            [
                (x, y),
                (x.saturating_sub(1), y),
                (right, y),
                (x, y.saturating_sub(1)),
                (x, below),
            ]
        };
        (0..self.height)
            .flat_map(|y| (0..self.width).map(move |x| (x, y)))
            .map(|(x, y)| neighbors(x, y).iter().all(|&(x, y)| self.contains(x, y)))
            .collect()
    }
}

/// The photo at the size of its masks.
pub(crate) fn shrunk(photo: &RgbImage) -> RgbImage {
    let (width, height) = shrunk_size(photo.dimensions());
    imageops::resize(photo, width, height, imageops::FilterType::Triangle)
}

fn shrunk_size((width, height): (u32, u32)) -> (u32, u32) {
    let long = width.max(height);
    if long <= LONGEST {
        return (width, height);
    }
    let scaled = |side: u32| ((2 * side * LONGEST + long) / (2 * long)).max(1);
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A zone of the given columns in a photo of 100 x 100 pixels.
    fn columns(from: u32, to: u32) -> Mask {
        Mask::new((100, 100), |x, _| (from..to).contains(&x))
    }

    #[test]
    fn overlap_is_one_for_equal_zones_and_falls_with_a_shift() {
        assert!((columns(20, 60).iou(&columns(20, 60)) - 1.0).abs() < 1e-12);
        assert!((columns(20, 60).iou(&columns(40, 80)) - 20.0 / 60.0).abs() < 1e-12);
        assert!(columns(0, 40).iou(&columns(60, 100)) < 1e-12);
    }

    #[test]
    fn erosion_takes_three_pixels_off_every_inner_edge() {
        let eroded = columns(20, 60).eroded();
        assert!((eroded.share() - 0.34).abs() < 1e-12);
        let at_photo_edge = columns(0, 40).eroded();
        assert!((at_photo_edge.share() - 0.37).abs() < 1e-12);
    }

    #[test]
    fn large_photos_keep_their_shares() {
        let large = Mask::new((4000, 3000), |x, _| x < 1000);
        assert!((large.share() - 0.25).abs() < 0.01);
        assert_eq!((large.width, large.height), (384, 288));
    }

    #[test]
    fn median_color_is_that_of_the_zone() {
        let photo = RgbImage::from_fn(100, 100, |x, _| {
            image::Rgb(if x < 50 { [200, 0, 0] } else { [40, 40, 40] })
        });
        let seen = columns(60, 100).median_color(&photo).unwrap();
        assert!((seen.l - 16.2).abs() < 0.1 && seen.a.abs() < 0.1);
        assert!(columns(60, 60).median_color(&photo).is_none());
    }
}
