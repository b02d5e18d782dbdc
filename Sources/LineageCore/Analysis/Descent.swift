import LineageGraph

/// What was made from a model: what `lineage descendants` answers.
public struct Descent: Sendable {
  /// The model, with the true totals of its direct and of all derivatives.
  public let model: ModelSummary
  /// Direct derivatives by relation, in the order for readers; relations without one are left out.
  public let byRelation: [(relation: Relation, count: Int)]
  /// The derivatives that have most derivatives themselves, then by id.
  public let top: [ModelSummary]
}

extension LineageIndex {
  /// What was made from a node.
  ///
  /// - Parameters:
  ///   - direct: Only direct derivatives are listed.
  ///   - limit: At most so many are listed.
  /// - Complexity: O(d log d) in the derivatives looked at.
  public func descent(of node: NodeID, direct: Bool, limit: Int) -> Descent {
    var tally: [Relation: Int] = [:]
    for kind in graph.childKinds(of: node) { tally[EdgeLabel(kind).relation, default: 0] += 1 }
    let listed = direct ? Array(graph.children(of: node)) : graph.descendants(of: node).map(\.node)
    return Descent(
      model: summary(node),
      byRelation: Relation.readingOrder.compactMap { relation in tally[relation].map { (relation, $0) } },
      top: mostDerived(listed, limit: limit).map(summary))
  }
}
