//! How far an answer may be relied on.

use crate::rank::{Confidence, Level};
use crate::warning::{MOST_TIED, Warning};

/// The warnings that hold of a photo: what rests on hue says nothing where there is none, and skin
/// against the light is not dark.
pub(super) fn holding(mut warnings: Vec<Warning>) -> Vec<Warning> {
    if warnings.contains(&Warning::NoHue) {
        warnings.retain(|warning| !warning.rests_on_hue());
    }
    let is_backlit = |warning: &Warning| matches!(warning, Warning::Backlit { .. });
    if warnings.iter().any(is_backlit) {
        warnings.retain(|warning| !matches!(warning, Warning::DarkSkin { .. }));
    }
    warnings
}

/// Probability that the answer can be used from which its level is high, and medium. Chosen on 101
/// phone photos of clients, each left out of the fit in turn, by `training/doubt.py`: nothing wrong
/// may be surer than low on more than 1 in 100.
const HIGH: f64 = 0.93;
const MEDIUM: f64 = 0.9;
/// Share of clipped pixels from which no answer is sure; by judgment: four times that from which clipping is worth a
/// word.
const CLIPPED: f64 = 0.02;

/// The final level of confidence: what the draws behind the ranking and the probability that
/// the answer can be used both allow. The draws know how far the measured colors may be off, but not
/// whether they are those of hair and skin at all.
pub(super) fn level(drawn: &Confidence, usable: Option<f64>, warnings: &[Warning]) -> Level {
    if drawn.shades.len() > MOST_TIED || warnings.iter().any(is_shaken) {
        return Level::Low;
    }
    match usable {
        Some(usable) if usable < MEDIUM => Level::Low,
        Some(usable) if usable < HIGH && drawn.level == Level::High => Level::Medium,
        _ => drawn.level,
    }
}

/// Whether nothing can be sure with this warning: there is nothing to match, or nothing on the strip
/// to match it with, or it is not known what was matched. A cast and little clipping move hair
/// and skin alike.
pub(super) fn is_shaken(warning: &Warning) -> bool {
    match warning {
        Warning::AsLightAsSkin | Warning::BeyondStrip { .. } => true,
        Warning::ColorCast { .. } | Warning::SkinNotPlausible { .. } => false,
        Warning::Clipped { share } => *share > CLIPPED,
        other => other.is_serious(),
    }
}

/// Why the photo is not good enough for a strict run.
pub(super) fn refusal(is_strict: bool, warnings: &[Warning]) -> Option<Warning> {
    let serious = warnings.iter().find(|warning| warning.is_serious());
    serious.filter(|_| is_strict).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ranking of high confidence that leaves so many shades open.
    fn drawn(shades: usize) -> Confidence {
        Confidence {
            level: Level::High,
            shades: vec!["8".to_owned(); shades],
            shades_with_ink: Vec::new(),
        }
    }

    #[test]
    fn a_doubt_about_what_was_measured_leaves_no_level_above_low() {
        let one = drawn(1);
        assert_eq!(level(&one, None, &[Warning::BlondeHair]), Level::High);
        for doubt in [Warning::HairNotSure, Warning::AsLightAsSkin] {
            let warnings = [Warning::BlondeHair, doubt];
            assert_eq!(level(&one, Some(0.99), &warnings), Level::Low);
        }
    }

    #[test]
    fn no_level_is_above_what_the_photo_and_the_ranking_both_allow() {
        assert_eq!(level(&drawn(2), Some(0.99), &[]), Level::High);
        assert_eq!(level(&drawn(2), Some(0.91), &[]), Level::Medium);
        assert_eq!(level(&drawn(2), Some(0.85), &[]), Level::Low);
        assert_eq!(level(&drawn(MOST_TIED + 1), Some(0.99), &[]), Level::Low);
    }

    #[test]
    fn little_clipping_alone_lowers_nothing() {
        let clipped = |share| level(&drawn(1), Some(0.99), &[Warning::Clipped { share }]);
        assert_eq!(clipped(0.01), Level::High);
        assert_eq!(clipped(0.1), Level::Low);
    }

    #[test]
    fn without_hue_no_warning_rests_on_it() {
        let warnings = vec![Warning::GrayHair, Warning::NoHue, Warning::LongHair];
        assert_eq!(holding(warnings), [Warning::NoHue, Warning::LongHair]);
    }

    #[test]
    fn a_strict_run_alone_refuses_and_names_the_first_serious_warning() {
        let warnings = [Warning::LongHair, Warning::NoHue, Warning::HairNotSure];
        assert_eq!(refusal(true, &warnings), Some(Warning::NoHue));
        assert_eq!(refusal(false, &warnings), None);
        assert_eq!(refusal(true, &warnings[..1]), None);
    }
}
