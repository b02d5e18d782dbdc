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
    try search(text, limit: limit, fewBlocks: Self.fewBlocks)
  }

  /// The names of all models in memory, for ``search(_:limit:in:)``.
  ///
  /// - Complexity: O(names log names); 55 bytes a name.
  public func nameIndex() throws -> NameIndex { try read { try NameIndex($0) } }

  /// The same as ``search(_:limit:)``, by names in memory: what was found, and the rest of its rows, is all that is
  /// read.
  public func search(_ text: String, limit: Int, in names: NameIndex) throws -> [SearchHit] {
    let words = Self.words(text)
    guard !words.isEmpty, limit > 0 else { return [] }
    return try read { database in
      let equal = words.count == 1 ? try hits(equalTo: words[0], database) : []
      let exact = Set(equal.map(\.row))
      let others = names.matches(words, limit: min(limit, Self.most) + exact.count)
      let rest = others.filter { !exact.contains($0.row) }.prefix(max(0, limit - equal.count))
      return try equal.prefix(limit)
        + rest.map { try hit($0.row, descendants: $0.descendants, database) }
    }
  }

  /// - Parameter fewBlocks: How many blocks are read at once, before anything else is tried.
  func search(_ text: String, limit: Int, fewBlocks: Int) throws -> [SearchHit] {
    let words = Self.words(text)
    guard !words.isEmpty, limit > 0 else { return [] }
    return try read { database in
      let equal = words.count == 1 ? try hits(equalTo: words[0], database) : []
      let exact = Set(equal.map(\.row))
      let others = try hits(
        holding: words, limit: min(limit, Self.most) + exact.count, fewBlocks: fewBlocks, database)
      return Array((equal + others.filter { !exact.contains($0.row) }).prefix(limit))
    }
  }

  private static func words(_ text: String) -> [FoldedFragment] {
    text.split(whereSeparator: \.isWhitespace).compactMap { FoldedFragment($0) }
  }

  /// The models whose id equals a word: at the top of every result.
  private func hits(equalTo word: FoldedFragment, _ database: Database) throws -> [SearchHit] {
    let descendants = try DescendantLookup(database)
    return try rows(named: String(decoding: word.bytes, as: UTF8.self), database).map { row, _ in
      try hit(row, descendants: descendants(row), database)
    }.sorted(by: SearchHit.precedes)
  }

  private func hits(
    holding words: [FoldedFragment], limit: Int, fewBlocks: Int, _ database: Database
  ) throws -> [SearchHit] {
    let blocks = try blocks(holding: words, database)
    if let blocks, blocks.count <= fewBlocks {
      let descendants = try DescendantLookup(database)
      var best = BestHits(limit: limit)
      try forEachModel(in: blocks.models, holding: words, database) { model in
        best.add(SearchHit(&model, descendants: try descendants(model.row)))
        return true
      }
      return best.sorted()
    }
    // Many names may match: among the models with descendants the first of them are soon found.
    let derived = try mostDerived(holding: words, limit: limit, database)
    guard derived.count < limit else { return derived }
    let all = try blocks ?? allBlocks(database)
    let known = Set(derived.map(\.row))
    if let others = try firstOthers(
      in: all, holding: words, limit: limit - derived.count, but: known, database)
    {
      return derived + others
    }
    var best = BestHits(limit: limit - derived.count)
    try forEachModel(in: all.models, holding: words, database) { model in
      if !known.contains(model.row) { best.add(SearchHit(&model, descendants: 0)) }
      return true
    }
    return derived + best.sorted()
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

  /// The first matches by name that have no descendants, found by looking along the names in their order; nil if that
  /// takes too long, because few match.
  private func firstOthers(
    in blocks: BlockSet, holding words: [FoldedFragment], limit: Int, but known: Set<ModelRow>,
    _ database: Database
  ) throws -> [SearchHit]? {
    let steps = blocks.count * SearchBlocks.modelsPerBlock / 4
    let (displaced, isInPlace) = try self.displaced.value {
      let models = try displacedModels(database)
      var isInPlace = [Bool](repeating: true, count: blocks.modelCount)
      for model in models {
        guard model < blocks.modelCount else { throw damaged("model \(model) is missing") }
        isInPlace[Int(model)] = false
      }
      return (models, isInPlace)
    }
    var best = BestHits(limit: limit)
    var left = limit
    func add(_ model: inout NamedModel) -> Bool {
      if known.contains(model.row) { return true }
      best.add(SearchHit(&model, descendants: 0))
      left -= 1
      return left > 0
    }
    let isDone = try forEachModel(in: blocks.models, holding: words, atMost: steps, database) { model in
      isInPlace[Int(model.row.rawValue)] ? add(&model) : true
    }
    guard isDone else { return nil }
    // Of the displaced ones only those are of interest that come before the last of these.
    let last = left > 0 ? nil : best.sorted().last
    let count = try last.map { try countOfNames(before: $0.id, in: displaced, database) } ?? displaced.count
    left = limit
    let others = displaced[..<count].lazy.filter { blocks.contains($0) }.map { Int($0)..<Int($0) + 1 }
    guard try forEachModel(in: others, holding: words, atMost: steps, database, { add(&$0) }) else {
      return nil
    }
    return best.sorted()
  }

  /// How many of some models, in the order of their names, have a smaller name than that.
  private func countOfNames(before id: String, in models: [UInt32], _ database: Database) throws -> Int {
    let names = try RawStatement(database, "SELECT name FROM models WHERE id = ?")
    var (low, high) = (0, models.count)
    while low < high {
      let middle = (low + high) / 2
      names.bind(models[middle], at: 1)
      guard try names.step() else { throw damaged("model \(models[middle]) is missing") }
      if byteOrder(names.text(0), id) { low = middle + 1 } else { high = middle }
      names.reset()
    }
    return low
  }

  private func displacedModels(_ database: Database) throws -> [UInt32] {
    let parts = try RawStatement(database, "SELECT models FROM displaced_names ORDER BY part")
    var models: [UInt32] = []
    while try parts.step() { models += parts.withBlob(0) { NameOrder.models($0) } }
    return models
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
