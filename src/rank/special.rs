//! Heads that a shade of carbon does not simply fit: named, not forced.

use super::Mix;
use crate::color::{HairClass, ItaClass, Lab, chroma, delta_e, ita_degrees};
use crate::head::Head;
use crate::warning::Warning;

/// Least ΔE00 to the skin of hair whose color can be named: nearer, it may be skin. By judgment: about as far
/// as rendered blond stubble is off.
const TOLD_FROM_SKIN: f64 = 6.0;

/// What is special about a head. `doubts` are those about its ranking.
pub(super) fn of(head: &Head, mix: Option<&Mix>, doubts: &[Warning]) -> Vec<Warning> {
    let out_of_reach = |doubt: &Warning| matches!(doubt, Warning::HueNotReachable { .. });
    let hair = hair(head).filter(|name| {
        // The camera turns many a brown hair red; the skin beside it tells how far carbon reaches.
        *name != Warning::RedHair || doubts.iter().any(out_of_reach)
    });
    let hair = mix.map(salt_and_pepper).or(hair);
    let is_dark = ItaClass::of(head.skin) == Some(ItaClass::Dark);
    let degrees = ita_degrees(head.skin).filter(|_| is_dark);
    let skin = degrees.map(|degrees| Warning::DarkSkin { degrees });
    hair.into_iter().chain(skin).collect()
}

fn salt_and_pepper(mix: &Mix) -> Warning {
    Warning::SaltAndPepper {
        share: mix.lighter.tone.share,
        light_shade: mix.lighter.shade.clone(),
        dark_shade: mix.darker.shade.clone(),
    }
}

fn hair(head: &Head) -> Option<Warning> {
    // A warm light colors hair and skin alike, and noise grows on the way from what shows of the
    // hair to the hair itself: what shows has to be redder than the skin as well.
    let shows = saturation(head.seen_hair) > saturation(head.skin);
    let more_colored = shows && chroma(head.hair) > chroma(head.skin);
    if delta_e(head.hair, head.skin) < TOLD_FROM_SKIN {
        return None;
    }
    match HairClass::of(head.hair)? {
        HairClass::Gray => Some(Warning::GrayHair),
        HairClass::Blonde => Some(Warning::BlondeHair),
        HairClass::Red => more_colored.then_some(Warning::RedHair),
    }
}

/// Chroma for its lightness, which shade leaves alone.
fn saturation(lab: Lab) -> f64 {
    chroma(lab) / lab.l.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::head::Noise;

    fn named(hair: Lab) -> Option<Warning> {
        super::hair(&Head {
            hair,
            seen_hair: hair,
            zone: None,
            skin: Lab::new(66.0, 10.5, 16.0),
            noise: Noise::INSTRUMENT,
            tones: None,
        })
    }

    #[test]
    fn hair_is_named_by_its_color() {
        let hairs = [
            ((15.0, 0.0, 0.0), None),
            ((22.0, 4.0, 5.0), None),
            ((30.0, 7.0, 10.0), None),
            ((40.0, 8.0, 14.0), None),
            ((47.0, 7.0, 17.0), Some(Warning::BlondeHair)),
            ((57.0, 6.0, 20.0), Some(Warning::BlondeHair)),
            ((36.0, 18.0, 22.0), Some(Warning::RedHair)),
            ((58.0, 0.0, 3.0), Some(Warning::GrayHair)),
            ((88.0, 0.0, 6.0), Some(Warning::GrayHair)),
            ((66.0, 10.0, 16.0), None),
        ];
        for ((l, a, b), name) in hairs {
            assert_eq!(named(Lab::new(l, a, b)), name, "{l} {a} {b}");
        }
    }

    #[test]
    fn hair_in_a_warm_light_is_not_called_red() {
        let hair = Lab::new(34.2, 20.5, 30.1);
        let head = Head {
            hair,
            seen_hair: hair,
            zone: None,
            skin: Lab::new(52.2, 18.7, 31.4),
            noise: Noise::INSTRUMENT,
            tones: None,
        };
        assert_eq!(super::hair(&head), None);
    }

    #[test]
    fn stubble_that_shows_no_redder_than_the_skin_is_not_called_red() {
        let named = |seen_hair| {
            hair(&Head {
                hair: Lab::new(34.0, 20.0, 30.0),
                seen_hair,
                zone: None,
                skin: Lab::new(52.0, 18.0, 30.0),
                noise: Noise::INSTRUMENT,
                tones: None,
            })
        };
        assert_eq!(named(Lab::new(55.0, 17.0, 30.0)), None);
        let red = Lab::new(45.0, 20.0, 29.0);
        assert_eq!(named(red), Some(Warning::RedHair));
    }

    #[test]
    fn skin_of_a_black_and_white_photo_is_not_called_dark() {
        let gray = Head {
            hair: Lab::new(15.0, 0.0, 0.0),
            seen_hair: Lab::new(15.0, 0.0, 0.0),
            zone: None,
            skin: Lab::new(45.0, 0.0, 0.1),
            noise: Noise::INSTRUMENT,
            tones: None,
        };
        assert_eq!(of(&gray, None, &[]), []);
    }
}
