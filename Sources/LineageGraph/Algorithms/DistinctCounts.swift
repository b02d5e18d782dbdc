extension CSRGraph {
  /// The exact number of distinct descendants of every node, itself not counted. A member of a cycle has the
  /// other members among them. A node without children has 0.
  ///
  ///     0 <- 1 <- 3 <- 4      4, 2, 2, 1, 0: node 0 has two ways down to 3, which counts once
  ///     0 <- 2 <- 3
  ///
  /// A component hands all that it dominates (see `Dominators`), as one number, to its dominator and to each
  /// component in between. So trees and chains of any depth take linear time, and only a component with several
  /// parents is walked from, no further than to where its ways up meet again.
  ///
  /// - Parameter components: those of this graph, if already known.
  /// - Complexity: O(nodes + edges + b) time, for the sum b over all components with several parents of the
  ///   edges between it and its dominator; O(nodes + edges) space. On the graphs of model hubs b is below the
  ///   number of edges. At worst (a ladder of merges without a common ancestor) it is O(nodes · edges), as it is
  ///   for every exact method known.
  public func descendantCounts(over components: StrongComponents? = nil) -> [UInt32] {
    let condensation = Condensation(self, components)
    var dominators = Dominators(condensation)
    // Nodes of the components that each one dominates, itself included, and nodes it has from elsewhere.
    var dominated = (0..<condensation.count).map { condensation.components.size(of: $0) }
    var further = [UInt32](repeating: 0, count: condensation.count)
    for component in (0..<condensation.count).reversed() {
      let mass = dominated[component]
      if let dominator = dominators.dominator(of: component) { dominated[dominator] += mass }
      dominators.forEachBetween(component) { further[$0] += mass }
    }
    return condensation.spread(zip(dominated, further).map { $0 + $1 - 1 })
  }

  /// The exact number of distinct ancestors of every node, itself not counted. A member of a cycle has the other
  /// members among them. A node without parents has 0.
  ///
  ///     0 <- 1 <- 3 <- 4      0, 1, 1, 3, 4: node 3 has two ways up to 0, which counts once
  ///     0 <- 2 <- 3
  ///
  /// The ancestors of a component are those of its dominator, the dominator, and what lies in between (see
  /// `Dominators`).
  ///
  /// - Parameter components: those of this graph, if already known.
  /// - Complexity: as ``descendantCounts(over:)``.
  public func ancestorCounts(over components: StrongComponents? = nil) -> [UInt32] {
    let condensation = Condensation(self, components)
    var dominators = Dominators(condensation)
    // Nodes of each component and of all above it.
    var counts = [UInt32](repeating: 0, count: condensation.count)
    for component in 0..<condensation.count {
      var count = condensation.components.size(of: component)
      if let dominator = dominators.dominator(of: component) { count += counts[dominator] }
      dominators.forEachBetween(component) { count += condensation.components.size(of: $0) }
      counts[component] = count
    }
    return condensation.spread(counts.map { $0 - 1 })
  }
}
