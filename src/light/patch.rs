//! The color of a patch that should be of one color all over.

use crate::color::{CLIPPED, LinearRgb, Srgb8, linear_from_srgb8, luminance};
use crate::photo::Photo;
use crate::region::PixelRect;

/// A channel below this level, of 255, has drowned in the camera's black: its steps are a third of it.
const DROWNED: u8 = 3;
/// Share of the darkest and of the lightest pixels that are left out: dust, glare, edges; by judgment, the usual
/// trimmed mean.
const TRIMMED: f64 = 0.2;
/// Most pixels that are read of a patch: more would not sharpen its mean.
const PIXELS: u32 = 40_000;
/// Parts along each side by which evenness is judged: a finger or a shadow at one edge fills a row of them.
const PARTS: u32 = 4;

/// What the pixels of a patch say.
#[derive(Clone, Debug)]
pub(super) struct Patch {
    /// Mean of linear light without the darkest and lightest pixels.
    pub(super) light: LinearRgb,
    /// Share of the pixels with a clipped channel, 0 to 1.
    pub(super) clipped: f64,
    /// Share of the pixels with a drowned channel, 0 to 1.
    pub(super) drowned: f64,
    /// Difference between the lightest and the darkest part of the patch, over its mean.
    pub(super) unevenness: f64,
}

impl Patch {
    /// Reads the pixels inside the rectangle.
    pub(super) fn read(photo: &Photo, area: PixelRect) -> Self {
        let mut pixels = Vec::new();
        let mut parts = [(0.0, 0_u32); (PARTS * PARTS) as usize];
        let stride = (area.width.saturating_mul(area.height) / PIXELS).isqrt() + 1;
        for y in (0..area.height).step_by(stride as usize) {
            for x in (0..area.width).step_by(stride as usize) {
                let pixel = photo.pixels().get_pixel(area.x + x, area.y + y).0;
                let part = (y * PARTS / area.height) * PARTS + x * PARTS / area.width;
                let sum = &mut parts[part as usize];
                sum.0 += luminance(light_of(pixel));
                sum.1 += 1;
                pixels.push(pixel);
            }
        }
        let means = parts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(sum, count)| sum / f64::from(*count));
        let (low, high) = means.fold((f64::MAX, 0.0_f64), |(low, high), mean| {
            (low.min(mean), high.max(mean))
        });
        let light = trimmed_mean(&pixels);
        Self {
            light,
            clipped: share(&pixels, |pixel| pixel.iter().any(|&level| level > CLIPPED)),
            drowned: share(&pixels, |pixel| pixel.iter().any(|&level| level < DROWNED)),
            unevenness: (high - low) / luminance(light).max(f64::MIN_POSITIVE),
        }
    }

    /// Whether a channel can no longer be trusted.
    pub(super) fn is_out_of_range(&self) -> bool {
        self.clipped > 0.5 || self.drowned > 0.5
    }
}

fn light_of(pixel: [u8; 3]) -> LinearRgb {
    linear_from_srgb8(Srgb8::from(pixel))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a patch has far fewer than 2^52 pixels"
)]
fn share(pixels: &[[u8; 3]], is: impl Fn(&[u8; 3]) -> bool) -> f64 {
    pixels.iter().filter(|pixel| is(pixel)).count() as f64 / pixels.len() as f64
}

/// Mean of the pixels between the trimmed ends of luminance.
fn trimmed_mean(pixels: &[[u8; 3]]) -> LinearRgb {
    let mut lights: Vec<LinearRgb> = pixels.iter().copied().map(light_of).collect();
    lights.sort_by(|one, other| luminance(*one).total_cmp(&luminance(*other)));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a fifth of a count"
    )]
    let cut = (lights.len() as f64 * TRIMMED) as usize;
    let kept = &lights[cut..lights.len() - cut];
    let sum = kept
        .iter()
        .fold(LinearRgb::new(0.0, 0.0, 0.0), |sum, light| sum + *light);
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 pixels")]
    let count = kept.len() as f64;
    sum / count
}
