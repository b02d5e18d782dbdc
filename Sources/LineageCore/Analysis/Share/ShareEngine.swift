import LineageGraph

extension IndexedSnapshot {
  /// The shares under a definition.
  ///
  /// - Complexity: O(models + edges), times the size of the sets of groups where lines join.
  public func shares(
    _ definition: ShareDefinition, knowledge: ShareKnowledge = ShareKnowledge()
  ) -> ShareTable {
    self[definition.alias ? .resolved : .written].shares(definition, knowledge: knowledge)
  }
}

extension LineageIndex {
  /// The shares under a definition on this graph; the definition's `+alias` says which graph it should be.
  ///
  /// - Complexity: O(models + edges), times the size of the sets of groups where lines join.
  public func shares(
    _ definition: ShareDefinition, knowledge: ShareKnowledge = ShareKnowledge()
  ) -> ShareTable {
    let index = definition.reported ? adding(knowledge.reported) : self
    var engine = ShareEngine(index, definition, knowledge)
    return engine.table()
  }
}

/// Evaluates one definition: what ancestors pass down in one pass over the inner nodes, then one over the models.
private struct ShareEngine {
  private let index: LineageIndex
  private let definition: ShareDefinition
  private let rules: NoiseRules
  private let graph: ShareGraph
  private var credit: ShareCredit
  private var groups: ShareGroups
  private let chosen: UInt8

  private var windows: WindowSorter
  private var tally: ShareTally
  private var voices: Set<Voice> = []
  private var owners = TextTable()
  private var flagger: NoiseFlagger
  private let left: NoiseRules.Flags
  private var noise = ShareTable.NoiseCount()
  private var noiseByRule: [Int]
  private var withoutDownloads = 0

  private struct Voice: Hashable {
    let table: Int32
    let group: Int32
    let owner: TextID
  }

  init(_ index: LineageIndex, _ definition: ShareDefinition, _ knowledge: ShareKnowledge) {
    (self.index, self.definition, rules) = (index, definition, knowledge.noise)
    graph = ShareGraph(index.graph)
    credit = ShareCredit(index, graph, definition, tracked: knowledge.tracked)
    groups = credit.groups
    chosen = ShareGraph.bits(definition.relations)
    windows = WindowSorter(definition.window)
    tally = ShareTally(definition.credit)
    flagger = NoiseFlagger(rules)
    left = definition.noise.flags(rules)
    noiseByRule = [Int](repeating: 0, count: rules.rules.count)
  }

  mutating func table() -> ShareTable {
    for node in index.graph.nodes where index.models[node].present {
      guard let table = windows.table(index.models[node].created) else { continue }
      let row = graph.row(node)
      var parents = graph.parents[row]
      if graph.relations[row].contains(where: { $0 & chosen == 0 }) {
        parents = row.filter { graph.relations[$0] & chosen != 0 }.map { graph.parents[$0] }[...]
      }
      guard let set = set(of: node, parents) else { continue }
      if isLeftOut(node) { continue }
      add(set, node, table)
    }
    noise.byRule = zip(rules.rules, noiseByRule).map { .init(id: $0.id, models: $1) }.filter { $0.models > 0 }
    let (sets, groups) = (credit.sets, groups)
    return ShareTable(
      definition: definition,
      rows: tally.rows(labels: windows.labels, sets: sets) { groups.word($0) },
      noise: noise, withoutDownloads: withoutDownloads)
  }

  /// The set of groups that share a model's credit; nil if it is not in the population.
  private mutating func set(of node: NodeID, _ parents: ArraySlice<UInt32>) -> UInt32? {
    guard let first = parents.first else {
      guard definition.population == .uploads else { return nil }
      return definition.attribution == .own ? own(node) : UInt32(ShareGroups.none)
    }
    guard credit.belongs(node, parents) else { return nil }
    if definition.attribution == .own { return own(node) }
    if definition.group == .relation { return relations(node) }
    if definition.credit == .first { return UInt32(credit.first(node, first, definition.attribution)) }
    return credit.set(node, parents, definition.attribution)
  }

  private mutating func own(_ node: NodeID) -> UInt32 { UInt32(max(groups.label(node), ShareGroups.other)) }

  private mutating func relations(_ node: NodeID) -> UInt32 {
    var numbers: [UInt32] = []
    for slot in graph.row(node) where graph.relations[slot] & chosen != 0 {
      let bit = graph.relations[slot].trailingZeroBitCount
      numbers.append(UInt32(groups.number(ShareDefinition.relationOrder[bit].word)))
      if definition.credit == .first { break }
    }
    return credit.union(numbers)
  }

  private mutating func isLeftOut(_ node: NodeID) -> Bool {
    guard left != 0 else { return false }
    let flags =
      index.models.names.withBytes(of: TextID(rawValue: node.rawValue)) { flagger.flags($0) } & left
    guard flags != 0 else { return false }
    noise.models += 1
    for rule in noiseByRule.indices where flags >> UInt32(rule) & 1 == 1 { noiseByRule[rule] += 1 }
    return true
  }

  private mutating func add(_ set: UInt32, _ node: NodeID, _ table: Int) {
    switch definition.weight {
    case .models: tally.add(set, table: table, units: 1)
    case .downloads:
      if let downloads = index.models[node].downloads {
        tally.add(set, table: table, units: max(0, Int(downloads)))
      } else {
        withoutDownloads += 1
      }
    case .uploaders:
      // One voice per uploader and group, however many models stand behind it.
      let owner = index.models.names.withBytes(of: TextID(rawValue: node.rawValue)) { id in
        owners.intern(UnsafeRawBufferPointer(rebasing: id.prefix { $0 != UInt8(ascii: "/") }))
      }
      for group in credit.sets[set]
      where voices.insert(Voice(table: Int32(table), group: group, owner: owner)).inserted {
        tally.add(UInt32(group), table: table, units: 1)
      }
    }
  }
}
