import LineageGraph

/// What ``IndexBuilder`` does, in this order.
public enum IndexStep: String, CaseIterable, Sendable {
  case numbering, columns, graphs, facts
}

/// Builds the two indexes of a snapshot: assigns families, renumbers the nodes, computes the facts.
public enum IndexBuilder {
  /// Nodes are numbered so that parents come before children in the graph with aliases, ties by id: passes over
  /// the graph run three to four times faster so, and the numbers do not depend on the order of the input.
  ///
  /// - Parameter begins: Called before each step.
  /// - Complexity: O(nodes log nodes + edges), and that of the facts.
  public static func build(
    _ snapshot: NormalisedSnapshot, families: FamilyTable, aliases: [Alias],
    begins: (IndexStep) -> Void = { _ in }
  ) -> IndexedSnapshot {
    begins(.numbering)
    let numbering = Numbering(snapshot)
    begins(.columns)
    let models = columns(snapshot, order: numbering.oldNumbers, families: families)
    func index(_ identity: Identity, _ edges: [Edge]) -> LineageIndex {
      LineageIndex(
        identity: identity, models: models,
        graph: CSRGraph(nodeCount: models.count, edges: numbering.renumbered(edges)),
        snapshot: snapshot.snapshot)
    }
    begins(.graphs)
    let written = index(.written, snapshot.written.edges)
    let resolved = index(.resolved, snapshot.resolved.edges)
    begins(.facts)
    let writtenFacts = Facts(written, snapshot.written.counts, ranks: numbering.ranks)
    let resolvedFacts = Facts(resolved, snapshot.resolved.counts, ranks: numbering.ranks)
    return IndexedSnapshot(
      written: written, resolved: resolved, writtenFacts: writtenFacts, resolvedFacts: resolvedFacts,
      sources: snapshot.sources, findings: sorted(snapshot.findings + cycleFindings(writtenFacts)),
      aliases: aliases)
  }

  private static func columns(
    _ snapshot: NormalisedSnapshot, order: [UInt32], families: FamilyTable
  ) -> ModelColumns {
    var names = TextTable()
    var labels = TextTable()
    func label(_ text: TextID?) -> TextID? {
      text.map { id in snapshot.texts.withBytes(of: id) { labels.intern($0) } }
    }
    let attributes = order.map { old in
      var known = snapshot.attributes[Int(old)]
      snapshot.texts.withBytes(of: snapshot.nodes[Int(old)]) { name in
        _ = names.intern(name)
        known.family = families.code(forID: name)
      }
      known.license = label(known.license)
      known.licenseName = label(known.licenseName)
      known.licenseLink = label(known.licenseLink)
      known.task = label(known.task)
      known.library = label(known.library)
      return known
    }
    return ModelColumns(names: names, labels: labels, attributes: attributes, families: families)
  }

  private static func cycleFindings(_ facts: Facts) -> [Finding] {
    facts.cycles.map { members in
      Finding(
        .cycle, subject: members[0],
        detail: "\(members.count) models are each other's ancestors: "
          + members.prefix(10).joined(separator: ", ") + (members.count > 10 ? ", …" : ""),
        fix: "remove from one card the base_model that was made later")
    }
  }

  private static func sorted(_ findings: [Finding]) -> [Finding] {
    let order = Dictionary(uniqueKeysWithValues: FindingRule.all.enumerated().map { ($1.id, $0) })
    return findings.sorted { a, b in
      let ruleA = order[a.rule] ?? Int.max
      let ruleB = order[b.rule] ?? Int.max
      if ruleA != ruleB { return ruleA < ruleB }
      let placeA = a.location ?? SourceLocation(source: Int.max, line: 0)
      let placeB = b.location ?? SourceLocation(source: Int.max, line: 0)
      if placeA.source != placeB.source { return placeA.source < placeB.source }
      if placeA.line != placeB.line { return placeA.line < placeB.line }
      if a.subject != b.subject { return byteOrder(a.subject, b.subject) }
      return byteOrder(a.detail, b.detail)
    }
  }
}

/// The final numbers of a snapshot's nodes.
private struct Numbering {
  /// The old number of each node, by its new one.
  let oldNumbers: [UInt32]
  /// The position of each node's id in byte order, by its new number.
  let ranks: [UInt32]
  private let newNumbers: [NodeID]

  /// Numbers by id first, then by topology, so that ties go by id.
  init(_ snapshot: NormalisedSnapshot) {
    var nodeOfText = [UInt32](repeating: 0, count: snapshot.texts.count)
    for (node, text) in snapshot.nodes.enumerated() { nodeOfText[Int(text.rawValue)] = UInt32(node) }
    let byName = snapshot.texts.inByteOrder(snapshot.nodes).map { nodeOfText[Int($0.rawValue)] }
    var rank = [NodeID](repeating: NodeID(0), count: byName.count)
    for (position, old) in byName.enumerated() { rank[Int(old)] = NodeID(position) }
    let graph = CSRGraph(
      nodeCount: byName.count,
      edges: snapshot.resolved.edges.map {
        Edge(child: rank[$0.child.index], parent: rank[$0.parent.index], kind: $0.kind)
      })
    ranks = graph.topologicalOrder().nodes.map(\.rawValue)
    oldNumbers = ranks.map { byName[Int($0)] }
    var newNumbers = [NodeID](repeating: NodeID(0), count: byName.count)
    for (new, old) in oldNumbers.enumerated() { newNumbers[Int(old)] = NodeID(new) }
    self.newNumbers = newNumbers
  }

  func renumbered(_ edges: [Edge]) -> [Edge] {
    edges.map {
      Edge(child: newNumbers[$0.child.index], parent: newNumbers[$0.parent.index], kind: $0.kind)
    }
  }
}
