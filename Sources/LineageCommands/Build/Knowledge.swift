import Foundation
import LineageCore
import LineageSnapshot

/// What we know beside the data: families and aliases, shipped inside the binary or given by the user.
struct Knowledge {
  let families: FamilyTable
  let aliases: AliasTable
  /// Twelve hex digits that change when any of it does.
  let version: String

  /// - Parameters:
  ///   - families: A file that replaces the shipped families; nil for the shipped ones.
  ///   - aliases: The same for aliases.
  /// - Throws: A failure with status 2 that says what is wrong in which file.
  init(families: String?, aliases: String?) throws {
    let familyText = try Self.text(families, or: Embedded.families)
    let aliasText = try Self.text(aliases, or: Embedded.aliases)
    do {
      self.families = try FamilyFile.parse(familyText)
    } catch {
      throw CommandFailure(
        .usage, subject: families ?? "families.yaml", "\(families ?? "families.yaml"): \(error)")
    }
    do {
      self.aliases = AliasTable(
        try Array(aliasText.utf8).withUnsafeBytes { bytes throws(KnowledgeFile.Fault) in
          try KnowledgeFile.aliases(bytes)
        })
    } catch {
      throw CommandFailure(.usage, subject: aliases ?? "aliases.csv", "\(aliases ?? "aliases.csv"): \(error)")
    }
    version = String(Digest.sha256(Array(familyText.utf8) + [0] + Array(aliasText.utf8)).prefix(12))
  }

  /// Noise rules: those of a file, or the shipped ones.
  static func noise(_ path: String?) throws -> NoiseRules {
    try parsed(path, "noise.yaml", Embedded.noise, NoiseFile.parse)
  }

  /// Published claims: those of a file, or the shipped ones.
  static func claims(_ path: String?) throws -> [Claim] {
    try parsed(path, "claims.yaml", Embedded.claims, ClaimFile.parse)
  }

  /// Derivations that no card declares.
  static func reported() throws -> [ReportedDerivation] {
    try parsed(nil, "reported.yaml", Embedded.reported, ReportedFile.parse)
  }

  /// A list of tracked models; nil if no file is named.
  static func tracked(_ path: String?) throws -> TrackedList? {
    try path.map { path in
      try parsed(path, "", "") { text in
        try Array(text.utf8).withUnsafeBytes { try KnowledgeFile.tracked($0) }
      }
    }
  }

  /// A series measured elsewhere; empty if no file is named.
  static func series(_ path: String?) throws -> [SeriesPoint] {
    guard let path else { return [] }
    return try parsed(path, "", "") { text in
      try Array(text.utf8).withUnsafeBytes { try KnowledgeFile.series($0) }
    }
  }

  private static func parsed<Value, Fault: Error>(
    _ path: String?, _ name: String, _ shipped: String, _ parse: (String) throws(Fault) -> Value
  ) throws -> Value {
    let text = try text(path, or: shipped)
    do {
      return try parse(text)
    } catch {
      let name = path ?? name
      throw CommandFailure(.usage, subject: name, "\(printable(name)): \(error)")
    }
  }

  private static func text(_ path: String?, or shipped: String) throws -> String {
    guard let path else { return shipped }
    do {
      return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    } catch {
      throw CommandFailure(.input, subject: path, "\(printable(path)) cannot be read")
    }
  }
}
