import GRDB
import LineageCore

extension Catalog {
  /// Ids that may have been meant by one that is not in the catalog: "did you mean".
  ///
  /// Compared are the names without their owners, in lower case, by edits; among equally close ones those of
  /// the owner that was typed come first, then those with most descendants. A few thousand candidates are
  /// looked at, not all names: models of the owner, and names that share two pieces with the one that was
  /// typed. If none is near, names that hold the one that was typed.
  public func suggestions(for id: String, limit: Int) throws -> [String] {
    var nearest = NearestNames(to: id)
    guard !nearest.name.isEmpty, limit > 0 else { return [] }
    let near = try read { database in
      try compareOwned(with: &nearest, database)
      for query in NameQueries(nearest.name).all {
        // The first query finds the same name with other owners: nothing is nearer.
        if nearest.equalNames >= limit { break }
        try compareMatches(query, with: &nearest, database)
      }
      return nearest.best(limit)
    }
    return near.isEmpty ? try search(ModelID.name(id), limit: limit).map(\.id) : near
  }

  /// Looks at the models of the owner that was typed, in any letter case.
  private func compareOwned(with nearest: inout NearestNames, _ database: Database) throws {
    guard let owner = nearest.owner else { return }
    let statement = try RawStatement(
      database,
      """
      SELECT id, name, descendants FROM models
      WHERE name >= ?1 || '/' COLLATE NOCASE AND name < ?1 || '0' COLLATE NOCASE LIMIT \(Self.mostOfOwner)
      """)
    statement.bind(String(decoding: owner, as: UTF8.self), at: 1)
    while try statement.step() { statement.compare(with: &nearest) }
  }

  /// Looks at names that hold all trigrams of a query.
  private func compareMatches(_ query: String, with nearest: inout NearestNames, _ database: Database) throws
  {
    let matching = try RawStatement(
      database, "SELECT rowid FROM search WHERE search MATCH ? LIMIT \(Self.mostOfQuery)")
    let statement = try RawStatement(database, "SELECT id, name, descendants FROM models WHERE id = ?")
    matching.bind(query, at: 1)
    while try matching.step() {
      let row = ModelRow(rawValue: UInt32(clamping: matching.integer(0)))
      guard !nearest.hasSeen(row) else { continue }
      statement.bind(row.rawValue, at: 1)
      if try statement.step() { statement.compare(with: &nearest) }
      statement.reset()
    }
  }

  private static let mostOfOwner = 20_000
  private static let mostOfQuery = 1_500
}

extension RawStatement {
  fileprivate func compare(with nearest: inout NearestNames) {
    let row = ModelRow(rawValue: UInt32(clamping: integer(0)))
    withBytes(1) { nearest.compare($0, row: row) { integer(2) } }
  }
}

/// Full-text queries for names that share pieces with one.
private struct NameQueries {
  /// For the same name; then for its pieces.
  let all: [String]

  init(_ name: [UInt8]) {
    // The slash before a name is a piece of it.
    let scalars = Array(("/" + String(decoding: name, as: UTF8.self)).unicodeScalars)
    let count = max(1, min(4, scalars.count / 3))
    let pieces = (0..<count).map {
      FoldedFragment.trigrams(scalars[scalars.count * $0 / count..<scalars.count * ($0 + 1) / count])
    }
    var groups = [FoldedFragment.trigrams(scalars[...])]
    if count < 4 {
      groups += pieces
    } else {
      // Two edits leave two of four pieces whole.
      for first in 0..<count {
        for second in first + 1..<count { groups.append(pieces[first] + pieces[second]) }
      }
    }
    all = groups.compactMap { FoldedFragment.query($0) }
  }
}
