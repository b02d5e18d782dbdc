/// The shortest ways up from a node to one of its ancestors.
public struct ShortestPaths: Hashable, Sendable {
  /// Number of edges of each; nil if there is no way.
  public let length: Int?
  /// How many there are, at most `Int.max`.
  public let total: Int
  /// The first of them, each from the descendant up to the ancestor.
  public let paths: [[NodeID]]

  static let none = ShortestPaths(length: nil, total: 0, paths: [])
}

extension CSRGraph {
  /// All shortest ways up from a node to an ancestor: how many there are, and the first `limit` of them, in
  /// lexicographic order of the ranks of their nodes. From a node to itself there is one, of length 0. If the
  /// ancestor cannot be reached the length is nil and there are none.
  ///
  ///     0 <- 1 <- 3      from 3 to 0: length 2, total 2, paths 3 1 0 and 3 2 0
  ///     0 <- 2 <- 3
  ///
  /// Breadth-first search up; the number of ways from each node is the sum over its parents one level higher
  /// (there may be exponentially many); the first are then read off one by one.
  ///
  /// - Parameters:
  ///   - limit: the most paths to write out.
  ///   - rank: smaller comes first; ties by node.
  ///   - follows: whether to walk along edges with a label.
  /// - Complexity: O(nodes) to allocate, then as with kept working memory.
  public func shortestPaths(
    from start: NodeID, to end: NodeID, limit: Int, rank: (NodeID) -> Int = { $0.index },
    following follows: (EdgeKind) -> Bool = { _ in true }
  ) -> ShortestPaths {
    var traversal = Traversal()
    return shortestPaths(
      from: start, to: end, limit: limit, rank: rank, using: &traversal, following: follows)
  }

  /// ``shortestPaths(from:to:limit:rank:following:)`` with working memory kept by the caller.
  ///
  /// - Complexity: O(a + e + limit · length · p log p) time, for the a ancestors nearer than the end, the e edges
  ///   that leave them and at most p parents of each; O(a + limit · length) space.
  public func shortestPaths(
    from start: NodeID, to end: NodeID, limit: Int, rank: (NodeID) -> Int = { $0.index },
    using traversal: inout Traversal, following follows: (EdgeKind) -> Bool = { _ in true }
  ) -> ShortestPaths {
    let distances = traversal.distances(from: start, to: end, in: self, following: follows)
    guard let target = traversal.position(of: end) else { return .none }
    // By position in the walk. Whatever is one level higher was met later.
    var counts = [Int](repeating: 0, count: distances.count)
    counts[target] = 1
    for position in (0..<target).reversed() {
      for slot in above.row(traversal.order[position]) where follows(above.kinds[slot]) {
        guard
          let higher = traversal.position(of: above.targets[slot]),
          distances[higher] == distances[position] + 1
        else { continue }
        let (sum, overflow) = counts[position].addingReportingOverflow(counts[higher])
        counts[position] = overflow ? Int.max : sum
      }
    }
    /// The next nodes of ways up from a node, the last in order first.
    func steps(from node: NodeID) -> [NodeID] {
      guard let position = traversal.position(of: node) else { return [] }
      var steps: [(rank: Int, node: NodeID)] = []
      for slot in above.row(node) where follows(above.kinds[slot]) {
        let parent = above.targets[slot]
        guard
          let higher = traversal.position(of: parent),
          distances[higher] == distances[position] + 1, counts[higher] > 0
        else { continue }
        steps.append((rank(parent), parent))
      }
      return steps.sorted { $0 > $1 }.map(\.node)
    }
    var paths: [[NodeID]] = []
    var path: [NodeID] = []
    // The nodes not yet tried, for each place on the path.
    var untried = [[start]]
    while paths.count < limit, let place = untried.indices.last {
      path.removeSubrange(place...)
      guard let node = untried[place].popLast() else {
        untried.removeLast()
        continue
      }
      path.append(node)
      if node == end {
        paths.append(path)
      } else {
        untried.append(steps(from: node))
      }
    }
    return ShortestPaths(length: distances[target], total: counts[0], paths: paths)
  }
}

extension Traversal {
  /// Breadth-first search upward until the end is met: the distance of each node met, by its position.
  fileprivate mutating func distances(
    from start: NodeID, to end: NodeID, in graph: CSRGraph, following follows: (EdgeKind) -> Bool
  ) -> [Int] {
    begin(at: start, nodeCount: graph.nodeCount)
    var distances = [0]
    var position = 0
    while position < order.count, self.position(of: end) == nil {
      for slot in graph.above.row(order[position]) where follows(graph.above.kinds[slot]) {
        visit(graph.above.targets[slot])
      }
      while distances.count < order.count { distances.append(distances[position] + 1) }
      position += 1
    }
    return distances
  }
}
