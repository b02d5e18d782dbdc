import Foundation
import GRDB
import LineageCore

/// How far the writing of a catalog has come.
public struct WriteProgress: Hashable, Sendable {
  /// What is being done, in this order.
  public enum Step: String, Sendable, CaseIterable {
    case knowledge, models, edges, findings, names, search, checks
  }

  /// What is being done.
  public let step: Step
  /// Rows done in this step.
  public let done: Int
  /// Rows of this step; 0 when it is not counted in rows.
  public let total: Int
}

extension Catalog {
  /// Writes a snapshot to a new file.
  ///
  /// The file is complete, checked and on the disk when this returns, and it holds no trace of when or where
  /// it was written: the same snapshot gives the same bytes. What it replaces is the caller's business: write
  /// beside it, then rename. After an error nothing is left at the path.
  ///
  /// - Throws: ``StoreError/exists(path:)``, ``StoreError/unwritable(path:detail:)``,
  ///   ``StoreError/inconsistent(detail:)``.
  /// - Complexity: O(nodes + edges + bytes of the names); up to 60 bytes of memory a thousand bytes of names.
  public static func write(
    _ snapshot: IndexedSnapshot, to path: String, toolVersion: String, knowledgeVersion: String,
    knowledge: StoredKnowledge = StoredKnowledge(), progress: ((WriteProgress) -> Void)? = nil
  ) throws {
    guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.exists(path: path) }
    try SnapshotCheck.check(snapshot)
    let meta: [(key: MetaKey, value: String?)] = [
      (.knowledgeVersion, knowledgeVersion), (.snapshot, snapshot.resolved.snapshot?.description),
      (.toolVersion, toolVersion),
    ]
    do {
      try CatalogWriter(path: path, snapshot: snapshot, knowledge: knowledge, report: progress ?? { _ in })
        .write(meta)
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw failure(error, path: path)
    }
  }

  private static func failure(_ error: any Error, path: String) -> any Error {
    switch error {
    case let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT:
      StoreError.inconsistent(detail: error.message ?? "a constraint failed")
    case let error as DatabaseError:
      StoreError.unwritable(path: path, detail: error.message ?? "\(error.resultCode)")
    case let error as CocoaError:
      StoreError.unwritable(path: path, detail: error.localizedDescription)
    default: error
    }
  }
}

/// Writes one new file: SQLite makes the tables and fills the small ones, pages of the large ones are added behind
/// them, and SQLite checks the whole.
struct CatalogWriter {
  let path: String
  let snapshot: IndexedSnapshot
  let knowledge: StoredKnowledge
  let report: (WriteProgress) -> Void
  /// The rows of `finding_rules`.
  let findingKinds: [FindingKind]

  init(
    path: String, snapshot: IndexedSnapshot, knowledge: StoredKnowledge,
    report: @escaping (WriteProgress) -> Void
  ) {
    (self.path, self.snapshot, self.knowledge, self.report) = (path, snapshot, knowledge, report)
    findingKinds = Self.findingKinds(of: snapshot.findings)
  }

  func write(_ meta: [(key: MetaKey, value: String?)]) throws {
    step(.knowledge)
    let roots = try connected { database in
      try database.execute(
        sql: """
          PRAGMA page_size = \(PageFile.pageSize);
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          BEGIN IMMEDIATE;
          PRAGMA application_id = \(CatalogSchema.applicationID);
          PRAGMA user_version = \(CatalogSchema.version);
          """)
      try database.execute(sql: CatalogSchema.tables)
      try writeKnowledge(meta, database)
      try database.execute(sql: "COMMIT")
      return try TreeRoots(database)
    }
    var file = try PageFile(path: path)
    try writeLabels(roots, to: &file)
    try writeModels(roots, to: &file)
    try writeSideTables(roots, to: &file)
    try writeMarks(roots, to: &file)
    try writeEdges(roots, to: &file)
    try writeFindings(roots, to: &file)
    try writeNames(roots, to: &file)
    try writeSearch(roots, to: &file)
    try file.finish()
    try connected { try complete($0) }
  }

  /// Opens the file, for as long as the body runs.
  private func connected<Result>(_ body: (Database) throws -> Result) throws -> Result {
    var configuration = Configuration()
    configuration.label = "catalog.write"
    configuration.foreignKeysEnabled = false  // checked once, when all rows are in
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let result = try queue.writeWithoutTransaction { database in
      do {
        return try body(database)
      } catch {
        if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
        throw error
      }
    }
    try queue.close()
    return result
  }

  /// The first commit that waits for the disk brings all pages there.
  private func complete(_ database: Database) throws {
    step(.checks)
    try database.execute(
      sql: """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = FULL;
        PRAGMA temp_store = MEMORY;
        PRAGMA analysis_limit = 1000;
        BEGIN IMMEDIATE;
        """)
    try database.execute(sql: "ANALYZE; COMMIT;")
    for table in ["families", "family_rules"] {
      let orphans = try RawStatement(database, "PRAGMA foreign_key_check(\(table))")
      if try orphans.step() {
        throw StoreError.inconsistent(detail: "row \(orphans.integer(1)) of \(table) refers to a missing row")
      }
    }
    let health = try RawStatement(database, "PRAGMA quick_check(1)")
    guard try health.step(), health.text(0) == "ok" else {
      throw StoreError.inconsistent(detail: health.text(0))
    }
  }

  /// Says that a step begins that is not counted in rows.
  func step(_ step: WriteProgress.Step) { report(WriteProgress(step: step, done: 0, total: 0)) }

  /// Says how many rows are in, every 65,536 rows and at the end.
  func count(_ step: WriteProgress.Step, _ done: Int, of total: Int) {
    if done & 0xFFFF == 0 || done == total { report(WriteProgress(step: step, done: done, total: total)) }
  }
}

/// The keys of the table `meta`.
enum MetaKey: String {
  case knowledgeVersion = "knowledge_version"
  case snapshot
  case toolVersion = "tool_version"
}
