import LineageGraph

/// Evaluates one definition in one pass over the models.
struct ShareEngine {
  private let index: LineageIndex
  private let definition: ShareDefinition
  private let rules: NoiseRules
  private let graph: ShareGraph
  /// What ancestors pass down; with the sets of groups that were made here it can serve the next definition.
  private(set) var credit: ShareCredit
  private var groups: ShareGroups
  private let chosen: UInt8
  private let count: Int
  private let noiseOfNode: [NoiseRules.Flags]
  private let owners: [UInt32]

  private var windows: WindowSorter
  private var tally: ShareTally
  private var voices: Set<Voice> = []
  private let left: NoiseRules.Flags
  private var noise = ShareTable.NoiseCount()
  private var noiseByRule: [Int]
  private var withoutDownloads = 0

  private struct Voice: Hashable {
    let table: Int32
    let group: Int32
    let owner: UInt32
  }

  /// - Parameters:
  ///   - noise: By node the rules that its name fits; need not be there if the definition counts everybody.
  ///   - owners: By node the number of its owner; need not be there unless the definition counts them.
  ///   - count: Nodes from this one on are not asked.
  init(
    _ ground: ShareGround, _ definition: ShareDefinition, _ credit: ShareCredit, rules: NoiseRules,
    noise: [NoiseRules.Flags], owners: [UInt32], count: Int
  ) {
    (index, graph, self.definition, self.rules) = (ground.index, ground.graph, definition, rules)
    (self.credit, self.owners, self.count, noiseOfNode) = (credit, owners, count, noise)
    groups = credit.groups
    chosen = ShareGraph.bits(definition.relations)
    windows = WindowSorter(definition.window)
    tally = ShareTally(definition.credit)
    left = definition.noise.flags(rules)
    noiseByRule = [Int](repeating: 0, count: rules.rules.count)
  }

  mutating func table() -> ShareTable {
    for number in 0..<count {
      let node = NodeID(number)
      let known = index.models[node]
      guard known.present, let table = windows.table(known.created) else { continue }
      let row = graph.row(node)
      guard !row.isEmpty || definition.population == .uploads else { continue }
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
    let flags = noiseOfNode[node.index] & left
    guard flags != 0 else { return false }
    noise.models += 1
    for rule in noiseByRule.indices where flags >> UInt32(rule) & 1 == 1 { noiseByRule[rule] += 1 }
    return true
  }

  private mutating func add(_ set: UInt32, _ node: NodeID, _ table: Int) {
    switch definition.weight {
    case .models: tally.add(set, table: table, units: 1)
    case .downloads, .downloadsAll:
      let known = index.models[node]
      if let downloads = definition.weight == .downloads ? known.downloads : known.downloadsAll {
        tally.add(set, table: table, units: max(0, Int(downloads)))
      } else {
        withoutDownloads += 1
      }
    case .uploaders:
      // One voice per uploader and group, however many models stand behind it.
      for group in credit.sets[set]
      where voices.insert(Voice(table: Int32(table), group: group, owner: owners[node.index])).inserted {
        tally.add(UInt32(group), table: table, units: 1)
      }
    }
  }
}
