import Foundation
import GRDB
import LineageCore
import LineageTestSupport
import Testing

@testable import LineageStore

@Suite struct OpeningTests {
  @Test func reportsAMissingFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("none.db")
    #expect(throws: StoreError.missing(path: path)) { try Catalog(path: path) }
    #expect(try folder.contents().isEmpty)
  }

  @Test(arguments: ["", "garbage", String(repeating: "long garbage ", count: 2000)])
  func reportsAFileThatIsNoCatalog(text: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.db")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreError.notACatalog(path: path)) { try Catalog(path: path) }
  }

  @Test func reportsADatabaseOfAnotherProgram() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("other.db")
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "CREATE TABLE meta(key, value); PRAGMA user_version = 1") }
    try queue.close()
    #expect(throws: StoreError.notACatalog(path: path)) { try Catalog(path: path) }
  }

  @Test func reportsAFolder() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: StoreError.self) { try Catalog(path: folder.path) }
    guard case .unreadable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [0, 1, 99])
  func saysWhichVersionItHasAndWhichItNeeds(version: Int) throws {
    let folder = try TemporaryFolder()
    _ = try richSnapshot().catalog(in: folder)
    let path = folder.file("lineage.db")
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "PRAGMA user_version = \(version)") }
    try queue.close()
    let error = #expect(throws: StoreError.self) { try Catalog(path: path) }
    #expect(error == .otherVersion(path: path, found: version, needed: 3))
    let text = try #require(error).description
    #expect(
      text.contains("version \(version)") && text.contains("version 3") && text.contains("lineage build"))
  }

  @Test(arguments: [20_000, 10 * PageFile.pageSize, -1])
  func reportsAFileThatIsCutShort(length: Int) throws {
    let folder = try TemporaryFolder()
    _ = try richSnapshot().catalog(in: folder)
    let path = folder.file("lineage.db")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let kept = length > 0 ? length : bytes.count - PageFile.pageSize
    #expect(kept < bytes.count)
    try bytes.prefix(kept).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: StoreError.self) { try Catalog(path: path) }
    guard case .damaged(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func neverCrashesOnAlteredBytes() throws {
    let folder = try TemporaryFolder()
    _ = try richSnapshot().catalog(in: folder)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("lineage.db")))
    let used = bytes.indices.filter { bytes[$0] != 0 && $0 >= 100 && $0 < bytes.count - 8 }
    var generator = SeededGenerator(seed: 3)
    var failures = 0
    for round in 0..<300 {
      var altered = bytes
      // Where something stands, or in the first bytes of a page, where its structure is.
      let page = Int.random(in: 0..<bytes.count / PageFile.pageSize, using: &generator) * PageFile.pageSize
      let at = round % 2 == 0 ? try #require(used.randomElement(using: &generator)) : page
      for i in at..<at + 8 { altered[i] = UInt8.random(in: 0...255, using: &generator) }
      let path = folder.file("altered.db")
      try altered.write(to: URL(fileURLWithPath: path))
      do {
        try askEverything(Catalog(path: path))
      } catch is StoreError {
        failures += 1
      }
    }
    #expect(failures > 20)
  }

  /// What stands in blobs is read by the program alone; SQLite checks none of it.
  @Test(arguments: ["name_buckets.entries", "search_blocks.blocks", "displaced_names.models"])
  func neverCrashesOnAlteredBlobs(column: String) throws {
    let folder = try TemporaryFolder()
    let words = column.split(separator: ".").map(String.init)
    _ = try randomSnapshot(seed: 3, models: 400).catalog(in: folder)
    let path = folder.file("lineage.db")
    let untouched = try Data(contentsOf: URL(fileURLWithPath: path))
    var generator = SeededGenerator(seed: 9)
    for size in [0, 1, 3, 4, 7, 8, 64, 255, 256, 257, 3000] {
      let blob = Data((0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) })
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: "UPDATE \(words[0]) SET \(words[1]) = ?", arguments: [blob]) }
      try queue.close()
      let catalog = try Catalog(path: path)
      for ask in [
        { _ = try catalog.resolve("O1/1") }, { _ = try catalog.search("o1/", limit: 9) },
        { _ = try catalog.search("0", limit: 4, fewBlocks: 0) },
        { _ = try catalog.suggestions(for: "o1/1aba", limit: 5) },
      ] as [() throws -> Void] {
        do { try ask() } catch is StoreError {}
      }
      try untouched.write(to: URL(fileURLWithPath: path))
    }
  }

  /// Pages that point back to themselves or to each other.
  @Test func comesToAnEndOnATreeThatIsACircle() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lineage.db")
    let catalog = try randomSnapshot(seed: 4, models: 900).catalog(in: folder)
    let root = try #require(
      try catalog.read {
        try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'models'")
      })
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let page = (root - 1) * PageFile.pageSize
    #expect(bytes[page] == 5)
    for i in 8..<12 { bytes[page + i] = UInt8(truncatingIfNeeded: root >> (8 * (11 - i))) }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreError.self) { try Catalog(path: path).index(.resolved) }
  }

  private func askEverything(_ catalog: Catalog) throws {
    _ = try catalog.findings()
    _ = try catalog.findingCounts()
    _ = try catalog.sources()
    _ = try catalog.aliases()
    _ = try catalog.resolve("LAB/tuned")
    _ = try catalog.search("la", limit: 5)
    _ = try catalog.search("tuned", limit: 5)
    _ = try catalog.search("tuned", limit: 5, fewBlocks: 0)
    _ = try catalog.pages()
    _ = try catalog.suggestions(for: "lab/tunde", limit: 5)
    for identity in Identity.allCases {
      _ = try catalog.facts(identity)
      let index = try catalog.index(identity)
      for node in index.graph.nodes {
        let row = ModelRow(rawValue: node.rawValue)
        _ = try catalog.indexAbove([row], in: identity).models.count
        _ = try catalog.indexBelow(row, in: identity).models.count
        _ = try catalog.descent(of: row, in: identity, limit: 3)
      }
    }
  }
}
