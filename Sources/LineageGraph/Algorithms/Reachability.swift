/// A node found by a walk.
public struct Reached: Hashable, Sendable {
  /// The node.
  public let node: NodeID
  /// Least number of edges from the start, at least 1.
  public let distance: Int

  /// A node at a distance in edges.
  public init(node: NodeID, distance: Int) {
    (self.node, self.distance) = (node, distance)
  }
}

extension CSRGraph {
  /// Everything a node is derived from: its distinct ancestors with their least distance, nearest first, ties by
  /// node. The node itself is never among them, not even on a cycle. Nodes that cannot be reached are absent.
  ///
  ///     0 <- 1 <- 3      ancestors of 3: 1 and 2 at distance 1, 0 at distance 2
  ///     0 <- 2 <- 3
  ///
  /// Breadth-first search. For repeated queries see ``ancestors(of:maxDepth:using:following:)``.
  ///
  /// - Parameters:
  ///   - maxDepth: the greatest distance, in edges.
  ///   - follows: whether to walk along edges with a label.
  /// - Complexity: O(nodes) to allocate, then as with kept working memory.
  public func ancestors(
    of node: NodeID, maxDepth: Int = .max, following follows: (EdgeKind) -> Bool = { _ in true }
  ) -> [Reached] {
    var traversal = Traversal()
    return ancestors(of: node, maxDepth: maxDepth, using: &traversal, following: follows)
  }

  /// ``ancestors(of:maxDepth:following:)`` with working memory kept by the caller.
  ///
  /// - Complexity: O(r log r + e) time, O(r) space, for r nodes reached and the e edges that leave them.
  public func ancestors(
    of node: NodeID, maxDepth: Int = .max, using traversal: inout Traversal,
    following follows: (EdgeKind) -> Bool = { _ in true }
  ) -> [Reached] {
    traversal.reach(from: node, along: above, maxDepth: maxDepth, following: follows)
  }

  /// Everything derived from a node: its distinct descendants with their least distance, nearest first, ties by
  /// node. The node itself is never among them, not even on a cycle. Nodes that cannot be reached are absent.
  ///
  ///     0 <- 1 <- 3      descendants of 0: 1 and 2 at distance 1, 3 at distance 2
  ///     0 <- 2 <- 3
  ///
  /// Breadth-first search. For repeated queries see ``descendants(of:maxDepth:using:following:)``; for the
  /// number of descendants of *every* node see ``descendantCounts(over:)``.
  ///
  /// - Parameters:
  ///   - maxDepth: the greatest distance, in edges.
  ///   - follows: whether to walk along edges with a label.
  /// - Complexity: O(nodes) to allocate, then as with kept working memory.
  public func descendants(
    of node: NodeID, maxDepth: Int = .max, following follows: (EdgeKind) -> Bool = { _ in true }
  ) -> [Reached] {
    var traversal = Traversal()
    return descendants(of: node, maxDepth: maxDepth, using: &traversal, following: follows)
  }

  /// ``descendants(of:maxDepth:following:)`` with working memory kept by the caller.
  ///
  /// - Complexity: O(r log r + e) time, O(r) space, for r nodes reached and the e edges that arrive at them.
  public func descendants(
    of node: NodeID, maxDepth: Int = .max, using traversal: inout Traversal,
    following follows: (EdgeKind) -> Bool = { _ in true }
  ) -> [Reached] {
    traversal.reach(from: node, along: below, maxDepth: maxDepth, following: follows)
  }
}

extension Traversal {
  /// Breadth-first search along one direction; each level sorted by node.
  mutating func reach(
    from start: NodeID, along rows: Adjacency, maxDepth: Int, following follows: (EdgeKind) -> Bool
  ) -> [Reached] {
    begin(at: start, nodeCount: rows.offsets.count - 1)
    var reached: [Reached] = []
    var (distance, level) = (0, 0..<1)
    while !level.isEmpty, distance < maxDepth {
      distance += 1
      for position in level {
        for slot in rows.row(order[position]) where follows(rows.kinds[slot]) { visit(rows.targets[slot]) }
      }
      level = level.upperBound..<order.count
      // `order` itself must stay as it is: `positions` points into it.
      let nodes = level.count > 1 ? order[level].sorted()[...] : order[level]
      for node in nodes { reached.append(Reached(node: node, distance: distance)) }
    }
    return reached
  }
}
