import LineageGraph

/// A model with its surroundings as plain values: all that a picture or a page of it needs.
///
/// The renderer gets this and never the graph. Ancestors come complete up to a cap, children as the largest few
/// of each relation with the true totals beside them, so that a picture can say what it leaves out.
public struct Neighbourhood: Sendable {
  /// The model itself.
  public let subject: ModelSummary
  /// Its direct parents in the order declared, and ancestors, roots and cycles.
  public let ancestry: Ancestry
  /// Ancestors for a picture, nearest first: all of them, or `ancestorCap` chosen by ``AncestorChoice``.
  public let drawnAncestors: [ModelSummary]
  /// Edges among the subject and the drawn ancestors.
  public let edges: [Link]
  /// The children by relation, in the order finetune, adapter, merge, quantized, then the others.
  public let children: [ChildGroup]

  /// One edge, by ids.
  public struct Link: Hashable, Sendable {
    /// The derived model.
    public let child: String
    /// What it is derived from.
    public let parent: String
    /// Relation and evidence.
    public let label: EdgeLabel
  }

  /// Children of one relation.
  public struct ChildGroup: Sendable {
    /// The relation.
    public let relation: Relation
    /// How many there are.
    public let total: Int
    /// The ones with most derivatives, then by id.
    public let top: [ModelSummary]
  }
}

extension Neighbourhood {
  /// An ancestry with some of its ancestors chosen for a picture.
  ///
  /// - Complexity: O(ancestors and the edges among them).
  public init(_ ancestry: Ancestry, children: [ChildGroup] = [], ancestorCap: Int = 24) {
    let drawn = AncestorChoice(ancestry).chosen(atMost: ancestorCap)
    var inside: [String: [ParentLink]] = [ancestry.model.id: ancestry.parents]
    for ancestor in drawn { inside[ancestor.model.id] = ancestor.parents }
    let order = [ancestry.model.id] + drawn.map(\.model.id)
    let edges = order.flatMap { child in
      (inside[child] ?? []).filter { inside[$0.id] != nil }.map {
        Neighbourhood.Link(child: child, parent: $0.id, label: $0.label)
      }
    }
    self.init(
      subject: ancestry.model, ancestry: ancestry, drawnAncestors: drawn.map(\.model), edges: edges,
      children: children)
  }
}

extension LineageIndex {
  /// The surroundings of a node.
  ///
  /// - Complexity: that of ``ancestry(of:limits:)`` plus O(children log children).
  public func neighbourhood(of node: NodeID, ancestorCap: Int = 24, childrenPerRelation: Int = 10)
    -> Neighbourhood
  {
    Neighbourhood(
      ancestry(of: node), children: children(of: node, top: childrenPerRelation), ancestorCap: ancestorCap)
  }

  /// The children of a node by relation, with so many of each that have most derivatives.
  ///
  /// - Complexity: O(children log children).
  public func children(of node: NodeID, top: Int) -> [Neighbourhood.ChildGroup] {
    var groups: [Relation: [NodeID]] = [:]
    for (child, kind) in zip(graph.children(of: node), graph.childKinds(of: node)) {
      groups[EdgeLabel(kind).relation, default: []].append(child)
    }
    return Relation.readingOrder.compactMap { relation in
      guard let members = groups[relation] else { return nil }
      return Neighbourhood.ChildGroup(
        relation: relation, total: members.count, top: mostDerived(members, limit: top).map(summary))
    }
  }

  /// The nodes with most descendants, then by id.
  ///
  /// - Complexity: O(n + k log k) for a limit of k, if the order of the nodes has nothing to do with their
  ///   descendants; O(n log k) at worst.
  public func mostDerived(_ nodes: some Sequence<NodeID>, limit: Int) -> [NodeID] {
    guard limit > 0 else { return [] }
    func precedes(_ a: NodeID, _ b: NodeID) -> Bool {
      let (many, others) = (counts[a.index].descendants, counts[b.index].descendants)
      if many != others { return many > others }
      return models.names.precedes(TextID(rawValue: a.rawValue), TextID(rawValue: b.rawValue))
    }
    var best: [NodeID] = []
    // The last that stays among the best for now: what does not precede it need not be kept.
    var last: NodeID?
    for node in nodes {
      if let last, !precedes(node, last) { continue }
      best.append(node)
      if best.count / 2 >= limit {
        best.sort(by: precedes)
        best.removeSubrange(limit...)
        last = best.last
      }
    }
    best.sort(by: precedes)
    return Array(best.prefix(limit))
  }
}

extension Relation {
  /// The order in which relations are listed for a reader.
  public static let readingOrder: [Relation] = [
    .finetune, .adapter, .merge, .quantized, .unspecified, .mirror, .distilled, .reported,
  ]
}
