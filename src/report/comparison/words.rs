//! What a comparison comes to, in words.

use crate::compare::Conclusion;
use crate::rank::Closeness;
use crate::report::comparison::{
    ChangeReport, CommonLightReport, ComparisonReport, FadingReport, VisitReport,
};
use crate::report::schema::WarningReport;
use crate::report::words::printable;
use crate::warning::Warning;

/// The verdict and what to do about it.
pub(super) fn verdict(
    conclusion: Conclusion,
    report: &ComparisonReport,
    shade: Option<f64>,
) -> String {
    let fading = report.fading.as_ref();
    match conclusion {
        Conclusion::Faded => {
            let faded = fading.map_or(String::new(), faded);
            format!("{faded} {}", touch_up(report, shade))
        }
        Conclusion::Stronger => {
            let gained = fading.map_or(String::new(), gained);
            format!("{gained} They were worked over since, or one photo is sharpened or retouched.")
        }
        Conclusion::HairChanged => {
            let hair = report.hair.as_ref().map_or(String::new(), hair);
            format!("{hair} {}", matched(report))
        }
        Conclusion::NoChange => "No change beyond the photos' error.".into(),
        Conclusion::NotTold => not_told(report),
        Conclusion::OtherHead => {
            "The photos do not tell: their bare skins differ by more than light or a tan would \
             explain. Are they of one client?"
                .into()
        }
    }
}

fn faded(fading: &FadingReport) -> String {
    let (low, high) = fading.pigment_left_interval;
    let lost = |left: f64| percent((1.0 - left).max(0.0));
    format!(
        "The dots have faded by about {:.0} % ({:.0} to {:.0} %).",
        coarse(lost(fading.pigment_left)),
        lost(high),
        lost(low)
    )
}

fn gained(fading: &FadingReport) -> String {
    let gain = percent(fading.pigment_left - 1.0);
    format!(
        "The dots are stronger than before, by about {:.0} %.",
        coarse(gain)
    )
}

fn percent(share: f64) -> f64 {
    share * 100.0
}

/// To the next 5: the interval tells that more would be false precision.
fn coarse(percent: f64) -> f64 {
    (percent / 5.0).round() * 5.0
}

fn touch_up(report: &ComparisonReport, shade: Option<f64>) -> String {
    match (&report.touch_up, shade) {
        (Some(touch_up), _) if touch_up.first_session == touch_up.matched => {
            format!("Touch up with shade {}.", printable(&touch_up.matched))
        }
        (Some(touch_up), _) => format!(
            "Touch up with shade {}, the match for hair and skin as they are now; start one step \
             lighter, with {}.",
            printable(&touch_up.matched),
            printable(&touch_up.first_session)
        ),
        (None, shade) => {
            let why = if report.after.hair.is_none() {
                "No hair to match in the photo after"
            } else {
                "The photo after does not tell the shade for its hair"
            };
            let before = shade.map_or("the shade used before".to_owned(), |shade| {
                format!("shade {shade} as before")
            });
            format!("{why}: touch up with {before}, or a lighter one.")
        }
    }
}

fn matched(report: &ComparisonReport) -> String {
    let touch_up = report.touch_up.as_ref();
    touch_up.map_or(String::new(), |touch_up| {
        format!(
            "The match for it now is shade {}.",
            printable(&touch_up.matched)
        )
    })
}

fn hair(change: &ChangeReport) -> String {
    let (by, margin) = (change.delta.l, change.margin.l);
    let found = if by.abs() > margin {
        let way = if by > 0.0 { "lighter" } else { "darker" };
        format!(
            "The hair is {way} than before, by {:.1} L* (within {margin:.1}).",
            by.abs()
        )
    } else {
        let (delta_e, margin) = (change.delta_e, change.delta_e_margin);
        format!("The hair has another color than before: ΔE00 {delta_e:.1} (error {margin:.1}).")
    };
    match Closeness::of(change.delta_e) {
        Closeness::ExtremelyDifferent => {
            format!("{found} Unless it was dyed, are the photos of one client?")
        }
        _ => found,
    }
}

fn not_told(report: &ComparisonReport) -> String {
    let compared = report.before.dots.is_some() && report.after.dots.is_some();
    let is_unsure = |visit: &VisitReport| {
        let mut codes = visit.warnings.iter().map(|warning| warning.code);
        codes.any(|code| code == Warning::HairNotSure.code())
    };
    let why = if compared {
        "the dots do not stand out from the skin between them".to_owned()
    } else if report.before.hair.is_none() || report.after.hair.is_none() {
        "no hair was found in one of the photos, and no dots were boxed".to_owned()
    } else if is_unsure(&report.before) || is_unsure(&report.after) {
        "what was taken for hair may be none; draw a box on the hair of both".to_owned()
    } else if let Some(hair) = &report.hair {
        format!(
            "the hair looks different (ΔE00 {:.0}), but that may be the photos' error ({:.0}); take \
             both alike, close and with a gray card, and of the same head",
            hair.delta_e, hair.delta_e_margin
        )
    } else {
        "no bare skin was found in one of the photos".to_owned()
    };
    format!("The photos do not tell: {why}.")
}

/// The warnings, each with the photo that it is about; what is said of both photos in the same words is
/// said once.
pub(in crate::report) fn warnings_of_both(
    report: &ComparisonReport,
) -> Vec<(&'static str, &WarningReport)> {
    let (before, after) = (&report.before.warnings, &report.after.warnings);
    let is_of = |warnings: &[WarningReport], warning: &WarningReport| {
        let is_same = |other: &WarningReport| {
            (&other.message, &other.fix) == (&warning.message, &warning.fix)
        };
        warnings.iter().any(is_same)
    };
    let of_before = before.iter().map(|warning| {
        let whose = if is_of(after, warning) {
            "both photos: "
        } else {
            "before: "
        };
        (whose, warning)
    });
    let only_after = after.iter().filter(|warning| !is_of(before, warning));
    let by_skin = matches!(report.common_light, CommonLightReport::SharedSkin { .. });
    let own = report.warnings.iter().map(|warning| ("", warning));
    own.chain(of_before)
        .chain(only_after.map(|warning| ("after: ", warning)))
        // The note on the light says it of both photos together.
        .filter(|(_, it)| !(by_skin && matches!(it.warning, Warning::NoLightReference { .. })))
        .collect()
}

/// How the two photos were brought into one light.
pub(in crate::report) fn light_words(light: &CommonLightReport) -> String {
    match light {
        CommonLightReport::References => "each photo corrected by its own card or chart".into(),
        CommonLightReport::SharedSkin {
            corrected,
            gains: [red, green, blue],
        } => format!(
            "the photo {corrected} corrected to the other by the bare skin of both (red × {red:.2}, \
             green × {green:.2}, blue × {blue:.2}): a tan or redness since then counts as light. \
             Dots are compared with the skin between them, which needs no correction"
        ),
        CommonLightReport::None => {
            "no common light: a photo shows no bare skin, and not both show a card or chart".into()
        }
    }
}
