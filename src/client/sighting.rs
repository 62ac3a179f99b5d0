//! What one photo says of a client: its hair against its own skin.

use palette::FromColor;

use crate::answer::Answer;
use crate::color::{Lab, LabSd, LinearRgb};
use crate::light::Accuracy;
use crate::quality::Clarity;

/// Probability that a photo can be used whose hair was boxed; by judgment: who draws a box has looked.
const BOXED: f64 = 0.95;
/// Probability that any photo can be used at least, and at most: others tell more of it.
const USABLE: (f64, f64) = (0.005, 0.995);
/// Odds that a photo is sound of which it is even whether its answer can be used. Best of 1, 2.7 and 7
/// on 50 rendered clients (`--example render -- --clients --size 450 --count 50 --seed 300000`, `--example
/// clients`).
const EVEN_ODDS: f64 = 2.7;
/// How the odds grow with those that the answer can be used, a power: the answer to a sound photo may be of
/// no use either. Best of 0, 0.25, 0.5 and 1 on the same clients.
const BY_USE: f64 = 0.5;
/// The odds of a photo that is to be taken again by its own verdict, as a share of those of others. Best
/// of 0.03, 0.1 and 0.3 on the same clients.
const FAULTY: f64 = 0.3;
/// Least light of a channel of skin that hair is held against, of 1: a level of 3 in 255.
const LEAST: f64 = 0.001;

/// The hair and skin of one photo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sighting {
    /// Place among the client's photos.
    pub(super) photo: usize,
    pub(super) hair: Lab,
    pub(super) seen: Lab,
    /// Mean light of the hair and the skin between.
    pub(super) zone: Lab,
    pub(super) skin: Lab,
    pub(super) hair_sd: LabSd,
    pub(super) skin_sd: LabSd,
    pub(super) light: Accuracy,
    /// The skin in the photo's own light; none if the photo shows none.
    pub(super) shown_skin: Option<Lab>,
    /// How clearly the photo shows the hair.
    pub(super) clarity: Option<Clarity>,
    /// Odds, above 0, that the photo is sound by what it says of itself.
    pub(super) odds: f64,
}

impl Sighting {
    /// What a photo with hair says. One that shows no skin is taken to be in the light in which the skin
    /// is `usual`, as far as light goes from photo to photo.
    pub(super) fn of(photo: usize, answer: &Answer, is_faulty: bool, usual: Lab) -> Option<Self> {
        let analysis = &answer.analysis;
        let hair = analysis.hair.as_ref()?;
        let light = analysis.light.accuracy();
        let shown = analysis.skin.as_ref();
        let usable = analysis.clues.map_or(BOXED, |clues| clues.usable());
        let usable = usable.clamp(USABLE.0, USABLE.1);
        let by_use = (usable / (1.0 - usable)).powf(BY_USE);
        Some(Self {
            photo,
            hair: hair.lab,
            seen: hair.seen,
            zone: hair.zone,
            skin: shown.map_or(usual, |skin| skin.lab),
            hair_sd: hair.sd,
            skin_sd: shown.map_or_else(|| other_light(usual, light), |skin| skin.sd),
            light,
            shown_skin: shown.map(|skin| skin.lab),
            clarity: analysis.clarity,
            odds: EVEN_ODDS * by_use * if is_faulty { FAULTY } else { 1.0 },
        })
    }

    /// A color of the photo in the light in which its skin has another color.
    pub(super) fn moved(&self, color: Lab, skin: Lab) -> Lab {
        let [to, from] = [skin, self.skin].map(light);
        Lab::from_color(LinearRgb::from_color(color) * (to / from))
    }

    /// The same photo in that light.
    pub(super) fn beside(&self, skin: Lab) -> Self {
        let hair = self.moved(self.hair, skin);
        Self {
            hair,
            seen: self.moved(self.seen, skin),
            zone: self.moved(self.zone, skin),
            skin,
            hair_sd: self.hair_sd.times(stretch(self.hair, hair)),
            skin_sd: self.skin_sd.times(stretch(self.skin, skin)),
            ..*self
        }
    }

    /// What the hair is off by against the skin.
    pub(super) fn sd(&self) -> LabSd {
        self.hair_sd
            .and(self.skin_sd.times(stretch(self.skin, self.hair)))
    }
}

/// What a color is off by in the light of another photo, when that of each may be off by so much.
fn other_light(lab: Lab, light: Accuracy) -> LabSd {
    let both = 2.0_f64.sqrt();
    // All three coordinates go with the cube root of light.
    let root = both * (lab.l + 16.0) / 3.0;
    LabSd {
        l: root * light.gain,
        a: both * light.delta_e,
        b: both * light.delta_e,
    }
}

fn light(lab: Lab) -> LinearRgb {
    let light = LinearRgb::from_color(lab);
    let seen = |channel: f64| channel.max(LEAST);
    LinearRgb::new(seen(light.red), seen(light.green), seen(light.blue))
}

/// How many times as large a difference in CIELAB becomes when light turns one color into another:
/// all three coordinates go with the cube root of light, L* less 16.
fn stretch(from: Lab, to: Lab) -> f64 {
    (to.l + 16.0) / (from.l + 16.0)
}
