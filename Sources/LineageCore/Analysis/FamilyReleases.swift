import LineageGraph

/// A family in few boxes: its releases, what was made from each, and the models of others that many build on.
public struct FamilyReleases: Sendable {
  /// The releases with a member in the graph, most derivatives first.
  public var releases: [Release] = []
  /// Releases of which an official model names one of another release as its base.
  public var steps: [Step] = []
  /// Models of others that most models descend from, in that order.
  public var hubs: [Hub] = []

  /// A release: a sub-family, or what of the family is in none.
  public struct Release: Sendable {
    /// Id of the sub-family, or of the family.
    public let id: String
    /// Its name in English.
    public let english: String
    /// Its name in Korean.
    public let korean: String
    /// Month of the first publication, `2024-09`, where it is known.
    public let since: String?
    /// The official models with most derivatives, in that order.
    public let top: [Entry]
    /// All its official models.
    public let models: Int
    /// Derivatives whose nearest official ancestor belongs to it.
    public let derivatives: Int
  }

  /// An official model with what was made from it, or a hub.
  public struct Entry: Sendable {
    /// The model.
    public let model: ModelSummary
    /// Models that are nearer to it than to any other official one, by what was done; all descendants of a hub.
    public let byRelation: [RelationCount]
    /// Their number.
    public var derivatives: Int { byRelation.reduce(0) { $0 + $1.count } }
  }

  /// A model of others.
  public struct Hub: Sendable {
    /// The model with all its descendants.
    public let entry: Entry
    /// The release of its nearest official ancestor.
    public let release: String
  }

  /// An official model of `child` names one of `parent` as its base.
  public struct Step: Hashable, Sendable {
    /// Id of the release that was built.
    public let child: String
    /// Id of the release it was built on.
    public let parent: String
  }
}

extension LineageIndex {
  /// The releases of a family by their official models, which are its members.
  ///
  /// Each derivative counts once, for the official model it is nearest to by steps; of two as near, for the one that
  /// comes first in the graph's own order.
  ///
  /// - Parameters:
  ///   - members: The members of the family.
  ///   - top: How many official models each release lists.
  ///   - hubs: How many models of others are listed at most, each with at least `fewest` descendants.
  /// - Complexity: O(descendants and their edges), and that of each hub.
  func familyReleases(
    _ family: String, members: [NodeID], top: Int = 6, hubs: Int = 10, fewest: Int = 5
  ) -> FamilyReleases {
    let members = members.sorted()
    var credit = NearestCredit(members: members, graph: graph)
    credit.spread()
    var byRelease: [FamilyCode: [NodeID]] = [:]
    for member in members {
      if let code = models[member].family { byRelease[code, default: []].append(member) }
    }
    let known = models.families.families.first { $0.id == family }
    var result = FamilyReleases()
    result.releases = byRelease.sorted { $0.key < $1.key }.map { code, nodes in
      let id = models.families[code].subfamily
      let part = known?.subfamilies.first { $0.id == id }
      let entries = nodes.map { node in
        (node: node, counts: credit.byRelation[node] ?? [:])
      }
      let best = entries.sorted { a, b in
        let (many, others) = (a.counts.values.reduce(0, +), b.counts.values.reduce(0, +))
        return many != others ? many > others : byteOrder(models.id(a.node), models.id(b.node))
      }
      return FamilyReleases.Release(
        id: id,
        english: part?.english ?? known?.english ?? id, korean: part?.korean ?? known?.korean ?? id,
        since: part == nil ? known?.since : part?.since,
        top: best.prefix(top).map { entry($0.node, $0.counts) }, models: nodes.count,
        derivatives: entries.reduce(0) { $0 + $1.counts.values.reduce(0, +) })
    }
    .sorted { $0.derivatives != $1.derivatives ? $0.derivatives > $1.derivatives : byteOrder($0.id, $1.id) }
    result.steps = steps(among: members)
    result.hubs = mostDerived(
      credit.found.filter { Int(counts[$0.index].descendants) >= fewest }, limit: hubs
    )
    .compactMap { node in
      guard let official = credit.nearest[node], let code = models[official].family else { return nil }
      return FamilyReleases.Hub(
        entry: entry(node, relations(below: node)), release: models.families[code].subfamily)
    }
    return result
  }

  private func entry(_ node: NodeID, _ counts: [Relation: Int]) -> FamilyReleases.Entry {
    FamilyReleases.Entry(
      model: summary(node),
      byRelation: Relation.readingOrder.compactMap { relation in
        counts[relation].map { RelationCount(relation, $0) }
      })
  }

  private func relations(below node: NodeID) -> [Relation: Int] {
    var credit = NearestCredit(members: [node], graph: graph)
    credit.spread()
    return credit.byRelation[node] ?? [:]
  }

  private func steps(among members: [NodeID]) -> [FamilyReleases.Step] {
    var found: Set<FamilyReleases.Step> = []
    let inside = Set(members)
    for child in members {
      for parent in graph.parents(of: child) where inside.contains(parent) {
        guard let own = models.family(child)?.subfamily, let other = models.family(parent)?.subfamily,
          own != other
        else { continue }
        found.insert(FamilyReleases.Step(child: own, parent: other))
      }
    }
    return found.sorted {
      $0.child != $1.child ? byteOrder($0.child, $1.child) : byteOrder($0.parent, $1.parent)
    }
  }
}

/// Counts every derivative for the member it is nearest to.
private struct NearestCredit {
  private let graph: CSRGraph
  private let members: [NodeID]
  /// What was reached, nearest first.
  private(set) var found: [NodeID] = []
  /// The member that what was reached counts for.
  private(set) var nearest: [NodeID: NodeID] = [:]
  /// Numbers by member and by the relation of the step that was taken last.
  private(set) var byRelation: [NodeID: [Relation: Int]] = [:]

  init(members: [NodeID], graph: CSRGraph) {
    (self.members, self.graph) = (members, graph)
  }

  mutating func spread() {
    for member in members { nearest[member] = member }
    var level = members
    while !level.isEmpty {
      var next: [NodeID] = []
      for node in level {
        guard let member = nearest[node] else { continue }
        for (child, kind) in zip(graph.children(of: node), graph.childKinds(of: node))
        where nearest[child] == nil {
          nearest[child] = member
          byRelation[member, default: [:]][EdgeLabel(kind).relation, default: 0] += 1
          next.append(child)
        }
      }
      found += next
      level = next
    }
  }
}
