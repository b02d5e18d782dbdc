import LineageGraph

/// What shares need to know beside an index: facts kept by hand.
public struct ShareKnowledge: Sendable {
  /// Rules behind `clean` and `without:`.
  public var noise: NoiseRules
  /// The list behind `tracked`; nil if none was given, and then nothing is tracked.
  public var tracked: TrackedList?
  /// Derivations behind `+reported`.
  public var reported: [ReportedDerivation]

  /// Nothing but what is given.
  public init(
    noise: NoiseRules = .none, tracked: TrackedList? = nil, reported: [ReportedDerivation] = []
  ) {
    (self.noise, self.tracked, self.reported) = (noise, tracked, reported)
  }
}

extension LineageIndex {
  /// What existed on a day: models dated later are gone, and so is what their cards declare; models without a date stay.
  ///
  /// Derivative counts are still those of the whole snapshot.
  ///
  /// - Complexity: O(nodes + edges).
  public func asOf(_ day: Day) -> LineageIndex {
    let isLater = models.attributes.map { known in known.created.map { $0 > day } ?? false }
    var attributes = models.attributes
    for node in attributes.indices where isLater[node] { attributes[node].present = false }
    return replacing(
      attributes: attributes, edges: graph.edges { !isLater[$0.index] },
      snapshot: snapshot.map { min($0, day) })
  }

  /// The same with the derivations that `+reported` counts and whose two ends are nodes: a new edge behind the ones
  /// that the child's card declares.
  ///
  /// - Parameter isWanted: Which derivations to add, for a purpose other than shares.
  /// - Complexity: O(nodes + edges).
  public func adding(
    _ reported: [ReportedDerivation], where isWanted: (ReportedDerivation) -> Bool = \.isCountable
  ) -> LineageIndex {
    var added: [Edge] = []
    for derivation in reported where isWanted(derivation) {
      guard let child = derivation.child.model.flatMap(models.find),
        let parent = derivation.parent.model.flatMap(models.find), child != parent,
        graph.kind(from: child, to: parent) == nil,
        !added.contains(where: { $0.child == child && $0.parent == parent })
      else { continue }
      added.append(
        Edge(child: child, parent: parent, kind: EdgeLabel(derivation.relation, derivation.grade).kind))
    }
    guard !added.isEmpty else { return self }
    return replacing(
      attributes: models.attributes, edges: graph.edges { _ in true } + added, snapshot: snapshot)
  }

  private func replacing(attributes: [ModelAttributes], edges: [Edge], snapshot: Day?) -> LineageIndex {
    LineageIndex(
      identity: identity,
      models: ModelColumns(
        names: models.names, labels: models.labels, attributes: attributes, families: models.families),
      graph: CSRGraph(nodeCount: graph.nodeCount, edges: edges), counts: counts, snapshot: snapshot)
  }
}

extension CSRGraph {
  /// The edges of some children, each child's in the order declared.
  fileprivate func edges(of isWanted: (NodeID) -> Bool) -> [Edge] {
    nodes.filter(isWanted).flatMap { child in
      zip(parents(of: child), parentKinds(of: child)).map { Edge(child: child, parent: $0, kind: $1) }
    }
  }
}
