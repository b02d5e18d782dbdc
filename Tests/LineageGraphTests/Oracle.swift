import LineageGraph

/// Slow, obvious answers, from one matrix of distances.
struct Oracle: Sendable {
  let nodeCount: Int
  let edges: [Edge]
  /// Least number of edges up from a row's node to a column's, at least 1; nil if there is no way. On the
  /// diagonal: the shortest cycle.
  let distance: [[Int?]]

  /// Floyd and Warshall.
  init(nodeCount: Int, edges: [Edge]) {
    var distance = [[Int?]](repeating: [Int?](repeating: nil, count: nodeCount), count: nodeCount)
    for edge in edges { distance[edge.child.index][edge.parent.index] = 1 }
    for middle in 0..<nodeCount {
      for start in 0..<nodeCount {
        guard let first = distance[start][middle] else { continue }
        for end in 0..<nodeCount {
          guard let second = distance[middle][end] else { continue }
          distance[start][end] = min(distance[start][end] ?? .max, first + second)
        }
      }
    }
    (self.nodeCount, self.edges, self.distance) = (nodeCount, edges, distance)
  }

  /// The same graph without the edges of some labels.
  func keeping(_ keeps: (EdgeKind) -> Bool) -> Oracle {
    Oracle(nodeCount: nodeCount, edges: edges.filter { keeps($0.kind) })
  }

  func ancestors(of node: NodeID, maxDepth: Int = .max) -> [Reached] {
    reached { $0 == node.index ? nil : distance[node.index][$0] }.filter { $0.distance <= maxDepth }
  }

  func descendants(of node: NodeID, maxDepth: Int = .max) -> [Reached] {
    reached { $0 == node.index ? nil : distance[$0][node.index] }.filter { $0.distance <= maxDepth }
  }

  private func reached(_ distance: (Int) -> Int?) -> [Reached] {
    (0..<nodeCount).compactMap { node in distance(node).map { Reached(node: NodeID(node), distance: $0) } }
      .sorted { ($0.distance, $0.node) < ($1.distance, $1.node) }
  }

  /// The smallest node that reaches each node and is reached by it.
  var leaders: [Int] {
    (0..<nodeCount).map { node in
      (0..<node).first { distance[node][$0] != nil && distance[$0][node] != nil } ?? node
    }
  }

  var cycles: [[NodeID]] {
    let leaders = leaders
    let groups = Dictionary(grouping: leaders.indices, by: { leaders[$0] })
    return groups.values.filter { $0.count > 1 }.map { $0.sorted().map { NodeID($0) } }
      .sorted { $0[0] < $1[0] }
  }

  var rootCycles: [[NodeID]] {
    cycles.filter { cycle in
      !edges.contains { cycle.contains($0.child) && !cycle.contains($0.parent) }
    }
  }

  /// Parents before children, always the smallest that is free.
  var topologicalOrder: [NodeID] {
    let leaders = leaders
    var order: [NodeID] = []
    var waiting = Set(leaders)
    while let next = waiting.sorted().first(where: { leader in
      edges.allSatisfy {
        leaders[$0.child.index] != leader || leaders[$0.parent.index] == leader
          || !waiting.contains(leaders[$0.parent.index])
      }
    }) {
      waiting.remove(next)
      order += (0..<nodeCount).filter { leaders[$0] == next }.map { NodeID($0) }
    }
    return order
  }

  /// The smallest node joined to each node by edges of any direction.
  var weakLeaders: [Int] {
    var labels = Array(0..<nodeCount)
    while let edge = edges.first(where: { labels[$0.child.index] != labels[$0.parent.index] }) {
      let (a, b) = (labels[edge.child.index], labels[edge.parent.index])
      for node in 0..<nodeCount where labels[node] == max(a, b) { labels[node] = min(a, b) }
    }
    return labels
  }

  /// By relaxation until nothing changes.
  var depths: [UInt32] {
    let leaders = leaders
    var depths = [UInt32](repeating: 0, count: nodeCount)
    var changed = true
    while changed {
      changed = false
      for edge in edges {
        let (child, parent) = (leaders[edge.child.index], leaders[edge.parent.index])
        if child != parent, depths[child] < depths[parent] + 1 {
          depths[child] = depths[parent] + 1
          changed = true
        }
      }
    }
    return leaders.map { depths[$0] }
  }

  func longestChain(rank: [UInt32]) -> [NodeID] {
    let (leaders, depths) = (leaders, depths)
    let linked = (0..<nodeCount).filter { node in
      edges.contains { $0.child.index == node || $0.parent.index == node }
    }
    /// All nodes by rank: the first with a property is the first member of its component.
    let byRank = linked.sorted { (rank[$0], $0) < (rank[$1], $1) }
    let deepest = linked.map { depths[$0] }.max()
    var chain = byRank.filter { depths[$0] == deepest }.prefix(1).map { $0 }
    while let last = chain.last, depths[last] > 0 {
      let above = edges.filter { leaders[$0.child.index] == leaders[last] }.map { leaders[$0.parent.index] }
      chain += byRank.filter { above.contains(leaders[$0]) && depths[$0] + 1 == depths[last] }.prefix(1)
    }
    return chain.reversed().map { NodeID($0) }
  }

  /// All shortest ways up, sorted by the ranks of their nodes.
  func shortestPaths(from start: NodeID, to end: NodeID, rank: (NodeID) -> Int) -> [[NodeID]] {
    if start == end { return [[start]] }
    guard let length = distance[start.index][end.index] else { return [] }
    var paths = [[start]]
    for left in (0..<length).reversed() {
      paths = paths.flatMap { path in
        edges.filter { edge in
          edge.child == path.last && edge.parent != start
            && (left == 0 ? edge.parent == end : distance[edge.parent.index][end.index] == left)
        }.map { path + [$0.parent] }
      }
    }
    return paths.sorted { a, b in
      a.map { [rank($0), $0.index] }.lexicographicallyPrecedes(b.map { [rank($0), $0.index] }) {
        $0.lexicographicallyPrecedes($1)
      }
    }
  }
}
