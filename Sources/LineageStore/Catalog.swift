import Foundation
import GRDB
import LineageCore

/// A catalog that was written by ``write(_:to:toolVersion:knowledgeVersion:progress:)``, open for reading.
///
/// It never changes the file and needs no write access to its folder. Every method is one read transaction;
/// calls from several threads take turns. A file that is replaced by renaming goes on being read as it was.
public struct Catalog: Sendable {
  /// Where the file is.
  public let path: String
  /// What was noted when it was written.
  public let meta: CatalogMeta
  /// The displaced models by name, and for every model whether it is in its place: see ``NameOrder``.
  let displaced = Kept<(models: [UInt32], isInPlace: [Bool])>()
  /// The families without their rules.
  let familyLabels = Kept<FamilyTable>()
  private let queue: DatabaseQueue

  /// Opens a catalog; nothing is read but its first pages.
  ///
  /// - Throws: ``StoreError``: `missing`, `unreadable`, `notACatalog`, `otherVersion` or `damaged`.
  public init(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { throw StoreError.missing(path: path) }
    var configuration = Configuration()
    configuration.label = "catalog.read"
    configuration.readonly = true
    configuration.foreignKeysEnabled = false
    self.path = path
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      meta = try queue.read { try Self.check($0, path: path) }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// Runs one read transaction; errors of SQLite become errors of the catalog.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.read(body)
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// The error for content that no catalog has.
  func damaged(_ detail: String) -> StoreError { .damaged(path: path, detail: detail) }

  private static func check(_ database: Database, path: String) throws -> CatalogMeta {
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == CatalogSchema.applicationID else {
      throw StoreError.notACatalog(path: path)
    }
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard version == CatalogSchema.version else {
      throw StoreError.otherVersion(path: path, found: version, needed: CatalogSchema.version)
    }
    func value(_ key: MetaKey) throws -> String? {
      try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key.rawValue])
    }
    return CatalogMeta(
      schemaVersion: version, toolVersion: try value(.toolVersion) ?? "",
      knowledgeVersion: try value(.knowledgeVersion) ?? "", snapshot: try value(.snapshot).flatMap { Day($0) }
    )
  }

  private static func failure(_ error: any Error, path: String) -> StoreError {
    if let error = error as? StoreError { return error }
    if error is TableReader.Damage { return .damaged(path: path, detail: "a page is not as it was written") }
    guard let error = error as? DatabaseError else { return .damaged(path: path, detail: "\(error)") }
    let detail = error.message ?? "\(error.resultCode)"
    return switch error.resultCode {
    case .SQLITE_NOTADB: .notACatalog(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_BUSY, .SQLITE_IOERR:
      .unreadable(path: path, detail: detail)
    default: .damaged(path: path, detail: detail)
    }
  }
}

/// What was noted when a catalog was written.
public struct CatalogMeta: Hashable, Sendable {
  /// Version of the tables.
  public let schemaVersion: Int
  /// Version of the program.
  public let toolVersion: String
  /// Version of the families, aliases and licenses that were used.
  public let knowledgeVersion: String
  /// Last day of the snapshot; nil if nothing in it has a date.
  public let snapshot: Day?
}

/// The number of a model or ghost in one catalog.
///
/// It is the ``NodeID`` of ``Catalog/index(_:)``, but not of an index that was read in part.
public struct ModelRow: Hashable, Comparable, Sendable {
  /// The number, from 0.
  public let rawValue: UInt32

  /// The model with that number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The order in the catalog.
  public static func < (a: ModelRow, b: ModelRow) -> Bool { a.rawValue < b.rawValue }
}
