//! A ColorChecker of 24 patches in the photo.

#[cfg(test)]
mod drawing;
mod find;
mod fit;
mod layout;
mod reference;
mod snap;

pub use find::find_chart;
pub use layout::Corners;
pub use reference::Edition;

use self::fit::{Fit, SeenPatch};
use self::layout::{map, middles};
use self::reference::{COLUMNS, PATCHES, ROWS};
use crate::error::Error;
use crate::light::correction::Correction;
use crate::light::patch::Patch;
use crate::light::plane::flat::whole;
use crate::numbers::real;
use crate::photo::Photo;
use crate::region::PixelRect;

/// Share of a patch's sides that is read, around its middle.
const MIDDLE: f64 = 0.5;
/// Fewest pixels along the part of a patch that is read.
const SMALLEST_SIDE: u32 = 3;
/// How far a clipped or drowned patch can be trusted. Left out, strong colors would be guessed,
/// and differ between lights by 3 instead of 2 ΔE00 in a simulation of two cameras under four
/// lights; trusted fully, skin and hair would pay for it.
const OUT_OF_RANGE_TRUST: f64 = 0.3;
/// Fewest patches that are neither clipped nor drowned.
const FEWEST_PATCHES: usize = 14;
/// Mean residual in ΔE00 from which the chart is refused.
const LARGEST_RESIDUAL: f64 = 6.0;

/// A chart as it was found and what it says of the light.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The corners.
    pub corners: Corners,
    /// Whose reference values were used: those that fit better.
    pub edition: Edition,
    /// Mean ΔE00 of the corrected patches to their reference, each as it would be in the light of
    /// the chart's middle.
    pub mean_residual: f64,
    /// Largest ΔE00 of them.
    pub largest_residual: f64,
    /// Light on the patch that has most of it over light on the one that has least, less 1.
    pub unevenness: f64,
    correction: Correction,
}

impl Chart {
    /// Measures the chart between the four corners.
    ///
    /// # Errors
    ///
    /// [`Error::LightReference`] if the corners are out of order or outside the photo, if too many
    /// patches are clipped, or if the patches do not fit a chart.
    pub fn measure(photo: &Photo, corners: Corners) -> Result<Self, Error> {
        if area(&corners) < 0.0 {
            return Err(refused(
                "its corners run the wrong way round, as in a mirrored photo".into(),
                "give the corners dark skin first, then along the row, or turn mirroring off",
            ));
        }
        let chart = Self::fitted(photo, corners)?;
        if !chart.is_plausible() {
            let found = format!(
                "its patches are still {:.1} ΔE00 off after the correction",
                chart.mean_residual
            );
            return Err(refused(
                found,
                "check the corners, and light the chart evenly",
            ));
        }
        Ok(chart)
    }

    /// The better of the editions' fits, however well it fits.
    pub(super) fn fitted(photo: &Photo, corners: Corners) -> Result<Self, Error> {
        let patches = read(photo, &corners)?;
        Edition::ALL
            .into_iter()
            .filter_map(|edition| Self::fit(&patches, corners, edition))
            .min_by(|one, other| one.mean_residual.total_cmp(&other.mean_residual))
            .ok_or_else(|| {
                refused(
                    "too many of its patches are clipped, or its grays do not fall from white to \
                     black"
                        .into(),
                    "check the corners, or take a darker photo without glare on the chart",
                )
            })
    }

    pub(super) fn is_plausible(&self) -> bool {
        self.mean_residual <= LARGEST_RESIDUAL
    }

    /// What makes things in the light of the chart's middle what they are. It knows of no slope of
    /// the light: how the light goes on beyond the chart cannot be told.
    #[must_use]
    pub fn correction(&self) -> &Correction {
        &self.correction
    }

    /// The upright box around the corners.
    #[must_use]
    pub fn area(&self) -> PixelRect {
        let span = |axis: usize| {
            let ends = self.corners.map(|corner| corner[axis]);
            let low = ends.into_iter().fold(f64::MAX, f64::min).max(0.0);
            let high = ends.into_iter().fold(low + 1.0, f64::max);
            (whole(low), whole(high - low))
        };
        let ((x, width), (y, height)) = (span(0), span(1));
        PixelRect {
            x,
            y,
            width,
            height,
        }
    }

    fn fit(patches: &[Patch], corners: Corners, edition: Edition) -> Option<Self> {
        let good = patches.iter().filter(|patch| !patch.is_out_of_range());
        if good.count() < FEWEST_PATCHES {
            return None;
        }
        let seen = seen(patches, edition);
        let fit = Fit::to(&seen)?;
        let residuals: Vec<f64> = seen.iter().map(|patch| fit.residual(patch)).collect();
        let [along, down] = fit.slope.map(f64::abs);
        Some(Self {
            corners,
            edition,
            mean_residual: residuals.iter().sum::<f64>() / real(residuals.len()),
            largest_residual: residuals.into_iter().fold(0.0, f64::max),
            unevenness: (along + down).exp_m1(),
            correction: fit.correction,
        })
    }
}

/// The patches beside what an edition says of them.
fn seen(patches: &[Patch], edition: Edition) -> Vec<SeenPatch> {
    let along = |place: usize, count: usize| real(place) / real(count - 1) - 0.5;
    let paired = patches.iter().zip(edition.patches()).enumerate();
    paired
        .map(|(index, (patch, wanted))| SeenPatch {
            light: patch.light,
            wanted,
            place: [
                along(index % COLUMNS, COLUMNS),
                along(index / COLUMNS, ROWS),
            ],
            trust: if patch.is_out_of_range() {
                OUT_OF_RANGE_TRUST
            } else {
                1.0
            },
        })
        .collect()
}

/// The patches in reading order.
fn read(photo: &Photo, corners: &Corners) -> Result<Vec<Patch>, Error> {
    let outside = || {
        refused(
            "it reaches beyond the photo, or is too small to read".into(),
            "take the whole chart into the photo, closer, and check its corners",
        )
    };
    let (centers, half) = patch_centers(corners).ok_or_else(outside)?;
    let side = whole(2.0 * half * MIDDLE);
    if side < SMALLEST_SIDE {
        return Err(outside());
    }
    centers
        .iter()
        .map(|[x, y]| {
            let start = |at: f64| (at - f64::from(side) / 2.0).round();
            let (left, top) = (start(*x), start(*y));
            let fits = left >= 0.0
                && top >= 0.0
                && left + f64::from(side) <= f64::from(photo.width())
                && top + f64::from(side) <= f64::from(photo.height());
            let area = PixelRect {
                x: whole(left),
                y: whole(top),
                width: side,
                height: side,
            };
            fits.then(|| Patch::read(photo, area)).ok_or_else(outside)
        })
        .collect()
}

/// The middles of the patches in reading order, and half the side of the largest upright square
/// inside the smallest of them.
fn patch_centers(corners: &Corners) -> Option<(Vec<[f64; 2]>, f64)> {
    let map = map(corners)?;
    let mut half = f64::MAX;
    let mut centers = Vec::with_capacity(PATCHES);
    for middle in middles() {
        let center = map.at(middle);
        let reach = |dx: f64, dy: f64| {
            let [x, y] = map.at([middle[0] + dx, middle[1] + dy]);
            [x - center[0], y - center[1]]
        };
        let (along, down) = (reach(0.5, 0.0), reach(0.0, 0.5));
        // A square of half side s fits a tilted one of half side h if s (cos + sin) <= h.
        for [x, y] in [along, down] {
            let length = x.hypot(y);
            half = half.min(length * length / (x.abs() + y.abs()));
        }
        centers.push(center);
    }
    half.is_finite().then_some((centers, half))
}

/// Twice the signed area: positive if the corners run clockwise in the photo.
fn area(corners: &Corners) -> f64 {
    let next = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(next)
        .map(|(one, other)| one[0] * other[1] - other[0] * one[1])
        .sum()
}

fn refused(found: String, fix: &'static str) -> Error {
    Error::LightReference {
        reference: "color chart",
        found,
        fix,
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};
    use palette::{FromColor, Srgb};

    use super::*;
    use crate::color::{LinearRgb, Srgb8, delta_e, lab_from_srgb8};
    use crate::light::correction::lab;

    /// Pixels from one patch to the next.
    const PITCH: u32 = 30;

    /// A chart without gaps, each pixel as `camera` makes it of the patch's light and its place,
    /// from -0.5 to 0.5 between the middles of the outer patches.
    fn picture(camera: impl Fn(LinearRgb, [f64; 2]) -> LinearRgb) -> RgbImage {
        let patches = Edition::Since2014.patches();
        let (width, height) = (6 * PITCH, 4 * PITCH);
        let place = |at: u32, length: u32| {
            (f64::from(at) + 0.5 - f64::from(length) / 2.0) / f64::from(length - PITCH)
        };
        RgbImage::from_fn(width, height, |x, y| {
            let patch = (y / PITCH) * 6 + x / PITCH;
            let light = LinearRgb::from_color(patches[patch as usize]);
            let light = camera(light, [place(x, width), place(y, height)]);
            let clipped: Srgb<u8> = Srgb::<f64>::from_linear(light).into_format();
            Rgb(clipped.into())
        })
    }

    fn corners() -> Corners {
        let (right, bottom) = (f64::from(6 * PITCH), f64::from(4 * PITCH));
        [[0.0, 0.0], [right, 0.0], [right, bottom], [0.0, bottom]]
    }

    #[test]
    fn a_cast_and_a_tone_curve_are_undone() -> Result<(), Error> {
        let tone = |light: f64| 0.9 * light.powf(1.25) + 0.05 * light;
        let photo = Photo::from_srgb(picture(|light, _| {
            let [red, green, blue] = [light.red * 0.95, light.green * 0.8, light.blue * 0.6];
            LinearRgb::new(tone(red), tone(green), tone(blue))
        }))?;
        let chart = Chart::measure(&photo, corners())?;
        assert!(chart.mean_residual < 2.5, "{}", chart.mean_residual);
        assert_eq!(chart.edition, Edition::Since2014);
        Ok(())
    }

    #[test]
    fn a_chart_in_neutral_light_stays_as_it_is() -> Result<(), Error> {
        let photo = Photo::from_srgb(picture(|light, _| light))?;
        let chart = Chart::measure(&photo, corners())?;
        for [red, green, blue] in [[226, 190, 172], [193, 154, 131], [96, 66, 52], [42, 34, 31]] {
            let color = lab_from_srgb8(Srgb8::new(red, green, blue));
            let corrected = lab(chart.correction().of(LinearRgb::from_color(color)));
            assert!(delta_e(color, corrected) < 0.5, "{color:?}: {corrected:?}");
        }
        Ok(())
    }

    #[test]
    fn light_that_slopes_is_told_from_the_colors_of_the_patches() -> Result<(), Error> {
        let cast = LinearRgb::new(0.8, 0.7, 0.6);
        let skins = [[226, 190, 172], [193, 154, 131], [96, 66, 52], [42, 34, 31]]
            .map(|[red, green, blue]| lab_from_srgb8(Srgb8::new(red, green, blue)));
        for [along, down] in [[0.4, 0.1], [-0.2, 0.3], [0.0, -0.4]] {
            let photo = Photo::from_srgb(picture(|light, [x, y]| {
                light * cast * f64::exp(along * x + down * y)
            }))?;
            let chart = Chart::measure(&photo, corners())?;
            assert!(chart.mean_residual < 0.5, "{}", chart.mean_residual);
            let steepness = f64::exp(along.abs() + down.abs()) - 1.0;
            assert!((chart.unevenness - steepness).abs() < 0.05, "{chart:?}");
            for skin in skins {
                let corrected = lab(chart.correction().of(LinearRgb::from_color(skin) * cast));
                assert!(delta_e(skin, corrected) < 0.7, "{skin:?}: {corrected:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn a_mirrored_or_a_wrong_chart_is_refused() -> Result<(), Error> {
        let photo = Photo::from_srgb(picture(|light, _| light))?;
        let [one, two, three, four] = corners();
        for wrong in [[two, one, four, three], [three, four, one, two]] {
            let refused = Chart::measure(&photo, wrong);
            assert!(
                matches!(refused, Err(Error::LightReference { .. })),
                "{refused:?}"
            );
        }
        Ok(())
    }
}
