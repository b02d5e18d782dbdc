import LineageGraph

extension Facts {
  /// Counts a whole graph.
  ///
  /// - Parameters:
  ///   - ranks: Numbers that order the nodes with edges as their ids' bytes do.
  ///   - components: Those of the index's graph.
  /// - Complexity: O(nodes + edges) beside the algorithms named in ``CSRGraph``.
  init(_ index: LineageIndex, _ counts: IngestCounts, ranks: [UInt32], components: StrongComponents) {
    self.init()
    copy(counts)
    let graph = index.graph
    let connected = graph.nodes.filter { graph.hasEdges($0) }
    countModels(index, connected)
    countEdges(index, connected)
    countParents(index, connected)
    countShape(index, connected, ranks, components)
    let parents = connected.filter { graph.childCount(of: $0) > 0 }
    topChildren = Self.top(index, parents, ranks) { index.counts[$0.index].children }
    topDescendants = Self.top(index, parents, ranks) { index.counts[$0.index].descendants }
  }

  private mutating func copy(_ counts: IngestCounts) {
    declaredEdges = counts.declared
    duplicates = counts.duplicates
    selfLoops = counts.selfLoops
    caseFixed = counts.caseFixed
    aliasRewritten = counts.aliasRewritten
    invalidParents = counts.invalidParents
    invalidModels = counts.invalidModels
    conflicts = counts.conflicts.count
    conflictPairs = counts.conflicts
    caseGroups = counts.caseGroups
  }

  private mutating func countModels(_ index: LineageIndex, _ connected: [NodeID]) {
    let graph = index.graph
    models = index.models.attributes.count { $0.present }
    nodesWithEdges = connected.count
    isolatedModels = models - connected.count { index.models[$0].present }
    modelsWithParent = connected.count { index.models[$0].present && graph.parentCount(of: $0) > 0 }
    parentsDistinct = connected.count { graph.childCount(of: $0) > 0 }
    roots = connected.count { graph.parentCount(of: $0) == 0 }
    leaves = connected.count { graph.childCount(of: $0) == 0 }
  }

  private mutating func countEdges(_ index: LineageIndex, _ connected: [NodeID]) {
    let graph = index.graph
    edges = graph.edgeCount
    var byRelation = [Int](repeating: 0, count: 16)
    graph.withParentRows { _, _, kinds in
      for kind in kinds { byRelation[Int(EdgeLabel(kind).relation.rawValue)] += 1 }
    }
    for node in connected where index.isGhost(node) && graph.childCount(of: node) > 0 {
      ghosts += 1
      edgesToGhosts += graph.childCount(of: node)
    }
    for relation in Relation.allCases where relation.code != nil || byRelation[Int(relation.rawValue)] > 0 {
      edgesByRelation[relation.word] = byRelation[Int(relation.rawValue)]
    }
  }

  private mutating func countParents(_ index: LineageIndex, _ connected: [NodeID]) {
    let graph = index.graph
    var histogram: [Int] = []
    for node in connected { Self.count(graph.parentCount(of: node), in: &histogram) }
    parentsHistogram = Self.named(histogram.enumerated().dropFirst())
    multiParent = histogram.dropFirst(2).reduce(0, +)
    maxParents = max(0, histogram.count - 1)
    guard maxParents > 0 else { return }
    maxParentsModels = connected.filter { graph.parentCount(of: $0) == maxParents }
      .map { index.models.id($0) }.sorted(by: byteOrder)
  }

  private mutating func countShape(
    _ index: LineageIndex, _ connected: [NodeID], _ ranks: [UInt32], _ components: StrongComponents
  ) {
    let graph = index.graph
    cycles = components.cycles.map { $0.map { index.models.id($0) }.sorted(by: byteOrder) }
      .sorted { $0.lexicographicallyPrecedes($1, by: byteOrder) }
    rootCycles = graph.rootCycles(over: components).count
    let weak = graph.weakComponents()
    // A node without an edge is a component of its own there, and none here.
    weakComponents = weak.sizes.count - (graph.nodeCount - connected.count)
    largestWeakComponent = connected.isEmpty ? 0 : Int(weak.sizes.max() ?? 0)
    let depths = graph.depths(over: components)
    var histogram: [Int] = []
    for node in connected { Self.count(Int(depths[node.index]), in: &histogram) }
    depthHistogram = Self.named(histogram.enumerated())
    let chain = connected.isEmpty ? [] : graph.longestChain(rank: ranks, over: components)
    longestChainEdges = max(0, chain.count - 1)
    longestChainExample = chain.map { index.models.id($0) }
  }

  private static func count(_ value: Int, in histogram: inout [Int]) {
    if value >= histogram.count {
      histogram += [Int](repeating: 0, count: value + 1 - histogram.count)
    }
    histogram[value] += 1
  }

  /// A histogram as its JSON has it: without the values that do not occur.
  private static func named(_ histogram: some Sequence<(offset: Int, element: Int)>) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: histogram.filter { $0.element > 0 }.map { (String($0.offset), $0.element) })
  }

  private static func top(
    _ index: LineageIndex, _ parents: [NodeID], _ ranks: [UInt32], _ count: (NodeID) -> UInt32
  ) -> [CountedID] {
    parents.map { (node: $0, count: count($0)) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : ranks[$0.node.index] < ranks[$1.node.index] }
      .prefix(50).map { CountedID(id: index.models.id($0.node), count: Int($0.count)) }
  }
}
