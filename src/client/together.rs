//! What several photos show, as if it were one.

use super::pool::{mean, mean_sd, pooled_sd, shares};
use super::sighting::Sighting;
use crate::analysis::Analysis;
use crate::answer::Answer;
use crate::color::{Lab, LabSd};
use crate::head::{Tone, Tones};
use crate::light::{Accuracy, Light};
use crate::measure::{Hair, ShownSkin};
use crate::warning::Warning;

/// Share of the variance of the light that all photos of a client have in common, an assumption: one
/// phone, and often one room.
const LIGHT_IN_COMMON: f64 = 0.5;
/// Share of the weight from which a doubt about photos is one about the client: most of it.
const MOST: f64 = 0.5;

/// One photo of several.
#[derive(Clone, Copy)]
pub(super) struct Share<'a> {
    pub(super) answer: &'a Answer,
    pub(super) sighting: Sighting,
    /// Its say, 0 to 1; of all together 1.
    pub(super) weight: f64,
}

/// All that photos show, of which there is one at least; none of none.
pub(super) fn together(shares: &[Share<'_>]) -> Option<Analysis> {
    let by = |of: fn(&Share<'_>) -> f64| {
        shares
            .iter()
            .max_by(move |one, other| of(one).total_cmp(&of(other)))
    };
    let surest = &by(|it| it.sighting.odds)?.answer.analysis;
    let heaviest = &by(|it| it.weight)?.answer.analysis;
    let skin = skin(shares);
    let mut analysis = Analysis::of_readings(surest.readings);
    analysis.light = Light::Pooled(light(shares));
    analysis.hair = heaviest.hair.as_ref().map(|worn| hair(shares, worn, &skin));
    analysis.tones = tones(shares, &skin);
    analysis.skin = Some(skin);
    analysis.clues = surest.clues;
    analysis.finding = surest.finding;
    analysis.has_hue = surest.has_hue;
    analysis.warnings = warnings(shares);
    Some(analysis)
}

/// The skin in the mean light of the photos: of those whose light is known more than of others.
fn skin(photos: &[Share<'_>]) -> ShownSkin {
    let lights = by_light(photos);
    let sightings: Vec<Sighting> = photos.iter().map(|it| it.sighting).collect();
    let lab = mean(&lights, &sightings, |it| it.skin);
    ShownSkin {
        lab,
        share: sum(photos, |it| {
            it.analysis.skin.as_ref().map_or(0.0, |skin| skin.share)
        }),
        sd: sd(photos, lab, |it| (it.skin, it.skin_sd)),
    }
}

/// How far the mean light may be off.
fn light(photos: &[Share<'_>]) -> Accuracy {
    let lights = by_light(photos);
    let pooled = |of: fn(&Accuracy) -> f64| {
        let off: Vec<f64> = photos.iter().map(|it| of(&it.sighting.light)).collect();
        pooled_sd(&lights, &off, LIGHT_IN_COMMON)
    };
    Accuracy {
        delta_e: pooled(|it| it.delta_e),
        gain: pooled(|it| it.gain),
        balance: pooled(|it| it.balance),
    }
}

/// The say of each photo in the light.
fn by_light(photos: &[Share<'_>]) -> Vec<f64> {
    let say = |it: &Share<'_>| it.weight / it.sighting.light.gain.powi(2);
    shares(photos.iter().map(say).collect())
}

/// The hair beside this skin, worn as in the weightiest photo.
fn hair(photos: &[Share<'_>], worn: &Hair, skin: &ShownSkin) -> Hair {
    let lit: Vec<Sighting> = photos
        .iter()
        .map(|it| it.sighting.beside(skin.lab))
        .collect();
    let weights: Vec<f64> = photos.iter().map(|it| it.weight).collect();
    let of_hair =
        |of: fn(&Hair) -> f64| sum(photos, move |it| it.analysis.hair.as_ref().map_or(0.0, of));
    Hair {
        lab: mean(&weights, &lit, |it| it.hair),
        seen: mean(&weights, &lit, |it| it.seen),
        zone: mean(&weights, &lit, |it| it.zone),
        share: of_hair(|hair| hair.share),
        style: worn.style,
        cover: of_hair(|hair| hair.cover),
        spacing: None,
        sd: sd(photos, skin.lab, |it| (it.hair, it.hair_sd)),
    }
}

/// The two colors of salt and pepper hair, if most photos show it.
fn tones(photos: &[Share<'_>], skin: &ShownSkin) -> Option<Tones> {
    let salted = || {
        photos
            .iter()
            .filter(|it| it.answer.analysis.tones.is_some())
    };
    if salted().map(|it| it.weight).sum::<f64>() < MOST {
        return None;
    }
    let clearest = salted().max_by(|one, other| one.weight.total_cmp(&other.weight))?;
    let moved = |tone: Tone| Tone {
        lab: clearest.sighting.moved(tone.lab, skin.lab),
        ..tone
    };
    let tones = clearest.answer.analysis.tones?;
    Some(Tones {
        lighter: moved(tones.lighter),
        darker: moved(tones.darker),
    })
}

/// The doubts about the photos themselves that most of them share, each as the weightiest has it.
fn warnings(photos: &[Share<'_>]) -> Vec<Warning> {
    let mut sorted = photos.to_vec();
    sorted.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let mut found: Vec<(&Warning, f64)> = Vec::new();
    for it in &sorted {
        for warning in it.answer.of_photo() {
            match found
                .iter_mut()
                .find(|(known, _)| known.code() == warning.code())
            {
                Some((_, weight)) => *weight += it.weight,
                None => found.push((warning, it.weight)),
            }
        }
    }
    let shared = found.into_iter().filter(|(_, weight)| *weight >= MOST);
    shared.map(|(warning, _)| warning.clone()).collect()
}

/// What a color of the photos beside this skin is off by in the mean.
fn sd(photos: &[Share<'_>], skin: Lab, of: fn(&Sighting) -> (Lab, LabSd)) -> LabSd {
    let weights: Vec<f64> = photos.iter().map(|it| it.weight).collect();
    let beside = |it: &Share<'_>| of(&it.sighting.beside(skin));
    let lit: Vec<(Lab, LabSd)> = photos.iter().map(beside).collect();
    let pooled = |axis: fn(&(Lab, LabSd)) -> (f64, f64)| {
        let seen: Vec<(f64, f64)> = lit.iter().map(axis).collect();
        mean_sd(&weights, &seen)
    };
    LabSd {
        l: pooled(|(lab, sd)| (lab.l, sd.l)),
        a: pooled(|(lab, sd)| (lab.a, sd.a)),
        b: pooled(|(lab, sd)| (lab.b, sd.b)),
    }
}

/// The mean of a figure of the photos.
fn sum(photos: &[Share<'_>], of: impl Fn(&Answer) -> f64) -> f64 {
    photos.iter().map(|it| it.weight * of(it.answer)).sum()
}
