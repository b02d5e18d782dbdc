/// One edge on its way into a graph.
public struct Edge: Hashable, Sendable {
  /// The derived node.
  public let child: NodeID
  /// The node it is derived from.
  public let parent: NodeID
  /// The label.
  public let kind: EdgeKind

  /// An edge from a child to a parent.
  public init(child: NodeID, parent: NodeID, kind: EdgeKind = EdgeKind(rawValue: 0)) {
    (self.child, self.parent, self.kind) = (child, parent, kind)
  }
}

extension CSRGraph {
  /// Builds both directions by counting sort.
  ///
  /// The edges may come in any order; those of one child keep their relative order. Both ends must be below
  /// `nodeCount`, pairs must be distinct and no edge may join a node to itself (the ingest removes such edges
  /// and reports them).
  ///
  /// - Complexity: O(nodes + edges) time and space.
  public init(nodeCount: Int, edges: [Edge]) {
    precondition(max(nodeCount, edges.count) < UInt32.max, "more than 32 bits can count")
    let inside = edges.allSatisfy { $0.child.index < nodeCount && $0.parent.index < nodeCount }
    precondition(inside, "edge outside the graph")
    var starts = Adjacency.offsets(countingEach: edges.lazy.map(\.child), nodeCount: nodeCount)
    let offsets = starts
    var targets = [NodeID](repeating: NodeID(0), count: edges.count)
    var kinds = [EdgeKind](repeating: EdgeKind(rawValue: 0), count: edges.count)
    for edge in edges {
      let slot = Int(starts[edge.child.index])
      starts[edge.child.index] += 1
      targets[slot] = edge.parent
      kinds[slot] = edge.kind
    }
    let above = Adjacency(offsets: offsets, targets: targets, kinds: kinds)
    self.init(nodeCount: nodeCount, above: above, below: above.transposed())
  }

  /// The same graph as far as its last node with an edge: passes over the rest of a Hub would find nothing.
  ///
  /// - Complexity: O(nodes).
  public func withoutLastNodesOnTheirOwn() -> CSRGraph {
    var count = nodeCount
    while count > 0, !hasEdges(NodeID(count - 1)) { count -= 1 }
    guard count < nodeCount else { return self }
    return CSRGraph(nodeCount: count, above: above.prefix(count), below: below.prefix(count))
  }
}
