//! The colors of one visit, as found and as drawn.

use palette::convert::FromColorUnclamped;
use rand_chacha::ChaCha8Rng;

use super::Visit;
use crate::analysis::Analysis;
use crate::color::{Lab, LabSd, LinearRgb, luminance};
use crate::head::normal;
use crate::light::{CONTRAST, TONE};
use crate::measure::Dots;

/// Standard deviation of the light on the hair over that on the skin: what even window light falls
/// off by over a head, chosen so that the 8 % from which a photo is called uneven are 1.6 of it.
const UNEVEN: f64 = 0.05;

/// Light of a channel that is black: a third of the least that 8 bits can hold.
const BLACK: f64 = 1e-4;
/// Light of the darkest hair over that of skin.
const DARKEST: f64 = 0.01;

/// Colors of one visit in linear light, not limited to what a screen can show.
#[derive(Clone, Copy, Debug)]
pub(super) struct VisitColors {
    hair: Option<LinearRgb>,
    skin: Option<LinearRgb>,
    /// What the treated zone leaves of the skin's light.
    left: Option<LinearRgb>,
}

impl VisitColors {
    /// The bare skin of a photo, unless a channel of it is black and can be brought into no light.
    pub(super) fn skin_of(analysis: &Analysis) -> Option<LinearRgb> {
        let skin = LinearRgb::from_color_unclamped(analysis.skin.as_ref()?.lab);
        (skin.red.min(skin.green).min(skin.blue) > BLACK).then_some(skin)
    }

    /// As found.
    pub(super) fn of(visit: &Visit<'_>) -> Self {
        let hair = visit.answer.analysis.hair.as_ref();
        let dots = visit.dots.as_ref().filter(|dots| dots.are_seen());
        Self {
            hair: hair.map(|hair| LinearRgb::from_color_unclamped(hair.lab)),
            skin: Self::skin_of(&visit.answer.analysis),
            left: dots.map(|dots| dots.found.light),
        }
    }

    /// A draw of what they could also be; the dots as they are in that draw.
    pub(super) fn drawn(visit: &Visit<'_>, draw: usize, rng: &mut ChaCha8Rng) -> Self {
        let Analysis { hair, skin, .. } = &visit.answer.analysis;
        let found = Self::of(visit);
        let (uneven, tone) = (UNEVEN * normal(rng), TONE * normal(rng));
        // A tone curve that is steeper at the tone of skin makes dark hair darker.
        let over_skin = |hair| luminance(hair) / found.skin.map_or(1.0, luminance);
        let light = |hair| (uneven + tone * over_skin(hair).max(DARKEST).ln()).exp();
        let camera = (CONTRAST * normal(rng)).exp();
        let one = LinearRgb::new(1.0, 1.0, 1.0);
        let of_draw = |dots: &Dots| Some(one - (one - dots.draws.get(draw)?.light) * camera);
        Self {
            hair: found
                .hair
                .zip(hair.as_ref())
                .map(|(light_of, hair)| off(light_of, hair.sd, rng) * light(light_of)),
            skin: found
                .skin
                .zip(skin.as_ref())
                .map(|(light_of, skin)| off(light_of, skin.sd, rng)),
            left: visit.dots.as_ref().and_then(of_draw),
        }
    }

    /// In the light in which the skin is that of the other.
    pub(super) fn with_skin_of(&self, other: &Self) -> Self {
        let gains = self.skin.zip(other.skin).map(|(own, its)| its / own);
        gains.map_or(*self, |gains| self.lit(gains))
    }

    /// In a light that is stronger by these factors.
    pub(super) fn lit(&self, gains: LinearRgb) -> Self {
        Self {
            hair: self.hair.map(|hair| hair * gains),
            skin: self.skin.map(|skin| skin * gains),
            left: self.left,
        }
    }

    /// The hair itself.
    pub(super) fn hair(&self) -> Option<Lab> {
        self.hair.map(Lab::from_color_unclamped)
    }

    /// The bare skin.
    pub(super) fn skin(&self) -> Option<Lab> {
        self.skin.map(Lab::from_color_unclamped)
    }

    /// The treated zone in the light of the bare skin.
    pub(super) fn zone(&self) -> Option<Lab> {
        let (skin, left) = self.skin.zip(self.left)?;
        Some(Lab::from_color_unclamped(skin * left))
    }
}

/// A draw of a measured color.
fn off(light: LinearRgb, sd: LabSd, rng: &mut ChaCha8Rng) -> LinearRgb {
    let lab = Lab::from_color_unclamped(light);
    let drawn = Lab::new(
        lab.l + sd.l * normal(rng),
        lab.a + sd.a * normal(rng),
        lab.b + sd.b * normal(rng),
    );
    let drawn = LinearRgb::from_color_unclamped(drawn);
    LinearRgb::new(
        drawn.red.max(BLACK),
        drawn.green.max(BLACK),
        drawn.blue.max(BLACK),
    )
}
