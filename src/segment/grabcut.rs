//! The photo's own colors against what the network expects, settled in rounds: mixtures are
//! fitted to the current labels, and the labels to the mixtures.
//!
//! After Rother, Kolmogorov, Blake 2004, "`GrabCut`", ACM TOG 23(3), doi 10.1145/1015706.1015720,
//! with four labels and the network in place of the user's box.

use super::class::{Class, PerClass};
use super::cues::{Cue, cues};
use super::cut::expand;
use super::mixture::Mixture;
use super::superpixel::{Edge, Feature, Graph, Superpixel};

/// What a superpixel can be to the mixtures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MixtureClass {
    Background,
    /// What belongs to a person and is neither skin nor hair of the scalp.
    Cloth,
    Skin,
    Hair,
}

impl MixtureClass {
    /// How many there are.
    const COUNT: usize = 4;

    /// Components of its mixture: a background holds more different things than skin does.
    fn components(self) -> usize {
        match self {
            Self::Background => 6,
            Self::Cloth | Self::Skin | Self::Hair => 3,
        }
    }
}

impl Class<{ MixtureClass::COUNT }> for MixtureClass {
    const ALL: [Self; Self::COUNT] = [Self::Background, Self::Cloth, Self::Skin, Self::Hair];

    fn place(self) -> usize {
        self as usize
    }
}

/// One value for each class of the mixtures.
type PerMixtureClass<T> = PerClass<MixtureClass, T, { MixtureClass::COUNT }>;

/// One number for each class of the mixtures.
pub(super) type Scores = PerMixtureClass<f64>;

/// Rounds that blend with the neighbors, then rounds that cut.
const SOFT_ROUNDS: usize = 6;
const CUT_ROUNDS: usize = 2;
/// Weight of an edge in the cut against log likelihood.
const STIFFNESS: f64 = 3.0;
/// How far below the best class a class may fall, so that no color rules one out for good.
const WORST: f64 = 5.0;
/// A class with this few superpixels has no mixture, and this log density everywhere.
const TOO_FEW: usize = 3;
const NO_MIXTURE: f64 = -25.0;
/// Share of the neighbors' mean in a soft round.
const BLEND: f64 = 0.5;
/// Weight of the color cues at the start and in the rounds: enough to break a tie. Chosen among none to
/// 0.25 and 0.15, which call more of other things hair, on 57 photos of heads and 101 of clients.
const START_CUE: f64 = 0.1;
const ROUND_CUE: f64 = 0.05;

/// What is settled, and by what.
pub(super) struct GrabCut<'a> {
    graph: &'a Graph,
    features: Vec<Feature>,
    cues: Vec<Cue>,
}

impl<'a> GrabCut<'a> {
    pub(super) fn new(graph: &'a Graph) -> Self {
        let superpixels = &graph.superpixels;
        let features: Vec<Feature> = superpixels.iter().map(Superpixel::feature).collect();
        Self {
            graph,
            cues: cues(superpixels, &features),
            features,
        }
    }

    /// The class of every superpixel, given what is expected before looking at its color (log).
    pub(super) fn settle(&self, expected: &[Scores]) -> Vec<MixtureClass> {
        let mut beliefs: Vec<Scores> = expected
            .iter()
            .zip(&self.cues)
            .map(|(expected, cue)| softmax(&with_cue(expected, cue, START_CUE)))
            .collect();
        for _ in 0..SOFT_ROUNDS {
            let scores = self.scores(&beliefs, expected);
            beliefs = blend(&scores, &self.graph.edges)
                .iter()
                .map(softmax)
                .collect();
        }
        let mut labels: Vec<MixtureClass> = beliefs.iter().map(Scores::best).collect();
        let stiff = |edge: &Edge| Edge {
            weight: STIFFNESS * edge.weight,
            ..*edge
        };
        let edges: Vec<Edge> = self.graph.edges.iter().map(stiff).collect();
        for _ in 0..CUT_ROUNDS {
            let scores = self.scores(&beliefs, expected);
            labels = cheapest(&scores, &edges, &labels);
            beliefs = labels.iter().map(|&label| one_hot(label)).collect();
        }
        labels
    }

    /// Log score of each class for each superpixel under mixtures fitted to the beliefs.
    fn scores(&self, beliefs: &[Scores], expected: &[Scores]) -> Vec<Scores> {
        let mixtures = self.mixtures(beliefs);
        let all = self.features.iter().zip(expected).zip(&self.cues);
        all.map(|((feature, expected), cue)| {
            let density = |mixture: &Option<Mixture>| {
                mixture
                    .as_ref()
                    .map_or(NO_MIXTURE, |mixture| mixture.log_density(feature))
            };
            let densities = Scores::from_fn(|class| density(&mixtures[class]));
            let least = densities[densities.best()] - WORST;
            let bounded = Scores::from_fn(|class| densities[class].max(least) + expected[class]);
            let cue = Cue {
                background: 0.0,
                ..*cue
            };
            with_cue(&bounded, &cue, ROUND_CUE)
        })
        .collect()
    }

    /// The mixture of each class, fitted to the superpixels that are most likely of it.
    fn mixtures(&self, beliefs: &[Scores]) -> PerMixtureClass<Option<Mixture>> {
        PerClass::from_fn(|class| {
            let all = self.features.iter().zip(&self.graph.superpixels);
            let own = all
                .zip(beliefs)
                .filter(|(_, belief)| belief.best() == class);
            let (features, weights): (Vec<Feature>, Vec<f64>) = own
                .map(|((feature, superpixel), belief)| (*feature, superpixel.area * belief[class]))
                .unzip();
            let enough = features.len() > TOO_FEW;
            enough.then(|| Mixture::fit(&features, &weights, class.components()))
        })
    }
}

/// The labels at least cost, starting from these.
fn cheapest(scores: &[Scores], edges: &[Edge], labels: &[MixtureClass]) -> Vec<MixtureClass> {
    let costs: Vec<_> = scores
        .iter()
        .map(|scores| scores.values().map(|score| -score))
        .collect();
    let places = labels.iter().map(|label| label.place()).collect();
    let found = expand(&costs, edges, places).into_iter();
    found.map(|place| MixtureClass::ALL[place]).collect()
}

fn with_cue(scores: &Scores, cue: &Cue, weight: f64) -> Scores {
    let mut scores = *scores;
    scores[MixtureClass::Background] += weight * cue.background;
    scores[MixtureClass::Skin] += weight * cue.skin;
    scores[MixtureClass::Hair] += weight * cue.hair;
    scores
}

/// Each superpixel's scores mixed with the mean of its neighbors', weighted by the edges.
fn blend(scores: &[Scores], edges: &[Edge]) -> Vec<Scores> {
    let mut sums = vec![(Scores::from_fn(|_| 0.0), 1e-6_f64); scores.len()];
    for edge in edges {
        for (to, from) in [(edge.one, edge.other), (edge.other, edge.one)] {
            let (sum, weight) = &mut sums[to];
            for class in MixtureClass::ALL {
                sum[class] += edge.weight * scores[from][class];
            }
            *weight += edge.weight;
        }
    }
    scores
        .iter()
        .zip(sums)
        .map(|(own, (sum, weight))| {
            Scores::from_fn(|class| (1.0 - BLEND) * own[class] + BLEND * sum[class] / weight)
        })
        .collect()
}

fn softmax(scores: &Scores) -> Scores {
    let top = scores[scores.best()];
    let powers = scores.map(|score| (score - top).exp());
    let sum: f64 = powers.values().iter().sum();
    powers.map(|power| power / sum)
}

fn one_hot(class: MixtureClass) -> Scores {
    Scores::from_fn(|other| if other == class { 1.0 } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Lab;

    const COUNT: usize = 24;
    const DARK: Lab = Lab::new(25.0, 3.0, 4.0);
    const LIGHT: Lab = Lab::new(66.0, 12.0, 18.0);

    /// A row of superpixels, each beside the next, of these colors from left to right.
    fn row(color: impl Fn(usize) -> Lab) -> Graph {
        let superpixel = |place: usize| Superpixel {
            area: 10.0,
            lab: color(place),
            texture: 1.0,
            x: 0.5,
            y: 0.5,
            border: 0.0,
        };
        let edge = |one: usize| Edge {
            one,
            other: one + 1,
            weight: 1.0,
        };
        Graph {
            width: 0,
            height: 0,
            of_pixel: Vec::new(),
            superpixels: (0..COUNT).map(superpixel).collect(),
            edges: (0..COUNT - 1).map(edge).collect(),
        }
    }

    /// Log probabilities where hair has this one, and skin the rest.
    fn expected(hair: f64) -> Scores {
        Scores::from_fn(|class| match class {
            MixtureClass::Hair => hair.ln(),
            MixtureClass::Skin => (1.0 - hair).ln(),
            MixtureClass::Background | MixtureClass::Cloth => 0.001_f64.ln(),
        })
    }

    #[test]
    fn colors_settle_what_is_expected_of_neither() {
        let graph = row(|place| if place < COUNT / 2 { DARK } else { LIGHT });
        let expected: Vec<Scores> = (0..COUNT)
            .map(|place| match place {
                0..6 => expected(0.9),
                18.. => expected(0.1),
                _ => expected(0.5),
            })
            .collect();
        let classes = GrabCut::new(&graph).settle(&expected);
        let (left, right) = classes.split_at(COUNT / 2);
        assert!(left.iter().all(|class| *class == MixtureClass::Hair));
        assert!(right.iter().all(|class| *class == MixtureClass::Skin));
    }

    #[test]
    fn one_that_is_expected_to_differ_from_neighbors_of_its_color_joins_them() {
        let graph = row(|_| LIGHT);
        let mut all = vec![expected(0.1); COUNT];
        all[COUNT / 2] = expected(0.7);
        let classes = GrabCut::new(&graph).settle(&all);
        assert!(classes.iter().all(|class| *class == MixtureClass::Skin));
    }

    #[test]
    fn a_round_moves_each_halfway_to_its_neighbors() {
        let scores = [expected(0.9), expected(0.1)];
        let edge = Edge {
            one: 0,
            other: 1,
            weight: 1.0,
        };
        let blended = blend(&scores, &[edge]);
        let hair = |scores: &Scores| scores[MixtureClass::Hair];
        assert!((hair(&blended[0]) - hair(&blended[1])).abs() < 1e-4);
    }
}
