//! Measurements of hair and skin that cannot both be right.

use crate::color::{NEUTRAL, chroma};
use crate::measure::{Hair, ShownSkin};

/// Whether the hair is measured lighter than the skin although it shows darker, or the other way
/// round, or lighter than it shows by much, or lighter than the skin although it has a color, or its
/// lightness may be anything: then something else was taken for hair or for the skin beside it.
pub(super) fn is_in(hair: &Hair, skin: Option<&ShownSkin>) -> bool {
    /// L* that hair and hair as it shows lie on either side of the skin at least, and that colored
    /// hair is lighter than skin.
    const ACROSS: f64 = 4.0;
    /// Standard deviation of the hair's L* from which the tiles have nothing in common; below 8 on
    /// 19 of 20 rendered scalps.
    const ANYTHING: f64 = 12.0;
    /// L* by which colored hair is lighter than it shows at most; what is more is shine, or skin in
    /// the shade taken for its skin.
    const GLINT: f64 = 12.0;
    let skin = skin.map_or(hair.lab.l, |skin| skin.lab.l);
    let (own, seen) = (hair.lab.l - skin, hair.seen.l - skin);
    hair.sd.l > ANYTHING
        // White hair may be much lighter than the skin it shows with.
        || chroma(hair.lab) > NEUTRAL && (hair.lab.l - hair.seen.l > GLINT || own > ACROSS)
        || own * seen < 0.0 && own.abs().min(seen.abs()) > ACROSS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Lab, LabSd};
    use crate::measure::Style;

    /// Stubble that shows with a lightness, its own known to a standard deviation in L*, on skin of
    /// L* 48.
    fn scalp(lab: Lab, seen: f64, sd: f64) -> (Hair, ShownSkin) {
        let hair = Hair {
            lab,
            seen: Lab::new(seen, 5.0, 8.0),
            zone: Lab::new(seen, 5.0, 8.0),
            share: 0.2,
            style: Style::Stubble,
            cover: 0.4,
            spacing: None,
            sd: LabSd {
                l: sd,
                a: 1.0,
                b: 1.0,
            },
        };
        let skin = ShownSkin {
            lab: Lab::new(48.0, 12.0, 18.0),
            share: 0.3,
            sd: LabSd {
                l: 0.5,
                a: 0.5,
                b: 0.5,
            },
        };
        (hair, skin)
    }

    #[test]
    fn only_white_hair_may_be_far_lighter_than_it_shows() {
        let doubted = |a, b| {
            let (hair, skin) = scalp(Lab::new(75.0, a, b), 58.0, 5.0);
            is_in(&hair, Some(&skin))
        };
        assert!(!doubted(0.5, 5.0));
        assert!(doubted(5.0, 30.0));
    }

    #[test]
    fn only_white_hair_may_be_lighter_than_skin() {
        let doubted = |a, b| {
            let (hair, skin) = scalp(Lab::new(56.0, a, b), 54.0, 5.0);
            is_in(&hair, Some(&skin))
        };
        assert!(!doubted(0.5, 5.0));
        assert!(doubted(7.0, 10.0));
    }

    #[test]
    fn hair_that_shows_dark_is_not_surely_light() {
        let is_contradicted = |own, seen, sd| {
            let (hair, skin) = scalp(Lab::new(own, 0.0, 0.0), seen, sd);
            is_in(&hair, Some(&skin))
        };
        assert!(is_contradicted(68.0, 38.0, 5.0));
        assert!(is_contradicted(20.0, 35.0, 40.0));
        assert!(!is_contradicted(20.0, 35.0, 5.0));
        assert!(!is_contradicted(70.0, 60.0, 5.0));
        assert!(!is_contradicted(50.0, 44.0, 5.0));
    }
}
