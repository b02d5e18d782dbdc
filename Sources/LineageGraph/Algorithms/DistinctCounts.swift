extension CSRGraph {
  /// The exact number of distinct descendants of every node, itself not counted. A member of a cycle has the
  /// other members among them. A node without children has 0.
  ///
  ///     0 <- 1 <- 3 <- 4      4, 2, 2, 1, 0: node 0 has two ways down to 3, which counts once
  ///     0 <- 2 <- 3
  ///
  /// A component hands all that it dominates (see `Dominators`), as one number, to its dominator and to each
  /// component in between. So trees and chains of any depth take linear time, and only a component with several
  /// parents is walked from, no further than to where its ways up meet again. Should the walks become too long
  /// (a ladder of merges without a common ancestor), sets of bits take over (see `BitSweep`).
  ///
  /// - Parameter components: those of this graph, if already known.
  /// - Complexity: O(nodes + edges + b) time, for the sum b over all components with several parents of the
  ///   edges between it and its dominator; at worst O(nodes · (nodes + edges) / 512). O(nodes + edges) space.
  public func descendantCounts(over components: StrongComponents? = nil) -> [UInt32] {
    descendantCounts(over: components, walkingAtMost: nil)
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
    ancestorCounts(over: components, walkingAtMost: nil)
  }

  /// ``descendantCounts(over:)`` with a limit on the steps of walks; nil: as many as are worth it.
  package func descendantCounts(over known: StrongComponents?, walkingAtMost steps: Int?) -> [UInt32] {
    let condensation = Condensation(self, known)
    let counts =
      condensation.descendantsByDominators(steps: steps ?? condensation.stepsOfBitSweep)
      ?? BitSweep(condensation).descendants()
    return condensation.spread(counts.map { $0 - 1 })
  }

  /// ``ancestorCounts(over:)`` with a limit on the steps of walks; nil: as many as are worth it.
  package func ancestorCounts(over known: StrongComponents?, walkingAtMost steps: Int?) -> [UInt32] {
    let condensation = Condensation(self, known)
    let counts =
      condensation.ancestorsByDominators(steps: steps ?? condensation.stepsOfBitSweep)
      ?? BitSweep(condensation).ancestors()
    return condensation.spread(counts.map { $0 - 1 })
  }
}

extension Condensation {
  /// Walks of so many steps take about as long as the other method.
  fileprivate var stepsOfBitSweep: Int { (count + edgeCount) * (1 + count / BitSweep.width) }

  /// The nodes of each component and of all below it; nil if it takes more steps than allowed.
  fileprivate func descendantsByDominators(steps: Int) -> [UInt32]? {
    guard var dominators = Dominators(self, steps: steps) else { return nil }
    // Nodes of the components that each one dominates, itself included, and nodes it has from elsewhere.
    var dominated = (0..<count).map { components.size(of: $0) }
    var further = [UInt32](repeating: 0, count: count)
    for component in (0..<count).reversed() {
      let mass = dominated[component]
      if let dominator = dominators.dominator(of: component) { dominated[dominator] += mass }
      dominators.forEachBetween(component) { further[$0] += mass }
      if dominators.stepsLeft < 0 { return nil }
    }
    return zip(dominated, further).map { $0 + $1 }
  }

  /// The nodes of each component and of all above it; nil if it takes more steps than allowed.
  fileprivate func ancestorsByDominators(steps: Int) -> [UInt32]? {
    guard var dominators = Dominators(self, steps: steps) else { return nil }
    var counts = [UInt32](repeating: 0, count: count)
    for component in 0..<count {
      var sum = components.size(of: component)
      if let dominator = dominators.dominator(of: component) { sum += counts[dominator] }
      dominators.forEachBetween(component) { sum += components.size(of: $0) }
      counts[component] = sum
      if dominators.stepsLeft < 0 { return nil }
    }
    return counts
  }
}
