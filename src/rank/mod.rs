//! Ranks the dilutions of a palette by how close each comes to the hair, in this skin.
//!
//! A dot is wider than a hair, so it must be paler than the hair to darken the skin by the same
//! amount: the [target](TargetKind) is usually not the hair's own color.

mod blend;
mod closeness;
mod confidence;
mod inks;
mod mix;
mod outlook;
mod plan;
mod prediction;
mod probability;
mod recipe;
mod special;
mod starting_point;
mod strip;
mod target;
mod warnings;

use std::cmp::Ordering;
use std::num::NonZeroU8;

use crate::color::{Lab, delta_e};
use crate::head::Head;
use crate::palette::{Dilution, Palette};
use crate::skin::{DotGeometry, Fading, HEALED_DAYS, Skin};
use crate::warning::Warning;
pub use blend::{Blend, BlendMatch};
pub use closeness::Closeness;
pub(crate) use closeness::{ACCEPTABLE, PERCEPTIBLE};
pub(crate) use confidence::LIKELY;
pub use confidence::{Confidence, Level};
pub use mix::{Mix, ToneMatch};
pub(crate) use outlook::years;
pub use outlook::{AreaLook, Healing, Lightness, Outlook, Stage, age_words};
pub use plan::Plan;
pub use prediction::Basis;
use prediction::Prediction;
pub use probability::Probability;
pub use recipe::{Drops, Recipe, SmallMix, TwoSteps};
pub use starting_point::StartingPoint;
pub use strip::rank_strip;
pub use target::{Follicle, Target, TargetKind};

/// What is compared with what, and how much is mixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankOptions {
    /// What the dilutions are compared with.
    pub target: TargetKind,
    /// Where the pigment lies.
    pub geometry: DotGeometry,
    /// The hair that a dot stands for.
    pub follicle: Follicle,
    /// Volume of the mix in ml (5).
    pub volume_ml: f64,
    /// Volume of a drop in ml (0.05).
    pub drop_ml: f64,
    /// Sessions to plan (3).
    pub sessions: NonZeroU8,
    /// Days after the session for which colors are predicted (60): the pigment has healed by then.
    pub age_days: f64,
    /// How pigment heals and fades; none for what is known of the palette's ink.
    pub fading: Option<Fading>,
    /// Dots on a square centimeter whose look from a distance is wanted besides the usual ones, and with
    /// which the dilutions are compared where the zone as a whole is the target (200).
    pub dots_per_cm2: Option<f64>,
    /// Seed of the draws that the probabilities are counted in (0).
    pub seed: u64,
}

/// Sessions of a treatment, as the trade has them: two to four.
const USUAL_SESSIONS: NonZeroU8 = NonZeroU8::MIN.saturating_add(2);

impl Default for RankOptions {
    fn default() -> Self {
        Self {
            target: TargetKind::default(),
            geometry: DotGeometry::default(),
            follicle: Follicle::default(),
            volume_ml: 5.0,
            drop_ml: 0.05,
            sessions: USUAL_SESSIONS,
            age_days: HEALED_DAYS,
            fading: None,
            dots_per_cm2: None,
            seed: 0,
        }
    }
}

/// The dilutions of a palette, best first.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ranking {
    /// The color that the dilutions are compared with.
    pub target: Target,
    /// The weakest basis among the matches.
    pub basis: Basis,
    /// Every dilution of the palette, best first; equally close ones the paler first.
    pub matches: Vec<Match>,
    /// How sure that order is.
    pub confidence: Confidence,
    /// Which shade in which session.
    pub plan: Plan,
    /// What the best match will look like later and from afar; none where its color is not the
    /// model's.
    pub outlook: Option<Outlook>,
    /// The shades that blend with the zone as a whole, at several densities, the thinnest first; none
    /// where no skin shows between the hairs, and none by a strip or by measured patches.
    pub blend: Vec<Blend>,
    /// The shades for salt and pepper hair, if it is.
    pub mix: Option<Mix>,
    /// Doubts about the ranking.
    pub warnings: Vec<Warning>,
}

/// One dilution and how close it comes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Match {
    /// Place in the ranking from 1.
    pub rank: usize,
    /// The artist's name for the dilution.
    pub shade: String,
    /// Parts of pigment by volume.
    pub pigment_parts: f64,
    /// Parts of water by volume.
    pub water_parts: f64,
    /// What the color rests on.
    pub basis: Basis,
    /// The color expected in this skin at the age asked for.
    pub lab: Lab,
    /// ΔE00 between the color and the target.
    pub delta_e: f64,
    /// L* of the color less L* of the target: above 0 the match is paler than the target.
    pub delta_l: f64,
    /// What the difference means to the eye.
    pub verdict: Closeness,
    /// How likely it is to be the best.
    pub probability: Probability,
    /// Whether it and the first match are about equally good, as
    /// [`Confidence::shades`] says; false of the first where it stands alone.
    pub tie: bool,
    /// How to mix it.
    pub recipe: Recipe,
}

/// Ranks the dilutions of a palette for one head.
///
/// Colors are those of dots of the age asked for, healed ones unless it is said. A palette with healed measurements is a shade guide instead:
/// all of it is taken as solid patches, the unmeasured ones as the model predicts them, and
/// compared with the hair as one holds a chart to the head.
///
/// ```
/// use smpmatch::color::Lab;
/// use smpmatch::head::{Head, Noise};
/// use smpmatch::palette::Palette;
/// use smpmatch::rank::{RankOptions, rank};
///
/// let black = Lab::new(15.0, 0.0, 0.0);
/// let skin = Lab::new(65.5, 9.5, 14.5);
/// let noise = Noise::INSTRUMENT;
/// let head = Head { hair: black, seen_hair: black, zone: None, skin, noise, tones: None };
/// let ranking = rank(&head, &Palette::generic(), &RankOptions::default());
/// let best = &ranking.matches[0];
/// assert_eq!((best.rank, best.shade.as_str()), (1, "8"));
/// assert_eq!((best.recipe.pigment_ml, best.recipe.water_ml), (0.56, 4.44));
/// ```
#[must_use]
pub fn rank(head: &Head, palette: &Palette, options: &RankOptions) -> Ranking {
    let options = &RankOptions {
        target: options.target.suiting(palette, head),
        ..*options
    };
    let target = Target::new(head, options);
    let skin = Skin::fit(head.skin);
    let prediction = Prediction::new(&skin, palette, options);
    let mut ladder: Vec<&Dilution> = palette.dilutions().iter().collect();
    ladder.sort_by(|one, other| one.pigment_share().total_cmp(&other.pigment_share()));
    let trials = probability::trials(head, &prediction, options);
    let probabilities = probability::probabilities(&trials, &ladder, &prediction);
    let blend = Blend::all(head, &ladder, &prediction, &trials, options);
    let compare =
        |(&dilution, probability)| Match::new(dilution, probability, &prediction, &target, options);
    let mut matches: Vec<Match> = ladder.iter().zip(probabilities).map(compare).collect();
    let first = Match::first(&matches);
    let confidence = Confidence::weigh(&mut matches, first);
    let plan = Plan::new(&matches, first, options.sessions);
    Match::place(&mut matches);
    let outlook = Outlook::of(&matches, &prediction, &target, options);
    let bases = matches.iter().map(|found| found.basis);
    let mix = Mix::new(head, &ladder, &prediction, options);
    let mut warnings = warnings::of(head, &prediction, &target, &matches);
    warnings.extend(special::of(head, mix.as_ref(), &warnings));
    warnings.extend(confidence.doubt());
    Ranking {
        basis: bases.max().unwrap_or(Basis::Model),
        warnings,
        target,
        matches,
        confidence,
        plan,
        outlook,
        blend,
        mix,
    }
}

impl Match {
    /// One dilution against the target; its place is not known yet.
    fn new(
        dilution: &Dilution,
        probability: Probability,
        prediction: &Prediction<'_>,
        target: &Target,
        options: &RankOptions,
    ) -> Self {
        let (lab, basis) = prediction.color(dilution);
        let delta_e = delta_e(lab, target.lab);
        Self {
            rank: 0,
            shade: dilution.shade.clone(),
            pigment_parts: dilution.pigment_parts,
            water_parts: dilution.water_parts,
            basis,
            lab,
            delta_e,
            delta_l: lab.l - target.lab.l,
            verdict: Closeness::of(delta_e),
            probability,
            tie: false,
            recipe: Recipe::new(dilution.pigment_share(), options),
        }
    }

    /// The place of the closest among matches that are sorted from pale to dark.
    fn first(ladder: &[Self]) -> usize {
        let places = ladder.iter().enumerate();
        let closest = places.min_by(|(_, one), (_, other)| one.by_closeness(other));
        closest.map_or(0, |(place, _)| place)
    }

    /// Sorts matches and gives each its place.
    fn place(matches: &mut [Self]) {
        matches.sort_by(Self::by_closeness);
        for (place, found) in matches.iter_mut().enumerate() {
            found.rank = place + 1;
        }
    }

    /// The closest first, the paler of equally close ones before the darker.
    fn by_closeness(&self, other: &Self) -> Ordering {
        let water = |found: &Self| found.water_parts / found.pigment_parts;
        let paler = || water(other).total_cmp(&water(self));
        self.delta_e.total_cmp(&other.delta_e).then_with(paler)
    }
}
