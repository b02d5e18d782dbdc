import Foundation
import GRDB
import LineageCore
import Testing

@testable import LineageStore

@Suite struct WriterTests {
  @Test func writesTheSameBytesForTheSameSnapshot() throws {
    let folder = try TemporaryFolder()
    for name in ["one.db", "two.db"] {
      try Catalog.write(
        richSnapshot().make(), to: folder.file(name), toolVersion: "1", knowledgeVersion: "2")
    }
    let (one, two) = (
      try Data(contentsOf: file(folder, "one.db")), try Data(contentsOf: file(folder, "two.db"))
    )
    #expect(one == two)
    #expect(one.count > 4096)
  }

  @Test func leavesOneFileWithoutJournalAndFreePages() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    #expect(try folder.contents() == ["lineage.db"])
    let bytes = try Data(contentsOf: file(folder, "lineage.db"))
    #expect(Array(bytes[18...19]) == [1, 1])  // not the write-ahead log's format
    let free = try catalog.read { try Int.fetchOne($0, sql: "PRAGMA freelist_count") }
    #expect(free == 0)
  }

  @Test func readsWithoutWritingBesideTheFile() throws {
    let folder = try TemporaryFolder()
    _ = try richSnapshot().catalog(in: folder)
    let before = try Data(contentsOf: file(folder, "lineage.db"))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.file("lineage.db"))
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    let catalog = try Catalog(path: folder.file("lineage.db"))
    #expect(try catalog.search("lab", limit: 9).count == 3)
    #expect(try catalog.index(.written).models.count == 9)
    #expect(try folder.contents() == ["lineage.db"])
    #expect(try Data(contentsOf: file(folder, "lineage.db")) == before)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
  }

  @Test func refusesToReplaceAFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("taken.db")
    try Data("mine".utf8).write(to: file(folder, "taken.db"))
    #expect(throws: StoreError.exists(path: path)) {
      try Catalog.write(DrawnSnapshot().make(), to: path, toolVersion: "", knowledgeVersion: "")
    }
    #expect(try String(contentsOf: file(folder, "taken.db"), encoding: .utf8) == "mine")
  }

  @Test func reportsAFolderThatIsNotThere() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("no/such/folder.db")
    let error = #expect(throws: StoreError.self) {
      try Catalog.write(DrawnSnapshot().make(), to: path, toolVersion: "", knowledgeVersion: "")
    }
    guard case .unwritable(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func saysWhatTheFileSystemSays() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("none.db")
    let error = #expect(throws: (any Error).self) { _ = try PageFile(path: path).next }
    let failure = CatalogDraft.failure(try #require(error), path: path)
    guard case .unwritable(path, let detail) = failure else {
      Issue.record("\(failure)")
      return
    }
    #expect(!detail.isEmpty)
  }

  @Test(arguments: Contradiction.allCases)
  func refusesAContradictionAndLeavesNoFile(contradiction: Contradiction) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bad.db")
    let snapshot = try contradiction.snapshot()
    let error = #expect(throws: StoreError.self) {
      try Catalog.write(snapshot, to: path, toolVersion: "", knowledgeVersion: "")
    }
    guard case .inconsistent = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try folder.contents().isEmpty)
  }

  enum Contradiction: CaseIterable {
    case missingLabel, missingLicenseName, missingFamily, missingFamilySet, missingSource, lineBelowZero
    case datedBeforeTheClock, createdOnNoDay, deletedOnNoDay, emptyName

    func snapshot() throws -> IndexedSnapshot {
      var drawing = DrawnSnapshot()
      drawing.alone = ["a/b"]
      switch self {
      case .missingLabel: drawing.attributes["a/b"] = { known, _ in known.license = TextID(rawValue: 7) }
      case .missingLicenseName:
        drawing.attributes["a/b"] = { known, _ in known.licenseName = TextID(rawValue: 0) }
      case .missingFamily: drawing.attributes["a/b"] = { known, _ in known.family = FamilyCode(rawValue: 0) }
      case .missingFamilySet:
        // A root of a family that is not there stands above a model without one.
        drawing.written = ["c/d finetune a/b"]
        drawing.attributes["a/b"] = { known, _ in known.family = FamilyCode(rawValue: 3) }
      case .lineBelowZero:
        drawing.sources = [Source(name: "x", format: .modelTable)]
        drawing.findings = [
          Finding(.selfLoop, subject: "a/b", detail: "", at: SourceLocation(source: 0, line: -1))
        ]
      case .createdOnNoDay:
        drawing.attributes["a/b"] = { known, _ in known.created = Day(daysSince1970: 3_000_000) }
      case .deletedOnNoDay:
        drawing.attributes["a/b"] = { known, _ in known.deleted = Day(daysSince1970: -800_000) }
      case .missingSource:
        drawing.findings = [
          Finding(.selfLoop, subject: "a/b", detail: "", at: SourceLocation(source: 0, line: 1))
        ]
      case .datedBeforeTheClock:
        drawing.attributes["a/b"] = { known, _ in
          known.predatesClock = true
          known.created = Day("2022-03-02")
        }
      case .emptyName: drawing.alone = [""]
      }
      return try drawing.make()
    }
  }

  @Test func leavesNothingAfterAStepThatFails() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.db")
    let snapshot = try richSnapshot().make()
    let draft = try CatalogDraft(path: path)
    try draft.add(names: snapshot.resolved.models.names, ranks: snapshot.ranks)
    #expect(FileManager.default.fileExists(atPath: path))
    let noSets = FamilySets(try DrawnSnapshot().make().resolved)
    #expect(throws: StoreError.inconsistent(detail: "a set of families is missing")) {
      try draft.add(models: snapshot.resolved.models, families: noSets)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: [
    "UPDATE models SET name = NULL",
    "UPDATE models SET created = 'yesterday'",
    "UPDATE models SET license = 4711",
    "UPDATE models SET family = 4711",
    "UPDATE license_details SET link = 4711",
    "UPDATE descents SET children = NULL",
    "DELETE FROM models",
    "UPDATE edges SET parent = 4711",
    "UPDATE edges SET relation = 99",
    "UPDATE edges SET evidence = 99",
    "UPDATE edges SET position = 0, graphs = 1, child = 0, parent = 1",
    "UPDATE findings SET rule = 4711",
    "UPDATE families SET family = 4711",
    "UPDATE finding_rules SET level = 'fatal'",
    "UPDATE sources SET sha256 = 'short'",
    "UPDATE sources SET format = 'parquet'",
    "UPDATE facts SET document = 'no JSON'",
    "UPDATE meta SET value = NULL",
  ])
  func constraintsRejectNonsense(sql: String) throws {
    let folder = try TemporaryFolder()
    _ = try richSnapshot().catalog(in: folder)
    let queue = try DatabaseQueue(path: folder.file("lineage.db"))
    let error = #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
    #expect(error?.resultCode == .SQLITE_CONSTRAINT)
  }

  private func file(_ folder: TemporaryFolder, _ name: String) -> URL {
    URL(fileURLWithPath: folder.file(name))
  }
}
