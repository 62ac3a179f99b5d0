//! Whether hair is salt and pepper.
//!
//! Shine, light from the side and skin between hairs make two clusters of one hair as well. Dark
//! hair mixed with skin is never lighter than the skin, though, and shine is small. So only
//! neutral clusters that are lighter than the skin count. Of 282 rendered photos without gray hair 3
//! were taken for salt and pepper, two of them for a gray card beside the head; of 38 with gray hair
//! 11 were found, most of the others being stubble on fair skin.

use crate::color::{HairClass, Lab};
use crate::head::{Tone, Tones};
use crate::measure::{Hair, Measurement};
use crate::segment::{Label, RoleCluster};

/// L* by which gray hair is lighter than the skin.
const LIGHTER_THAN_SKIN: f64 = 4.0;
/// L* between the darkest hair and gray hair.
const APART: f64 = 15.0;
/// Least share of each color in the hair.
const LEAST_SHARE: f64 = 0.15;

/// The two colors of salt and pepper hair, if it surely is.
pub(super) fn tones(clusters: &[RoleCluster], found: &Measurement) -> Option<Tones> {
    let hair = found.hair.as_ref()?;
    let skin = found.skin.as_ref()?.lab;
    let all: Vec<Tone> = clusters.iter().filter_map(of_hair).collect();
    let whole: f64 = all.iter().map(|tone| tone.share).sum();
    let darkest = all
        .iter()
        .min_by(|one, other| one.lab.l.total_cmp(&other.lab.l))?;
    let limit = (skin.l + LIGHTER_THAN_SKIN).max(darkest.lab.l + APART);
    let is_gray =
        |tone: &&Tone| tone.lab.l >= limit && HairClass::of(tone.lab) == Some(HairClass::Gray);
    let gray: Vec<&Tone> = all.iter().filter(is_gray).collect();
    let share = gray.iter().map(|tone| tone.share).sum::<f64>() / whole;
    if !(LEAST_SHARE..=1.0 - LEAST_SHARE).contains(&share) {
        return None;
    }
    let lighter = Tone {
        lab: mean(&gray),
        share,
    };
    let darker = Tone {
        lab: pure(hair, darkest.lab),
        share: 1.0 - share,
    };
    Some(Tones { lighter, darker })
}

fn of_hair(cluster: &RoleCluster) -> Option<Tone> {
    (cluster.role == Label::Hair).then_some(Tone {
        lab: cluster.cluster.centroid,
        share: cluster.cluster.share,
    })
}

/// The mean of colors by their shares, of which there is one at least.
fn mean(tones: &[&Tone]) -> Lab {
    let sum = |of: fn(&Lab) -> f64| {
        tones
            .iter()
            .map(|tone| of(&tone.lab) * tone.share)
            .sum::<f64>()
    };
    let whole: f64 = tones.iter().map(|tone| tone.share).sum();
    Lab::new(
        sum(|lab| lab.l) / whole,
        sum(|lab| lab.a) / whole,
        sum(|lab| lab.b) / whole,
    )
}

/// The darker hair itself, where the measured hair is it: a cluster is mixed with skin.
fn pure(measured: &Hair, darkest: Lab) -> Lab {
    if measured.lab.l < darkest.l {
        measured.lab
    } else {
        darkest
    }
}
