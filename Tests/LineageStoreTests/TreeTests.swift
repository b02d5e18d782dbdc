import Foundation
import GRDB
import LineageTestSupport
import Testing

@testable import LineageStore

/// Trees of our making, as SQLite sees them.
@Suite struct TreeTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("trees.db") }

  init() throws { folder = try TemporaryFolder() }

  struct Row: Equatable {
    let key: Int
    let text: String
    let number: Int64?
    let blob: [UInt8]
  }

  @Test(arguments: [0, 1, 2, 3, 200, 900, 20_000])
  func fillsATableThatSQLiteFindsWhole(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let rows = try rows(count, &generator) { Int.random(in: 0...60, using: &$0) }
    try fill(table: rows)
    #expect(try health() == "ok")
    #expect(try tableRows() == rows)
    #expect(try readRows(0..<Int.max) == rows)
  }

  @Test(arguments: [16_200, 16_349, 16_350, 16_384, 33_000, 70_000])
  func fillsATableWhoseRowsGoOnOnOtherPages(size: Int) throws {
    var generator = SeededGenerator(seed: 1)
    let rows = try rows(9, &generator) { Int.random(in: size - 90...size, using: &$0) }
    try fill(table: rows)
    #expect(try health() == "ok")
    #expect(try tableRows() == rows)
    #expect(try readRows(0..<Int.max) == rows)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 700, 701, 702, 20_000])
  func fillsAnIndexThatSQLiteFindsWhole(count: Int) throws {
    try fillIndex((0..<count).map { (Int64($0 / 3), "text \($0)") })
  }

  /// From rows that leave no byte free to such that fill several pages, two to four on a page.
  @Test(arguments: [3900, 4050, 4070, 4080, 4090, 4110, 5500, 8200, 40_000])
  func fillsAnIndexOfLongRows(size: Int) throws {
    for count in [1, 3, 4, 5, 6, 7, 8, 9, 30, 120] {
      try fillIndex((0..<count).map { (Int64($0), String(repeating: "x", count: size + $0 % 5)) })
      try FileManager.default.removeItem(atPath: path)
    }
  }

  @Test func readsOnlyTheRowsOfARange() throws {
    var generator = SeededGenerator(seed: 8)
    let rows = try rows(5000, &generator) { Int.random(in: 0...60, using: &$0) }
    try fill(table: rows)
    let last = try #require(rows.last).key
    for _ in 0..<200 {
      let first = Int.random(in: 0...last + 5, using: &generator)
      let range = first..<first + Int.random(in: 0...300, using: &generator)
      #expect(try readRows(range) == rows.filter { range.contains($0.key) })
    }
    #expect(try readRows(0..<Int.max, atMost: 7) == Array(rows.prefix(7)))
  }

  @Test func passesOverThePageThatSQLiteLocks() throws {
    #expect(PageFile.following(3) == 4)
    #expect(PageFile.following(65_536) == 65_538)
    try Data(count: 4 * PageFile.pageSize).write(to: URL(fileURLWithPath: path))
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try handle.truncate(atOffset: 65_535 * UInt64(PageFile.pageSize))  // a hole, not on the disk
    try handle.close()
    var file = try PageFile(path: path)
    let page = [UInt8](repeating: 7, count: PageFile.pageSize)
    let numbers = try page.withUnsafeBytes { bytes in
      let start = try #require(bytes.baseAddress)
      return try (0..<3).map { _ in try file.append(start) }
    }
    #expect(numbers == [65_536, 65_538, 65_539])
    try file.finish()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect(size == 65_539 * PageFile.pageSize)
  }

  @Test(arguments: [
    Int64.min, -0x8000_0000_0001, -0x8000_0000_0000, -0x8000_0001, -0x8000_0000, -0x80_0001, -0x80_0000,
    -0x8001,
    -0x8000, -129, -128, -1, 0, 1, 2, 127, 128, 0x7FFF, 0x8000, 0x7F_FFFF, 0x80_0000, 0x7FFF_FFFF,
    0x8000_0000,
    0x7FFF_FFFF_FFFF, 0x8000_0000_0000, Int64.max,
  ])
  func storesNumbersOfEverySize(number: Int64) throws {
    let rows = [Row(key: 5, text: "", number: number, blob: [])]
    try fill(table: rows)
    #expect(try health() == "ok")
    #expect(try tableRows() == rows)
    #expect(try readRows(0..<9) == rows)
  }

  @Test func neverReadsOutsideARow() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator) >> UInt8.random(in: 0...6, using: &generator)
      }
      bytes.withUnsafeBytes { bytes in
        var record = RecordDecoder(bytes)
        record.skipNull()
        let text = record.text()
        #expect(text.count <= bytes.count)
        _ = record.integer()
        _ = record.integer()
        if record.isWhole { #expect(bytes.count >= 5) }
      }
    }
  }

  private func rows(
    _ count: Int, _ generator: inout SeededGenerator, length: (inout SeededGenerator) -> Int
  ) throws -> [Row] {
    var key = Int.random(in: 0...3, using: &generator)
    return (0..<count).map { _ in
      defer { key += Int.random(in: 1...400, using: &generator) }
      let size = length(&generator)
      return Row(
        key: key, text: String(repeating: "ä", count: size / 4),
        number: Bool.random(using: &generator) ? nil : Int64.random(in: -300...70_000, using: &generator),
        blob: (0..<size / 2).map { UInt8(truncatingIfNeeded: $0) })
    }
  }

  private func begin(_ sql: String) throws -> UInt32 {
    let queue = try DatabaseQueue(path: path)
    let root = try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA page_size = \(PageFile.pageSize); PRAGMA journal_mode = OFF; " + sql)
      return try UInt32.fetchOne(database, sql: "SELECT max(rootpage) FROM sqlite_schema")
    }
    try queue.close()
    return try #require(root)
  }

  private func fill(table rows: [Row]) throws {
    let root = try begin("CREATE TABLE models(key INTEGER PRIMARY KEY, text TEXT, number INTEGER, blob BLOB)")
    var file = try PageFile(path: path)
    var tree = TreeBuilder(.table, root: root)
    var record = RecordEncoder()
    for row in rows {
      record.begin()
      record.null()
      record.text(row.text)
      record.integer(row.number)
      row.blob.withUnsafeBytes { record.blob($0) }
      try tree.add(record, key: row.key, to: &file)
    }
    try tree.finish(&file)
    try file.finish()
  }

  private func fillIndex(_ rows: [(Int64, String)]) throws {
    let root = try begin("CREATE TABLE t(a INTEGER, b TEXT, PRIMARY KEY(a, b)) WITHOUT ROWID")
    var file = try PageFile(path: path)
    var tree = TreeBuilder(.index, root: root)
    var record = RecordEncoder()
    let sorted = rows.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    for (number, text) in sorted {
      record.begin()
      record.integer(number)
      record.text(text)
      try tree.add(record, to: &file)
    }
    try tree.finish(&file)
    try file.finish()
    #expect(try health() == "ok")
    let found = try read { database in
      try GRDB.Row.fetchAll(database, sql: "SELECT a, b FROM t").map { row -> (Int64, String) in
        (row[0], row[1])
      }
    }
    #expect(found.elementsEqual(sorted) { $0 == $1 })
  }

  private func health() throws -> String? {
    try read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
  }

  private func tableRows() throws -> [Row] {
    try read { database in
      try GRDB.Row.fetchAll(database, sql: "SELECT key, text, number, blob FROM models").map {
        Row(key: $0[0], text: $0[1], number: $0[2], blob: Array($0[3] as Data))
      }
    }
  }

  /// The same by our own reader; the blob is not asked for.
  private func readRows(_ range: Range<Int>, atMost most: Int = .max) throws -> [Row] {
    let whole = Dictionary(uniqueKeysWithValues: try tableRows().map { ($0.key, $0.blob) })
    return try read { database in
      var reader = try TableReader(database, .models)
      var rows: [Row] = []
      try reader.forEachRow(in: range) { key, record in
        record.skipNull()
        let text = String(decoding: record.text(), as: UTF8.self)
        rows.append(Row(key: key, text: text, number: record.integer(), blob: whole[key] ?? []))
        #expect(record.isWhole)
        return rows.count < most
      }
      return rows
    }
  }

  private func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    let queue = try DatabaseQueue(path: path)
    let result = try queue.read(body)
    try queue.close()
    return result
  }
}
