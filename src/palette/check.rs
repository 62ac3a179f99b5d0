//! What a palette must be beyond the shape of its JSON.

use std::collections::HashSet;
use std::fmt::Display;
use std::ops::RangeInclusive;

use super::dilution::Reading;
use super::{Catalog, Dilution, FORMAT, FadingObservation, Ink, Measured, Observation};
use crate::error::Fault;

/// Range of an ink's strength: beyond it even the undiluted ink would be invisible, or the thinnest
/// mix black.
pub(crate) const STRENGTH: RangeInclusive<f64> = 0.1..=100.0;
/// Range of L*, from black to white.
const LIGHTNESS: RangeInclusive<f64> = 0.0..=100.0;
/// Range of a* and b*, as in ICC profiles.
const CHROMA: RangeInclusive<f64> = -128.0..=128.0;
/// Most dilutions: far more than anyone mixes, few enough to be ranked in seconds.
const MOST_DILUTIONS: usize = 10_000;
/// Most observations of a kind: a lifetime of clients, read in a second.
const MOST_OBSERVATIONS: usize = 500;
/// What observed work may be, by judgment wider than any: ages in days, to 20 years; the width of dots in mm; the
/// standard deviation of L*, a* and b*; the share of the pigment that is left, and the standard deviation of its
/// logarithm.
const AGE_DAYS: RangeInclusive<f64> = 0.0..=7305.0;
const DOT_MM: RangeInclusive<f64> = 0.1..=2.0;
const LAB_SD: RangeInclusive<f64> = 0.1..=30.0;
const LEFT: RangeInclusive<f64> = 0.001..=10.0;
const RELATIVE_SD: RangeInclusive<f64> = 0.01..=3.0;
/// Most parts of either: drops to fill a barrel.
const MOST_PARTS: f64 = 1e6;
/// Most parts of water to 1 part of pigment. The palest that the trade mixes is about 40; of the
/// strongest ink, one in a thousand is not seen in skin.
const MOST_WATER: f64 = 1000.0;

/// The faults of a palette as they are found.
#[derive(Debug, Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, at: &str, found: impl Display, expected: impl Display) {
        self.0.push(Fault {
            at: at.to_owned(),
            found: found.to_string(),
            expected: expected.to_string(),
        });
    }
}

impl Catalog {
    /// All that the types let pass and the format does not.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        if self.format != FORMAT {
            faults.add("/format", self.format, FORMAT);
        }
        check_name("/name", &self.name, &mut faults);
        self.ink.check(&mut faults);
        match self.dilutions.len() {
            0 => faults.add("/dilutions", "none", "at least one dilution"),
            count if count > MOST_DILUTIONS => {
                faults.add(
                    "/dilutions",
                    count,
                    format!("at most {MOST_DILUTIONS} dilutions"),
                );
            }
            _ => {}
        }
        let mut names = HashSet::new();
        for (index, dilution) in self.dilutions.iter().take(MOST_DILUTIONS).enumerate() {
            let at = format!("/dilutions/{index}");
            dilution.check(&at, &mut faults);
            // "6 B" and "6B" are one shade to the eye.
            let name: String = dilution.shade.split_whitespace().collect();
            if !names.insert(name) {
                let found = format!("{:?} a second time", dilution.shade);
                faults.add(&format!("{at}/shade"), found, "each shade once");
            }
        }
        check_all(
            "/observations",
            &self.observations,
            &mut faults,
            Observation::check,
        );
        check_all(
            "/fading",
            &self.fading,
            &mut faults,
            FadingObservation::check,
        );
        faults.0
    }
}

/// Checks what was observed, each of which counts once: files that were merged may hold it twice.
fn check_all<T: PartialEq>(
    at: &str,
    observed: &[T],
    faults: &mut Faults,
    check: impl Fn(&T, &str, &mut Faults),
) {
    if observed.len() > MOST_OBSERVATIONS {
        let expected = format!("at most {MOST_OBSERVATIONS} observations");
        faults.add(at, observed.len(), expected);
        return;
    }
    for (index, seen) in observed.iter().enumerate() {
        let at = format!("{at}/{index}");
        check(seen, &at, faults);
        if observed.iter().take(index).any(|other| other == seen) {
            faults.add(&at, "the same a second time", "each observation once");
        }
    }
}

impl Observation {
    fn check(&self, at: &str, faults: &mut Faults) {
        check_parts(at, self.pigment_parts, self.water_parts, faults);
        check_age(&format!("{at}/age_days"), self.age_days, faults);
        check_range(&format!("{at}/dot_mm"), self.dot_mm, &DOT_MM, faults);
        check_lab(&format!("{at}/dot"), self.dot, faults);
        check_lab(&format!("{at}/skin"), self.skin, faults);
        let Reading(sd) = self.sd;
        for (index, sd) in sd.into_iter().enumerate() {
            check_range(&format!("{at}/sd/{index}"), sd, &LAB_SD, faults);
        }
        if !self.note.is_empty() {
            check_name(&format!("{at}/note"), &self.note, faults);
        }
    }
}

impl FadingObservation {
    fn check(&self, at: &str, faults: &mut Faults) {
        check_age(&format!("{at}/from_days"), self.from_days, faults);
        check_age(&format!("{at}/to_days"), self.to_days, faults);
        if self.to_days <= self.from_days {
            faults.add(
                &format!("{at}/to_days"),
                self.to_days,
                "more than from_days",
            );
        }
        check_range(&format!("{at}/left"), self.left, &LEFT, faults);
        check_range(
            &format!("{at}/relative_sd"),
            self.relative_sd,
            &RELATIVE_SD,
            faults,
        );
        if !self.note.is_empty() {
            check_name(&format!("{at}/note"), &self.note, faults);
        }
    }
}

fn check_age(at: &str, days: f64, faults: &mut Faults) {
    check_range(at, days, &AGE_DAYS, faults);
}

fn check_range(at: &str, number: f64, range: &RangeInclusive<f64>, faults: &mut Faults) {
    if !range.contains(&number) {
        let expected = format!("{} to {}", range.start(), range.end());
        faults.add(at, number, expected);
    }
}

impl Ink {
    fn check(&self, faults: &mut Faults) {
        check_range("/ink/strength", self.strength, &STRENGTH, faults);
    }
}

impl Dilution {
    fn check(&self, at: &str, faults: &mut Faults) {
        check_name(&format!("{at}/shade"), &self.shade, faults);
        check_parts(at, self.pigment_parts, self.water_parts, faults);
        if let Some(measured) = self.measured {
            measured.check(&format!("{at}/measured"), faults);
        }
    }
}

fn check_parts(at: &str, pigment: f64, water: f64, faults: &mut Faults) {
    let is_pigment = pigment > 0.0 && pigment <= MOST_PARTS;
    let is_water = (0.0..=MOST_PARTS).contains(&water);
    if !is_pigment {
        let expected = format!("a number above 0 and up to {MOST_PARTS}");
        faults.add(&format!("{at}/pigment_parts"), pigment, expected);
    }
    if !is_water {
        let expected = format!("0 (undiluted) or a number above it, up to {MOST_PARTS}");
        faults.add(&format!("{at}/water_parts"), water, expected);
    }
    if is_pigment && is_water && water > MOST_WATER * pigment {
        let found = format!("{water} to {pigment} of pigment");
        let expected = format!("at most {MOST_WATER} parts of water to 1 of pigment");
        faults.add(&format!("{at}/water_parts"), found, expected);
    }
}

impl Measured {
    fn check(&self, at: &str, faults: &mut Faults) {
        check_lab(&format!("{at}/lab"), self.lab, faults);
        if let Some(lab) = self.skin_lab {
            check_lab(&format!("{at}/skin_lab"), lab, faults);
        }
    }
}

fn check_lab(at: &str, Reading(lab): Reading, faults: &mut Faults) {
    let ranges = [
        (LIGHTNESS, "L* 0 to 100"),
        (CHROMA, "a* -128 to 128"),
        (CHROMA, "b* -128 to 128"),
    ];
    for (index, (value, (range, expected))) in lab.into_iter().zip(ranges).enumerate() {
        if !range.contains(&value) {
            faults.add(&format!("{at}/{index}"), value, expected);
        }
    }
}

/// Names are printed on terminals, where a control character is a command, and one that is not seen
/// makes two names look alike or turns the line around.
fn check_name(at: &str, name: &str, faults: &mut Faults) {
    let is_unseen = |letter: char| letter.is_control() || is_format(letter);
    if name.trim().is_empty() || name.contains(is_unseen) {
        faults.add(at, format!("{name:?}"), "a name in printable characters");
    }
}

/// Whether a character only says how others are set: joiners, marks and overrides of the direction.
fn is_format(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
