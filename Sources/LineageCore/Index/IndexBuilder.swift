import LineageGraph

/// Builds the two indexes of a snapshot: assigns families, renumbers the nodes, computes the facts.
public enum IndexBuilder {
  /// Nodes are numbered so that parents come before children in the graph with aliases, ties by id: passes over
  /// the graph run three to four times faster so, and the numbers do not depend on the order of the input.
  ///
  /// - Parameter begins: Called before each step.
  /// - Complexity: O(nodes log nodes + edges), and that of the facts.
  public static func build(
    _ snapshot: consuming NormalisedSnapshot, families: FamilyTable, aliases: [Alias],
    workers: Workers = .one,
    begins: (IndexStep) -> Void = { _ in }
  ) -> IndexedSnapshot {
    let snapshot = snapshot
    begins(.numbering)
    let numbering = Numbering(snapshot, workers)
    begins(.columns)
    let models = columns(snapshot, order: numbering.oldNumbers, families: families, workers)
    begins(.graphs)
    let both = workers.map(2) { number in
      let identity = number == 0 ? Identity.written : .resolved
      let normalised = identity == .written ? snapshot.written : snapshot.resolved
      let graph = CSRGraph(nodeCount: models.count, edges: numbering.renumbered(normalised.edges))
      let components = graph.strongComponents()
      let index = LineageIndex(
        identity: identity, models: models, graph: graph, snapshot: snapshot.snapshot, components: components)
      let facts = Facts(index, normalised.counts, ranks: numbering.ranks, components: components)
      let sets = identity == .resolved ? FamilySets(index, components: components) : nil
      return (index: index, facts: facts, sets: sets)
    }
    let (written, resolved) = (both[0], both[1])
    return IndexedSnapshot(
      written: written.index, resolved: resolved.index, writtenFacts: written.facts,
      resolvedFacts: resolved.facts, sources: snapshot.sources,
      findings: sorted(snapshot.findings + cycleFindings(written.facts)), aliases: aliases,
      familySets: resolved.sets)
  }

  /// Columns in the order of the nodes; every part of them by one worker.
  private static func columns(
    _ snapshot: NormalisedSnapshot, order: [UInt32], families: FamilyTable, _ workers: Workers
  ) -> ModelColumns {
    let names = TextTable(snapshot.texts, ids: order.map { snapshot.nodes[Int($0)] })
    let labels = Labels(snapshot, order)
    let parts = workers.mapParts(of: order.indices) { part in
      part.map { node in
        var known = snapshot.attributes[Int(order[node])]
        known.family = names.withBytes(of: TextID(rawValue: UInt32(node))) { families.code(forID: $0) }
        known.mapTexts { labels.numbers[Int($0.rawValue)] }
        return known
      }
    }
    return ModelColumns(
      names: names, labels: labels.texts, attributes: Array(parts.joined()), families: families)
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

/// The labels that attributes refer to, in a table of their own.
private struct Labels {
  /// Numbered by first use in the order of the nodes.
  private(set) var texts = TextTable()
  /// By text of the snapshot; a text that labels nothing stands for itself.
  private(set) var numbers: [TextID]

  init(_ snapshot: NormalisedSnapshot, _ order: [UInt32]) {
    let unused = TextID(rawValue: .max)
    var numbers = [TextID](repeating: unused, count: snapshot.texts.count)
    var texts = TextTable()
    for old in order {
      var known = snapshot.attributes[Int(old)]
      known.mapTexts { label in
        if numbers[Int(label.rawValue)] == unused {
          numbers[Int(label.rawValue)] = texts.intern(label, of: snapshot.texts)
        }
        return label
      }
    }
    (self.texts, self.numbers) = (texts, numbers)
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
  init(_ snapshot: NormalisedSnapshot, _ workers: Workers) {
    var nodeOfText = [UInt32](repeating: 0, count: snapshot.texts.count)
    for (node, text) in snapshot.nodes.enumerated() { nodeOfText[Int(text.rawValue)] = UInt32(node) }
    let byName = snapshot.texts.inByteOrder(snapshot.nodes, workers: workers).map {
      nodeOfText[Int($0.rawValue)]
    }
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
