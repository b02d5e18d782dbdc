import GRDB
import LineageCore

/// What an id that somebody typed stands for.
public struct Resolution: Hashable, Sendable {
  /// The model or ghost in the catalog.
  public let row: ModelRow
  /// Its id as spelled there.
  public let id: String
  /// Named as a parent, but not in the snapshot.
  public let ghost: Bool
  /// The alias that led here; nil when the id itself did, in whatever letter case.
  public let alias: Alias?
}

extension Catalog {
  /// Finds a model: the exact spelling; else the smallest spelling (by bytes) that is equal without regard to
  /// letter case; else the target of an alias, looked for in the same way. Nil if all fail.
  ///
  /// A ghost counts only in a graph in which it has an edge.
  public func resolve(_ id: String, in identity: Identity = .resolved) throws -> Resolution? {
    try read { database in
      if let found = try find(id, in: identity, database) { return found }
      for alias in try aliases(of: id, database) {
        if let found = try find(alias.target, in: identity, database) {
          return Resolution(row: found.row, id: found.id, ghost: found.ghost, alias: alias)
        }
      }
      return nil
    }
  }

  /// The alias that an id is, if it is one: with aliases on, what was made from it counts for the target.
  public func alias(of id: String) throws -> Alias? { try read { try aliases(of: id, $0).first } }

  private func find(_ id: String, in identity: Identity, _ database: Database) throws -> Resolution? {
    // SQLite does not know the cases of letters beyond ASCII; names that have any are few and have an index.
    let condition =
      id.utf8.contains { $0 >= 0x80 } ? "name GLOB '*[^ -~]*' AND ?1 <> ''" : "name = ?1 COLLATE NOCASE"
    let rows = try RawStatement(
      database,
      """
      SELECT id, name, present FROM models AS m
      WHERE \(condition)
        AND (present OR \(identity.childrenColumn) > 0
          OR EXISTS (SELECT 1 FROM edges WHERE child = m.id AND graphs & \(identity.bit)))
      """)
    rows.bind(id, at: 1)
    let folded = ModelID.folded(id)
    var best: Resolution?
    while try rows.step() {
      let name = rows.text(1)
      let row = Resolution(
        row: ModelRow(rawValue: UInt32(clamping: rows.integer(0))), id: name, ghost: rows.integer(2) == 0,
        alias: nil)
      if name.utf8.elementsEqual(id.utf8) { return row }
      guard name.utf8.count == id.utf8.count, ModelID.folded(name) == folded else { continue }
      if best.map({ byteOrder(name, $0.id) }) ?? true { best = row }
    }
    return best
  }

  /// The aliases with that name: the exact spelling first, then by position.
  private func aliases(of id: String, _ database: Database) throws -> [Alias] {
    let rows = try RawStatement(
      database,
      """
      SELECT alias, target, reason, source, note FROM aliases WHERE alias = ?1 COLLATE NOCASE
      ORDER BY alias <> ?1, position
      """)
    rows.bind(id, at: 1)
    var aliases: [Alias] = []
    while try rows.step() { aliases.append(rows.alias(from: 0)) }
    return aliases
  }
}
