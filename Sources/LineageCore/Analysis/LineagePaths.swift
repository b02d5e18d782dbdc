import LineageGraph

/// All shortest ways between two models: what `lineage path` answers.
public struct LineagePaths: Sendable {
  /// The derived end.
  public let from: String
  /// The end it is derived from.
  public let to: String
  /// Edges on a shortest way; nil if there is none in either direction.
  public let length: Int?
  /// How many shortest ways there are (saturating), also when ``paths`` was cut.
  public let total: Int
  /// The ways, derived end first, in byte order of their ids.
  public let paths: [[Step]]

  /// One model on a way.
  public struct Step: Hashable, Sendable {
    /// The model.
    public let id: String
    /// The edge to the next step; nil at the end of the way.
    public let label: EdgeLabel?
  }
}

extension LineageIndex {
  /// The shortest ways up from one model to the other; if there is none, those the other way round.
  ///
  /// - Parameter limit: At most so many ways are listed; ``LineagePaths/total`` counts them all.
  /// - Complexity: O(ancestors and the edges among them) plus the length of what is listed.
  public func paths(between a: NodeID, and b: NodeID, limit: Int = 1000) -> LineagePaths {
    let ranks = models.ranks()
    for (low, high) in [(a, b), (b, a)] {
      let found = graph.shortestPaths(from: low, to: high, limit: limit, rank: { Int(ranks[$0.index]) })
      guard let length = found.length else { continue }
      return LineagePaths(
        from: models.id(low), to: models.id(high), length: length, total: found.total,
        paths: found.paths.map(steps))
    }
    return LineagePaths(from: models.id(a), to: models.id(b), length: nil, total: 0, paths: [])
  }

  private func steps(_ nodes: [NodeID]) -> [LineagePaths.Step] {
    nodes.indices.map { i in
      LineagePaths.Step(
        id: models.id(nodes[i]),
        label: i + 1 < nodes.count ? label(nodes[i], nodes[i + 1]) : nil)
    }
  }
}
