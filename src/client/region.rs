//! Parts of a head whose hair differs.
//!
//! The limits were chosen on rendered clients (`docs/accuracy.md`), so that the hair of one color is hardly ever taken
//! for two.

use super::pool::own;
use super::sighting::Sighting;
use crate::numbers::real;

/// Standard deviations of their difference by which the hair of two parts of a head differs at least.
const APART: f64 = 4.0;
/// L* by which it does: about two shades.
const DIFFERENT: f64 = 10.0;
/// Standard deviations within which photos of one part agree.
const ALIKE: f64 = 2.5;
/// L* that photos of one part differ by at least, however sure each is of itself. Of 2, 3 and 4 that with which
/// the hair of one color of 150 rendered clients is the least often taken for two (`--example render -- --clients
/// --size 450 --count 150 --seed 300000`, `--example clients`).
const LEAST: f64 = 4.0;

/// The photos of a client, in one light, by the parts of the head whose hair differs: two groups, or
/// all of them in one. A single photo against several is no part of the head but an odd one.
pub(super) fn regions(sightings: &[Sighting]) -> Vec<Vec<Sighting>> {
    let mut sorted = sightings.to_vec();
    sorted.sort_by(|one, other| one.hair.l.total_cmp(&other.hair.l));
    let splits = (1..sorted.len()).map(|at| sorted.split_at(at));
    let apart = splits.filter(|(dark, light)| are_apart(dark, light));
    let gap =
        |(dark, light): &(&[Sighting], &[Sighting])| light[0].hair.l - dark[dark.len() - 1].hair.l;
    let widest = apart.max_by(|one, other| gap(one).total_cmp(&gap(other)));
    widest.map_or_else(
        || vec![sorted.clone()],
        |(dark, light)| vec![dark.to_vec(), light.to_vec()],
    )
}

fn are_apart(dark: &[Sighting], light: &[Sighting]) -> bool {
    let is_odd = dark.len().min(light.len()) == 1 && dark.len() != light.len();
    let (dark, light) = (HairGroup::of(dark), HairGroup::of(light));
    let difference = light.l - dark.l;
    !is_odd
        && dark.is_alike
        && light.is_alike
        && difference > DIFFERENT
        && difference > APART * dark.sd.hypot(light.sd)
}

/// The lightness of the hair in several photos.
struct HairGroup {
    l: f64,
    sd: f64,
    is_alike: bool,
}

impl HairGroup {
    fn of(sightings: &[Sighting]) -> Self {
        let count = real(sightings.len());
        let l = sightings.iter().map(|it| it.hair.l).sum::<f64>() / count;
        let variance: f64 = sightings.iter().map(|it| off(it).powi(2)).sum();
        Self {
            l,
            sd: variance.sqrt() / count,
            is_alike: sightings
                .iter()
                .all(|it| (it.hair.l - l).abs() < ALIKE * off(it)),
        }
    }
}

/// What the L* of a photo's hair is off by apart from what all have in common.
fn off(sighting: &Sighting) -> f64 {
    own(sighting).l.max(LEAST)
}
