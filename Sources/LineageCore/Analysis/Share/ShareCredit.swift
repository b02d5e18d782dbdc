import LineageGraph

/// Answers for one model: does it belong, and who shares its credit (shares definition, sections 3 and 4).
struct ShareCredit {
  let graph: ShareGraph
  let groups: ShareGroups
  private(set) var above: ShareAncestors
  /// Whether membership needs an earner among the ancestors.
  private let needsEarner: Bool

  /// - Parameter tracked: The nodes on the list, for the population `tracked`.
  /// - Complexity: that of ``ShareAncestors``.
  init(_ index: LineageIndex, _ graph: ShareGraph, _ definition: ShareDefinition, tracked: [NodeID]) {
    self.graph = graph
    switch definition.population {
    case .uploads, .derived: needsEarner = false
    case .tracked, .kinds: needsEarner = true
    }
    let isTracked = definition.population == .tracked ? Self.flags(tracked, graph) : nil
    groups = ShareGroups(index, graph, definition, tracked: isTracked)
    above = ShareAncestors(graph, labels: groups.labels, groupCount: groups.count)
  }

  private static func flags(_ tracked: [NodeID], _ graph: ShareGraph) -> [Bool] {
    var flags = [Bool](repeating: false, count: graph.inner.count)
    for node in tracked {
      let number = graph.number(of: node)
      if number != ShareGraph.none { flags[Int(number)] = true }
    }
    return flags
  }

  /// The sets that answers refer to.
  var sets: GroupSets { above.sets }

  /// Whether a model with these parents is in the population. `parents` are all by the chosen relations, in order.
  func belongs(_ node: NodeID, _ parents: ArraySlice<UInt32>) -> Bool {
    guard needsEarner else { return true }
    if needsOwnWalk(node, parents) {
      return levels(node, parents).joined().contains { groups.labels[Int($0)] >= 0 }
    }
    return parents.contains { above.reachesEarner[Int($0)] }
  }

  /// The set of groups that share the credit. Not for `own`.
  mutating func set(_ node: NodeID, _ parents: ArraySlice<UInt32>, _ attribution: ShareDefinition.Attribution)
    -> UInt32
  {
    switch attribution {
    case .direct, .own:
      if parents.count == 1, let only = parents.first {
        return UInt32(max(groups.labels[Int(only)], ShareGroups.other))
      }
      return union(parents.map { UInt32(max(groups.labels[Int($0)], ShareGroups.other)) })
    case .nearest, .root:
      guard !needsOwnWalk(node, parents) else {
        let levels = levels(node, parents)
        return attribution == .nearest ? nearest(levels) : roots(Array(levels.joined()))
      }
      return attribution == .nearest ? nearest(parents) : roots(parents)
    }
  }

  private mutating func nearest(_ parents: ArraySlice<UInt32>) -> UInt32 {
    if parents.count == 1, let only = parents.first, above.distance[Int(only)] != ShareAncestors.far {
      return above.nearest[Int(only)]
    }
    var least = ShareAncestors.far
    for parent in parents { least = min(least, above.distance[Int(parent)]) }
    guard least != ShareAncestors.far else {
      // In two steps: a call takes its copy of self before it asks for its arguments.
      let ends = roots(parents)
      return unattributed(ends)
    }
    return union(parents.filter { above.distance[Int($0)] == least }.map { above.nearest[Int($0)] })
  }

  private mutating func roots(_ parents: ArraySlice<UInt32>) -> UInt32 {
    if parents.count == 1, let only = parents.first { return above.roots[Int(only)] }
    return union(parents.map { above.roots[Int($0)] })
  }

  /// The union of some sets.
  mutating func union(_ sets: [UInt32]) -> UInt32 {
    // No root at all: only the way through the model itself leads out of its cycle.
    guard var joined = sets.first else { return UInt32(ShareGroups.unresolved) }
    for set in sets.dropFirst() { joined = above.sets.union(joined, set) }
    return joined
  }

  /// Without an earner a model stands under `other` if some plain root is reached.
  private func unattributed(_ roots: UInt32) -> UInt32 {
    UInt32(above.sets.contains(ShareGroups.other, in: roots) ? ShareGroups.other : ShareGroups.unresolved)
  }

  /// The one group of `first`, where every model keeps only its first parent. Not for `own`.
  func first(_ node: NodeID, _ parent: UInt32, _ attribution: ShareDefinition.Attribution) -> Int32 {
    switch attribution {
    case .direct, .own: return max(groups.labels[Int(parent)], ShareGroups.other)
    case .nearest, .root:
      guard isOnCycle(node) else {
        return attribution == .nearest ? above.firstNearest[Int(parent)] : above.firstRoot[Int(parent)]
      }
      return firstByWalk(node, parent, attribution)
    }
  }

  // MARK: Models on a cycle. They are their own ancestors' descendants, and no ancestor of themselves: what their
  // parents pass on may have come through the model itself, so they walk on their own.

  private func isOnCycle(_ node: NodeID) -> Bool {
    let number = graph.number(of: node)
    return number != ShareGraph.none && graph.cycleOf[Int(number)] >= 0
  }

  /// What parents pass on is right for a model on a cycle, too, if it earns nothing itself and no parent is left out:
  /// a way round through the model is then longer than the direct one, and leads nowhere new.
  private func needsOwnWalk(_ node: NodeID, _ parents: ArraySlice<UInt32>) -> Bool {
    isOnCycle(node)
      && (groups.labels[Int(graph.number(of: node))] >= 0 || parents.count < graph.row(node).count)
  }

  /// Ancestors by distance, the model itself never among them.
  private func levels(_ node: NodeID, _ parents: ArraySlice<UInt32>) -> [[UInt32]] {
    var seen: Set<UInt32> = [graph.number(of: node)]
    var levels: [[UInt32]] = []
    var level = parents.filter { seen.insert($0).inserted }
    while !level.isEmpty {
      levels.append(level)
      level = level.flatMap { number in
        graph.parents[graph.row(inner: Int(number))].filter { seen.insert($0).inserted }
      }
    }
    return levels
  }

  private mutating func nearest(_ levels: [[UInt32]]) -> UInt32 {
    for level in levels {
      let earners = level.map { groups.labels[Int($0)] }.filter { $0 >= 0 }
      if !earners.isEmpty { return union(earners.map { UInt32($0) }) }
    }
    let ends = roots(Array(levels.joined()))
    return unattributed(ends)
  }

  private mutating func roots(_ ancestors: [UInt32]) -> UInt32 {
    let ends = ancestors.filter { number in
      let cycle = graph.cycleOf[Int(number)]
      return cycle >= 0 ? graph.isRootCycle[Int(cycle)] : graph.row(inner: Int(number)).isEmpty
    }
    return union(ends.map { above.roots[Int($0)] })
  }

  private func firstByWalk(
    _ node: NodeID, _ parent: UInt32, _ attribution: ShareDefinition.Attribution
  ) -> Int32 {
    let own = graph.number(of: node)
    var walk: [UInt32] = []
    var position: [UInt32: Int] = [:]
    var loop: ArraySlice<UInt32> = []
    var number = parent
    while true {
      if number == own {
        loop = (walk + [own])[...]
        break
      }
      if let start = position[number] {
        loop = walk[start...]
        break
      }
      position[number] = walk.count
      walk.append(number)
      if attribution == .nearest, groups.labels[Int(number)] >= 0 { break }
      let row = graph.row(inner: Int(number))
      guard let next = row.first else { break }
      number = graph.parents[next]
    }
    let candidates = attribution == .nearest ? walk[...] : loop.isEmpty ? walk.suffix(1) : loop
    for candidate in candidates where groups.labels[Int(candidate)] >= 0 {
      return groups.labels[Int(candidate)]
    }
    return loop.isEmpty ? ShareGroups.other : ShareGroups.unresolved
  }
}
