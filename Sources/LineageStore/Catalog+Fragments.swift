import GRDB
import LineageCore

extension Catalog {
  /// Blocks of models that may hold a name with all the fragments; nil if every block may, because all fragments are
  /// shorter than three bytes.
  ///
  /// - Complexity: a look-up for every trigram and every 131,072 models, fewer where a trigram rules out the rest.
  /// - Parameter atStart: Whether names are to begin with the fragment.
  func blocks(
    holding fragments: [FoldedFragment], atStart: Bool = false, _ database: Database
  ) throws -> BlockSet? {
    let slash = [UInt8(ascii: "/")]
    let trigrams = fragments.flatMap { Trigram.all(in: atStart ? slash + $0.bytes : $0.bytes) }
    guard !trigrams.isEmpty else { return nil }
    let modelCount = try modelCount(database)
    var blocks = BlockSet(allOf: modelCount)
    var words = [UInt64](repeating: 0, count: SearchBlocks.wordsPerSegment)
    let statement = try RawStatement(database, "SELECT blocks FROM search_blocks WHERE id = ?")
    for segment in 0..<SearchBlocks.segmentCount(modelCount) {
      for trigram in trigrams {
        statement.bind(SearchBlocks.row(segment: segment, trigram: trigram), at: 1)
        defer { statement.reset() }
        guard try statement.step() else {
          blocks.dropSegment(segment)
          break
        }
        guard statement.withBlob(0, { SearchBlocks.read($0, into: &words) }) else {
          throw damaged("blocks of names are unreadable")
        }
        if !blocks.keep(words, ofSegment: segment) { break }
      }
    }
    return blocks
  }

  /// Every block.
  func allBlocks(_ database: Database) throws -> BlockSet { BlockSet(allOf: try modelCount(database)) }

  private func modelCount(_ database: Database) throws -> Int {
    let last = try Int.fetchOne(database, sql: "SELECT max(id) FROM models") ?? -1
    guard -1..<Int(UInt32.max) ~= last else { throw damaged("a model has the number \(last)") }
    return last + 1
  }

  /// Goes through the models with numbers in some ranges whose names hold all the fragments, until the body says to
  /// stop. False if that was given up because it took more than `most` steps: one a name, ten a range.
  @discardableResult
  func forEachModel(
    in ranges: some Sequence<Range<Int>>, holding fragments: [FoldedFragment], atMost most: Int = .max,
    _ database: Database, _ body: (inout NamedModel) throws -> Bool
  ) throws -> Bool {
    var rows = try TableReader(database, .models)
    var left = most
    var goesOn = true
    for range in ranges {
      left -= range.count + 10
      guard left >= 0 else { return false }
      try rows.forEachRow(in: range) { row, record in
        record.skipNull()
        let name = record.text()
        guard fragments.allSatisfy({ $0.occurs(in: name) }) else { return true }
        var model = NamedModel(row: ModelRow(rawValue: UInt32(row)), name: name, record: record)
        goesOn = try body(&model)
        guard model.record.isWhole else { throw TableReader.Damage() }
        return goesOn
      }
      if !goesOn { return true }
    }
    return true
  }
}

/// A row of `models` that is being read.
struct NamedModel {
  let row: ModelRow
  let name: UnsafeRawBufferPointer
  /// The columns behind the name.
  var record: RecordDecoder
}

/// Looks up how many distinct derivatives models have, aliases resolved.
struct DescendantLookup: ~Copyable {
  private let statement: RawStatement

  init(_ database: Database) throws {
    statement = try RawStatement(database, "SELECT descendants FROM descents WHERE model = ?")
  }

  /// The count of a model.
  func callAsFunction(_ row: ModelRow) throws -> Int {
    statement.bind(row.rawValue, at: 1)
    defer { statement.reset() }
    return try statement.step() ? Int(statement.integer(0)) : 0
  }
}
