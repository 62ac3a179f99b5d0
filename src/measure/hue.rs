//! The hue of hair, and its darkness, as far as the pixels show it and as far as hair has it.
//!
//! A JPEG stores chroma once for 2 x 2 pixels, so the skin's hue reaches into a hair of a few pixels
//! although its lightness is seen. What the pixels say there is weighed against what human hair looks
//! like.

use crate::color::Lab;

/// Hair of a lightness: L*, a*, b* in neutral light.
///
/// Black 18.4 / -0.1 / -0.8 and dark brown 21.7 to 23.8 / 3.4 to 4.3 / 3.9 to 5.4: spectrophotometer,
/// J. Cosmet. Sci. 51 (2000) 293. Level 9 of the Japanese scale is about 20 / 6 / 8. Brown to gray of one
/// head are Munsell 7.5YR 3/4 to 5/2. Blonde and white are those that are rendered here.
const HAIR: [[f64; 3]; 6] = [
    [10.0, 1.0, 2.0],
    [18.0, 1.5, 3.0],
    [23.0, 4.0, 6.0],
    [31.0, 6.0, 11.0],
    [55.0, 7.0, 19.0],
    [75.0, 3.0, 15.0],
];

/// Standard deviation of a* and of b* of human hair about these: red hair lies 12 above.
const HAIR_SD: (f64, f64) = (4.0, 6.0);

/// a* and b* of skin and what most skins lie within of them: foreheads, Xiao et al., Skin Res. Technol.
/// 23 (2017) 21, doi 10.1111/srt.12295. What lies beyond is a cast of the light, which hair is under
/// too.
const SKIN: [(f64, f64); 2] = [(11.0, 6.0), (16.0, 6.0)];

/// How much more a weighed hue is off than its parts are: what remains of the skin in it is on
/// one side.
const BIASED: f64 = 1.4;

/// No hair is greener or bluer than this below what it should have.
const LEAST: (f64, f64) = (-3.0, -4.0);

/// A hue and how surely it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hue {
    /// The color.
    pub(super) lab: Lab,
    /// Standard deviation of a* and of b*.
    pub(super) sd: (f64, f64),
}

/// The color of hair that shows so beside this skin, with `sd` for the error of its hue.
pub(super) fn weighed(shown: Lab, sd: f64, skin: Lab) -> Hue {
    let [a, b] = usual(shown.l);
    let lit = (shown.l / skin.l.max(1.0)).min(1.0);
    let (a, b) = (
        a + lit * cast(skin.a, SKIN[0]),
        b + lit * cast(skin.b, SKIN[1]),
    );
    let weigh = |shown: f64, usual: f64, usual_sd: f64| {
        let weight = usual_sd.powi(2) / (usual_sd.powi(2) + sd.powi(2));
        (
            usual + weight * (shown - usual),
            BIASED * weight.sqrt() * sd,
        )
    };
    let (own_a, sd_a) = weigh(shown.a, a, HAIR_SD.0);
    let (own_b, sd_b) = weigh(shown.b, b, HAIR_SD.1);
    let least = (a.min(0.0) + LEAST.0, b.min(0.0) + LEAST.1);
    Hue {
        lab: Lab::new(shown.l, own_a.max(least.0), own_b.max(least.1)),
        sd: (sd_a, sd_b),
    }
}

/// The L* of hair that is read so with this standard deviation. Most hair is black or dark brown, and
/// none is much darker: what is hardly seen is rather such hair, while what is seen well stays.
pub(super) fn lightness(shown: f64, sd: f64) -> f64 {
    /// Black hair measures 15 to 18, and some in close-ups by uncalibrated cameras 10.
    const USUAL: f64 = 17.0;
    const DARKER: f64 = 5.0;
    /// Dark brown hair measures 22 to 24; the lighter hair is, the less is it one of many.
    const LIGHTER: f64 = 10.0;
    const TAIL: f64 = 0.3;
    /// Standard deviation up to which nothing is taken from elsewhere.
    const SURE: f64 = 2.0;
    let usual_sd = if shown < USUAL {
        DARKER
    } else {
        LIGHTER + TAIL * (shown - USUAL)
    };
    let hardly = (sd - SURE).max(0.0);
    let weight = usual_sd.powi(2) / (usual_sd.powi(2) + hardly.powi(2));
    USUAL + weight * (shown - USUAL)
}

/// a* and b* that hair of this lightness mostly has.
fn usual(l: f64) -> [f64; 2] {
    let after = HAIR
        .iter()
        .position(|hair| hair[0] > l)
        .unwrap_or(HAIR.len());
    let (low, high) = (
        HAIR[after.saturating_sub(1)],
        HAIR[after.min(HAIR.len() - 1)],
    );
    let along = ((l - low[0]) / (high[0] - low[0]).max(1e-6)).clamp(0.0, 1.0);
    [1, 2].map(|axis| low[axis] + along * (high[axis] - low[axis]))
}

/// By how much a coordinate of skin lies beyond what skin has.
fn cast(shown: f64, (usual, within): (f64, f64)) -> f64 {
    let off = shown - usual;
    off - off.clamp(-within, within)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKIN: Lab = Lab::new(62.0, 11.0, 16.0);

    #[test]
    fn a_hue_that_is_well_seen_stays() {
        let red = Lab::new(31.5, 17.7, 23.3);
        let found = weighed(red, 0.5, SKIN).lab;
        assert!(
            (found.a - red.a).abs() < 0.3 && (found.b - red.b).abs() < 0.3,
            "{found:?}"
        );
    }

    #[test]
    fn the_hue_of_skin_does_not_stay_on_hair_too_thin_to_show_its_own() {
        let found = weighed(Lab::new(18.0, 14.0, 20.0), 8.0, SKIN);
        assert!(found.lab.a < 5.0 && found.lab.b < 10.0, "{found:?}");
        assert!(found.sd.0 > 2.0 && found.sd.1 > 3.0);
    }

    #[test]
    fn what_is_seen_well_keeps_its_lightness_and_what_is_hardly_seen_is_rather_dark() {
        for seen in [12.0, 30.0, 60.0] {
            assert!((lightness(seen, 0.5) - seen).abs() < 0.2, "{seen}");
        }
        assert!((lightness(3.0, 12.0) - 15.0).abs() < 1.0);
        let hardly = lightness(30.0, 10.0);
        assert!((20.0..28.0).contains(&hardly), "{hardly}");
    }

    #[test]
    fn no_hair_is_teal() {
        for sd in [0.0, 3.0, 30.0] {
            let found = weighed(Lab::new(20.0, -15.0, -12.0), sd, SKIN).lab;
            assert!(found.a >= -3.0 && found.b >= -4.0, "{found:?}");
        }
    }

    #[test]
    fn under_green_light_hair_is_greener_than_under_white_light() {
        let green = Lab::new(62.0, -8.0, 16.0);
        let shown = Lab::new(20.0, -2.0, 4.0);
        assert!(weighed(shown, 6.0, green).lab.a < weighed(shown, 6.0, SKIN).lab.a - 2.0);
    }
}
