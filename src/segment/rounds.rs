//! The photo's own colors against what the network expects, settled in rounds: mixtures are
//! fitted to the current labels, and the labels to the mixtures.
//!
//! After Rother, Kolmogorov, Blake 2004, "`GrabCut`", ACM TOG 23(3), doi 10.1145/1015706.1015720,
//! with four labels and the network in place of the user's box.

use std::array;

use super::cues::{Cue, cues};
use super::cut::expand;
use super::mixture::Mixture;
use super::superpixel::{Edge, Feature, Graph, Superpixel};

/// What a superpixel can be to the mixtures: indices of [`Scores`].
pub(super) const BACKGROUND: usize = 0;
pub(super) const CLOTH: usize = 1;
pub(super) const SKIN: usize = 2;
pub(super) const HAIR: usize = 3;

/// One number per class.
pub(super) type Scores = [f64; 4];

/// Components per mixture: a background holds more different things than skin does.
const COMPONENTS: [usize; 4] = [6, 3, 3, 3];
/// Rounds that blend with the neighbors, then rounds that cut.
const SOFT_ROUNDS: usize = 6;
const CUT_ROUNDS: usize = 2;
/// Weight of an edge in the cut against log likelihood.
const STIFFNESS: f64 = 6.0;
/// How far below the best class a class may fall, so that no color rules one out for good.
const WORST: f64 = 5.0;
/// A class with this few superpixels has no mixture, and this log density everywhere.
const TOO_FEW: usize = 3;
const NO_MIXTURE: f64 = -25.0;
/// Share of the neighbors' mean in a soft round.
const BLEND: f64 = 0.5;
/// Weight of the color cues at the start and in the rounds.
const START_CUE: f64 = 0.25;
const ROUND_CUE: f64 = 0.15;

/// What the rounds look at.
pub(super) struct Rounds<'a> {
    graph: &'a Graph,
    features: Vec<Feature>,
    cues: Vec<Cue>,
}

impl<'a> Rounds<'a> {
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
    pub(super) fn settle(&self, expected: &[Scores]) -> Vec<usize> {
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
        let mut labels: Vec<usize> = beliefs.iter().map(best).collect();
        let stiff = |edge: &Edge| Edge {
            weight: STIFFNESS * edge.weight,
            ..*edge
        };
        let edges: Vec<Edge> = self.graph.edges.iter().map(stiff).collect();
        for _ in 0..CUT_ROUNDS {
            let scores = self.scores(&beliefs, expected);
            let costs: Vec<Scores> = scores.iter().map(|s| s.map(|score| -score)).collect();
            labels = expand(&costs, &edges, labels);
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
            let densities = mixtures.each_ref().map(density);
            let least = densities[best(&densities)] - WORST;
            let bounded = array::from_fn(|class| densities[class].max(least) + expected[class]);
            let cue = Cue {
                background: 0.0,
                ..*cue
            };
            with_cue(&bounded, &cue, ROUND_CUE)
        })
        .collect()
    }

    /// The mixture of each class, fitted to the superpixels that are most likely of it.
    fn mixtures(&self, beliefs: &[Scores]) -> [Option<Mixture>; 4] {
        let mut members = [const { (Vec::new(), Vec::new()) }; 4];
        let all = self.features.iter().zip(&self.graph.superpixels);
        for ((feature, superpixel), belief) in all.zip(beliefs) {
            let class = best(belief);
            let (features, weights) = &mut members[class];
            features.push(*feature);
            weights.push(superpixel.area * belief[class]);
        }
        array::from_fn(|class| {
            let (features, weights) = &members[class];
            (features.len() > TOO_FEW).then(|| Mixture::fit(features, weights, COMPONENTS[class]))
        })
    }
}

fn with_cue(scores: &Scores, cue: &Cue, weight: f64) -> Scores {
    let mut scores = *scores;
    scores[BACKGROUND] += weight * cue.background;
    scores[SKIN] += weight * cue.skin;
    scores[HAIR] += weight * cue.hair;
    scores
}

/// Each superpixel's scores mixed with the mean of its neighbors', weighted by the edges.
fn blend(scores: &[Scores], edges: &[Edge]) -> Vec<Scores> {
    let mut sums = vec![([0.0; 4], 1e-6_f64); scores.len()];
    for edge in edges {
        for (to, from) in [(edge.one, edge.other), (edge.other, edge.one)] {
            let (sum, weight) = &mut sums[to];
            for (sum, score) in sum.iter_mut().zip(&scores[from]) {
                *sum += edge.weight * score;
            }
            *weight += edge.weight;
        }
    }
    scores
        .iter()
        .zip(sums)
        .map(|(own, (sum, weight))| {
            array::from_fn(|class| (1.0 - BLEND) * own[class] + BLEND * sum[class] / weight)
        })
        .collect()
}

fn softmax(scores: &Scores) -> Scores {
    let top = scores[best(scores)];
    let powers = scores.map(|score| (score - top).exp());
    let sum: f64 = powers.iter().sum();
    powers.map(|power| power / sum)
}

fn one_hot(class: usize) -> Scores {
    array::from_fn(|other| if other == class { 1.0 } else { 0.0 })
}

/// The class with the largest number, the first of equals.
fn best(scores: &Scores) -> usize {
    let classes = 1..scores.len();
    classes.fold(0, |best, class| {
        if scores[class] > scores[best] {
            class
        } else {
            best
        }
    })
}
