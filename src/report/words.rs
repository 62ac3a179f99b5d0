//! What the reports for people say, in the same words in each of them.

use crate::color::{self, Lab};
use crate::light::Accuracy;
use crate::measure::LabSd;
use crate::rank::{Basis, TargetKind, age_words};
use crate::report::schema::{
    AssumedFadingReport, ClientReport, HairReport, HealingReport, LightReport, MatchReport,
    PhotoReport, PhotoResult, ReportHead, ScaleReport, SettingsReport, SkinReport,
};

/// Ends every report.
pub(super) const CLOSING_LINE: &str = "The eye in daylight and a healed test dot decide.";

const STRIP_NOTE: &str = "Compared with the strip in the same light, cell by cell; interpolated ones \
     lie between two cells.";

/// What stands above the shades that blend with a zone.
pub(super) const BLEND: &str = "To blend with the zone as a whole, dots and skin together";

/// What stands above a starting point.
pub(super) const STARTING_POINT: &str = "Starting point by the skin alone, not a match";

/// Where nothing tells when a touch-up is due.
pub(super) const NO_TOUCH_UP: &str = "Too far from the hair to tell when a touch-up is due.";

/// What to do where nothing is doubted and nothing was matched.
pub(super) const NOTHING_TO_MATCH: &str = "there is nothing to match";

/// What to do with an answer that can be worked by.
pub(super) fn try_it(shade: &str) -> String {
    format!(
        "mix shade {}, and judge it on a healed test dot",
        printable(shade)
    )
}

/// What an entry is about.
pub(super) fn title(entry: &PhotoReport) -> String {
    entry
        .photo
        .as_deref()
        .map_or("colors as given".into(), printable)
}

/// The name of a photo's file, without the folders that it lies in: they are nobody else's business.
pub(super) fn file_name(entry: &PhotoReport) -> String {
    last_part(&title(entry))
}

/// The last part of a path.
pub(super) fn last_part(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next();
    printable(last.unwrap_or_default())
}

/// In the order of the year.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The day of a time such as `2026-11-26T18:30:00`, as `26 November 2026`; none of what names no
/// month.
pub(super) fn day(time: &str) -> Option<String> {
    let (date, _) = time.split_once('T')?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{} {month} {year}", day.trim_start_matches('0')))
}

/// Whom an entry is about, with the name as the report shows it.
pub(super) fn client_title(entry: &ClientReport, shown: fn(&str) -> String) -> String {
    let (client, count) = (shown(&entry.client), entry.photos.len());
    let photos = if count == 1 { "photo" } else { "photos" };
    format!("{client}, {count} {photos}")
}

/// What stands above the matches.
pub(super) fn ladder(basis: Option<Basis>, palette: &str) -> String {
    match basis {
        Some(Basis::Strip) => "Closest dilutions of the strip".into(),
        _ => format!("Closest dilutions of {}", printable(palette)),
    }
}

/// What the matches rest on, where that has to be said.
pub(super) fn footing(result: &PhotoResult, settings: &SettingsReport) -> Option<String> {
    let of_trade = if result.matches.iter().all(is_of_trade) {
        " Shade N is N parts water to 1 part pigment."
    } else {
        ""
    };
    match result.basis? {
        Basis::Strip => Some(format!("{STRIP_NOTE}{of_trade}")),
        Basis::Model => {
            let age = age_words(settings.age_days);
            Some(format!(
                "Predicted by a model of skin for dots {age}, not measured.{of_trade}"
            ))
        }
        Basis::Interpolated | Basis::Measured => None,
    }
}

/// Whether a shade is named by its parts of water, as the trade does.
fn is_of_trade(found: &MatchReport) -> bool {
    let parts = found.water_parts / found.pigment_parts;
    let named = found.shade.parse::<f64>();
    named.is_ok_and(|named| (named - parts).abs() < 1e-9 * (1.0 + parts))
}

/// What stands above the looks of the best match over time.
pub(super) fn over_time(best: &MatchReport) -> String {
    format!("Shade {} over time, predicted", printable(&best.shade))
}

/// What stands above its looks from afar.
pub(super) fn from_afar(best: &MatchReport, settings: &SettingsReport) -> String {
    let age = age_words(settings.age_days);
    format!("Shade {} from two meters, {age}", printable(&best.shade))
}

/// By how much a look is lighter than the target, in L*, with its sign.
pub(super) fn signed(delta_l: f64) -> String {
    match (delta_l * 10.0).round() / 10.0 {
        delta if delta.abs() > 0.0 => format!("{delta:+.1}"),
        _ => "0.0".to_owned(),
    }
}

/// How the best match heals and fades, and what is assumed of it.
pub(super) fn fading(healing: &HealingReport) -> String {
    let touch_up = match healing.touch_up_years {
        Some((soonest, latest)) => format!(
            "It will have clearly faded from the hair, and a touch-up is due, in about \
             {soonest:.0} to {latest:.0} years."
        ),
        None => NO_TOUCH_UP.to_owned(),
    };
    let AssumedFadingReport {
        kept,
        kept_range: (least, most),
        half_life_years,
        half_life_range: (shortest, longest),
    } = healing.assumed;
    // What the trade says of the first days holds of what it says of healing.
    let darker = if (least..=most).contains(&kept) {
        "expect it 30 to 50 % darker"
    } else {
        "it is darker by what healing takes away"
    };
    let [kept, least, most] = [kept, least, most].map(|share| share * 100.0);
    format!(
        "In the first days {darker}, and red besides. {touch_up} Assumed: \
         {kept:.0} % of the pigment stays ({least:.0} to {most:.0} %), half of that fades in \
         {half_life_years} years ({shortest:.0} to {longest:.0})."
    )
}

/// What a color rests on, in one word.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Strip => "strip",
        Basis::Interpolated => "interpolated",
        Basis::Measured => "measured",
        Basis::Model => "predicted",
    }
}

/// What the colors were corrected by, and what that is worth.
pub(super) fn light(light: &LightReport) -> Option<(&'static str, String)> {
    let (heading, found, expected) = match light {
        LightReport::None | LightReport::Strip | LightReport::Photos { .. } => return None,
        LightReport::Card {
            gains: [red, green, blue],
            expected_delta_e,
            ..
        } => (
            "Light by the gray card",
            format!("red × {red:.2}, green × {green:.2}, blue × {blue:.2}"),
            expected_delta_e,
        ),
        LightReport::Chart {
            edition,
            mean_residual,
            largest_residual,
            unevenness,
            expected_delta_e,
            ..
        } => (
            "Light by the color chart",
            format!(
                "patches of the edition {edition} within ΔE00 {mean_residual:.1} on average, \
                 {largest_residual:.1} at most, and {:.0} % more light at one end than at the other",
                unevenness * 100.0
            ),
            expected_delta_e,
        ),
    };
    let without = Accuracy::UNKNOWN.delta_e;
    let worth = format!("colors are now within about {expected:.0} ΔE00, without it {without:.0}");
    Some((heading, format!("{found}; {worth}")))
}

/// How the hair is worn.
pub(super) fn hair(hair: &HairReport) -> Option<String> {
    let (style, cover) = hair.style.zip(hair.cover)?;
    let (style, cover) = (style.name(), cover * 100.0);
    Some(format!("{style}, covering {cover:.0} % of its zone"))
}

/// The class of the skin, or why it has none.
pub(super) fn skin(skin: &SkinReport) -> String {
    let told = skin.ita_class.zip(skin.ita_degrees);
    told.map_or(
        "gray or bluish, so the type of the skin cannot be told".into(),
        |(class, degrees)| format!("{}, typology angle {degrees:.0}°", class.name()),
    )
}

/// How well it is known how large the head is shown, and what tells it.
pub(super) fn scale(scale: &ScaleReport) -> String {
    let (least, most) = scale.interval;
    format!("{least:.1} to {most:.1}, {}", scale.source.words())
}

/// How far a measured color may be off.
pub(super) fn sd(sd: LabSd) -> String {
    let LabSd { l, a, b } = sd;
    format!("within about L* {l:.1}, a* {a:.1}, b* {b:.1} of it")
}

/// What the dilutions are compared with.
pub(super) fn target(kind: TargetKind, settings: &SettingsReport) -> String {
    let SettingsReport {
        dot_mm,
        hair_mm,
        stubble_mm,
        ..
    } = settings;
    match kind {
        TargetKind::Follicle => format!(
            "what one shaved hair takes from the skin, spread over a dot (hair {hair_mm} mm, \
             stubble {stubble_mm} mm, dot {dot_mm} mm)"
        ),
        TargetKind::Seen => "the hair as it shows, compared with a dot".into(),
        TargetKind::Solid => "the hair itself, compared with a solid fill".into(),
        TargetKind::Blend => {
            "the zone as a whole, hair and skin together, compared with dots and the \
                              skin between them"
                .into()
        }
    }
}

/// What the run was asked to do, and by which program.
pub(super) fn settings(head: &ReportHead) -> String {
    let (tool, palette, settings) = (&head.tool, &head.palette, &head.settings);
    format!(
        "{} {}; palette {}, ink strength {} ({}); target: {}; {} colors, seed {}",
        tool.name,
        tool.version,
        printable(&palette.name),
        palette.ink_strength,
        palette.strength_source.name(),
        target(settings.target, settings),
        settings.clusters,
        settings.seed,
    )
}

/// By how much a match is lighter or darker than the target, in L*.
pub(super) fn lightness(delta_l: f64) -> String {
    match (delta_l * 10.0).round() / 10.0 {
        delta if delta > 0.0 => format!("{delta:.1} lighter"),
        delta if delta < 0.0 => format!("{:.1} darker", -delta),
        _ => "as light".into(),
    }
}

/// What the eye makes of a match; of a mix that is not on the strip, that it is none of its cells.
pub(super) fn to_the_eye(found: &MatchReport) -> &'static str {
    match found.basis {
        Basis::Interpolated => "interpolated",
        _ => found.verdict.words(),
    }
}

/// A color in numbers and for screens.
pub(super) fn values(lab: Lab) -> String {
    let Lab { l, a, b, .. } = lab;
    // Adding zero turns -0.0 into 0.0.
    let tenth = |value: f64| (value * 10.0).round() / 10.0 + 0.0;
    let (l, a, b, hex) = (tenth(l), tenth(a), tenth(b), color::hex(lab));
    format!("L* {l:>4.1} a* {a:>5.1} b* {b:>5.1} {hex}")
}

/// A name as it may be shown: file names are hostile input, and control characters, or marks that
/// turn the direction of the text, would drive the terminal or fool the eye.
#[must_use]
pub fn printable(name: &str) -> String {
    let shown = |letter: char| {
        if letter.is_control() || TURNS.contains(&letter) {
            char::REPLACEMENT_CHARACTER
        } else {
            letter
        }
    };
    name.chars().map(shown).collect()
}

/// Lines of text, each as it may be shown.
pub(super) fn printable_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(printable).collect();
    lines.join("\n")
}

/// Marks that turn the direction of text or break lines (Unicode 17, UAX 9 section 2, and UAX 14
/// class BK).
const TURNS: [char; 14] = [
    '\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}', '\u{202b}', '\u{202c}',
    '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];
