extension CSRGraph {
  /// The depth of every node: the longest way to it from a root, in edges, each cycle drawn together into one
  /// node. Nodes without parents, and the members of a cycle that nothing outside is a parent of, have depth 0.
  ///
  ///     0 <- 1 <=> 2 <- 3      depths 0, 1, 1, 2
  ///     0 <- 3
  ///
  /// - Parameter components: those of this graph, if already known.
  /// - Complexity: O(nodes + edges) time and space.
  public func depths(over components: StrongComponents? = nil) -> [UInt32] {
    let condensation = Condensation(self, components)
    return condensation.spread(condensation.depths())
  }

  /// The longest chain from a root down, each cycle drawn together into one node and named by its first member
  /// by rank; the root first. Among the deepest ends, and again among the parents at each step up, the one with
  /// the first member by rank is taken. Nodes without edges are left out: without edges the chain is empty.
  ///
  ///     0 <- 1 <- 2 <- 4      0, 1, 2, 4
  ///     0 <- 3 <- 4
  ///
  /// - Parameters:
  ///   - rank: for each node, smaller comes first; ties by node.
  ///   - components: those of this graph, if already known.
  /// - Complexity: O(nodes + edges) time and space.
  public func longestChain(rank: [UInt32], over components: StrongComponents? = nil) -> [NodeID] {
    precondition(rank.count == nodeCount, "one rank a node")
    let condensation = Condensation(self, components)
    let depths = condensation.depths()
    func precedes(_ a: NodeID, _ b: NodeID) -> Bool { (rank[a.index], a) < (rank[b.index], b) }

    let deepest = depths.max() ?? 0
    let component = condensation.components.component
    guard
      let end = nodes.lazy.filter({ depths[Int(component[$0.index])] == deepest && hasEdges($0) })
        .min(by: precedes)
    else { return [] }
    var chain = [end]
    var current = Int(component[end.index])
    while depths[current] > 0 {
      let next = condensation.row(current).lazy.map { condensation.parent(at: $0) }
        .filter { depths[$0] + 1 == depths[current] }
        .compactMap { condensation.components.members(of: $0).min(by: precedes) }
        .min(by: precedes)
      guard let next else { break }
      chain.append(next)
      current = Int(component[next.index])
    }
    return chain.reversed()
  }

  /// ``longestChain(rank:over:)`` with the nodes' own order as rank.
  ///
  /// - Complexity: O(nodes + edges) time and space.
  public func longestChain(over components: StrongComponents? = nil) -> [NodeID] {
    longestChain(rank: Array(0..<UInt32(nodeCount)), over: components)
  }
}

extension Condensation {
  /// The longest way to each component from one without parents, in edges.
  fileprivate func depths() -> [UInt32] {
    var depths = [UInt32](repeating: 0, count: count)
    for component in 0..<count {
      for slot in row(component) { depths[component] = max(depths[component], depths[parent(at: slot)] + 1) }
    }
    return depths
  }
}
