//! Labels for a graph at least cost: alpha expansion over minimum cuts.
//!
//! Boykov, Veksler, Zabih 2001, "Fast Approximate Energy Minimization via Graph Cuts",
//! IEEE TPAMI 23(11), doi 10.1109/34.969114.

use super::flow::FlowNetwork;
use super::superpixel::Edge;

/// Most sweeps over all labels; nearly all graphs settle in two or three.
const SWEEPS: usize = 8;

/// Capacities are whole numbers, so that a cut does not depend on rounding.
const UNIT: f64 = 65_536.0;

/// Lowers the sum of each node's cost of its label `0..N` plus the weights of the edges between
/// different labels, until no expansion of one label lowers it further.
pub(super) fn expand<const N: usize>(
    costs: &[[f64; N]],
    edges: &[Edge],
    mut labels: Vec<usize>,
) -> Vec<usize> {
    let network = FlowNetwork::new(costs.len(), edges.iter().map(|edge| (edge.one, edge.other)));
    let mut settled = 0;
    for label in (0..N).cycle().take(SWEEPS * N) {
        let takes = takers(&network, costs, edges, label, &labels);
        let before = labels.clone();
        for (own, takes) in labels.iter_mut().zip(takes) {
            *own = if takes { label } else { *own };
        }
        // A label that was just expanded has nothing left to take.
        settled = if labels == before { settled + 1 } else { 1 };
        if settled == N {
            break;
        }
    }
    labels
}

/// Which nodes take `label`, so that the sum falls most.
fn takers<const N: usize>(
    network: &FlowNetwork,
    costs: &[[f64; N]],
    edges: &[Edge],
    label: usize,
    labels: &[usize],
) -> Vec<bool> {
    // What it costs each node to take the label rather than keep its own; on the sink's side of
    // the cut are those that take it.
    let mut taking: Vec<i64> = costs
        .iter()
        .zip(labels)
        .map(|(costs, &own)| whole(costs[label] - costs[own]))
        .collect();
    let mut capacities = Vec::with_capacity(edges.len());
    for edge in edges {
        let (one, other, weight) = (edge.one, edge.other, whole(edge.weight));
        let (mut there, mut back) = (0, 0);
        match (labels[one] == label, labels[other] == label) {
            (true, true) => {}
            (true, false) => taking[other] -= weight,
            (false, true) => taking[one] -= weight,
            (false, false) if labels[one] == labels[other] => (there, back) = (weight, weight),
            // Apart already: the border goes if both take the label, and stays otherwise.
            (false, false) => {
                taking[one] -= weight;
                back = weight;
            }
        }
        capacities.push((there, back));
    }
    network.sink_side(taking, &capacities)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "costs are finite and far below 2^47"
)]
fn whole(cost: f64) -> i64 {
    (cost * UNIT).round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Edge, expand};

    fn sum(costs: &[[f64; 3]], edges: &[Edge], labels: &[usize]) -> f64 {
        let own = costs.iter().zip(labels).map(|(costs, &label)| costs[label]);
        let apart = edges.iter().filter(|e| labels[e.one] != labels[e.other]);
        own.sum::<f64>() + apart.map(|edge| edge.weight).sum::<f64>()
    }

    proptest! {
        #[test]
        fn no_expansion_of_one_label_is_cheaper(
            costs in prop::collection::vec(prop::array::uniform3(0.0..9.0), 6),
            ends in prop::collection::vec((0_usize..6, 0_usize..6, 0.0..4.0), 0..12),
        ) {
            let edges: Vec<Edge> = ends
                .iter()
                .filter(|(one, other, _)| one != other)
                .map(|&(one, other, weight)| Edge { one, other, weight })
                .collect();
            let labels = expand(&costs, &edges, vec![0; costs.len()]);
            let found = sum(&costs, &edges, &labels);
            for label in 0..3 {
                for set in 0_u32..1 << 6 {
                    let takes = |node: usize| set >> node & 1 == 1;
                    let other: Vec<usize> = labels
                        .iter()
                        .enumerate()
                        .map(|(node, &own)| if takes(node) { label } else { own })
                        .collect();
                    prop_assert!(found <= sum(&costs, &edges, &other) + 1e-3);
                }
            }
        }
    }
}
