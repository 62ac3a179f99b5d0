//! From an artist's own work to a palette: the colors of a strip, the strength of an ink, or what healed
//! dots tell of it over time.

mod narrowing;
mod observing;

use crate::color::Lab;
use crate::error::Error;
use crate::light::Strip;
use crate::palette::{Palette, STRENGTH};
use crate::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};
pub use narrowing::{Narrowing, NextDots};
use observing::DOT;
pub use observing::observe;

/// What to do where a dot has a color that none can have.
const DRAW_WITHIN: &str = "draw the box of the dot inside one healed dot, and that of the skin on the bare skin beside it";

/// Halvings of the range of ln strength: to 1e-9 of it.
const HALVINGS: usize = 30;
/// Shades, in parts of water, that tell the strength best: darker dots are saturated,
/// paler ones drown in noise. `palette show` tells of any palette which shade would narrow it most.
const BEST_SHADES: std::ops::RangeInclusive<f64> = 4.0..=10.0;

/// The strength of an ink.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Strength {
    /// Optical thickness of the healed undiluted deposit at 550 nm.
    pub value: f64,
    /// Standard deviation of its natural logarithm, about its relative one.
    pub relative_sd: f64,
    /// Whether the dot's shade is one that tells the strength well, 4 to 10.
    pub is_well_told: bool,
}

/// A palette of the colors of a strip, which is then a shade guide.
///
/// # Errors
///
/// [`Error::Palette`] if two cells have the same shade.
pub fn palette_of_strip(strip: &Strip, name: &str) -> Result<Palette, Error> {
    let readings: Vec<(f64, Lab)> = strip
        .cells
        .iter()
        .map(|cell| (cell.water_parts, cell.lab))
        .collect();
    Palette::of_readings(name, &readings)
}

/// The strength of the ink with which a healed dot of `water_parts` to 1 part of pigment has got
/// this lightness: the model's dot gets darker with strength without end, so there is one.
///
/// ```
/// use smpmatch::calibrate::strength_of_dot;
/// use smpmatch::color::Lab;
/// use smpmatch::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};
///
/// let bare = Lab::new(65.5, 9.5, 14.5);
/// let deposit = Deposit::new(6.0, 1.0 / 9.0, HEALED_DAYS);
/// let dot = Skin::fit(bare).dot(&deposit, &DotGeometry::default());
/// let strength = strength_of_dot(bare, dot, 8.0)?;
/// assert!((strength.value / 6.0 - 1.0).abs() < 0.001);
/// # Ok::<(), smpmatch::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::LightReference`] if no strength that a palette may have gives such a dot.
pub fn strength_of_dot(bare: Lab, dot: Lab, water_parts: f64) -> Result<Strength, Error> {
    let skin = Skin::fit(bare);
    let share = 1.0 / (1.0 + water_parts);
    let lightness = |ln_strength: f64| {
        let deposit = Deposit::new(ln_strength.exp(), share, HEALED_DAYS);
        skin.dot(&deposit, &DotGeometry::default()).l
    };
    let (mut weak, mut strong) = (STRENGTH.start().ln(), STRENGTH.end().ln());
    if !(lightness(strong)..=lightness(weak)).contains(&dot.l) {
        return Err(Error::LightReference {
            reference: "healed dot",
            found: format!(
                "its L* of {:.1} is not between {:.1} and {:.1}, which ink can give in this skin",
                dot.l,
                lightness(strong),
                lightness(weak)
            ),
            fix: DRAW_WITHIN,
        });
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(weak, strong);
        if lightness(middle) > dot.l {
            weak = middle;
        } else {
            strong = middle;
        }
    }
    let found = f64::midpoint(weak, strong);
    let nudge = 0.01;
    let slope = (lightness(found - nudge) - lightness(found + nudge)) / (2.0 * nudge);
    Ok(Strength {
        value: found.exp(),
        relative_sd: DOT.l / slope.max(f64::MIN_POSITIVE),
        is_well_told: BEST_SHADES.contains(&water_parts),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The skins of the published table, and the sd of ln strength at 1 : 4 to 1 : 10 in it.
    #[test]
    fn a_dot_tells_the_strength_best_between_shades_4_and_10() -> Result<(), Error> {
        let bare = Lab::new(65.5, 9.5, 14.5);
        let skin = Skin::fit(bare);
        let sd = |water_parts: f64| -> Result<f64, Error> {
            let deposit = Deposit::new(6.0, 1.0 / (1.0 + water_parts), HEALED_DAYS);
            let dot = skin.dot(&deposit, &DotGeometry::default());
            let strength = strength_of_dot(bare, dot, water_parts)?;
            assert!((strength.value / 6.0 - 1.0).abs() < 0.001);
            Ok(strength.relative_sd)
        };
        let best = sd(8.0)?;
        assert!((0.12..0.22).contains(&best), "{best}");
        assert!(sd(0.0)? > 2.0 * best && sd(20.0)? > 1.2 * best);
        Ok(())
    }

    #[test]
    fn a_dot_lighter_than_the_skin_is_refused() {
        let bare = Lab::new(50.0, 12.0, 17.0);
        let refused = strength_of_dot(bare, Lab::new(60.0, 12.0, 17.0), 8.0);
        assert!(matches!(refused, Err(Error::LightReference { .. })));
    }
}
