//! A neutral gray card in the photo.

mod find;

pub use find::{FoundCard, find_card};

use crate::color::{Lab, LinearRgb, luminance};
use crate::error::Error;
use crate::light::correction::{Correction, lab};
use crate::light::patch::Patch;
use crate::photo::Photo;
use crate::region::{PixelRect, SMALLEST_SIDE};

/// Share of clipped pixels from which a card is refused: they pull the mean toward white; by judgment, as it is a
/// tenth of what is trimmed at that end.
const MOST_CLIPPED: f64 = 0.02;
/// Luminance below which a card is refused: a level of 8 bits is then 5 % of the light.
const DARKEST: f64 = 0.01;
/// Difference over the mean between parts of a card from which it is refused. Light that falls
/// off across a card differs by a few percent; an edge, a shadow or a finger by much more. By judgment: who draws a
/// box means a card, so it is looser than of a card that is found.
const MOST_UNEVEN: f64 = 0.35;

/// A gray card as it was found and what it says of the light.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Card {
    /// Where its color was taken.
    pub area: PixelRect,
    /// Its color in the photo.
    pub before: Lab,
    /// Its color after the correction.
    pub after: Lab,
    /// What each channel of linear light is multiplied by.
    pub gains: LinearRgb,
    /// Its longer and its shorter side in pixels, edge to edge; none where its box was given, or the
    /// frame cuts it off.
    pub sides: Option<[f64; 2]>,
}

impl Card {
    /// Measures a card of luminance `reflectance` (0 to 1; a photographer's card has 0.18) inside
    /// the rectangle, which should keep clear of the card's edges.
    ///
    /// ```
    /// use smpmatch::region::PixelRect;
    /// use smpmatch::light::Card;
    /// use smpmatch::photo::Photo;
    ///
    /// let warm_gray = image::RgbImage::from_pixel(20, 20, image::Rgb([140, 118, 95]));
    /// let photo = Photo::from_srgb(warm_gray)?;
    /// let card = Card::measure(&photo, PixelRect::whole(20, 20), 0.18)?;
    /// let gray = card.correction().apply(photo);
    /// assert_eq!(gray.pixels().get_pixel(5, 5).0, [118; 3]);
    /// # Ok::<(), smpmatch::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::SmallBox`] if the rectangle is too small, [`Error::LightReference`] if the card is
    /// clipped, too dark or not of one color.
    pub fn measure(photo: &Photo, area: PixelRect, reflectance: f64) -> Result<Self, Error> {
        let patch = Patch::read(photo, area.at_least(SMALLEST_SIDE)?);
        check(&patch)?;
        let gains = LinearRgb::new(reflectance, reflectance, reflectance) / patch.light;
        Ok(Self {
            area,
            before: lab(patch.light),
            after: lab(patch.light * gains),
            gains,
            sides: None,
        })
    }

    /// What makes the card neutral and of its luminance.
    #[must_use]
    pub fn correction(&self) -> Correction {
        Correction::gains(self.gains)
    }
}

fn check(patch: &Patch) -> Result<(), Error> {
    let refused = |found: String, fix| {
        Err(Error::LightReference {
            reference: "gray card",
            found,
            fix,
        })
    };
    if patch.clipped > MOST_CLIPPED {
        let found = format!("{:.0} % of it is clipped", patch.clipped * 100.0);
        return refused(
            found,
            "take a darker photo, or turn the card out of the glare",
        );
    }
    if luminance(patch.light) < DARKEST || patch.is_out_of_range() {
        let found = format!(
            "its luminance of {:.3} drowns in black",
            luminance(patch.light)
        );
        return refused(
            found,
            "take a lighter photo, or bring the card into the light",
        );
    }
    if patch.unevenness > MOST_UNEVEN {
        let found = format!(
            "its light differs by {:.0} % across it",
            patch.unevenness * 100.0
        );
        return refused(
            found,
            "draw the box inside the card, clear of its edges and of shadows",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::color::{Srgb8, delta_e};

    /// Skins and hairs, from very light to very dark.
    const COLORS: [[u8; 3]; 5] = [
        [226, 190, 172],
        [193, 154, 131],
        [140, 90, 60],
        [96, 66, 52],
        [59, 42, 34],
    ];
    const CARD: PixelRect = PixelRect {
        x: 0,
        y: 0,
        width: 60,
        height: 60,
    };

    fn cast() -> LinearRgb {
        LinearRgb::new(1.25, 1.0, 0.8) * 0.7
    }

    fn light([red, green, blue]: [u8; 3]) -> LinearRgb {
        Srgb8::new(red, green, blue).into_linear()
    }

    /// The card and, beside it, a color, under a strong cast; noise is a share of full white.
    fn scene(color: [u8; 3], noise: f64) -> RgbImage {
        let gray = LinearRgb::new(0.18, 0.18, 0.18);
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        RgbImage::from_fn(120, 60, |x, _| {
            let light = if x < 60 { gray } else { light(color) } * cast();
            let mut exposed = |level: f64| {
                let sum: f64 = (0..12).map(|_| rng.random_range(-0.5..0.5)).sum();
                (level + noise * sum).clamp(0.0, 1.0)
            };
            let light = LinearRgb::new(
                exposed(light.red),
                exposed(light.green),
                exposed(light.blue),
            );
            Rgb(Srgb8::from_linear(light).into())
        })
    }

    #[test]
    fn a_strong_cast_is_undone() -> Result<(), Error> {
        for color in COLORS {
            let truth = lab(light(color));
            // Just enough noise that the steps of 8 bits average out.
            let clean = Photo::from_srgb(scene(color, 0.002))?;
            let card = Card::measure(&clean, CARD, 0.18)?;
            let corrected = lab(card.correction().of(light(color) * cast()));
            assert!(delta_e(corrected, truth) < 0.5, "{color:?}: {corrected:?}");

            let noisy = Photo::from_srgb(scene(color, 0.01))?;
            let card = Card::measure(&noisy, CARD, 0.18)?;
            let beside = PixelRect { x: 60, ..CARD };
            let corrected = Patch::read(&card.correction().apply(noisy), beside).light;
            let error = delta_e(lab(corrected), truth);
            assert!(error < 1.5, "{color:?} under noise: {error}");
        }
        Ok(())
    }

    #[test]
    fn a_card_that_is_neutral_already_changes_nothing() -> Result<(), Error> {
        let neutral = Photo::from_srgb(RgbImage::from_pixel(60, 60, Rgb([118; 3])))?;
        let card = Card::measure(&neutral, CARD, 0.18)?;
        for color in COLORS {
            let corrected = lab(card.correction().of(light(color)));
            assert!(delta_e(corrected, lab(light(color))) < 0.5);
        }
        Ok(())
    }

    #[test]
    fn clipped_dark_and_uneven_cards_are_refused_with_the_reason() -> Result<(), Error> {
        let reason = |picture: RgbImage| -> Result<String, Error> {
            let photo = Photo::from_srgb(picture)?;
            Ok(Card::measure(&photo, CARD, 0.18)
                .map_or_else(|error| error.to_string(), |_| String::new()))
        };
        let plain = |pixel| RgbImage::from_pixel(60, 60, Rgb(pixel));
        assert!(reason(plain([255, 200, 160]))?.contains("clipped"));
        assert!(reason(plain([9, 7, 6]))?.contains("drowns"));
        let shadowed = RgbImage::from_fn(60, 60, |x, _| Rgb([if x < 30 { 110 } else { 70 }; 3]));
        assert!(reason(shadowed)?.contains("differs"));
        assert!(reason(plain([118; 3]))?.is_empty());
        Ok(())
    }
}
