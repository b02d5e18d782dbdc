import GRDB
import LineageCore
import LineageGraph

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
  /// - Complexity: one look-up per derivative asked for, and the names of those that may be among the top ones.
  public func descent(
    of row: ModelRow, in identity: Identity = .resolved, direct: Bool = false, limit: Int
  ) throws -> Descent {
    try read { database in
      let totals = try RawStatement(
        database,
        """
        SELECT \(identity.countColumns) FROM models AS m LEFT JOIN descents ON model = m.id WHERE m.id = ?
        """)
      totals.bind(row.rawValue, at: 1)
      guard try totals.step() else { throw damaged("model \(row.rawValue) is missing") }
      let derivatives = try derivatives(of: row, identity, direct: direct, database)
      var byRelation: [Relation: Int] = [:]
      for derivative in derivatives { byRelation[derivative.relation ?? .unspecified, default: 0] += 1 }
      return Descent(
        direct: Int(totals.integer(0)), transitive: Int(totals.integer(1)),
        byRelation: Relation.readingOrder.compactMap { relation in
          byRelation[relation].map { Descent.RelationCount(relation: relation, count: $0) }
        },
        top: try top(derivatives, limit: max(0, limit), database))
    }
  }

  private struct Derivative {
    let row: ModelRow
    let counts: DescentCount
    /// What it counts under; nil as long as no edge was met that says so.
    var relation: Relation?
  }

  /// The derivatives of a model, each once, in the order met.
  private func derivatives(
    of row: ModelRow, _ identity: Identity, direct: Bool, _ database: Database
  ) throws -> [Derivative] {
    let children = try RawStatement(
      database,
      """
      SELECT e.child, e.position, e.relation, \(identity.countColumns)
      FROM edges AS e INDEXED BY edges_by_parent LEFT JOIN descents AS d ON d.model = e.child
      WHERE e.parent = ? AND e.graphs & \(identity.bit)
      """)
    var found: [Derivative] = []
    var places: [ModelRow: Int] = [row: -1]
    var open = [row]
    while let parent = open.popLast() {
      children.bind(parent.rawValue, at: 1)
      while try children.step() {
        let child = children.row(0)
        let place = places[child] ?? found.count
        guard place >= 0 else { continue }
        if place == found.count {
          places[child] = place
          let counts = DescentCount(
            children: UInt32(clamping: children.integer(3)),
            descendants: UInt32(clamping: children.integer(4)))
          found.append(Derivative(row: child, counts: counts))
          if !direct, counts.children > 0 { open.append(child) }
        }
        // A direct one counts by its edge to the model, which is met first; a farther one by its first edge.
        if found[place].relation == nil, parent == row || children.integer(1) == 0 {
          found[place].relation = Relation(rawValue: UInt8(clamping: children.integer(2)))
        }
      }
      children.reset()
    }
    try completeRelations(of: &found, identity, database)
    return found
  }

  /// Looks up the first edge of those that were reached by a later one only.
  private func completeRelations(
    of derivatives: inout [Derivative], _ identity: Identity, _ database: Database
  ) throws {
    let parents = try RawStatement(database, Self.parentsOfOne(identity))
    for i in derivatives.indices where derivatives[i].relation == nil {
      var first: EdgeLabel?
      try parents.forEachParent(of: derivatives[i].row) { edge in first = first ?? EdgeLabel(edge.kind) }
      derivatives[i].relation = first?.relation
    }
  }

  /// Names are read only of those that may come first: most derivatives have none of their own, and all those come
  /// last.
  private func top(_ derivatives: [Derivative], limit: Int, _ database: Database) throws -> [Descent.Entry] {
    let counts = derivatives.map(\.counts.descendants).sorted(by: >)
    guard let least = counts.prefix(limit).last else { return [] }
    let statement = try RawStatement(database, "SELECT name, flags, downloads FROM models WHERE id = ?")
    var entries: [Descent.Entry] = []
    for derivative in derivatives where derivative.counts.descendants >= least {
      statement.bind(derivative.row.rawValue, at: 1)
      guard try statement.step() else { throw damaged("model \(derivative.row.rawValue) is missing") }
      entries.append(
        Descent.Entry(
          id: statement.text(0), ghost: !ModelFlags(rawValue: statement.integer(1)).contains(.present),
          direct: Int(derivative.counts.children), transitive: Int(derivative.counts.descendants),
          downloads: statement.optionalInteger(2)))
      statement.reset()
    }
    entries.sort { $0.transitive == $1.transitive ? byteOrder($0.id, $1.id) : $0.transitive > $1.transitive }
    return Array(entries.prefix(limit))
  }
}
