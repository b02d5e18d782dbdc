import LineageGraph

extension IndexedSnapshot {
  /// The shares under a definition.
  ///
  /// - Complexity: O(models + the ancestors of each counted model).
  public func shares(_ definition: ShareDefinition) -> ShareTable {
    self[definition.alias ? .resolved : .written].shares(definition)
  }
}

extension LineageIndex {
  /// The shares under a definition on this graph; the definition's `+alias` says which graph it should be.
  public func shares(_ definition: ShareDefinition) -> ShareTable {
    var engine = ShareEngine(index: self, definition: definition)
    return engine.table()
  }
}

/// Evaluates one definition in one pass over the models (shares definition, sections 3 and 4).
struct ShareEngine {
  let index: LineageIndex
  let definition: ShareDefinition
  /// Group numbers; ``groupNames`` has their words. The three unattributed ones come first.
  private var groupNames = ["other", "unresolved", "none"]
  private var groupOfFamily: [Int32]
  /// The group a node can earn for by its own name, worked out when asked; -2 for not yet asked.
  private var groupByName: [Int32]
  /// The root cycle a node lies on; -1 for none.
  private var rootCycle: [Int32]
  private let rootCycles: [[NodeID]]
  private var seen: [UInt32]
  private var stamp: UInt32 = 0

  private static let other: Int32 = 0
  private static let unresolved: Int32 = 1
  private static let none: Int32 = 2

  init(index: LineageIndex, definition: ShareDefinition) {
    (self.index, self.definition) = (index, definition)
    let nodes = index.graph.nodeCount
    groupByName = definition.name ? [Int32](repeating: -2, count: nodes) : []
    seen = [UInt32](repeating: 0, count: nodes)
    rootCycles = index.graph.rootCycles()
    rootCycle = [Int32](repeating: -1, count: nodes)
    for (number, members) in rootCycles.enumerated() {
      for member in members { rootCycle[member.index] = Int32(number) }
    }
    groupOfFamily = []
    var numbers: [String: Int32] = [:]
    for label in index.models.families.labels {
      guard Self.earns(label, definition) else {
        groupOfFamily.append(-1)
        continue
      }
      let word = Self.word(label, definition.group)
      let number = numbers[word] ?? Int32(groupNames.count)
      if numbers[word] == nil { groupNames.append(word) }
      numbers[word] = number
      groupOfFamily.append(number)
    }
  }

  private static func earns(_ label: FamilyLabel, _ definition: ShareDefinition) -> Bool {
    guard case .kinds(let kinds) = definition.population else { return true }
    return kinds.contains(label.kind)
  }

  private static func word(_ label: FamilyLabel, _ group: ShareDefinition.Group) -> String {
    switch group {
    case .family: label.family
    case .subfamily: label.subfamily
    case .developer: label.developer
    case .region: label.region.rawValue
    }
  }

  mutating func table() -> ShareTable {
    var tally = ShareTally(definition: definition)
    var parents: [NodeID] = []
    for node in index.graph.nodes where index.models[node].present {
      guard let window = definition.window.label(index.models[node].created) else { continue }
      parents.removeAll(keepingCapacity: true)
      for (parent, kind) in zip(index.graph.parents(of: node), index.graph.parentKinds(of: node))
      where definition.relations.contains(EdgeLabel(kind).relation) {
        parents.append(parent)
      }
      guard let groups = groups(of: node, parents: parents) else { continue }
      tally.add(groups, window: window, owner: { ModelID.owner(index.models.id(node)) })
    }
    return ShareTable(definition: definition, rows: tally.rows(names: groupNames))
  }

  /// The groups that share a model's credit, ascending; nil if it is not in the population.
  private mutating func groups(of model: NodeID, parents: [NodeID]) -> [Int32]? {
    guard let firstParent = parents.first else {
      return definition.population == .uploads ? [Self.none] : nil
    }
    let levels = levels(above: model, from: parents)
    if case .kinds = definition.population, !levels.joined().contains(where: { earner($0) != nil }) {
      return nil
    }
    if definition.credit == .first { return [firstGroup(of: model, from: firstParent)] }
    switch definition.attribution {
    case .direct: return Set(parents.map { earner($0) ?? Self.other }).sorted()
    case .nearest: return nearest(levels)
    case .root: return roots(levels)
    }
  }

  /// Ancestors by distance, the model itself never among them.
  private mutating func levels(above model: NodeID, from parents: [NodeID]) -> [[NodeID]] {
    stamp += 1
    seen[model.index] = stamp
    for parent in parents { seen[parent.index] = stamp }
    var levels = [parents]
    while let last = levels.last, !last.isEmpty {
      var next: [NodeID] = []
      for node in last {
        for parent in index.graph.parents(of: node) where seen[parent.index] != stamp {
          seen[parent.index] = stamp
          next.append(parent)
        }
      }
      levels.append(next)
    }
    return levels
  }

  private mutating func nearest(_ levels: [[NodeID]]) -> [Int32] {
    for level in levels {
      let earners = Set(level.compactMap { earner($0) })
      if !earners.isEmpty { return earners.sorted() }
    }
    let plainRoot = levels.joined().contains { index.graph.parents(of: $0).isEmpty }
    return [plainRoot ? Self.other : Self.unresolved]
  }

  private mutating func roots(_ levels: [[NodeID]]) -> [Int32] {
    var found: Set<Int32> = []
    var loops: Set<Int32> = []
    for node in levels.joined() {
      if index.graph.parents(of: node).isEmpty { found.insert(earner(node) ?? Self.other) }
      if rootCycle[node.index] >= 0 { loops.insert(rootCycle[node.index]) }
    }
    for loop in loops {
      let earners = rootCycles[Int(loop)].compactMap { earner($0) }
      found.formUnion(earners.isEmpty ? [Self.unresolved] : earners)
    }
    return found.sorted()
  }

  /// The same question on the graph where every model keeps only its first parent: a single walk.
  private mutating func firstGroup(of model: NodeID, from first: NodeID) -> Int32 {
    if definition.attribution == .direct { return earner(first) ?? Self.other }
    var walk: [NodeID] = []
    var loop: [NodeID] = []
    var node = first
    stamp += 1
    while true {
      if node == model {
        loop = walk + [model]
        break
      }
      if seen[node.index] == stamp {
        loop = Array(walk[(walk.firstIndex(of: node) ?? 0)...])
        break
      }
      seen[node.index] = stamp
      walk.append(node)
      guard let next = index.graph.parents(of: node).first else { break }
      node = next
    }
    let candidates =
      definition.attribution == .nearest ? walk : loop.isEmpty ? walk.suffix(1) : loop[...].map { $0 }
    for candidate in candidates {
      if let group = earner(candidate) { return group }
    }
    return loop.isEmpty ? Self.other : Self.unresolved
  }

  /// The group a node is credited under, nil if it is no earner of this definition.
  private mutating func earner(_ node: NodeID) -> Int32? {
    if let code = index.models[node].family {
      let group = groupOfFamily[Int(code.rawValue)]
      return group < 0 ? nil : group
    }
    guard definition.name, index.graph.parents(of: node).isEmpty else { return nil }
    if groupByName[node.index] == -2 {
      let code = index.models.families.code(forName: ModelID.name(index.models.id(node)))
      groupByName[node.index] = code.map { groupOfFamily[Int($0.rawValue)] } ?? -1
    }
    let group = groupByName[node.index]
    return group < 0 ? nil : group
  }
}
