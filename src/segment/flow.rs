//! Maximum flow, and with it the minimum cut, of a graph with a terminal arc at each node.
//!
//! Dinic's algorithm (Soviet Math. Doklady 11, 1970): shortest paths first. Terminals are numbers
//! at the nodes, not nodes, so that the many arcs of source and sink are never walked.

use std::ops::Range;

/// No way to the sink.
const NONE: u32 = u32::MAX;

/// Nodes and the arcs between them, without their capacities.
pub(super) struct FlowNetwork {
    /// Where each node's arcs begin, and where those of the last end.
    first: Vec<u32>,
    arcs: Vec<Arc>,
    /// For each edge the arc from its first node and the one back.
    of_edge: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, Default)]
struct Arc {
    to: u32,
    /// The arc the other way.
    back: u32,
}

impl FlowNetwork {
    pub(super) fn new(nodes: usize, edges: impl Iterator<Item = (usize, usize)> + Clone) -> Self {
        let mut first = vec![0; nodes + 1];
        for node in edges.clone().flat_map(|(one, other)| [one, other]) {
            first[node + 1] += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut arcs = vec![Arc::default(); first[nodes] as usize];
        let mut free = first.clone();
        let mut take = |node: usize| {
            free[node] += 1;
            free[node] - 1
        };
        let mut of_edge = Vec::new();
        for (one, other) in edges {
            let (there, back) = (take(one), take(other));
            arcs[there as usize] = Arc {
                to: index(other),
                back,
            };
            arcs[back as usize] = Arc {
                to: index(one),
                back: there,
            };
            of_edge.push((there, back));
        }
        Self {
            first,
            arcs,
            of_edge,
        }
    }

    /// The nodes on the sink's side of the minimum cut that has fewest of them. A positive number
    /// at a node is the capacity from the source, a negative one that to the sink; each edge has a
    /// capacity from its first node to its second and one back.
    pub(super) fn sink_side(&self, terminal: Vec<i64>, capacities: &[(i64, i64)]) -> Vec<bool> {
        let mut room = vec![0; self.arcs.len()];
        for (&(there, back), capacity) in self.of_edge.iter().zip(capacities) {
            (room[there as usize], room[back as usize]) = *capacity;
        }
        let mut flow = Flow {
            network: self,
            terminal,
            room,
        };
        loop {
            let distances = flow.distances();
            if !flow.augment(&distances) {
                return distances.iter().map(|&distance| distance != NONE).collect();
            }
        }
    }

    fn arcs_of(&self, node: usize) -> Range<u32> {
        self.first[node]..self.first[node + 1]
    }

    fn end(&self, arc: u32) -> usize {
        self.arcs[arc as usize].to as usize
    }

    fn back(&self, arc: u32) -> u32 {
        self.arcs[arc as usize].back
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "graphs have thousands of nodes"
)]
fn index(node: usize) -> u32 {
    node as u32
}

/// What is left of the capacities.
struct Flow<'a> {
    network: &'a FlowNetwork,
    /// Room left on the arc from the source to each node; from the node to the sink if negative.
    terminal: Vec<i64>,
    room: Vec<i64>,
}

impl Flow<'_> {
    /// Arcs from each node to the nearest one with room to the sink.
    fn distances(&self) -> Vec<u32> {
        let mut distances = vec![NONE; self.terminal.len()];
        let nodes = 0..self.terminal.len();
        let mut queue: Vec<usize> = nodes.filter(|&node| self.terminal[node] < 0).collect();
        for &node in &queue {
            distances[node] = 0;
        }
        let mut done = 0;
        while let Some(&node) = queue.get(done) {
            done += 1;
            for arc in self.network.arcs_of(node) {
                let (to, back) = (self.network.end(arc), self.network.back(arc));
                if distances[to] == NONE && self.room[back as usize] > 0 {
                    distances[to] = distances[node] + 1;
                    queue.push(to);
                }
            }
        }
        distances
    }

    /// Sends what it can down shortest paths; `false` if no node with room from the source reaches
    /// the sink.
    fn augment(&mut self, distances: &[u32]) -> bool {
        let nodes = 0..self.terminal.len();
        let reaching: Vec<usize> = nodes
            .filter(|&node| self.terminal[node] > 0 && distances[node] != NONE)
            .collect();
        let mut open = self.network.first.clone();
        for &node in &reaching {
            self.drain(node, distances, &mut open);
        }
        !reaching.is_empty()
    }

    /// Sends what the source has for a node down shortest paths. `open` is the first arc of each
    /// node that may still lead on.
    fn drain(&mut self, source: usize, distances: &[u32], open: &mut [u32]) {
        let mut path: Vec<u32> = Vec::new();
        let mut node = source;
        while self.terminal[source] > 0 {
            if self.terminal[node] < 0 {
                self.send(source, &path);
                // What leads to the first full arc still has room.
                let full = path.iter().position(|&arc| self.room[arc as usize] == 0);
                path.truncate(full.unwrap_or(path.len()));
                node = path.last().map_or(source, |&arc| self.network.end(arc));
            } else if let Some(arc) = self.onward(node, distances, open) {
                path.push(arc);
                node = self.network.end(arc);
            } else if let Some(arc) = path.pop() {
                node = self.network.end(self.network.back(arc));
                open[node] = arc + 1;
            } else {
                return;
            }
        }
    }

    /// The next arc with room one step nearer to the sink.
    fn onward(&self, node: usize, distances: &[u32], open: &mut [u32]) -> Option<u32> {
        let nearer = distances[node].checked_sub(1)?;
        let mut arcs = open[node]..self.network.arcs_of(node).end;
        let found = arcs
            .find(|&arc| self.room[arc as usize] > 0 && distances[self.network.end(arc)] == nearer);
        open[node] = found.unwrap_or(arcs.end);
        found
    }

    /// Sends as much as fits from the source's arc at a node along a path into the sink.
    fn send(&mut self, source: usize, path: &[u32]) {
        let end = path.last().map_or(source, |&arc| self.network.end(arc));
        let rooms = path.iter().map(|&arc| self.room[arc as usize]);
        let ends = self.terminal[source].min(-self.terminal[end]);
        let amount = rooms.fold(ends, i64::min);
        self.terminal[source] -= amount;
        self.terminal[end] += amount;
        for &arc in path {
            self.room[arc as usize] -= amount;
            self.room[self.network.back(arc) as usize] += amount;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::FlowNetwork;

    type Arcs = Vec<(usize, usize, (i64, i64))>;

    /// The cost of a cut: what crosses from the source's side to the sink's.
    fn cost(terminal: &[i64], arcs: &Arcs, sink_side: &[bool]) -> i64 {
        let ends = terminal.iter().zip(sink_side);
        let ends = ends.map(|(&room, &sink)| if sink { room.max(0) } else { (-room).max(0) });
        let between =
            arcs.iter().map(
                |&(from, to, (there, back))| match (sink_side[from], sink_side[to]) {
                    (false, true) => there,
                    (true, false) => back,
                    _ => 0,
                },
            );
        ends.sum::<i64>() + between.sum::<i64>()
    }

    proptest! {
        #[test]
        fn no_other_cut_is_cheaper(
            terminal in prop::collection::vec(-9_i64..10, 6),
            arcs in prop::collection::vec((0_usize..6, 0_usize..6, (0_i64..6, 0_i64..6)), 0..14),
        ) {
            let network = FlowNetwork::new(6, arcs.iter().map(|&(from, to, _)| (from, to)));
            let capacities: Vec<_> = arcs.iter().map(|&(.., capacity)| capacity).collect();
            let sink_side = network.sink_side(terminal.clone(), &capacities);
            let found = cost(&terminal, &arcs, &sink_side);
            let cheapest = (0_u32..1 << 6)
                .map(|set| (0..6).map(|node| set >> node & 1 == 1).collect::<Vec<_>>())
                .map(|side| cost(&terminal, &arcs, &side))
                .min();
            prop_assert_eq!(Some(found), cheapest);
        }
    }
}
