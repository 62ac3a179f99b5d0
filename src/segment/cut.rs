//! Labels for a graph at least cost: alpha expansion over minimum cuts.
//!
//! Boykov, Veksler, Zabih 2001, "Fast Approximate Energy Minimization via Graph Cuts",
//! IEEE TPAMI 23(11), doi 10.1109/34.969114.

use super::flow::Network;
use super::superpixel::Edge;

/// Most sweeps over all labels; nearly all graphs settle in two or three.
const SWEEPS: usize = 8;

/// Capacities are whole numbers, so that a cut does not depend on rounding.
const UNIT: f64 = 65_536.0;

/// The labels `0..N` with a low sum of each node's cost of its label plus the weights of the edges
/// between different labels.
pub(super) fn expand<const N: usize>(costs: &[[f64; N]], edges: &[Edge]) -> Vec<usize> {
    let mut labels: Vec<usize> = costs.iter().map(cheapest).collect();
    for _ in 0..SWEEPS {
        let before = labels.clone();
        for label in 0..N {
            expand_one(costs, edges, label, &mut labels);
        }
        if labels == before {
            break;
        }
    }
    labels
}

fn cheapest<const N: usize>(costs: &[f64; N]) -> usize {
    let labels = 0..N;
    labels
        .min_by(|&one, &other| costs[one].total_cmp(&costs[other]))
        .unwrap_or(0)
}

/// Gives `label` to the set of nodes for which that lowers the sum most.
fn expand_one<const N: usize>(
    costs: &[[f64; N]],
    edges: &[Edge],
    label: usize,
    labels: &mut [usize],
) {
    // What it costs each node to take the label rather than keep its own; on the sink's side of
    // the cut are those that take it.
    let mut taking: Vec<i64> = costs
        .iter()
        .zip(labels.iter())
        .map(|(costs, &own)| whole(costs[label] - costs[own]))
        .collect();
    let mut arcs = Vec::new();
    for edge in edges {
        let (one, other, weight) = (edge.one, edge.other, whole(edge.weight));
        match (labels[one] == label, labels[other] == label) {
            (true, true) => {}
            (true, false) => taking[other] -= weight,
            (false, true) => taking[one] -= weight,
            (false, false) if labels[one] == labels[other] => {
                arcs.push((one, other, (weight, weight)));
            }
            // Apart already: the border goes if both take the label, and stays otherwise.
            (false, false) => {
                taking[one] -= weight;
                arcs.push((other, one, (weight, 0)));
            }
        }
    }
    for (taking, &own) in taking.iter_mut().zip(labels.iter()) {
        if own == label {
            *taking = 0;
        }
    }
    let mut network = Network::new(taking);
    for (from, to, capacity) in arcs {
        network.connect(from, to, capacity);
    }
    for (own, takes) in labels.iter_mut().zip(network.sink_side()) {
        if takes {
            *own = label;
        }
    }
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
            let labels = expand(&costs, &edges);
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
