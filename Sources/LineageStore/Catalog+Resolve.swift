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
  ///
  /// - Complexity: a few look-ups.
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

  /// The models whose name is equal to a text without regard to letter case.
  func rows(named name: String, _ database: Database) throws -> [(row: ModelRow, name: String)] {
    guard let last = try Int.fetchOne(database, sql: "SELECT max(bucket) FROM name_buckets"),
      let buckets = NameBuckets(last: last)
    else { throw damaged("names have no buckets") }
    let hash = FoldedText.hash(name)
    let bucket = try RawStatement(database, "SELECT entries FROM name_buckets WHERE bucket = ?")
    bucket.bind(buckets.bucket(hash), at: 1)
    guard try bucket.step() else { throw damaged("a bucket of names is missing") }
    let names = try RawStatement(database, "SELECT name FROM models WHERE id = ?")
    let folded = ModelID.folded(name)
    return try bucket.withBlob(0) { NameBuckets.rows(hash, in: $0) }.compactMap { row in
      names.bind(row.rawValue, at: 1)
      guard try names.step() else { throw damaged("model \(row.rawValue) is missing") }
      let found = names.text(0)
      names.reset()
      return ModelID.folded(found).utf8.elementsEqual(folded.utf8) ? (row, found) : nil
    }
  }

  private func find(_ id: String, in identity: Identity, _ database: Database) throws -> Resolution? {
    let rows = try RawStatement(
      database,
      """
      SELECT flags FROM models AS m
      WHERE id = ?1
        AND (flags & \(ModelFlags.present.rawValue)
          OR EXISTS (SELECT 1 FROM descents WHERE model = m.id AND \(identity.childrenColumn) > 0)
          OR EXISTS (SELECT 1 FROM edges WHERE child = m.id AND graphs & \(identity.bit)))
      """)
    var best: Resolution?
    for (row, name) in try self.rows(named: id, database) {
      rows.bind(row.rawValue, at: 1)
      defer { rows.reset() }
      guard try rows.step() else { continue }
      let ghost = !ModelFlags(rawValue: rows.integer(0)).contains(.present)
      let found = Resolution(row: row, id: name, ghost: ghost, alias: nil)
      if name.utf8.elementsEqual(id.utf8) { return found }
      if best.map({ byteOrder(name, $0.id) }) ?? true { best = found }
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
