//! Scores as comma-separated tables that read well at 80 columns.

use smpmatch::segment::Finding;

use crate::choice::Choice;
use crate::closeup::{Off, Reading, WIDTHS};
use crate::score::{Difference, HairKind, Score};
use crate::statistics::{Sample, real};
use crate::truth::Style;

/// Errors below this ΔE00 count as small: a shade or less on the ladder of dilutions.
const SMALL_DELTA_E: f64 = 3.0;

/// One line per photo.
pub(crate) fn photos(scores: &[(String, Score)]) -> String {
    let head = format!(
        "{:<24},{:>9},{:>6},{:>8},{:>8},{:>8},{:>8}",
        "photo", "finding", "IoU", "zone dE", "seen dE", "hair dE", "skin dE"
    );
    let lines = scores.iter().map(|(name, score)| {
        format!(
            "{name:<24},{:>9},{:>6},{:>8},{:>8},{:>8},{:>8}",
            word(score.finding),
            number(score.iou, 3),
            number(score.zone_delta_e, 2),
            number(score.seen_delta_e, 2),
            number(score.hair.map(|off| off.delta_e), 2),
            number(score.skin.map(|off| off.delta_e), 2),
        )
    });
    table(head, lines)
}

/// One line per measure over all photos.
pub(crate) fn summary(scores: &[&Score]) -> String {
    let head = format!(
        "{:<24},{:>5},{:>8},{:>8},{:>8},{:>8},{:>6}",
        "measure", "n", "mean", "median", "p10", "p90", "<3"
    );
    let line = |unit: Unit, name: &str, of: &dyn Fn(&Score) -> Option<f64>| {
        let values = scores.iter().filter_map(|score| of(score)).collect();
        Sample::new(values).map(|sample| measure(unit, name, &sample))
    };
    let by_kind = |unit: Unit, of: fn(Difference) -> f64| {
        KINDS.map(|(kind, name)| {
            line(unit, &format!("hair {} {name}", unit.symbol()), &|score| {
                score.hair.filter(|_| score.kind == Some(kind)).map(of)
            })
        })
    };
    let lines = [
        line(Unit::Share, "hair IoU", &|score| score.iou),
        line(Unit::DeltaE, "zone dE00", &|score| score.zone_delta_e),
        line(Unit::DeltaE, "seen hair dE00", &|score| score.seen_delta_e),
        line(Unit::DeltaE, "hair dE00", &|score| {
            Some(score.hair?.delta_e)
        }),
    ]
    .into_iter()
    .chain(by_kind(Unit::DeltaE, |off| off.delta_e))
    .chain([line(Unit::DeltaL, "hair dL*", &|score| {
        Some(score.hair?.delta_l)
    })])
    .chain(by_kind(Unit::DeltaL, |off| off.delta_l))
    .chain([
        line(Unit::DeltaE, "skin dE00", &|score| {
            Some(score.skin?.delta_e)
        }),
        line(Unit::DeltaL, "skin dL*", &|score| Some(score.skin?.delta_l)),
    ]);
    table(head, lines.flatten())
}

/// Shares of the findings, for photos with and without hair.
pub(crate) fn findings(scores: &[&Score]) -> String {
    let head = format!(
        "{:<24},{:>5},{:>9},{:>9},{:>9}",
        "photos", "n", "found", "not sure", "no hair"
    );
    let lines = [("with hair", true), ("without hair", false)].map(|(name, has_hair)| {
        let group: Vec<Finding> = scores
            .iter()
            .filter(|score| score.has_hair == has_hair)
            .map(|score| score.finding)
            .collect();
        let share = |finding: Finding| {
            let count = group.iter().filter(|&&own| own == finding).count();
            format!("{:.0} %", 100.0 * real(count) / real(group.len().max(1)))
        };
        format!(
            "{name:<24},{:>5},{:>9},{:>9},{:>9}",
            group.len(),
            share(Finding::Found),
            share(Finding::NotSure),
            share(Finding::NoHair),
        )
    });
    table(head, lines)
}

/// How often the first shade is right, by the probability that is stated of it, and how often the
/// right one is among those called about equally good.
pub(crate) fn choices(scores: &[&Score]) -> String {
    const BINS: [(f64, f64); 5] = [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)];
    let head = format!(
        "{:<24},{:>5},{:>8},{:>8},{:>8}",
        "stated probability", "n", "stated", "right", "among"
    );
    let all: Vec<Choice> = scores.iter().filter_map(|score| score.choice).collect();
    let line = |name: &str, (from, to): (f64, f64)| {
        let inside = |choice: &&Choice| (from..to).contains(&choice.probability);
        let group: Vec<&Choice> = all.iter().filter(inside).collect();
        let mean = |of: &dyn Fn(&Choice) -> f64| {
            let sum: f64 = group.iter().map(|choice| of(choice)).sum();
            100.0 * sum / real(group.len())
        };
        (!group.is_empty()).then(|| {
            format!(
                "{name:<24},{:>5},{:>6.0} %,{:>6.0} %,{:>6.0} %",
                group.len(),
                mean(&|choice| choice.probability),
                mean(&|choice| f64::from(u8::from(choice.is_right))),
                mean(&|choice| f64::from(u8::from(choice.is_right_among))),
            )
        })
    };
    let bins = BINS.map(|(from, to)| {
        let name = format!("{:.0} to {:.0} %", 100.0 * from, 100.0 * to.min(1.0));
        line(&name, (from, to))
    });
    let lines = bins.into_iter().chain([line("all", (0.0, 1.01))]);
    table(head, lines.flatten())
}

/// One line per width that close-ups are shown at.
pub(crate) fn closeups(readings: &[Reading]) -> String {
    /// Factor by which a cover may be off and still count as read.
    const COVER: f64 = 1.6;
    let head = format!(
        "{:<12},{:>5},{:>7},{:>8},{:>8},{:>8},{:>8},{:>9},{:>6}",
        "hair in px", "n", "found", "median", "p90", "dL*", "sd L*", "in 2 sd", "cover"
    );
    let lines = WIDTHS.iter().filter_map(|&width| {
        let all = readings
            .iter()
            .filter(|own| own.width_px.total_cmp(&width).is_eq());
        let all: Vec<&Reading> = all.collect();
        let found: Vec<Off> = all.iter().filter_map(|own| own.off).collect();
        let sample = |of: fn(&Off) -> f64| Sample::new(found.iter().map(of).collect());
        let share = |is: &dyn Fn(&Off) -> bool| {
            let count = found.iter().filter(|off| is(off)).count();
            100.0 * real(count) / real(found.len())
        };
        let delta_e = sample(|off| off.delta_e)?;
        Some(format!(
            "{width:<12},{:>5},{:>5.0} %,{:>8.1},{:>8.1},{:>8.1},{:>8.1},{:>7.0} %,{:>4.0} %",
            all.len(),
            100.0 * real(found.len()) / real(all.len()),
            delta_e.quantile(0.5),
            delta_e.quantile(0.9),
            sample(|off| off.delta_l)?.quantile(0.5),
            sample(|off| off.sd)?.mean(),
            share(&|off| off.delta_l.abs() < 2.0 * off.sd),
            share(&|off| off.cover.ln().abs() < COVER.ln()),
        ))
    });
    table(head, lines)
}

fn table(head: String, lines: impl IntoIterator<Item = String>) -> String {
    std::iter::once(head)
        .chain(lines)
        .map(|line| line + "\n")
        .collect()
}

const KINDS: [(HairKind, &str); 4] = [
    (HairKind::Worn(Style::Stubble), "stubble"),
    (HairKind::Worn(Style::Buzz), "buzz"),
    (HairKind::Worn(Style::Long), "long"),
    (HairKind::Gray, "gray"),
];

/// What a measure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Share,
    DeltaE,
    DeltaL,
}

impl Unit {
    fn symbol(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::DeltaE => "dE00",
            Self::DeltaL => "dL*",
        }
    }
}

fn measure(unit: Unit, name: &str, sample: &Sample) -> String {
    let small = match unit {
        Unit::Share | Unit::DeltaL => String::new(),
        Unit::DeltaE => format!("{:.0} %", 100.0 * sample.share_below(SMALL_DELTA_E)),
    };
    format!(
        "{name:<24},{:>5},{:>8.3},{:>8.3},{:>8.3},{:>8.3},{small:>6}",
        sample.len(),
        sample.mean(),
        sample.quantile(0.5),
        sample.quantile(0.1),
        sample.quantile(0.9),
    )
}

fn word(finding: Finding) -> &'static str {
    match finding {
        Finding::Found => "found",
        Finding::NotSure => "not sure",
        Finding::NoHair => "no hair",
    }
}

fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or(String::new(), |value| format!("{value:.decimals$}"))
}
