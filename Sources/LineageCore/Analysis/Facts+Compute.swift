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
    countEdges(index)
    countParents(index)
    countShape(index, connected, ranks, components)
    topChildren = Self.top(index, ranks) { Int(index.counts[$0.index].children) }
    topDescendants = Self.top(index, ranks) { Int(index.counts[$0.index].descendants) }
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
    modelsWithParent = connected.count { index.models[$0].present && !graph.parents(of: $0).isEmpty }
    parentsDistinct = connected.count { !graph.children(of: $0).isEmpty }
    roots = connected.count { graph.parents(of: $0).isEmpty }
    leaves = connected.count { graph.children(of: $0).isEmpty }
  }

  private mutating func countEdges(_ index: LineageIndex) {
    let graph = index.graph
    edges = graph.edgeCount
    var byRelation = [Int](repeating: 0, count: 16)
    for node in graph.nodes {
      for kind in graph.parentKinds(of: node) { byRelation[Int(EdgeLabel(kind).relation.rawValue)] += 1 }
      guard index.isGhost(node), !graph.children(of: node).isEmpty else { continue }
      ghosts += 1
      edgesToGhosts += graph.children(of: node).count
    }
    for relation in Relation.allCases where relation.code != nil || byRelation[Int(relation.rawValue)] > 0 {
      edgesByRelation[relation.word] = byRelation[Int(relation.rawValue)]
    }
  }

  private mutating func countParents(_ index: LineageIndex) {
    let graph = index.graph
    var histogram: [Int: Int] = [:]
    for node in graph.nodes where !graph.parents(of: node).isEmpty {
      histogram[graph.parents(of: node).count, default: 0] += 1
    }
    parentsHistogram = Dictionary(uniqueKeysWithValues: histogram.map { (String($0), $1) })
    multiParent = histogram.filter { $0.key > 1 }.values.reduce(0, +)
    maxParents = histogram.keys.max() ?? 0
    guard maxParents > 0 else { return }
    maxParentsModels = graph.nodes.filter { graph.parents(of: $0).count == maxParents }
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
    var histogram: [Int: Int] = [:]
    for node in connected { histogram[Int(depths[node.index]), default: 0] += 1 }
    depthHistogram = Dictionary(uniqueKeysWithValues: histogram.map { (String($0), $1) })
    let chain = connected.isEmpty ? [] : graph.longestChain(rank: ranks, over: components)
    longestChainEdges = max(0, chain.count - 1)
    longestChainExample = chain.map { index.models.id($0) }
  }

  private static func top(
    _ index: LineageIndex, _ ranks: [UInt32], _ count: (NodeID) -> Int
  ) -> [CountedID] {
    index.graph.nodes.filter { !index.graph.children(of: $0).isEmpty }
      .map { (node: $0, count: count($0)) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : ranks[$0.node.index] < ranks[$1.node.index] }
      .prefix(50).map { CountedID(id: index.models.id($0.node), count: $0.count) }
  }
}
