//! Values of options: numbers within their ranges, colors.

use std::num::{NonZeroU8, NonZeroUsize};

use smpmatch::color::Lab;
use smpmatch::skin::{HEALED_DAYS, YEAR_DAYS};

pub(crate) fn lab(text: &str) -> Result<Lab, String> {
    let wrong = || "expected L,A,B with L from 0 to 100, such as 26.4,2,2.8".to_owned();
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    let [l, a, b]: [f64; 3] = numbers
        .map_err(|_| wrong())?
        .try_into()
        .map_err(|_| wrong())?;
    let sound = (0.0..=100.0).contains(&l) && a.abs() <= 128.0 && b.abs() <= 128.0;
    sound.then(|| Lab::new(l, a, b)).ok_or_else(wrong)
}

pub(crate) fn millimeters<const LEAST_UM: u32, const MOST_UM: u32>(
    text: &str,
) -> Result<f64, String> {
    let (least, most) = (f64::from(LEAST_UM) / 1000.0, f64::from(MOST_UM) / 1000.0);
    number_within(text, least, most, "mm")
}

pub(crate) fn volume(text: &str) -> Result<f64, String> {
    number_within(text, 0.1, 1000.0, "ml")
}

pub(crate) fn drop(text: &str) -> Result<f64, String> {
    number_within(text, 0.01, 0.2, "ml")
}

pub(crate) fn across(text: &str) -> Result<f64, String> {
    number_within(text, 1.0, 2000.0, "mm")
}

pub(crate) fn sessions(text: &str) -> Result<NonZeroU8, String> {
    let number = text.parse().ok().filter(|number| (2..=4).contains(number));
    number
        .and_then(NonZeroU8::new)
        .ok_or_else(|| "expected 2 to 4 sessions".to_owned())
}

pub(crate) fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "expected 1 or more photos at once".to_owned())
}

pub(crate) fn top(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected 1 or more matches".to_owned())
}

pub(crate) fn seed(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("expected a whole number from 0 to {}", u64::MAX))
}

/// An age of pigment in days: `fresh`, `healed`, or a number of days, months or years.
pub(crate) fn age_days(text: &str) -> Result<f64, String> {
    /// Beyond the years that the course of fading is given for.
    const MOST_YEARS: f64 = 20.0;
    let units = [("d", 1.0), ("m", YEAR_DAYS / 12.0), ("y", YEAR_DAYS)];
    let days = match text {
        "fresh" => Some(0.0),
        "healed" => Some(HEALED_DAYS),
        _ => units.into_iter().find_map(|(unit, days)| {
            let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
            Some(number * days)
        }),
    };
    days.filter(|days| (0.0..=MOST_YEARS * YEAR_DAYS).contains(days))
        .ok_or_else(|| {
            "expected fresh, healed, or an age from 0d to 20y such as 60d, 3m, 1y".to_owned()
        })
}

pub(crate) fn kept(text: &str) -> Result<f64, String> {
    number_within(text, 0.3, 1.0, "of the pigment")
}

pub(crate) fn half_life(text: &str) -> Result<f64, String> {
    number_within(text, 1.0, 30.0, "years")
}

pub(crate) fn density(text: &str) -> Result<f64, String> {
    number_within(text, 20.0, 600.0, "dots on a square centimeter")
}

pub(crate) fn luminance(text: &str) -> Result<f64, String> {
    number_within(text, 0.02, 1.0, "of a perfect white")
}

pub(crate) fn shade(text: &str) -> Result<f64, String> {
    number_within(text.trim(), 0.0, 1000.0, "parts of water")
}

fn number_within(text: &str, least: f64, most: f64, unit: &str) -> Result<f64, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("expected {least} to {most} {unit}"))
}
