//! Ranking by a strip of dilutions in the photo: a shade guide in the same light as the hair.

use super::closeness::PERCEPTIBLE;
use super::probability::probabilities_of_cells;
use super::{
    Basis, Closeness, Confidence, Match, Plan, Probability, RankOptions, Ranking, Recipe, Target,
    TargetKind, warnings,
};
use crate::color::{Lab, delta_e};
use crate::head::Noise;
use crate::light::{Cell, Strip};

/// Ranks the cells of a strip by how close each comes to the hair itself, as one holds a chart to
/// the head. Camera and light change both alike and so cancel.
///
/// Between two neighboring cells a mix is proposed if it is visibly closer than both; nothing is
/// proposed beyond the ends of the strip.
///
/// ```
/// use smpmatch::color::Lab;
/// use smpmatch::head::Noise;
/// use smpmatch::region::PixelRect;
/// use smpmatch::light::{Cell, Strip};
/// use smpmatch::rank::{Basis, RankOptions, rank_strip};
///
/// let cell = |water_parts, l| Cell { water_parts, lab: Lab::new(l, 1.0, 2.0) };
/// let strip = Strip {
///     area: PixelRect::whole(60, 20),
///     cells: vec![cell(6.0, 30.0), cell(20.0, 50.0)],
/// };
/// let hair = Lab::new(31.0, 1.0, 2.0);
/// let ranking = rank_strip(hair, Noise::INSTRUMENT, &strip, &RankOptions::default());
/// assert_eq!((ranking.matches[0].shade.as_str(), ranking.basis), ("6", Basis::Strip));
/// ```
#[must_use]
pub fn rank_strip(hair: Lab, noise: Noise, strip: &Strip, options: &RankOptions) -> Ranking {
    let target = Target {
        kind: TargetKind::Solid,
        lab: hair,
    };
    let mut cells = strip.cells.clone();
    cells.sort_by(|one, other| one.water_parts.total_cmp(&other.water_parts));
    let mixes = cells
        .windows(2)
        .filter_map(|pair| between(pair[0], pair[1], hair))
        .map(|mix| (mix, Basis::Interpolated));
    let known = cells.iter().map(|&cell| (cell, Basis::Strip));
    let mut ladder: Vec<(Cell, Basis)> = known.chain(mixes).collect();
    ladder.sort_by(|(one, _), (other, _)| other.water_parts.total_cmp(&one.water_parts));
    let labs: Vec<Lab> = ladder.iter().map(|(cell, _)| cell.lab).collect();
    let probabilities = probabilities_of_cells(hair, noise, &labs, options.seed);
    let mut matches: Vec<Match> = ladder
        .into_iter()
        .zip(probabilities)
        .map(|((cell, basis), probability)| found(cell, basis, probability, hair, options))
        .collect();
    let first = Match::first(&matches);
    let confidence = Confidence::weigh(&mut matches, first);
    let plan = Plan::new(&matches, first, options.sessions);
    Match::place(&mut matches);
    let mut warnings = warnings::of_strip(hair, &cells, &matches);
    warnings.extend(confidence.doubt());
    Ranking {
        target,
        basis: Basis::Strip,
        warnings,
        matches,
        confidence,
        plan,
        outlook: None,
        blend: Vec::new(),
        mix: None,
    }
}

/// The whole number of parts of water between two cells that comes closest to the hair, if it is
/// visibly closer than both. Color runs straight in the share of pigment, 1 / (1 + N).
fn between(dark: Cell, pale: Cell, hair: Lab) -> Option<Cell> {
    let share = |water_parts: f64| 1.0 / (1.0 + water_parts);
    let (from, to) = (share(dark.water_parts), share(pale.water_parts));
    let first = dark.water_parts.floor() + 1.0;
    let mixes = std::iter::successors(Some(first), |parts| Some(parts + 1.0))
        .take_while(|&parts| parts < pale.water_parts)
        .map(|water_parts| {
            let way = (from - share(water_parts)) / (from - to);
            let lab = dark.lab + (pale.lab - dark.lab) * way;
            Cell { water_parts, lab }
        });
    let difference = |cell: &Cell| delta_e(cell.lab, hair);
    let nearer_end = difference(&dark).min(difference(&pale));
    mixes
        .min_by(|one, other| difference(one).total_cmp(&difference(other)))
        .filter(|mix| difference(mix) < nearer_end - PERCEPTIBLE)
}

fn found(
    cell: Cell,
    basis: Basis,
    probability: Probability,
    hair: Lab,
    options: &RankOptions,
) -> Match {
    let delta_e = delta_e(cell.lab, hair);
    Match {
        rank: 0,
        shade: cell.water_parts.to_string(),
        pigment_parts: 1.0,
        water_parts: cell.water_parts,
        basis,
        lab: cell.lab,
        delta_e,
        delta_l: cell.lab.l - hair.l,
        verdict: Closeness::of(delta_e),
        probability,
        tie: false,
        recipe: Recipe::new(1.0 / (1.0 + cell.water_parts), options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::PixelRect;
    use crate::warning::Warning;

    fn strip() -> Strip {
        let cells = [(6.0, 30.0), (10.0, 40.0), (20.0, 52.0)];
        Strip {
            area: PixelRect::whole(90, 30),
            cells: cells
                .map(|(water_parts, l)| Cell {
                    water_parts,
                    lab: Lab::new(l, 1.5, 3.0),
                })
                .to_vec(),
        }
    }

    fn ranked(hair: Lab) -> Ranking {
        rank_strip(hair, Noise::INSTRUMENT, &strip(), &RankOptions::default())
    }

    fn best(hair: Lab) -> (String, Basis) {
        let best = ranked(hair).matches.swap_remove(0);
        (best.shade, best.basis)
    }

    #[test]
    fn hair_like_a_cell_gets_the_cell() {
        for cell in strip().cells {
            let slightly_off = Lab::new(cell.lab.l + 0.7, 2.0, 2.6);
            assert_eq!(
                best(slightly_off),
                (cell.water_parts.to_string(), Basis::Strip)
            );
        }
    }

    #[test]
    fn hair_between_two_cells_gets_a_mix_that_is_named_so() {
        let share = |parts: f64| 1.0 / (1.0 + parts);
        let way = (share(10.0) - share(14.0)) / (share(10.0) - share(20.0));
        let hair = Lab::new(40.0 + 12.0 * way, 1.5, 3.0);
        assert_eq!(best(hair), ("14".to_owned(), Basis::Interpolated));
    }

    #[test]
    fn nothing_is_proposed_beyond_the_ends_and_a_warning_says_so() {
        for (hair, end) in [(20.0, "6"), (65.0, "20")] {
            let ranking = ranked(Lab::new(hair, 1.5, 3.0));
            assert_eq!(ranking.matches[0].shade, end);
            let is_beyond = |doubt: &Warning| matches!(doubt, Warning::BeyondStrip { .. });
            assert!(ranking.warnings.iter().any(is_beyond));
        }
    }
}
