//! Ranks the dilutions of a palette by how close each comes to the hair, in this skin.
//!
//! A dot is wider than a hair, so it must be paler than the hair to darken the skin by the same
//! amount: the [target](TargetKind) is usually not the hair's own color.

mod doubts;
mod prediction;
mod strip;
mod target;
mod verdict;

use std::cmp::Ordering;

use crate::color::{Lab, delta_e};
use crate::palette::{Dilution, Palette};
use crate::skin::{Geometry, Skin};
use crate::warning::Warning;
pub use prediction::Basis;
use prediction::{Look, Prediction};
pub use strip::rank_strip;
pub use target::{Follicle, Target, TargetKind};
pub use verdict::Verdict;

/// The colors of one head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// The hair itself.
    pub hair: Lab,
    /// The hair as it shows, on stubble mixed with skin.
    pub seen_hair: Lab,
    /// The bare skin.
    pub skin: Lab,
}

/// What is compared with what, and how much is mixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankOptions {
    /// What the dilutions are compared with.
    pub target: TargetKind,
    /// Where the pigment lies.
    pub geometry: Geometry,
    /// The hair that a dot stands for.
    pub follicle: Follicle,
    /// Volume of the mix in ml (5).
    pub volume_ml: f64,
}

impl Default for RankOptions {
    fn default() -> Self {
        Self {
            target: TargetKind::default(),
            geometry: Geometry::default(),
            follicle: Follicle::default(),
            volume_ml: 5.0,
        }
    }
}

/// The dilutions of a palette, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The color that the dilutions are compared with.
    pub target: Target,
    /// The weakest basis among the matches.
    pub basis: Basis,
    /// Every dilution of the palette, best first; equally close ones the paler first.
    pub matches: Vec<Match>,
    /// Doubts about the ranking.
    pub warnings: Vec<Warning>,
}

/// One dilution and how close it comes.
#[derive(Clone, Debug, PartialEq)]
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
    /// The color expected once healed, in this skin.
    pub lab: Lab,
    /// ΔE00 between the color and the target.
    pub delta_e: f64,
    /// L* of the color less L* of the target: above 0 the match is paler than the target.
    pub delta_l: f64,
    /// What the difference means to the eye.
    pub verdict: Verdict,
    /// How to mix it.
    pub recipe: Recipe,
}

/// Volumes of a mix in ml.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// The whole mix.
    pub volume_ml: f64,
    /// Pigment as it comes from the bottle.
    pub pigment_ml: f64,
    /// Water.
    pub water_ml: f64,
}

impl Recipe {
    /// A mix of which `pigment_share` (0 to 1) is pigment.
    fn of_share(pigment_share: f64, volume_ml: f64) -> Self {
        let pigment_ml = volume_ml * pigment_share;
        Self {
            volume_ml,
            pigment_ml,
            water_ml: volume_ml - pigment_ml,
        }
    }
}

/// Ranks the dilutions of a palette for one head.
///
/// Colors are those of healed dots. A palette with healed measurements is a shade guide instead:
/// all of it is taken as solid patches, the unmeasured ones as the model predicts them, and
/// compared with the hair as one holds a chart to the head.
///
/// ```
/// use smpmatch::color::Lab;
/// use smpmatch::palette::Palette;
/// use smpmatch::rank::{Head, RankOptions, rank};
///
/// let black = Lab::new(15.0, 0.0, 0.0);
/// let head = Head { hair: black, seen_hair: black, skin: Lab::new(65.5, 9.5, 14.5) };
/// let ranking = rank(&head, &Palette::generic(), &RankOptions::default());
/// let best = &ranking.matches[0];
/// assert_eq!((best.rank, best.shade.as_str()), (1, "8"));
/// assert!((best.recipe.pigment_ml - 5.0 / 9.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn rank(head: &Head, palette: &Palette, options: &RankOptions) -> Ranking {
    let target = Target::new(head, options.target.suiting(palette), options);
    let prediction = Prediction {
        skin: &Skin::fit(head.skin),
        palette,
        geometry: options.geometry,
        look: Look::suiting(options.target, palette),
    };
    let compare = |dilution| Match::new(dilution, &prediction, &target, options.volume_ml);
    let mut matches: Vec<Match> = palette.dilutions().iter().map(compare).collect();
    Match::place(&mut matches);
    let bases = matches.iter().map(|found| found.basis);
    Ranking {
        basis: bases.max().unwrap_or(Basis::Model),
        warnings: doubts::of(head, &prediction, &target, &matches),
        target,
        matches,
    }
}

impl Match {
    /// One dilution against the target; its place is not known yet.
    fn new(
        dilution: &Dilution,
        prediction: &Prediction<'_>,
        target: &Target,
        volume_ml: f64,
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
            verdict: Verdict::of(delta_e),
            recipe: Recipe::of_share(dilution.pigment_share(), volume_ml),
        }
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
        let paler = || self.recipe.pigment_ml.total_cmp(&other.recipe.pigment_ml);
        self.delta_e.total_cmp(&other.delta_e).then_with(paler)
    }
}
