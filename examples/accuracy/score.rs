//! One photo's answer held against its truth.

use image::RgbImage;
use palette::{FromColor, IntoColor};
use smpmatch::color::{Lab, LinearRgb, delta_e};
use smpmatch::segment::Finding;

use crate::answer::Answer;
use crate::choice::{Choice, choice};
use crate::mask::Mask;
use crate::truth::{PhotoTruth, Style};

/// What is known about a photo.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) zone: Option<Mask>,
    pub(crate) truth: Option<PhotoTruth>,
}

/// How far the answer is from the truth; what cannot be compared is missing.
#[derive(Clone, Debug)]
pub(crate) struct Score {
    pub(crate) finding: Finding,
    pub(crate) kind: Option<HairKind>,
    pub(crate) has_hair: bool,
    /// Intersection over union of the hair zones, if the photo has hair.
    pub(crate) iou: Option<f64>,
    /// ΔE00 between the median colors of the two hair zones, without their rims.
    pub(crate) zone_delta_e: Option<f64>,
    /// ΔE00 of the seen hair color from the median color of the true zone without its rim.
    pub(crate) seen_delta_e: Option<f64>,
    pub(crate) hair: Option<Difference>,
    pub(crate) skin: Option<Difference>,
    /// The shade chosen, where colors are found and known.
    pub(crate) choice: Option<Choice>,
    /// For the order of the sheet: 0 for a perfect answer, 1 for a wholly wrong one.
    pub(crate) badness: f64,
}

/// Hair that is hard or easy in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HairKind {
    Worn(Style),
    /// Dark and white hairs mixed, however worn.
    Gray,
}

/// A measured color less the true one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Difference {
    pub(crate) delta_e: f64,
    /// Signed: positive if measured too light.
    pub(crate) delta_l: f64,
}

/// Scores an answer; `shrunk` is the photo at the size of the masks.
pub(crate) fn score(shrunk: &RgbImage, answer: &Answer, known: &Known) -> Score {
    let zone = known.zone.as_ref().filter(|zone| zone.share() > 0.0);
    let has_hair = match (&known.zone, &known.truth) {
        (Some(zone), _) => zone.share() > 0.0,
        (None, truth) => truth.as_ref().is_none_or(|truth| truth.hair_lab.is_some()),
    };
    let true_median = zone.and_then(|zone| zone.eroded().median_color(shrunk));
    let found_median = answer.zone.eroded().median_color(shrunk);
    let iou = zone.map(|zone| zone.iou(&answer.zone));
    let truth = known.truth.as_ref();
    let true_hair = truth.and_then(|truth| in_light(truth, truth.hair_lab?));
    let true_skin = truth.and_then(|truth| in_light(truth, truth.skin_lab));
    Score {
        finding: answer.finding,
        kind: truth.map(|truth| match truth.white_share {
            0.0 => HairKind::Worn(truth.style),
            _ => HairKind::Gray,
        }),
        has_hair,
        iou,
        zone_delta_e: difference(found_median, true_median).map(|off| off.delta_e),
        seen_delta_e: difference(answer.seen, true_median).map(|off| off.delta_e),
        hair: difference(answer.hair, true_hair),
        skin: difference(answer.skin, true_skin),
        choice: (answer.ranking.as_ref().zip(true_hair.zip(true_skin)))
            .and_then(|(ranking, (hair, skin))| choice(ranking, hair, skin)),
        badness: iou.map_or(answer.zone.share(), |iou| 1.0 - iou),
    }
}

fn difference(measured: Option<Lab>, truth: Option<Lab>) -> Option<Difference> {
    let (measured, truth) = (measured?, truth?);
    Some(Difference {
        delta_e: delta_e(measured, truth),
        delta_l: measured.l - truth.l,
    })
}

/// A true color in the photo's own light: what can be measured without a gray card.
fn in_light(truth: &PhotoTruth, [l, a, b]: [f64; 3]) -> Option<Lab> {
    let neutral: LinearRgb = Lab::new(l, a, b).into_color();
    let gained = neutral * LinearRgb::from(truth.gains);
    let clipped = [gained.red, gained.green, gained.blue]
        .iter()
        .any(|&channel| channel > 1.0);
    (!clipped).then(|| Lab::from_color(gained))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: u32 = 100;

    fn left(columns: u32) -> Mask {
        Mask::new((SIDE, SIDE), |x, _| x < columns)
    }

    /// Dark on the left, light on the larger part on the right.
    fn photo() -> RgbImage {
        RgbImage::from_fn(SIDE, SIDE, |x, _| {
            image::Rgb(if x < 45 {
                [60, 50, 45]
            } else {
                [200, 160, 140]
            })
        })
    }

    fn truth(gains: [f64; 3]) -> PhotoTruth {
        PhotoTruth {
            photo: "x.jpg".into(),
            style: Style::Stubble,
            cover: 0.5,
            width_px: 2.0,
            white_share: 0.0,
            zone_share: 0.5,
            hair_lab: Some([21.6, 3.0, 4.9]),
            skin_lab: [68.9, 12.4, 15.2],
            gains,
            card: None,
            strip: None,
        }
    }

    fn answer(columns: u32) -> Answer {
        Answer {
            finding: Finding::Found,
            zone: left(columns),
            hair: Some(Lab::new(23.6, 3.0, 4.9)),
            seen: left(50).median_color(&photo()),
            skin: Some(Lab::new(68.9, 12.4, 15.2)),
            ranking: None,
        }
    }

    fn known(zone: Mask, gains: [f64; 3]) -> Known {
        Known {
            zone: Some(zone),
            truth: Some(truth(gains)),
        }
    }

    #[test]
    fn a_right_answer_has_no_error_but_that_of_its_hair_color() {
        let score = score(&photo(), &answer(50), &known(left(50), [1.0; 3]));
        assert!(score.has_hair && score.badness < 1e-12);
        assert!((score.iou.unwrap() - 1.0).abs() < 1e-12);
        assert!(score.zone_delta_e.unwrap() < 1e-9 && score.seen_delta_e.unwrap() < 1e-9);
        assert!((score.hair.unwrap().delta_l - 2.0).abs() < 0.01);
        assert!(score.skin.unwrap().delta_e < 0.01);
    }

    #[test]
    fn a_zone_that_is_mostly_skin_has_the_wrong_color() {
        let score = score(&photo(), &answer(100), &known(left(40), [1.0; 3]));
        assert!((score.iou.unwrap() - 0.4).abs() < 1e-12);
        assert!(score.zone_delta_e.unwrap() > 30.0);
    }

    #[test]
    fn truth_is_compared_in_the_light_of_the_photo() {
        let dim = score(&photo(), &answer(50), &known(left(50), [0.5; 3]));
        assert!(dim.skin.unwrap().delta_l > 15.0);
    }

    #[test]
    fn hair_found_where_there_is_none_is_bad_but_no_overlap() {
        let mut known = known(left(0), [1.0; 3]);
        known.truth = None;
        let score = score(&photo(), &answer(30), &known);
        assert!(!score.has_hair && score.iou.is_none() && score.seen_delta_e.is_none());
        assert!((score.badness - 0.3).abs() < 1e-12);
    }
}
