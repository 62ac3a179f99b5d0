//! What a color is off by, counting in that its zone had to be found.
//!
//! The measured standard deviations hold where the zones are right and the parts of a zone err each
//! on its own. Shade, fine hairs and tone curves move all parts alike. How much of that there is
//! shows in the skin: on evenly lit skin less goes wrong with the hair too, and so it does where
//! hair covers the skin well. The other constants were chosen on 422 rendered photos, heads and
//! close-ups by `--example render` and plain scalps by another renderer, so that the stated probabilities hold
//! on both; docs/accuracy.md has the table and the command.

use palette::FromColor;

use crate::color::{Lab, LabSd, LinearRgb, chroma, luminance};
use crate::measure::{Hair, Measurement, ShownSkin};
use crate::segment::{Finding, Roles};

/// Standard deviation of the skin's L* at which that of the hair holds as it was measured. On 120 renders
/// (`--example render -- --count 120 --seed 92000`, `--example accuracy`) first shades then state 45 % and
/// are right in 42 %, and the shades called about equally good hold the right one in 91 %.
const USUAL_SKIN: f64 = 0.33;
/// What more or less uneven skin than this says no more, in L*. With a lower limit of 0.1 the hair of
/// `samples/strip.jpg`, a close-up on even skin, has an sd of 1.7 where it is 2.1 off.
const TOLD_BY_SKIN: (f64, f64) = (0.2, 1.0);
/// How fast the hair's error grows with the unevenness of the skin: a power.
const WITH_SKIN: f64 = 0.7;
/// Share of the hair zone's pixels that are hair at which the standard deviation holds as it was
/// measured.
const USUAL_COVER: f64 = 0.5;
/// A lower cover than this says no more.
const LEAST_COVER: f64 = 0.05;
/// How fast the hair's error falls with the cover: a power.
const WITH_COVER: f64 = 0.3;
/// By how much more skin is off than its parts differ.
const SKIN: f64 = 1.5;
/// What the skin's L*, a* and b* are off by however even it is.
const EVEN_SKIN: LabSd = LabSd {
    l: 0.3,
    a: 0.15,
    b: 0.15,
};
/// By how much more either is off where the finding is not sure.
const NOT_SURE: f64 = 1.5;

/// Widens the standard deviations of hair and skin to what either is off by: that of a box, which is
/// taken as hair or skin, only by what its color says.
pub(super) fn widen(found: &mut Measurement, roles: &Roles, finding: Finding) {
    let measured_skin = found.skin.clone();
    if let Some(measured) = &mut found.hair {
        measured.sd = match roles.hair_boxes() {
            [] => hair(measured, measured_skin.as_ref(), finding),
            _ => with_color(measured, measured_skin.as_ref()),
        };
    }
    if let Some(measured) = found
        .skin
        .as_mut()
        .filter(|_| roles.skin_boxes().is_empty())
    {
        measured.sd = skin(measured, finding);
    }
}

/// What hair is off by beside this skin.
fn hair(hair: &Hair, skin: Option<&ShownSkin>, finding: Finding) -> LabSd {
    let measured = with_color(hair, skin);
    let skin = skin.map_or(USUAL_SKIN, |skin| skin.sd.l);
    let (even, uneven) = TOLD_BY_SKIN;
    let by_skin = (skin.clamp(even, uneven) / USUAL_SKIN).powf(WITH_SKIN);
    let by_cover = (hair.cover.max(LEAST_COVER) / USUAL_COVER).powf(-WITH_COVER);
    let factor = by_skin * by_cover * doubt(finding);
    measured.times(factor)
}

/// What skin is off by.
fn skin(skin: &ShownSkin, finding: Finding) -> LabSd {
    EVEN_SKIN.and(skin.sd.times(SKIN * doubt(finding)))
}

/// What hair is off by that was measured beside this skin. Where the skin that is taken to show
/// between dark hairs does not color the zone, there may be gray or dense hair in place of both,
/// and the hair's own color is as likely how it shows.
fn with_color(hair: &Hair, skin: Option<&ShownSkin>) -> LabSd {
    /// Chroma that the zone lacks: below 7.3 on rendered hair of one color but for one of 7.6 ΔE00
    /// error; 7.7 to 13.2 on mixtures of dark and white hair, which were misread by 24 to 37 ΔE00.
    const LACKS: f64 = 7.5;
    let lacks = |skin: &ShownSkin| mixed(hair, skin) - chroma(hair.seen);
    if skin.is_none_or(|skin| lacks(skin) < LACKS) {
        return hair.sd;
    }
    LabSd {
        l: hair.sd.l.hypot(hair.seen.l - hair.lab.l),
        ..hair.sd
    }
}

/// Chroma of hair and skin mixed as the cover says, as light as the zone shows.
fn mixed(hair: &Hair, skin: &ShownSkin) -> f64 {
    let [own, seen, bare] = [hair.lab, hair.seen, skin.lab].map(LinearRgb::from_color);
    let covered = own * hair.cover;
    let left = (luminance(seen) - luminance(covered)).max(0.0);
    let between = bare * (left / luminance(bare).max(1e-6));
    chroma(Lab::from_color(covered + between))
}

fn doubt(finding: Finding) -> f64 {
    match finding {
        Finding::Found => 1.0,
        Finding::NotSure | Finding::NoHair => NOT_SURE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Style;

    const MEASURED: LabSd = LabSd {
        l: 4.0,
        a: 2.0,
        b: 3.0,
    };

    /// What hair of this cover is off by beside skin whose L* has this standard deviation.
    fn off(cover: f64, skin_sd: f64, finding: Finding) -> (LabSd, LabSd) {
        let lab = Lab::new(50.0, 10.0, 15.0);
        let sd = LabSd {
            l: skin_sd,
            a: 0.2,
            b: 0.2,
        };
        let beside = ShownSkin {
            lab,
            share: 0.3,
            sd,
        };
        let found = Hair {
            lab,
            seen: lab,
            zone: lab,
            share: 0.2,
            style: Style::Buzz,
            cover,
            spacing: None,
            sd: MEASURED,
        };
        (hair(&found, Some(&beside), finding), skin(&beside, finding))
    }

    #[test]
    fn uneven_skin_thin_hair_and_a_doubtful_finding_each_leave_more_open() {
        let (hair, skin) = off(USUAL_COVER, USUAL_SKIN, Finding::Found);
        assert_eq!(hair, MEASURED);
        assert!(skin.l > USUAL_SKIN);
        let (even, _) = off(USUAL_COVER, 0.2, Finding::Found);
        let (uneven, uneven_skin) = off(USUAL_COVER, 0.8, Finding::Found);
        assert!(even.l < hair.l && hair.l < uneven.l && skin.l < uneven_skin.l);
        let (thin, _) = off(0.1, USUAL_SKIN, Finding::Found);
        let (doubtful, doubtful_skin) = off(USUAL_COVER, USUAL_SKIN, Finding::NotSure);
        assert!(hair.l < thin.l && hair.l < doubtful.l && skin.l < doubtful_skin.l);
    }

    #[test]
    fn no_photo_is_beyond_all_bounds() {
        for (cover, skin_sd) in [(0.0, 0.0), (1.0, 0.0), (0.0, 90.0), (1.0, 90.0)] {
            let (hair, skin) = off(cover, skin_sd, Finding::NotSure);
            assert!(hair.l > 0.2 * MEASURED.l && hair.l < 6.6 * MEASURED.l);
            assert!(skin.l >= EVEN_SKIN.l);
        }
    }

    #[test]
    fn gray_hair_that_is_read_as_dark_among_skin_is_uncertain() {
        let sd = LabSd {
            l: 6.0,
            a: 3.0,
            b: 4.0,
        };
        let skin = ShownSkin {
            lab: Lab::new(59.0, 12.0, 17.0),
            share: 0.3,
            sd,
        };
        let read = |seen| Hair {
            lab: Lab::new(17.0, 7.0, 4.0),
            seen,
            zone: seen,
            share: 0.3,
            style: Style::Stubble,
            cover: 0.22,
            spacing: None,
            sd,
        };
        let gray = with_color(&read(Lab::new(53.0, 2.0, 6.0)), Some(&skin));
        assert!(gray.l > 35.0, "{gray:?}");
        let stubble = with_color(&read(Lab::new(53.0, 11.0, 15.0)), Some(&skin));
        assert_eq!(stubble, sd);
    }
}
