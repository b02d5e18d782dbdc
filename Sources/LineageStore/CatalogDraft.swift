import Foundation
import GRDB
import LineageCore
import Synchronization

/// A catalog in the making. What is known early can be written early, beside the work that is not done yet.
///
/// The four steps come in this order, each once, from any thread: ``add(names:ranks:)``,
/// ``add(models:families:)``, ``finish(_:toolVersion:knowledgeVersion:knowledge:)``, ``check(workers:)``. The file is complete
/// and on the disk after the last, and it holds no trace of when or where it was written: the same snapshot gives
/// the same bytes. What it replaces is the caller's business: write beside it, then rename. After an error nothing
/// is left at the path.
///
/// - Complexity: O(nodes + edges + bytes of the names); 30 bytes of memory a node.
public final class CatalogDraft: Sendable {
  private let path: String
  private let writer: CatalogWriter
  private let state: Mutex<State>

  /// What is written, and what comes next.
  private struct State: ~Copyable {
    var file: PageFile?
    var next = Step.names
  }

  private enum Step { case names, models, rest, close, check, none }

  /// Makes the file and its tables.
  ///
  /// - Throws: ``StoreError/exists(path:)``, ``StoreError/unwritable(path:detail:)``.
  public init(path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.exists(path: path) }
    self.path = path
    do {
      let roots = try Self.connected(path) { database in
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
        try database.execute(sql: "COMMIT")
        return try TreeRoots(database)
      }
      writer = CatalogWriter(roots: roots)
      state = Mutex(State(file: try PageFile(path: path)))
    } catch {
      throw Self.removed(path, after: error)
    }
  }

  /// Writes what finds models by their names.
  ///
  /// - Parameters:
  ///   - names: The id of every node, by its number.
  ///   - ranks: For every node its place in the order of names: ``IndexedSnapshot/ranks``.
  /// - Throws: ``StoreError/unwritable(path:detail:)``, ``StoreError/inconsistent(detail:)``.
  public func add(names: TextTable, ranks: [UInt32]) throws {
    try write(.names, then: .models) { file in
      try SnapshotCheck.check(names: names, ranks: ranks)
      try writer.writeNames(names, ranks, to: &file)
      try writer.writeSearch(names, to: &file)
    }
  }

  /// Writes what is known of each model by itself.
  ///
  /// - Throws: ``StoreError/unwritable(path:detail:)``, ``StoreError/inconsistent(detail:)``.
  public func add(models: ModelColumns, families: FamilySets) throws {
    try write(.models, then: .rest) { file in
      try SnapshotCheck.check(models, families)
      try writer.writeLabels(models.labels, to: &file)
      try writer.writeModels(models, families, to: &file)
      try writer.writeSideTables(models, families, to: &file)
    }
  }

  /// Writes the edges, the counts, the findings and the small tables.
  ///
  /// - Parameters:
  ///   - snapshot: Its names and models are those that were added.
  ///   - knowledge: The documents it was made with, and what they say of its models.
  /// - Throws: ``StoreError/unwritable(path:detail:)``, ``StoreError/inconsistent(detail:)``.
  public func finish(
    _ snapshot: IndexedSnapshot, toolVersion: String, knowledgeVersion: String,
    knowledge: StoredKnowledge = StoredKnowledge()
  ) throws {
    let kinds = FindingKind.all(of: snapshot.findings)
    try write(.rest, then: .close) { file in
      try SnapshotCheck.check(snapshot)
      try writer.writeDescents(snapshot, to: &file)
      try writer.writeMarks(knowledge, to: &file)
      try writer.writeEdges(snapshot, to: &file)
      try writer.writeFindings(snapshot.findings, kinds, to: &file)
    }
    try step(.close, then: .check) { state in
      try state.file.take()?.finish()
      let meta: [(key: MetaKey, value: String?)] = [
        (.knowledgeVersion, knowledgeVersion), (.snapshot, snapshot.resolved.snapshot?.description),
        (.toolVersion, toolVersion),
      ]
      try Self.connected(path) { database in
        try database.execute(
          sql: """
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA analysis_limit = 1000;
            BEGIN IMMEDIATE;
            """)
        try writer.writeKnowledge(snapshot, kinds, meta, knowledge, database)
        try database.execute(sql: "ANALYZE; COMMIT;")
      }
    }
  }

  /// Has SQLite look at every page and every row of the finished file, half the tables, by size, a worker; brings the
  /// file to the disk meanwhile.
  ///
  /// - Throws: ``StoreError/unwritable(path:detail:)``, ``StoreError/inconsistent(detail:)``.
  public func check(workers: Workers = .one) throws {
    try step(.check, then: .none) { _ in
      let faults = Mutex([StoreError]())
      // What is left beside the largest table takes as long as it, and waiting for the disk takes no processor.
      let largest = BulkTree.models.rawValue
      workers.run(2) { half in
        do {
          if half == 1 { try FileHandle(forUpdating: URL(fileURLWithPath: path)).synchronize() }
          try Self.connected(path) { database in
            let tables = try String.fetchAll(
              database,
              sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")
            let own = ["sqlite_schema"] + tables
            for table in own where (table == largest) == (half == 0) {
              if let fault = try Self.fault(in: table, database) {
                faults.withLock { $0.append(.inconsistent(detail: fault)) }
              }
            }
          }
        } catch {
          faults.withLock { $0.append(Self.failure(error, path: path)) }
        }
      }
      // The same whichever worker is the first to find something.
      let found = faults.withLock { $0.sorted { byteOrder("\($0)", "\($1)") } }
      if let first = found.first { throw first }
    }
  }

  private static func fault(in table: String, _ database: Database) throws -> String? {
    let health = try RawStatement(database, "PRAGMA quick_check(\(table))")
    guard try health.step(), health.text(0) == "ok" else { return "\(table): \(health.text(0))" }
    guard ["families", "family_rules"].contains(table) else { return nil }
    let orphans = try RawStatement(database, "PRAGMA foreign_key_check(\(table))")
    return try orphans.step() ? "row \(orphans.integer(1)) of \(table) refers to a missing row" : nil
  }

  private func write(_ step: Step, then next: Step, _ body: (inout PageFile) throws -> Void) throws {
    try self.step(step, then: next) { state in
      guard var file = state.file.take() else { return }
      try body(&file)
      state.file = consume file
    }
  }

  private func step(_ step: Step, then next: Step, _ body: (inout State) throws -> Void) throws {
    try state.withLock { state in
      precondition(state.next == step, "a step of a catalog left out, taken twice or taken after an error")
      state.next = .none
      do {
        try body(&state)
      } catch {
        throw Self.removed(path, after: error)
      }
      state.next = next
    }
  }

  /// Opens the file, for as long as the body runs.
  private static func connected<Result>(_ path: String, _ body: (Database) throws -> Result) throws -> Result
  {
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

  /// Removes the file; the error as this module tells it.
  private static func removed(_ path: String, after error: any Error) -> StoreError {
    try? FileManager.default.removeItem(atPath: path)
    return failure(error, path: path)
  }

  static func failure(_ error: any Error, path: String) -> StoreError {
    switch error {
    case let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT:
      StoreError.inconsistent(detail: error.message ?? "a constraint failed")
    case let error as DatabaseError:
      StoreError.unwritable(path: path, detail: error.message ?? "\(error.resultCode)")
    case let error as StoreError: error
    default: StoreError.unwritable(path: path, detail: error.localizedDescription)
    }
  }
}
