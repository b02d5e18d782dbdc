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
  /// - Complexity: of words with three characters or more, that of the blocks of names that may hold them, or of the
  ///   models that have descendants, whichever is less; shorter ones may look at every name.
  public func search(_ text: String, limit: Int) throws -> [SearchHit] {
    let words = text.split(whereSeparator: \.isWhitespace).compactMap { FoldedFragment($0) }
    guard !words.isEmpty, limit > 0 else { return [] }
    return try read { database in
      let equal = words.count == 1 ? try hits(equalTo: words[0], database) : []
      let exact = Set(equal.map(\.row))
      let others = try hits(holding: words, limit: min(limit, Self.most) + exact.count, database)
      return Array((equal + others.filter { !exact.contains($0.row) }).prefix(limit))
    }
  }

  /// The models whose id equals a word: at the top of every result.
  private func hits(equalTo word: FoldedFragment, _ database: Database) throws -> [SearchHit] {
    let descendants = try DescendantLookup(database)
    return try rows(named: String(decoding: word.bytes, as: UTF8.self), database).map { row, _ in
      try hit(row, descendants: descendants(row), database)
    }.sorted(by: SearchHit.precedes)
  }

  private func hits(holding words: [FoldedFragment], limit: Int, _ database: Database) throws -> [SearchHit] {
    let blocks = try blocks(holding: words, database)
    if let blocks, blocks.count <= Self.fewBlocks {
      let descendants = try DescendantLookup(database)
      var best = BestHits(limit: limit)
      try forEachModel(in: blocks, holding: words, database) { model in
        best.add(SearchHit(&model, descendants: try descendants(model.row)))
        return true
      }
      return best.sorted()
    }
    // Many names may match: among the models with descendants the first of them are soon found.
    let derived = try mostDerived(holding: words, limit: limit, database)
    guard derived.count < limit else { return derived }
    return try derived
      + childless(
        in: blocks ?? allBlocks(database), holding: words, limit: limit - derived.count,
        but: Set(derived.map(\.row)), database)
  }

  /// Matches without descendants, by id. Models with descendants that match must be given.
  private func childless(
    in blocks: BlockSet, holding words: [FoldedFragment], limit: Int, but derived: Set<ModelRow>,
    _ database: Database
  ) throws -> [SearchHit] {
    var best = BestHits(limit: limit)
    for run in try nameRuns(database) {
      var left = run.isSorted ? limit : .max
      try forEachModel(in: blocks.within(run.models), holding: words, database) { model in
        if derived.contains(model.row) { return true }
        best.add(SearchHit(&model, descendants: 0))
        left -= 1
        return left > 0
      }
    }
    return best.sorted()
  }

  /// All models in parts, each in the order of names if that is known.
  private func nameRuns(_ database: Database) throws -> [(models: Range<Int>, isSorted: Bool)] {
    let rows = try RawStatement(database, "SELECT first FROM name_runs ORDER BY first")
    var starts: [Int] = []
    while try rows.step() { starts.append(Int(clamping: rows.integer(0))) }
    guard !starts.isEmpty else { return [(0..<Int(UInt32.max), false)] }
    return zip(starts, starts.dropFirst() + [Int(UInt32.max)]).map { ($0..<max($0, $1), true) }
  }

  private func hit(_ row: ModelRow, descendants: Int, _ database: Database) throws -> SearchHit {
    let statement = try RawStatement(database, "SELECT name, flags, downloads FROM models WHERE id = ?")
    statement.bind(row.rawValue, at: 1)
    guard try statement.step() else { throw damaged("model \(row.rawValue) is missing") }
    return SearchHit(
      row: row, id: statement.text(0), ghost: !ModelFlags(rawValue: statement.integer(1)).contains(.present),
      descendants: descendants, downloads: statement.optionalInteger(2))
  }

  /// Matches that have descendants, in order.
  private func mostDerived(
    holding words: [FoldedFragment], limit: Int, _ database: Database
  ) throws -> [SearchHit] {
    var hits: [SearchHit] = []
    var ranked = try TableReader(database, .mostDerived)
    try ranked.forEachRow(in: 0..<Int(UInt32.max)) { _, record in
      record.skipNull()
      let name = record.text()
      guard words.allSatisfy({ $0.occurs(in: name) }) else { return true }
      let (model, descendants) = (record.integer() ?? -1, record.integer() ?? 0)
      guard record.isWhole, let row = UInt32(exactly: model) else { throw TableReader.Damage() }
      hits.append(try hit(ModelRow(rawValue: row), descendants: Int(descendants), database))
      return hits.count < limit
    }
    return hits
  }

  /// Reading so many blocks takes less time than looking at all models with descendants.
  private static let fewBlocks = 400
  /// Nobody reads more.
  private static let most = 1_000_000
}

/// The first of many hits.
private struct BestHits {
  private let limit: Int
  private var hits: [SearchHit] = []

  init(limit: Int) { self.limit = limit }

  mutating func add(_ hit: SearchHit) {
    hits.append(hit)
    if hits.count >= 2 * limit + 1000 { hits = sorted() }
  }

  func sorted() -> [SearchHit] { Array(hits.sorted(by: SearchHit.precedes).prefix(limit)) }
}

extension SearchHit {
  fileprivate init(_ model: inout NamedModel, descendants: Int) {
    let flags = ModelFlags(rawValue: model.record.integer() ?? 0)
    // The day of creation, the license, the task and the library.
    for _ in 0..<4 { _ = model.record.integer() }
    self.init(
      row: model.row, id: String(decoding: model.name, as: UTF8.self), ghost: !flags.contains(.present),
      descendants: descendants, downloads: model.record.integer())
  }

  fileprivate static func precedes(_ a: SearchHit, _ b: SearchHit) -> Bool {
    a.descendants == b.descendants ? byteOrder(a.id, b.id) : a.descendants > b.descendants
  }
}
