//! The color of the light, judged by the skin: good for a warning, not for a correction, as people
//! differ by 2.6 ΔE00 and skin is what is to be measured.

use palette::IntoColor;

use crate::color::{Lab, LinearRgb, Tint, Xyz};
use crate::warning::Warning;

/// Where the skin of people lies under D65 by lightness: L*, a*, b*. From the means of forearm,
/// cheek and forehead of 960 Europeans, Chinese, Kurds and Thais (Xiao and others, *Skin Research
/// and Technology* 23 (2017) 21, doi 10.1111/srt.12295) and, at both ends, of very light and very
/// dark skin as the skin model makes them.
const LOCUS: [[f64; 3]; 5] = [
    [20.0, 8.0, 8.0],
    [35.0, 11.5, 14.0],
    [50.0, 12.0, 17.0],
    [60.0, 11.0, 16.0],
    [72.0, 8.0, 14.0],
];
/// Distance from the locus in a* and b* within which people's skin lies: three standard deviations
/// of 2.7 and of 2.3 (same source).
const SPREAD: [f64; 2] = [8.0, 7.5];
/// Color temperature of D65.
const DAYLIGHT_KELVIN: f64 = 6504.0;
/// Temperatures that are tried, and steps between them.
const WARMEST_KELVIN: u16 = 2000;
const COLDEST_KELVIN: u16 = 15_000;
const STEP_KELVIN: u16 = 100;
/// A cast is named by a temperature if it explains this share of the distance.
const EXPLAINED: f64 = 0.5;

/// The doubt about skin whose color no skin has in daylight.
pub(super) fn cast(skin: Lab) -> Option<Warning> {
    let expected = expected(skin.l);
    let (delta_a, delta_b) = (skin.a - expected.a, skin.b - expected.b);
    if (delta_a / SPREAD[0]).hypot(delta_b / SPREAD[1]) <= 1.0 {
        return None;
    }
    let distance = |lab: Lab| (lab.a - skin.a).hypot(lab.b - skin.b);
    let (kelvin, left) = (WARMEST_KELVIN..=COLDEST_KELVIN)
        .step_by(usize::from(STEP_KELVIN))
        .map(|kelvin| {
            let kelvin = f64::from(kelvin);
            (kelvin, distance(under(expected, kelvin)))
        })
        .min_by(|one, other| one.1.total_cmp(&other.1))?;
    let is_tint = left > EXPLAINED * distance(expected) && delta_a.abs() > delta_b.abs();
    let tint = if is_tint {
        if delta_a < 0.0 {
            Tint::Green
        } else {
            Tint::Magenta
        }
    } else if delta_b > 0.0 {
        Tint::Warm {
            kelvin: (DAYLIGHT_KELVIN - kelvin).max(0.0),
        }
    } else {
        Tint::Cold {
            kelvin: (kelvin - DAYLIGHT_KELVIN).max(0.0),
        }
    };
    let distance = delta_a.hypot(delta_b);
    Some(Warning::ColorCast { distance, tint })
}

/// The skin of this lightness in the middle of the locus.
fn expected(lightness: f64) -> Lab {
    let after = LOCUS.partition_point(|[l, ..]| *l < lightness);
    let last = after.clamp(1, LOCUS.len() - 1);
    let ([l0, a0, b0], [l1, a1, b1]) = (LOCUS[last - 1], LOCUS[last]);
    let way = ((lightness - l0) / (l1 - l0)).clamp(0.0, 1.0);
    Lab::new(lightness, a0 + (a1 - a0) * way, b0 + (b1 - b0) * way)
}

/// A color as a camera set to daylight shows it in the light of a black body.
fn under(color: Lab, kelvin: f64) -> Lab {
    let xyz: Xyz = color.into_color();
    let light: LinearRgb = xyz.into_color();
    let seen = light * white(kelvin) / white(DAYLIGHT_KELVIN);
    let xyz: Xyz = seen.into_color();
    let seen: Lab = xyz.into_color();
    // A camera exposes for the same lightness.
    Lab::new(color.l, seen.a, seen.b)
}

/// Linear light of a black body of luminance 1, by its chromaticity: Kim and others, US patent
/// 7024034 (2006), good from 1667 to 25 000 K.
fn white(kelvin: f64) -> LinearRgb {
    let t = 1000.0 / kelvin;
    let polynomial = |[cubed, squared, plain, rest]: [f64; 4], at: f64| {
        ((cubed * at + squared) * at + plain) * at + rest
    };
    let x = if kelvin < 4000.0 {
        polynomial([-0.266_123_9, -0.234_358_9, 0.877_695_6, 0.179_910], t)
    } else {
        polynomial([-3.025_846_9, 2.107_037_9, 0.222_634_7, 0.240_390], t)
    };
    let y = match kelvin {
        kelvin if kelvin < 2222.0 => polynomial(
            [-1.106_381_4, -1.348_110_20, 2.185_558_32, -0.202_196_83],
            x,
        ),
        kelvin if kelvin < 4000.0 => polynomial(
            [-0.954_947_6, -1.374_185_93, 2.091_370_15, -0.167_488_67],
            x,
        ),
        _ => polynomial([3.081_758_0, -5.873_386_70, 3.751_129_97, -0.370_014_83], x),
    };
    let xyz = Xyz::new(x / y, 1.0, (1.0 - x - y) / y);
    xyz.into_color()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Means of people's skin under D65 (Xiao and others 2017, forehead; forearm).
    const PEOPLE: [(f64, f64, f64); 5] = [
        (59.2, 11.6, 15.1),
        (56.4, 11.7, 16.3),
        (56.8, 11.6, 17.7),
        (56.1, 11.3, 16.4),
        (63.0, 5.6, 14.0),
    ];

    #[test]
    fn the_skin_of_people_has_no_cast() {
        for (l, a, b) in PEOPLE {
            assert_eq!(cast(Lab::new(l, a, b)), None);
        }
    }

    #[test]
    fn a_lamp_and_shade_are_told_by_their_direction_and_size() {
        let skin = Lab::new(59.2, 11.6, 15.1);
        let Some(Warning::ColorCast {
            tint: Tint::Warm { kelvin },
            ..
        }) = cast(under(skin, 3500.0))
        else {
            panic!("a lamp of 3500 K is warm");
        };
        assert!((kelvin - 3000.0).abs() < 600.0, "{kelvin}");
        let cold = cast(Lab::new(59.2, 9.0, -4.0));
        assert!(
            matches!(
                cold,
                Some(Warning::ColorCast {
                    tint: Tint::Cold { .. },
                    ..
                })
            ),
            "{cold:?}"
        );
        let green = cast(Lab::new(59.2, -6.0, 18.0));
        assert!(
            matches!(
                green,
                Some(Warning::ColorCast {
                    tint: Tint::Green,
                    ..
                })
            ),
            "{green:?}"
        );
    }
}
