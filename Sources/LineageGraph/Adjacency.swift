/// One direction of a graph: for every node a row of neighbours, and the label of each edge to them.
struct Adjacency: Hashable, Sendable {
  /// Where each node's row begins in `targets`; one entry more than there are nodes.
  let offsets: [UInt32]
  /// The rows, one after the other.
  let targets: [NodeID]
  /// The labels, position by position.
  let kinds: [EdgeKind]

  /// The positions of a node's row.
  func row(_ node: NodeID) -> Range<Int> {
    Int(offsets[node.index])..<Int(offsets[node.index + 1])
  }

  /// The rows of the first nodes, when the others have none.
  func prefix(_ nodeCount: Int) -> Adjacency {
    Adjacency(offsets: Array(offsets.prefix(nodeCount + 1)), targets: targets, kinds: kinds)
  }

  /// The same edges seen from their other ends, every row ascending.
  ///
  /// - Complexity: O(nodes + edges) time and space.
  func transposed() -> Adjacency {
    let nodeCount = offsets.count - 1
    var starts = Adjacency.offsets(countingEach: targets, nodeCount: nodeCount)
    let offsets = starts
    var sources = [NodeID](repeating: NodeID(0), count: targets.count)
    var labels = [EdgeKind](repeating: EdgeKind(rawValue: 0), count: targets.count)
    // Walking the sources in ascending order leaves every row ascending.
    for source in 0..<nodeCount {
      for slot in row(NodeID(source)) {
        let target = targets[slot].index
        let place = Int(starts[target])
        starts[target] += 1
        sources[place] = NodeID(source)
        labels[place] = kinds[slot]
      }
    }
    return Adjacency(offsets: offsets, targets: sources, kinds: labels)
  }

  /// The offsets of rows of which node `n` has as many entries as it occurs in `nodes`.
  static func offsets(countingEach nodes: some Sequence<NodeID>, nodeCount: Int) -> [UInt32] {
    var offsets = [UInt32](repeating: 0, count: nodeCount + 1)
    for node in nodes { offsets[node.index + 1] += 1 }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    return offsets
  }
}
