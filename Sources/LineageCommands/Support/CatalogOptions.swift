import ArgumentParser
import Foundation
import LineageCore
import LineageStore

/// The flags of every command that asks a catalog.
struct CatalogOptions: ParsableArguments {
  @Option(name: .customLong("db"), help: "The database to ask (default: $LINEAGE_DB, else site/lineage.db).")
  var database: String?

  @Flag(help: "Print one JSON document on stdout and nothing else.")
  var json = false

  @Flag(help: "No messages on stderr but errors.")
  var quiet = false

  /// The catalog that the flags or the environment name; nil if neither does.
  var named: String? {
    database ?? ProcessInfo.processInfo.environment["LINEAGE_DB"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Opens the catalog that the flags or the environment name.
  func open() throws -> Catalog {
    try Self.open(named ?? "site/lineage.db")
  }

  /// Opens a catalog.
  static func open(_ chosen: String) throws -> Catalog {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: chosen, isDirectory: &isFolder), isFolder.boolValue {
      throw CommandFailure(
        .input, subject: chosen, "\(printable(chosen)) is a folder",
        hint: "name the database in it: --db \(printable(chosen))/lineage.db")
    }
    do {
      return try Catalog(path: chosen)
    } catch let error as StoreError {
      throw CommandFailure(.input, subject: chosen, printable("\(error)"))
    }
  }
}

/// Which of the two graphs a command asks.
struct IdentityOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Follow known copies and former names to the original (or take parents exactly as declared).")
  var aliases = true

  var identity: Identity { aliases ? .resolved : .written }
}
