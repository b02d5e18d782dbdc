import LineageGraph

/// Builds the two indexes of a snapshot: assigns families, renumbers the nodes, computes the facts.
public enum IndexBuilder {
  /// Nodes with edges come first, numbered so that parents come before children in the graph with aliases, ties by
  /// id: passes over the graph run three to four times faster so, and these numbers do not depend on the order of
  /// the input. Models without edges follow in the order in which they were read.
  ///
  /// - Parameter observer: Is told of each step, and of what is ready before the end.
  /// - Complexity: O(nodes log nodes + edges), and that of the facts.
  public static func build(
    _ snapshot: consuming NormalisedSnapshot, families: FamilyTable, aliases: [Alias],
    workers: Workers = .one,
    observer: IndexObserver = IndexObserver()
  ) -> IndexedSnapshot {
    var snapshot = snapshot
    observer.begins(.numbering)
    let numbering = Numbering(snapshot, workers)
    observer.begins(.columns)
    let (names, labels) = texts(snapshot, order: numbering.oldNumbers, workers)
    observer.named(names, numbering.ranks)
    let models = columns(snapshot, names, labels, order: numbering.oldNumbers, families: families, workers)
    observer.begins(.graphs)
    snapshot.forgetColumns()
    let edges = snapshot
    let described = observer.described
    let both = workers.map(2) { number in
      let snapshot = edges
      let identity = number == 0 ? Identity.written : .resolved
      let normalised = identity == .written ? snapshot.written : snapshot.resolved
      let graph = CSRGraph(nodeCount: models.count, edges: numbering.renumbered(normalised.edges))
      let components = graph.strongComponents()
      let sets = identity == .resolved ? FamilySets(graph, models, components: components) : nil
      if let sets { described(models, sets) }
      let index = LineageIndex(
        identity: identity, models: models, graph: graph, snapshot: snapshot.snapshot, components: components)
      let facts = Facts(index, normalised.counts, ranks: numbering.ranks, components: components)
      return (index: index, facts: facts, sets: sets)
    }
    let (written, resolved) = (both[0], both[1])
    return IndexedSnapshot(
      written: written.index, resolved: resolved.index, writtenFacts: written.facts,
      resolvedFacts: resolved.facts, sources: snapshot.sources,
      findings: sorted(snapshot.findings + cycleFindings(written.facts)), aliases: aliases,
      familySets: resolved.sets, ranks: numbering.ranks)
  }

  /// The ids in the order of the nodes, and the labels of their attributes.
  private static func texts(
    _ snapshot: NormalisedSnapshot, order: [UInt32], _ workers: Workers
  ) -> (names: TextTable, labels: Labels) {
    let both = workers.map(2) { number in
      number == 0
        ? (names: TextTable(snapshot.texts, ids: order.map { snapshot.nodes[Int($0)] }), labels: nil)
        : (names: TextTable(), labels: Labels(snapshot, order))
    }
    return (both[0].names, both[1].labels ?? Labels(snapshot, order))
  }

  /// Columns in the order of the nodes; every part of them by one worker.
  private static func columns(
    _ snapshot: NormalisedSnapshot, _ names: TextTable, _ labels: Labels, order: [UInt32],
    families: FamilyTable, _ workers: Workers
  ) -> ModelColumns {
    let attributes = workers.fill(order.count) { part, write in
      // One reference to each table a part, not one a model: two cores would fight for its count.
      let (families, numbers) = (families, labels.numbers)
      for node in part {
        var known = snapshot.attributes[Int(order[node])]
        known.family = names.withBytes(of: TextID(rawValue: UInt32(node))) { families.code(forID: $0) }
        known.mapTexts { numbers[Int($0.rawValue)] }
        write(node, known)
      }
    }
    return ModelColumns(names: names, labels: labels.texts, attributes: attributes, families: families)
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
    let ranked = findings.map { (rule: order[$0.rule] ?? Int.max, finding: $0) }
    return ranked.sorted { one, other in
      if one.rule != other.rule { return one.rule < other.rule }
      let (a, b) = (one.finding, other.finding)
      let placeA = a.location ?? SourceLocation(source: Int.max, line: 0)
      let placeB = b.location ?? SourceLocation(source: Int.max, line: 0)
      if placeA.source != placeB.source { return placeA.source < placeB.source }
      if placeA.line != placeB.line { return placeA.line < placeB.line }
      if a.subject != b.subject { return byteOrder(a.subject, b.subject) }
      return byteOrder(a.detail, b.detail)
    }
    .map(\.finding)
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

/// The final numbers of a snapshot's nodes: those with an edge in either graph come first.
private struct Numbering {
  /// The old number of each node, by its new one.
  let oldNumbers: [UInt32]
  /// The position of the id of each node with an edge in the byte order of their ids, by its new number; the nodes
  /// without an edge come after, as they are numbered.
  let ranks: [UInt32]
  private let newNumbers: [NodeID]

  /// Numbers nodes with edges by id first, then by topology, so that ties go by id. Those without, two of three on
  /// the Hub, keep their order.
  init(_ snapshot: NormalisedSnapshot, _ workers: Workers) {
    var isConnected = [Bool](repeating: false, count: snapshot.nodes.count)
    for edges in [snapshot.written.edges, snapshot.resolved.edges] {
      for edge in edges { (isConnected[edge.child.index], isConnected[edge.parent.index]) = (true, true) }
    }
    let unknown = NodeID(rawValue: .max)
    var nodeOfText = [NodeID](repeating: unknown, count: snapshot.texts.count)
    var connected: [TextID] = []
    for (node, text) in snapshot.nodes.enumerated() where isConnected[node] {
      nodeOfText[Int(text.rawValue)] = NodeID(node)
      connected.append(text)
    }
    let byName = snapshot.texts.inByteOrder(connected, workers: workers).map { nodeOfText[Int($0.rawValue)] }
    var rank = [NodeID](repeating: unknown, count: snapshot.nodes.count)
    for (position, old) in byName.enumerated() { rank[old.index] = NodeID(position) }
    let graph = CSRGraph(
      nodeCount: byName.count,
      edges: snapshot.resolved.edges.map {
        Edge(child: rank[$0.child.index], parent: rank[$0.parent.index], kind: $0.kind)
      })
    let order = graph.topologicalOrder().nodes
    let isolated = isConnected.indices.filter { !isConnected[$0] }.map { UInt32($0) }
    oldNumbers = order.map { byName[$0.index].rawValue } + isolated
    ranks = order.map(\.rawValue) + (0..<UInt32(isolated.count)).map { UInt32(byName.count) + $0 }
    var newNumbers = [NodeID](repeating: unknown, count: oldNumbers.count)
    for (new, old) in oldNumbers.enumerated() { newNumbers[Int(old)] = NodeID(new) }
    self.newNumbers = newNumbers
  }

  func renumbered(_ edges: [Edge]) -> [Edge] {
    edges.map {
      Edge(child: newNumbers[$0.child.index], parent: newNumbers[$0.parent.index], kind: $0.kind)
    }
  }
}
