import LineageGraph

extension LineageIndex {
  /// The families that have a member in this graph, most derivatives first, then by id.
  ///
  /// - Parameters:
  ///   - top: How many roots and members each lists.
  ///   - hubs: How many models each lists that are no members and have derivatives of their own.
  ///   - releases: Whether ``FamilySummary/overview`` is wanted.
  /// - Complexity: O(nodes), and O(descendants and their edges) for each family and each sub-family.
  public func familySummaries(top: Int = 20, hubs: Int = 10, releases: Bool = true) -> [FamilySummary] {
    var walk = DescentWalk(graph: graph)
    let families = Dictionary(uniqueKeysWithValues: models.families.families.map { ($0.id, $0) })
    return membersByFamily().compactMap { family, byLabel in
      let members = byLabel.flatMap(\.value)
      var summary = FamilySummary(id: family, name: families[family]?.english ?? family)
      let labels = byLabel.keys.sorted { $0.rawValue < $1.rawValue }.map { models.families[$0] }
      summary.developer = Self.common(labels.map(\.developer))
      summary.region = Self.common(labels.map(\.region.rawValue))
      summary.kind = Self.common(labels.map(\.kind.rawValue))
      summary.models = members.count
      let below = walk.distinctBelow(members)
      summary.derivatives = below.count
      summary.byRelation = directRelations(members)
      summary.subfamilies = subfamilies(byLabel, below: below.count, &walk)
      summary.roots = mostDerived(members.filter { graph.parents(of: $0).isEmpty }, limit: top).map(
        self.summary)
      let largest = mostDerived(members, limit: top)
      summary.top = largest.map(self.summary)
      let hubs = mostDerived(below.filter { !graph.children(of: $0).isEmpty }, limit: hubs)
      summary.hubs = hubs.map(self.summary)
      summary.links = links(among: largest + hubs)
      if releases { summary.overview = familyReleases(family, members: members) }
      return summary
    }
    .sorted { $0.derivatives != $1.derivatives ? $0.derivatives > $1.derivatives : byteOrder($0.id, $1.id) }
  }

  private func membersByFamily() -> [String: [FamilyCode: [NodeID]]] {
    var byCode = [[NodeID]](repeating: [], count: FamilyTable.capacity)
    for (number, known) in models.attributes.enumerated() {
      guard let code = known.family else { continue }
      let node = NodeID(number)
      if known.present || graph.hasEdges(node) { byCode[Int(code.rawValue)].append(node) }
    }
    var members: [String: [FamilyCode: [NodeID]]] = [:]
    for (number, nodes) in byCode.enumerated() where !nodes.isEmpty {
      let code = FamilyCode(rawValue: UInt16(number))
      members[models.families[code].family, default: [:]][code] = nodes
    }
    return members
  }

  private static func common(_ words: [String]) -> String? { Set(words).count == 1 ? words.first : nil }

  private func directRelations(_ members: [NodeID]) -> [RelationCount] {
    let inside = Set(members)
    var tally: [Relation: Int] = [:]
    for member in members {
      for (child, kind) in zip(graph.children(of: member), graph.childKinds(of: member))
      where !inside.contains(child) {
        tally[EdgeLabel(kind).relation, default: 0] += 1
      }
    }
    return Relation.readingOrder.compactMap { relation in tally[relation].map { RelationCount(relation, $0) }
    }
  }

  /// - Parameter below: How many models descend from the family as a whole.
  private func subfamilies(
    _ byLabel: [FamilyCode: [NodeID]], below: Int, _ walk: inout DescentWalk
  ) -> [SubfamilySummary] {
    var found: [SubfamilySummary] = []
    for (code, members) in byLabel {
      let label = models.families[code]
      found.append(
        SubfamilySummary(
          id: label.subfamily, developer: label.developer, region: label.region.rawValue,
          kind: label.kind.rawValue,
          models: members.count, derivatives: byLabel.count == 1 ? below : walk.distinctBelow(members).count))
    }
    return found.sorted {
      $0.derivatives != $1.derivatives ? $0.derivatives > $1.derivatives : byteOrder($0.id, $1.id)
    }
  }

  private func links(among nodes: [NodeID]) -> [FamilyLink] {
    let inside = Set(nodes)
    return nodes.flatMap { child in
      zip(graph.parents(of: child), graph.parentKinds(of: child)).compactMap { parent, kind in
        inside.contains(parent)
          ? FamilyLink(child: models.id(child), parent: models.id(parent), label: EdgeLabel(kind)) : nil
      }
    }
  }
}

/// Counts what lies below sets of nodes, with working memory that is kept from one to the next.
private struct DescentWalk {
  let graph: CSRGraph
  private var seen: [UInt32]
  private var stamp: UInt32 = 0

  init(graph: CSRGraph) {
    self.graph = graph
    seen = [UInt32](repeating: 0, count: graph.nodeCount)
  }

  /// Distinct nodes below any of the given ones, those not counted.
  mutating func distinctBelow(_ nodes: [NodeID]) -> [NodeID] {
    stamp += 1
    for node in nodes { seen[node.index] = stamp }
    var pending = nodes
    var below: [NodeID] = []
    while let node = pending.popLast() {
      for child in graph.children(of: node) where seen[child.index] != stamp {
        seen[child.index] = stamp
        below.append(child)
        pending.append(child)
      }
    }
    return below
  }
}
