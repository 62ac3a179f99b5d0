//! Maximum flow, and with it the minimum cut, of a graph with a terminal arc at each node.
//!
//! Dinic's algorithm (Soviet Math. Doklady 11, 1970): shortest paths first. Terminals are numbers
//! at the nodes, not nodes, so that the many arcs of source and sink are never walked.

/// No arc, or no distance.
const NONE: usize = usize::MAX;

/// A directed graph with capacities between a source and a sink.
pub(super) struct Network {
    /// Room left on the arc from the source to each node; from the node to the sink if negative.
    terminal: Vec<i64>,
    /// Latest arc out of each node.
    first: Vec<usize>,
    /// Arcs in pairs: `arc ^ 1` is the way back.
    arcs: Vec<Arc>,
}

struct Arc {
    to: usize,
    room: i64,
    /// The next arc out of the same node.
    next: usize,
}

impl Network {
    /// Nodes without arcs between them; a positive number is the capacity from the source, a
    /// negative one that to the sink.
    pub(super) fn new(terminal: Vec<i64>) -> Self {
        Self {
            first: vec![NONE; terminal.len()],
            terminal,
            arcs: Vec::new(),
        }
    }

    /// Adds capacity from one node to another and on the way back.
    pub(super) fn connect(&mut self, from: usize, to: usize, capacity: (i64, i64)) {
        for (from, to, room) in [(from, to, capacity.0), (to, from, capacity.1)] {
            let next = std::mem::replace(&mut self.first[from], self.arcs.len());
            self.arcs.push(Arc { to, room, next });
        }
    }

    /// The nodes on the sink's side of the minimum cut that has fewest of them.
    pub(super) fn sink_side(mut self) -> Vec<bool> {
        loop {
            let distances = self.distances();
            let mut open = self.first.clone();
            let sources = 0..self.terminal.len();
            let reaching =
                sources.filter(|&node| self.terminal[node] > 0 && distances[node] != NONE);
            let reaching: Vec<usize> = reaching.collect();
            if reaching.is_empty() {
                return distances.iter().map(|&distance| distance != NONE).collect();
            }
            for node in reaching {
                self.drain(node, &distances, &mut open);
            }
        }
    }

    /// Arcs from each node to the nearest one with room to the sink.
    fn distances(&self) -> Vec<usize> {
        let mut distances = vec![NONE; self.terminal.len()];
        let nodes = 0..self.terminal.len();
        let mut queue: Vec<usize> = nodes.filter(|&node| self.terminal[node] < 0).collect();
        for &node in &queue {
            distances[node] = 0;
        }
        let mut done = 0;
        while let Some(&node) = queue.get(done) {
            done += 1;
            let mut arc = self.first[node];
            while arc != NONE {
                let Arc { to, next, .. } = self.arcs[arc];
                if distances[to] == NONE && self.arcs[arc ^ 1].room > 0 {
                    distances[to] = distances[node] + 1;
                    queue.push(to);
                }
                arc = next;
            }
        }
        distances
    }

    /// Sends what the source has for a node down shortest paths. `open` is the first arc of each
    /// node that may still lead on.
    fn drain(&mut self, source: usize, distances: &[usize], open: &mut [usize]) {
        let mut path: Vec<usize> = Vec::new();
        let mut node = source;
        while self.terminal[source] > 0 {
            if self.terminal[node] < 0 {
                self.send(source, &path);
                path.clear();
                node = source;
            } else if let Some(arc) = self.onward(node, distances, open) {
                path.push(arc);
                node = self.arcs[arc].to;
            } else if let Some(arc) = path.pop() {
                node = self.arcs[arc ^ 1].to;
                open[node] = self.arcs[arc].next;
            } else {
                return;
            }
        }
    }

    /// The next arc with room one step nearer to the sink.
    fn onward(&self, node: usize, distances: &[usize], open: &mut [usize]) -> Option<usize> {
        while open[node] != NONE {
            let Arc { to, room, next } = self.arcs[open[node]];
            if room > 0 && distances[node] > 0 && distances[to] == distances[node] - 1 {
                return Some(open[node]);
            }
            open[node] = next;
        }
        None
    }

    /// Sends as much as fits from the source's arc at a node along a path into the sink.
    fn send(&mut self, source: usize, path: &[usize]) {
        let end = path.last().map_or(source, |&arc| self.arcs[arc].to);
        let rooms = path.iter().map(|&arc| self.arcs[arc].room);
        let ends = self.terminal[source].min(-self.terminal[end]);
        let amount = rooms.fold(ends, i64::min);
        self.terminal[source] -= amount;
        self.terminal[end] += amount;
        for &arc in path {
            self.arcs[arc].room -= amount;
            self.arcs[arc ^ 1].room += amount;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Network;

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
            let mut network = Network::new(terminal.clone());
            for &(from, to, capacity) in &arcs {
                network.connect(from, to, capacity);
            }
            let found = cost(&terminal, &arcs, &network.sink_side());
            let cheapest = (0_u32..1 << 6)
                .map(|set| (0..6).map(|node| set >> node & 1 == 1).collect::<Vec<_>>())
                .map(|side| cost(&terminal, &arcs, &side))
                .min();
            prop_assert_eq!(Some(found), cheapest);
        }
    }
}
