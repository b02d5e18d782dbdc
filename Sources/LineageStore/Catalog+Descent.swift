import GRDB
import LineageCore

/// What was made from a model: what `lineage descendants` answers.
public struct Descent: Sendable {
  /// Direct derivatives.
  public let direct: Int
  /// Distinct derivatives at any distance.
  public let transitive: Int
  /// The derivatives asked for (direct, or all) by relation, in reading order; relations without any are left
  /// out. A direct one counts by its edge to the model, a farther one by the first edge it declares.
  public let byRelation: [RelationCount]
  /// Those of them with most descendants, then by id.
  public let top: [Entry]

  /// Derivatives of one relation.
  public struct RelationCount: Hashable, Sendable {
    /// The relation.
    public let relation: Relation
    /// How many; at least 1.
    public let count: Int
  }

  /// One derivative.
  public struct Entry: Hashable, Sendable {
    /// Its id.
    public let id: String
    /// Named as a parent, but not in the snapshot.
    public let ghost: Bool
    /// Its own direct derivatives.
    public let direct: Int
    /// Its own distinct derivatives at any distance.
    public let transitive: Int
    /// Downloads in the last 30 days; nil when unknown.
    public let downloads: Int64?
  }
}

extension Catalog {
  /// What was made from a model, without reading an index.
  ///
  /// - Parameters:
  ///   - row: The model.
  ///   - identity: The graph that is meant.
  ///   - direct: Only direct derivatives in ``Descent/byRelation`` and ``Descent/top``.
  ///   - limit: At most so many in ``Descent/top``.
  /// - Complexity: a few lookups per derivative asked for.
  public func descent(
    of row: ModelRow, in identity: Identity = .resolved, direct: Bool = false, limit: Int
  ) throws -> Descent {
    try read { database in
      let totals = try RawStatement(database, "SELECT \(identity.countColumns) FROM models WHERE id = ?")
      totals.bind(row.rawValue, at: 1)
      guard try totals.step() else { throw damaged("model \(row.rawValue) is missing") }
      let derivatives = try derivatives(of: row, identity, direct: direct, database)
      var byRelation: [Relation: Int] = [:]
      for derivative in derivatives.values { byRelation[derivative.relation, default: 0] += 1 }
      return Descent(
        direct: Int(totals.integer(0)), transitive: Int(totals.integer(1)),
        byRelation: Relation.readingOrder.compactMap { relation in
          byRelation[relation].map { Descent.RelationCount(relation: relation, count: $0) }
        },
        top: try top(derivatives, identity, limit: limit, database))
    }
  }

  private struct Derivative {
    /// What it counts under.
    let relation: Relation
    /// Nothing was made from it; false too if that was not looked up.
    var childless = false
  }

  /// The derivatives of a model.
  private func derivatives(
    of row: ModelRow, _ identity: Identity, direct: Bool, _ database: Database
  ) throws -> [ModelRow: Derivative] {
    let children = try RawStatement(
      database, "SELECT child FROM edges WHERE parent = ? AND graphs & \(identity.bit) ORDER BY child")
    let parents = try RawStatement(database, Self.parentsOfOne(identity))
    var found: [ModelRow: Derivative] = [:]
    var queue = [row]
    while let parent = queue.popLast() {
      children.bind(parent.rawValue, at: 1)
      var childless = true
      while try children.step() {
        childless = false
        let child = ModelRow(rawValue: UInt32(clamping: children.integer(0)))
        guard child != row, found[child] == nil else { continue }
        var first: EdgeLabel?
        var own: EdgeLabel?
        try parents.forEachParent(of: child) { edge in
          first = first ?? EdgeLabel(edge.kind)
          if edge.parent == row { own = EdgeLabel(edge.kind) }
        }
        found[child] = Derivative(relation: (own ?? first)?.relation ?? .unspecified)
        if !direct { queue.append(child) }
      }
      children.reset()
      if childless { found[parent]?.childless = true }
    }
    return found
  }

  /// Childless models are looked up only if there are too few others: most derivatives are, and all come
  /// last.
  private func top(
    _ derivatives: [ModelRow: Derivative], _ identity: Identity, limit: Int, _ database: Database
  ) throws -> [Descent.Entry] {
    let statement = try RawStatement(
      database, "SELECT name, present, \(identity.countColumns), downloads FROM models WHERE id = ?")
    var entries: [Descent.Entry] = []
    for childless in [false, true] where entries.count < limit {
      for (row, derivative) in derivatives where derivative.childless == childless {
        statement.bind(row.rawValue, at: 1)
        guard try statement.step() else { throw damaged("model \(row.rawValue) is missing") }
        entries.append(
          Descent.Entry(
            id: statement.text(0), ghost: statement.integer(1) == 0, direct: Int(statement.integer(2)),
            transitive: Int(statement.integer(3)), downloads: statement.optionalInteger(4)))
        statement.reset()
      }
    }
    // A strict order, because ids differ: the order of the dictionary does not show.
    entries.sort { $0.transitive == $1.transitive ? byteOrder($0.id, $1.id) : $0.transitive > $1.transitive }
    return Array(entries.prefix(max(0, limit)))
  }
}
