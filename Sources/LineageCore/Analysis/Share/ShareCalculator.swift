import LineageGraph

extension IndexedSnapshot {
  /// The shares under a definition. For several use one ``ShareCalculator``.
  ///
  /// - Complexity: O(models + edges), times the size of the sets of groups where lines join.
  public func shares(
    _ definition: ShareDefinition, knowledge: ShareKnowledge = ShareKnowledge()
  ) -> ShareTable {
    var calculator = ShareCalculator(graphs, knowledge: knowledge)
    return calculator.table(definition)
  }

  /// Both graphs.
  public var graphs: [Identity: LineageIndex] { [.written: written, .resolved: resolved] }
}

extension LineageIndex {
  /// The shares under a definition on this graph; the definition's `+alias` says which graph it should be.
  ///
  /// - Complexity: O(models + edges), times the size of the sets of groups where lines join.
  public func shares(
    _ definition: ShareDefinition, knowledge: ShareKnowledge = ShareKnowledge()
  ) -> ShareTable {
    var calculator = ShareCalculator([definition.alias ? .resolved : .written: self], knowledge: knowledge)
    return calculator.table(definition)
  }
}

/// Shares of one snapshot under many definitions: what they have in common is worked out once.
///
/// That is the graph laid out for shares, what ancestors pass down (the same for all definitions that agree on graph,
/// names, kind of population and group), the noise and the owner of every model.
public struct ShareCalculator: Sendable {
  /// The graphs of the snapshot, over the same nodes.
  public let indexes: [Identity: LineageIndex]
  /// The facts kept by hand.
  public let knowledge: ShareKnowledge
  private var marks: ShareMarks
  private var grounds: [GroundKey: ShareGround] = [:]
  private var credits: [CreditKey: ShareCredit] = [:]
  private var noiseOfNode: [NoiseRules.Flags]?
  private var owners = OwnerColumn()

  private struct GroundKey: Hashable {
    let alias: Bool
    let reported: Bool
  }

  private struct CreditKey: Hashable {
    let ground: GroundKey
    let population: ShareDefinition.Population
    let name: Bool
    let group: ShareDefinition.Group
    let isOwn: Bool
  }

  /// - Parameters:
  ///   - indexes: One or both graphs of a snapshot.
  ///   - marks: What the knowledge says of the nodes, as far as that was worked out before; the rest is when a
  ///     definition asks for it.
  public init(
    _ indexes: [Identity: LineageIndex], knowledge: ShareKnowledge = ShareKnowledge(),
    marks: ShareMarks = ShareMarks()
  ) {
    (self.indexes, self.knowledge, self.marks) = (indexes, knowledge, marks)
  }

  /// The shares under a definition; empty if its graph is not there.
  ///
  /// - Complexity: O(models + edges), times the size of the sets of groups where lines join.
  public mutating func table(_ definition: ShareDefinition) -> ShareTable {
    guard let ground = ground(definition) else { return ShareTable(definition: definition, rows: []) }
    let count = definition.population == .uploads ? ground.index.models.count : ground.graph.linked
    let noise = definition.noise == .all ? [] : noise(ground.index.models)
    if definition.weight == .uploaders { owners.extend(to: count, ground.index.models.names) }
    var engine = ShareEngine(
      ground, definition, credit(definition, ground), rules: knowledge.noise, noise: noise,
      owners: owners.numbers, count: count)
    let table = engine.table()
    keep(engine.credit, for: definition)
    return table
  }

  /// The graph of a definition.
  mutating func ground(_ definition: ShareDefinition) -> ShareGround? {
    let key = GroundKey(alias: definition.alias, reported: definition.reported)
    if let known = grounds[key] { return known }
    guard let index = indexes[key.alias ? .resolved : .written] else { return nil }
    let ground = ShareGround(key.reported ? index.adding(knowledge.reported) : index)
    grounds[key] = ground
    return ground
  }

  /// What ancestors pass down under a definition; taken out, so that it can grow without being copied.
  mutating func credit(_ definition: ShareDefinition, _ ground: ShareGround) -> ShareCredit {
    if let known = credits.removeValue(forKey: creditKey(definition)) { return known }
    return ShareCredit(
      ground.index, ground.graph, definition,
      tracked: definition.population == .tracked ? tracked(ground.index.models) : [])
  }

  /// What makes it, or brings it out, when it is called: by any thread.
  mutating func later(_ definition: ShareDefinition, _ ground: ShareGround) -> @Sendable () -> ShareCredit {
    if let known = credits.removeValue(forKey: creditKey(definition)) { return { known } }
    let tracked = definition.population == .tracked ? tracked(ground.index.models) : []
    return { ShareCredit(ground.index, ground.graph, definition, tracked: tracked) }
  }

  /// Puts back what ``credit(_:_:)`` took out.
  mutating func keep(_ credit: ShareCredit, for definition: ShareDefinition) {
    credits[creditKey(definition)] = credit
  }

  private func creditKey(_ definition: ShareDefinition) -> CreditKey {
    CreditKey(
      ground: GroundKey(alias: definition.alias, reported: definition.reported),
      population: definition.population == .uploads ? .derived : definition.population,
      name: definition.name,
      group: definition.group, isOwn: definition.attribution == .own)
  }

  private mutating func tracked(_ models: ModelColumns) -> [NodeID] {
    let nodes = marks.tracked ?? knowledge.tracked.map { models.nodes(of: $0) } ?? []
    marks.tracked = nodes
    return nodes
  }

  /// By node the noise rules that its name fits.
  mutating func noise(_ models: ModelColumns) -> [NoiseRules.Flags] {
    if let known = noiseOfNode { return known }
    let found = marks.noise ?? NoiseMarks(models, knowledge.noise)
    let flags = found.byNode(models.count)
    (marks.noise, noiseOfNode) = (found, flags)
    return flags
  }

  /// By node the number of its owner.
  mutating func owners(_ models: ModelColumns) -> OwnerColumn {
    owners.extend(to: models.count, models.names)
    return owners
  }
}

/// A graph as definitions see it.
struct ShareGround: Sendable {
  let index: LineageIndex
  let graph: ShareGraph

  init(_ index: LineageIndex) {
    self.index = index
    graph = ShareGraph(index.graph)
  }
}

/// The owners of the first nodes, numbered in the order in which they occur.
struct OwnerColumn: Sendable {
  /// By node.
  private(set) var numbers: [UInt32] = []
  private var words = TextTable()

  /// Number of different owners.
  var count: Int { words.count }

  /// Reads the names that were not asked for yet.
  mutating func extend(to count: Int, _ names: TextTable) {
    guard numbers.count < count else { return }
    numbers.reserveCapacity(count)
    for node in numbers.count..<count {
      let owner = names.withBytes(of: TextID(rawValue: UInt32(node))) { id in
        words.intern(UnsafeRawBufferPointer(rebasing: id.prefix { $0 != UInt8(ascii: "/") }))
      }
      numbers.append(owner.rawValue)
    }
  }
}
