//! How far an answer may be relied on.

use crate::rank::Level;
use crate::warning::Warning;

/// The warnings that hold of a photo: what rests on hue says nothing where there is none.
pub(super) fn holding(mut warnings: Vec<Warning>) -> Vec<Warning> {
    if warnings.contains(&Warning::NoHue) {
        warnings.retain(|warning| !warning.rests_on_hue());
    }
    warnings
}

/// The final level of confidence. The draws behind `drawn` know how far the measured colors may be
/// off, but not whether they are those of hair and skin at all: where that is in doubt, or there is
/// nothing to match, or nothing on the strip to match it with, no level is above low.
pub(super) fn level(drawn: Level, warnings: &[Warning]) -> Level {
    let nothing_to_match = |warning: &Warning| {
        matches!(
            warning,
            Warning::AsLightAsSkin | Warning::BeyondStrip { .. }
        )
    };
    let shaken = |warning: &Warning| warning.is_serious() || nothing_to_match(warning);
    if warnings.iter().any(shaken) {
        Level::Low
    } else {
        drawn
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

    #[test]
    fn a_doubt_about_what_was_measured_leaves_no_level_above_low() {
        assert_eq!(level(Level::High, &[Warning::BlondeHair]), Level::High);
        for doubt in [Warning::HairNotSure, Warning::AsLightAsSkin] {
            let warnings = [Warning::BlondeHair, doubt];
            assert_eq!(level(Level::High, &warnings), Level::Low);
        }
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
