//! What to doubt about a ranking.

use palette::convert::FromColorUnclamped;

use super::closeness::{ACCEPTABLE, Closeness};
use super::prediction::Prediction;
use super::{Basis, Match, Target};
use crate::color::{Lab, Xyz};
use crate::head::Head;
use crate::light::Cell;
use crate::palette::StrengthSource;
use crate::warning::Warning;

/// ΔE00 of the skin model's fit above which a color is hardly skin: of 100 measured forearms the
/// worst comes to 3.7 (Cooksey, Allen, Tsai, *Journal of Research of NIST* 122 (2017) 26, doi
/// 10.6028/jres.122.026).
const IMPLAUSIBLE_SKIN: f64 = 4.0;
/// Distance in a* and b* that a target may be warmer than its best match. Carbon under skin is
/// bluer than any hair: black to blonde hair comes to 3.8 at most, red hair on any but dark skin to
/// 4.9 and more.
const TOO_WARM: f64 = 4.3;

/// b* that a shade may lie below skin that is merely as dark. Twice what is accepted in b* on
/// simulated facial skin, 2.5 (<https://pergamos.lib.uoa.gr/uoa/dl/object/uoadl:2990267>): black hair
/// on any skin is matched by dots up to 3.8 below.
const TOO_BLUE: f64 = 5.0;

/// The doubts about the matches, which are sorted by rank.
pub(super) fn of(
    head: &Head,
    prediction: &Prediction<'_>,
    target: &Target,
    matches: &[Match],
) -> Vec<Warning> {
    let best = matches.first();
    [
        implausible_skin(prediction),
        lightness_out_of_reach(head, prediction, target),
        best.and_then(|best| hue_out_of_reach(target, best)),
        best.and_then(far),
        best.and_then(|best| blue_shift(prediction, best)),
        prediction
            .palette
            .is_generic()
            .then_some(Warning::PaletteGeneric),
        assumed_strength(prediction, matches),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The doubts about matches with a strip, whose cells are sorted from dark to pale.
pub(super) fn of_strip(hair: Lab, cells: &[Cell], matches: &[Match]) -> Vec<Warning> {
    let beyond = cells.first().zip(cells.last()).and_then(|(dark, pale)| {
        let lighter = (hair.l - pale.lab.l).max(0.0);
        let darker = (dark.lab.l - hair.l).max(0.0);
        let delta_l = lighter - darker;
        (delta_l.abs() > ACCEPTABLE).then_some(Warning::BeyondStrip { delta_l })
    });
    let unsorted = cells
        .windows(2)
        .any(|pair| pair[0].lab.l > pair[1].lab.l + ACCEPTABLE);
    let unsorted = unsorted.then_some(Warning::StripUnsorted);
    let far = matches.first().and_then(far);
    [unsorted, beyond, far].into_iter().flatten().collect()
}

fn implausible_skin(prediction: &Prediction<'_>) -> Option<Warning> {
    let fit_delta_e = prediction.skin.fit_delta_e();
    (fit_delta_e > IMPLAUSIBLE_SKIN).then_some(Warning::SkinNotPlausible { fit_delta_e })
}

/// Carbon can only darken the skin, and only so far. A target that is hardly darker than the bare
/// skin is matched by the bare skin.
fn lightness_out_of_reach(
    head: &Head,
    prediction: &Prediction<'_>,
    target: &Target,
) -> Option<Warning> {
    if target.lab.l > head.skin.l - ACCEPTABLE {
        Some(Warning::AsLightAsSkin)
    } else if target.lab.l < prediction.undiluted().l {
        Some(Warning::DarkerThanAnyDot)
    } else {
        None
    }
}

fn hue_out_of_reach(target: &Target, best: &Match) -> Option<Warning> {
    let (delta_a, delta_b) = (target.lab.a - best.lab.a, target.lab.b - best.lab.b);
    let warmer = delta_a.max(0.0).hypot(delta_b.max(0.0));
    (warmer > TOO_WARM).then_some(Warning::HueNotReachable { delta_a, delta_b })
}

/// How far a color modeled by pigment in the skin is bluer than skin that is merely as dark, as in
/// shade.
fn blue_shift(prediction: &Prediction<'_>, best: &Match) -> Option<Warning> {
    let shade = Xyz::from_color_unclamped(best.lab).y / prediction.skin.xyz().y;
    let in_shade = Lab::from_color_unclamped(prediction.skin.xyz() * shade);
    let below = in_shade.b - best.lab.b;
    let depth_mm = prediction.geometry.depth_mm;
    let modeled = best.basis == Basis::Model;
    (modeled && below > TOO_BLUE).then_some(Warning::BlueShift { below, depth_mm })
}

fn far(best: &Match) -> Option<Warning> {
    let delta_e = best.delta_e;
    (best.verdict >= Closeness::ClearlyDifferent).then_some(Warning::BestMatchFar { delta_e })
}

fn assumed_strength(prediction: &Prediction<'_>, matches: &[Match]) -> Option<Warning> {
    let assumed = prediction.palette.strength_source() == StrengthSource::Assumed;
    let modeled = matches.iter().any(|found| found.basis == Basis::Model);
    (assumed && modeled).then_some(Warning::InkStrengthAssumed)
}
