import LineageGraph

/// Everything a model is built on: what `lineage ancestry` answers.
public struct Ancestry: Sendable {
  /// The model asked for.
  public let model: ModelSummary
  /// Its direct parents, in the order declared.
  public let parents: [ParentLink]
  /// All distinct ancestors, by distance, then id.
  public let ancestors: [Ancestor]
  /// Ids of the ancestors without parents, sorted.
  public let roots: [String]
  /// Cycles among the ancestors that nothing leads into: they stand where a root would. Sorted.
  public let rootCycles: [[String]]
  /// The members of the cycle the model lies on, sorted; empty if it lies on none.
  public let cycle: [String]
  /// All cycles among the model and its ancestors, each sorted, the list sorted.
  public let cycles: [[String]]
  /// True when `depth` cut the walk short.
  public let truncated: Bool
}

/// One model as every answer shows it.
public struct ModelSummary: Hashable, Sendable {
  /// The id as spelled.
  public let id: String
  /// Named as a parent but not in the snapshot.
  public let ghost: Bool
  /// Day of creation.
  public let created: Day?
  /// Older than the Hub's clock (2022-03-02); ``created`` is nil then.
  public let predatesClock: Bool
  /// Day on which it was seen to be deleted.
  public let deleted: Day?
  /// Family id, by id rules.
  public let family: String?
  /// Sub-family id; nil without a family or when it equals the family.
  public let subfamily: String?
  /// Whether something was read that could have declared a license; otherwise no ``license`` means unknown.
  public let hasCard: Bool
  /// Declared license label.
  public let license: String?
  /// The card's `license_name`, for labels such as `other`.
  public let licenseName: String?
  /// The Hub's `pipeline_tag`.
  public let task: String?
  /// Downloads in the last 30 days.
  public let downloads: Int64?
  /// Direct derivatives in the whole snapshot.
  public let children: Int
  /// All distinct derivatives in the whole snapshot.
  public let descendants: Int
}

/// A direct parent.
public struct ParentLink: Hashable, Sendable {
  /// The parent's id.
  public let id: String
  /// Relation and evidence.
  public let label: EdgeLabel
}

/// One ancestor, as seen from the model asked for.
public struct Ancestor: Sendable {
  /// The ancestor itself.
  public let model: ModelSummary
  /// Least number of edges.
  public let distance: Int
  /// Relation and evidence of the edge by which the first of ``via`` names it.
  public let label: EdgeLabel
  /// It has no parents.
  public let root: Bool
  /// The models at `distance - 1` that name it as a parent, by id; the model asked for at distance 1.
  public let via: [String]
  /// Its own parents, in the order declared, whether or not the walk went there.
  public let parents: [ParentLink]
}

/// What limits a walk.
public struct WalkLimits: Sendable {
  /// Greatest distance; nil for no limit.
  public var depth: Int?
  /// Only edges of these relations; nil for all.
  public var relations: Set<Relation>?
  /// Only edges whose ``Evidence/grade`` is at least this one's.
  public var minimumEvidence: Evidence

  /// No limits.
  public init(depth: Int? = nil, relations: Set<Relation>? = nil, minimumEvidence: Evidence = .alleged) {
    (self.depth, self.relations, self.minimumEvidence) = (depth, relations, minimumEvidence)
  }

  /// Whether an edge may be walked.
  public func allow(_ label: EdgeLabel) -> Bool {
    label.evidence.grade >= minimumEvidence.grade && (relations?.contains(label.relation) ?? true)
  }
}

extension LineageIndex {
  /// One node as every answer shows it.
  public func summary(_ node: NodeID) -> ModelSummary {
    let known = models[node]
    let family = models.family(node)
    return ModelSummary(
      id: models.id(node), ghost: !known.present, created: known.created, predatesClock: known.predatesClock,
      deleted: known.deleted, family: family?.family,
      subfamily: family.flatMap { $0.subfamily == $0.family ? nil : $0.subfamily },
      hasCard: known.hasCard, license: models.label(known.license),
      licenseName: models.label(known.licenseName),
      task: models.label(known.task), downloads: known.downloads,
      children: Int(counts[node.index].children), descendants: Int(counts[node.index].descendants))
  }

  /// The direct parents of a node, in the order declared.
  public func parentLinks(_ node: NodeID) -> [ParentLink] {
    zip(graph.parents(of: node), graph.parentKinds(of: node)).map {
      ParentLink(id: models.id($0), label: EdgeLabel($1))
    }
  }

  /// Everything a node is built on.
  ///
  /// - Complexity: O(ancestors and the edges among them), and a sort by id within each distance.
  public func ancestry(of node: NodeID, limits: WalkLimits = WalkLimits()) -> Ancestry {
    var levels: [[NodeID]] = [[node]]
    var distance: [NodeID: Int] = [node: 0]
    var via: [NodeID: [NodeID]] = [:]
    var truncated = false
    while let last = levels.last, !last.isEmpty {
      var next: [NodeID] = []
      for child in last {
        for (parent, kind) in zip(graph.parents(of: child), graph.parentKinds(of: child))
        where limits.allow(EdgeLabel(kind)) {
          if distance[parent] == nil {
            if let depth = limits.depth, levels.count > depth {
              truncated = true
              continue
            }
            distance[parent] = levels.count
            next.append(parent)
          }
          if distance[parent] == levels.count { via[parent, default: []].append(child) }
        }
      }
      levels.append(next)
    }
    let ancestors = levels.dropFirst().enumerated().flatMap { level, nodes in
      nodes.map { ancestor(of: $0, distance: level + 1, via: via[$0] ?? []) }
        .sorted { $0.model.id.utf8.lexicographicallyPrecedes($1.model.id.utf8) }
    }
    let cycles = cycles(above: node, reached: distance)
    return Ancestry(
      model: summary(node), parents: parentLinks(node), ancestors: ancestors,
      roots: ancestors.filter(\.root).map(\.model.id).sorted(by: byteOrder),
      rootCycles: cycles.roots, cycle: cycles.own, cycles: cycles.all, truncated: truncated)
  }

  private func ancestor(of node: NodeID, distance: Int, via: [NodeID]) -> Ancestor {
    let via = via.map { (node: $0, id: models.id($0)) }.sorted { byteOrder($0.id, $1.id) }
    return Ancestor(
      model: summary(node), distance: distance,
      label: via.first.flatMap { label($0.node, node) } ?? EdgeLabel(.unspecified),
      root: graph.parents(of: node).isEmpty, via: via.map(\.id), parents: parentLinks(node))
  }

  /// The cycle a node lies on, the root cycles it reaches, and all, found on the small graph of what was reached.
  private func cycles(above node: NodeID, reached: [NodeID: Int])
    -> (own: [String], roots: [[String]], all: [[String]])
  {
    let nodes = reached.keys.sorted()
    let position = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, NodeID($0)) })
    var edges: [Edge] = []
    for child in nodes {
      guard let from = position[child] else { continue }
      for parent in graph.parents(of: child) {
        if let to = position[parent] { edges.append(Edge(child: from, parent: to)) }
      }
    }
    let part = CSRGraph(nodeCount: nodes.count, edges: edges)
    let components = part.strongComponents()
    var own: [String] = []
    var roots: [[String]] = []
    var all: [[String]] = []
    for members in components.cycles {
      let originals = members.map { nodes[$0.index] }
      let ids = originals.map { models.id($0) }.sorted(by: byteOrder)
      if originals.contains(node) { own = ids }
      all.append(ids)
      let inside = Set(originals)
      if originals.allSatisfy({ graph.parents(of: $0).allSatisfy { inside.contains($0) } }) {
        roots.append(ids)
      }
    }
    let order: ([String], [String]) -> Bool = { $0.lexicographicallyPrecedes($1, by: byteOrder) }
    return (own, roots.sorted(by: order), all.sorted(by: order))
  }
}

/// The order of ids everywhere: by UTF-8 bytes, which is the order of code points.
public func byteOrder(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
