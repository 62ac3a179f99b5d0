//! How clearly a photo shows the hair: what a bad photo lacks beside good ones of the same head.

use image::{GenericImageView, ImageBuffer, Luma, imageops};

use super::{Numbers, Taken};
use crate::color::{self, Srgb8};
use crate::measure::Mask;
use crate::numbers::{floor, quantile_of, real, single};

/// Longest side in pixels of the copy that is looked at: photos of any size are then alike, and the
/// noise of small pixels is gone.
const SIDE: u32 = 240;
/// Widths in pixels of the copy between which detail is looked for: 1 in 340 and in 170 of the photo.
const SIGMAS: [f32; 2] = [0.7, 1.4];
/// Least contrast of detail in L*, as of an even area.
const EVEN: f64 = 0.05;
/// Share of the hair that is its darkest part: single pixels say nothing.
const DARKEST: f64 = 0.05;

/// How clearly a photo shows the hair. One photo alone does not tell whether little is the hair's own;
/// beside others of the same head it does.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Clarity {
    /// Natural logarithm of the contrast of the hair's detail as wide as 1 in 340 to 1 in 170 of the photo's
    /// longest side: the root of the mean square in L*. What is out of focus or shaken has little.
    pub ln_detail: f64,
    /// L* below which a twentieth of the hair lies, in the photo's own light. Haze on the lens lifts it.
    pub darkest_l: f64,
}

impl Clarity {
    /// What a photo shows of the hair; none of none.
    pub(crate) fn of(taken: &Taken<'_>, hair: &Mask) -> Option<Self> {
        let lightness = lightness(taken);
        let (across, down) = (
            f64::from(taken.width()) / f64::from(lightness.width()),
            f64::from(taken.height()) / f64::from(lightness.height()),
        );
        let is_hair = |x: u32, y: u32| {
            let at = |place: u32, scale: f64| floor((f64::from(place) + 0.5) * scale);
            let place = u32::try_from(at(x, across))
                .ok()
                .zip(u32::try_from(at(y, down)).ok());
            place.is_some_and(|(x, y)| hair.contains(x, y))
        };
        let [fine, coarse] = SIGMAS.map(|sigma| imageops::blur(&lightness, sigma));
        let (mut squares, mut own) = (0.0, Vec::new());
        for (x, y, pixel) in lightness
            .enumerate_pixels()
            .filter(|(x, y, _)| is_hair(*x, *y))
        {
            let detail = fine.get_pixel(x, y).0[0] - coarse.get_pixel(x, y).0[0];
            squares += f64::from(detail).powi(2);
            own.push(f64::from(pixel.0[0]));
        }
        let contrast = (squares / real(own.len())).sqrt();
        (!own.is_empty()).then(|| Self {
            ln_detail: contrast.max(EVEN).ln(),
            darkest_l: quantile_of(&mut own, DARKEST),
        })
    }
}

/// L* of a small copy.
fn lightness(taken: &Taken<'_>) -> Numbers {
    let longest = taken.width().max(taken.height());
    let side = |own: u32| (own * SIDE.min(longest) / longest).max(1);
    let small = imageops::thumbnail(&**taken, side(taken.width()), side(taken.height()));
    ImageBuffer::from_fn(small.width(), small.height(), |x, y| {
        let lab = color::lab_from_srgb8(Srgb8::from(small.get_pixel(x, y).0));
        Luma([single(lab.l)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::PixelRect;
    use image::{Rgb, RgbImage, imageops::FilterType};

    /// Stripes of dark hair on skin, two pixels wide where the photo is so large.
    fn stripes() -> RgbImage {
        RgbImage::from_fn(240, 180, |x, y| {
            let is_hair = (x + y / 5) % 4 < 2;
            Rgb(if is_hair {
                [40, 30, 25]
            } else {
                [190, 150, 130]
            })
        })
    }

    fn clarity(pixels: &RgbImage) -> Clarity {
        let size = pixels.dimensions();
        let whole = Mask::from_boxes(size, vec![PixelRect::whole(size.0, size.1)]);
        Clarity::of(&pixels.view(0, 0, size.0, size.1), &whole).unwrap()
    }

    #[test]
    fn blur_takes_detail_and_haze_lifts_the_dark() {
        let sharp = clarity(&stripes());
        let blurred = clarity(&imageops::blur(&stripes(), 3.0));
        assert!(blurred.ln_detail < sharp.ln_detail - 1.5, "{blurred:?}");
        let mut hazy = stripes();
        for pixel in hazy.pixels_mut() {
            pixel.0 = pixel.0.map(|level| 80 + level / 2);
        }
        assert!(clarity(&hazy).darkest_l > sharp.darkest_l + 15.0);
    }

    #[test]
    fn photos_of_any_size_are_alike() {
        let small = clarity(&stripes());
        let large = clarity(&imageops::resize(&stripes(), 960, 720, FilterType::Nearest));
        assert!((small.ln_detail - large.ln_detail).abs() < 0.1, "{large:?}");
        assert!((small.darkest_l - large.darkest_l).abs() < 1.0, "{large:?}");
    }

    #[test]
    fn without_hair_there_is_nothing_to_see() {
        let nowhere = Mask::from_boxes((240, 180), Vec::new());
        assert_eq!(Clarity::of(&stripes().view(0, 0, 240, 180), &nowhere), None);
    }
}
