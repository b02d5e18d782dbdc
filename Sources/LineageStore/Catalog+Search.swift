import GRDB
import LineageCore

/// A model or ghost whose name holds what was looked for.
public struct SearchHit: Hashable, Sendable {
  /// The model.
  public let row: ModelRow
  /// Its id.
  public let id: String
  /// Named as a parent, but not in the snapshot.
  public let ghost: Bool
  /// Distinct derivatives, aliases resolved.
  public let descendants: Int
  /// Downloads in the last 30 days; nil when unknown.
  public let downloads: Int64?
}

extension Catalog {
  /// Models whose id holds every blank-separated word of the text, in any letter case. The id that equals the
  /// text comes first, then those with most descendants, then by id.
  ///
  /// - Complexity: of names with three characters or more, that of the matches or of the models that have
  ///   descendants, whichever is less; shorter ones may look at every name.
  public func search(_ text: String, limit: Int) throws -> [SearchHit] {
    let words = text.split(whereSeparator: \.isWhitespace).compactMap { FoldedFragment($0) }
    guard !words.isEmpty, limit > 0 else { return [] }
    let query = FoldedFragment.query(words.flatMap(\.trigrams))
    return try read { database in
      var hits = words.count == 1 ? try equal(to: words[0], database) : []
      let exact = Set(hits.map(\.row))
      let others = try matches(words, query, limit: min(limit, Self.most) + exact.count, database)
      hits += others.filter { !exact.contains($0.row) }
      return Array(hits.prefix(limit))
    }
  }

  private func matches(
    _ words: [FoldedFragment], _ query: String?, limit: Int, _ database: Database
  ) throws -> [SearchHit] {
    // Few names match: take them all.
    if let query, let rows = try rows(matching: query, atMost: Self.few, database) {
      return Array(try hits(rows, words, database).sorted(by: Self.precedes).prefix(limit))
    }
    // Many do, and among the models with descendants the first of them are soon found.
    var hits: [SearchHit] = []
    try collect(
      "SELECT \(Self.columns) FROM models INDEXED BY models_by_descendants WHERE descendants > 0 "
        + "ORDER BY descendants DESC, name", words, limit: limit, into: &hits, database)
    guard hits.count < limit else { return hits }
    if let query, let rows = try rows(matching: query, atMost: .max, database) {
      return Array(try self.hits(rows, words, database).sorted(by: Self.precedes).prefix(limit))
    }
    let childless = try self.hits(rows(holding: words, database), words, database).filter {
      $0.descendants == 0
    }
    return Array((hits + childless.sorted(by: Self.precedes)).prefix(limit))
  }

  /// Numbers of the names that hold all words, found by looking at every name; the first hundred thousand.
  private func rows(holding words: [FoldedFragment], _ database: Database) throws -> [ModelRow] {
    let statement = try RawStatement(database, "SELECT id, name FROM models INDEXED BY models_by_name")
    var rows: [ModelRow] = []
    while rows.count < Self.many, try statement.step() {
      if statement.holds(words) { rows.append(ModelRow(rawValue: UInt32(clamping: statement.integer(0)))) }
    }
    return rows
  }

  /// The models whose id equals a word without regard to case: at the top of every result.
  private func equal(to word: FoldedFragment, _ database: Database) throws -> [SearchHit] {
    let statement = try RawStatement(
      database, "SELECT \(Self.columns) FROM models WHERE name = ? COLLATE NOCASE")
    statement.bind(String(decoding: word.bytes, as: UTF8.self), at: 1)
    var hits: [SearchHit] = []
    while try statement.step() { hits.append(statement.hit()) }
    return hits.sorted(by: Self.precedes)
  }

  /// Numbers of the names that hold some trigrams, ascending; nil if there are more than `most`.
  func rows(matching query: String, atMost most: Int, _ database: Database) throws -> [ModelRow]? {
    let statement = try RawStatement(database, "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?")
    statement.bind(query, at: 1)
    statement.bind(most == .max ? most : most + 1, at: 2)
    var rows: [ModelRow] = []
    while try statement.step() { rows.append(ModelRow(rawValue: UInt32(clamping: statement.integer(0)))) }
    return rows.count > most ? nil : rows
  }

  private func hits(_ rows: [ModelRow], _ words: [FoldedFragment], _ database: Database) throws -> [SearchHit]
  {
    let statement = try RawStatement(database, "SELECT \(Self.columns) FROM models WHERE id = ?")
    var hits: [SearchHit] = []
    for row in rows {
      statement.bind(row.rawValue, at: 1)
      if try statement.step(), statement.holds(words) { hits.append(statement.hit()) }
      statement.reset()
    }
    return hits
  }

  private func collect(
    _ sql: String, _ words: [FoldedFragment], limit: Int, into hits: inout [SearchHit], _ database: Database
  ) throws {
    let statement = try RawStatement(database, sql)
    while hits.count < limit, try statement.step() {
      if statement.holds(words) { hits.append(statement.hit()) }
    }
  }

  private static func precedes(_ a: SearchHit, _ b: SearchHit) -> Bool {
    a.descendants == b.descendants ? byteOrder(a.id, b.id) : a.descendants > b.descendants
  }

  private static let columns = "id, name, present, descendants, downloads"
  /// So many rows are read and compared in a few milliseconds.
  private static let few = 2000
  private static let many = 100_000
  private static let most = 1_000_000
}

extension RawStatement {
  /// Whether the name in the second column holds all the words.
  fileprivate func holds(_ words: [FoldedFragment]) -> Bool {
    withBytes(1) { name in words.allSatisfy { $0.occurs(in: name) } }
  }

  fileprivate func hit() -> SearchHit {
    SearchHit(
      row: ModelRow(rawValue: UInt32(clamping: integer(0))), id: text(1), ghost: integer(2) == 0,
      descendants: Int(integer(3)), downloads: optionalInteger(4))
  }
}
