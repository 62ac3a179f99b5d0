//! The dilutions, ranked.

use serde::Serialize;

use super::Swatch;
use crate::rank::{Basis, Closeness, Confidence, Level, Match, Plan, Recipe, Target, TargetKind};
use crate::report::round;

/// What the dilutions are compared with.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct TargetReport {
    /// How it follows from hair and skin.
    pub kind: TargetKind,
    /// Its color.
    #[serde(flatten)]
    pub color: Swatch,
}

impl From<&Target> for TargetReport {
    fn from(target: &Target) -> Self {
        Self {
            kind: target.kind,
            color: target.lab.into(),
        }
    }
}

/// One dilution, ranked.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MatchReport {
    /// 1 for the closest.
    pub rank: usize,
    /// Name of the dilution.
    pub shade: String,
    /// Parts of pigment in the mix.
    pub pigment_parts: f64,
    /// Parts of water in the mix.
    pub water_parts: f64,
    /// What the predicted color rests on.
    pub basis: Basis,
    /// Predicted color in this skin.
    #[serde(flatten)]
    pub color: Swatch,
    /// ΔE00 to the target.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_e: f64,
    /// L* less the target's: positive is lighter than the target.
    #[serde(serialize_with = "round::hundredths")]
    pub delta_l: f64,
    /// `delta_e` in words.
    pub verdict: Closeness,
    /// Probability, 0 to 1, of being the closest, given the ink as the palette states it: what the
    /// photo leaves open.
    #[serde(serialize_with = "round::share")]
    pub probability: f64,
    /// Probability that it or the next shade on either side is the closest.
    #[serde(serialize_with = "round::share")]
    pub probability_within_one: f64,
    /// Probability of being the closest if the ink's strength and depth may be off too.
    #[serde(serialize_with = "round::share")]
    pub probability_with_ink: f64,
    /// Where `delta_e` lies with a probability of 0.9, given the ink.
    #[serde(serialize_with = "round::interval")]
    pub delta_e_interval: (f64, f64),
    /// The same if the ink's strength, depth and hue may be off too.
    #[serde(serialize_with = "round::interval")]
    pub delta_e_interval_with_ink: (f64, f64),
    /// Whether it and the first match are about equally good.
    pub tie: bool,
    /// How to mix it.
    pub recipe: Recipe,
}

impl From<&Match> for MatchReport {
    fn from(found: &Match) -> Self {
        Self {
            rank: found.rank,
            shade: found.shade.clone(),
            pigment_parts: found.pigment_parts,
            water_parts: found.water_parts,
            basis: found.basis,
            color: found.lab.into(),
            delta_e: found.delta_e,
            delta_l: found.delta_l,
            verdict: found.verdict,
            probability: found.probability.closest,
            probability_within_one: found.probability.within_one,
            probability_with_ink: found.probability.closest_with_ink,
            delta_e_interval: found.probability.delta_e,
            delta_e_interval_with_ink: found.probability.delta_e_with_ink,
            tie: found.tie,
            recipe: found.recipe,
        }
    }
}

/// How sure the order of the matches is.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ConfidenceReport {
    /// In one word; never above low where a serious doubt, a target as light as the skin or hair
    /// beyond the strip shakes the whole match.
    pub level: Level,
    /// The shades that are about equally good, lighter first.
    pub shades: Vec<String>,
    /// The shades that may be the best if the ink is not as the palette states it, lighter first.
    pub shades_with_ink: Vec<String>,
}

impl From<&Confidence> for ConfidenceReport {
    fn from(confidence: &Confidence) -> Self {
        Self {
            level: confidence.level,
            shades: confidence.shades.clone(),
            shades_with_ink: confidence.shades_with_ink.clone(),
        }
    }
}

/// Which shade in which session, as names of shades.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PlanReport {
    /// The first session's.
    pub first_session: String,
    /// The closest match.
    #[serde(rename = "match")]
    pub matched: String,
    /// The last session's, and the darkest that may be used.
    pub last_session: String,
    /// For the hairline.
    pub hairline: String,
    /// Every session's, in order.
    pub sessions: Vec<String>,
}

impl From<&Plan> for PlanReport {
    fn from(plan: &Plan) -> Self {
        let session = |planned: Option<&String>| planned.unwrap_or(&plan.matched).clone();
        Self {
            first_session: session(plan.sessions.first()),
            matched: plan.matched.clone(),
            last_session: session(plan.sessions.last()),
            hairline: plan.hairline.clone(),
            sessions: plan.sessions.clone(),
        }
    }
}
