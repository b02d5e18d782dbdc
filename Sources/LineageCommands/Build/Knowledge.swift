import Foundation
import LineageCore
import LineageSnapshot
import LineageStore
import Synchronization

/// What we know beside the data, shipped inside the binary or given by the user.
struct Knowledge {
  /// Files that replace the shipped ones; nil for the shipped ones.
  struct Files {
    var families: String?
    var aliases: String?
    var noise: String?
    /// No list of tracked models is shipped.
    var tracked: String?
    var claims: String?
    /// Added to the shipped licenses, of which those with its ids give way.
    var licenses: String?
  }

  let families: FamilyTable
  let aliases: AliasTable
  /// What shares are counted with.
  let shares: ShareKnowledge
  /// Published claims.
  let claims: [Claim]
  /// What licenses ask.
  let licenses: LicenseTable
  /// What a catalog carries of it, to count the same again.
  let documents: [KnowledgeDocument]
  /// Twelve hex digits that change when any of it does.
  let version: String

  /// - Throws: A failure with status 2 that says what is wrong in which file, with status 3 for one that cannot be read.
  init(_ files: Files = Files()) throws {
    let familyText = try Self.text(files.families, or: Embedded.families)
    let aliasText = try Self.text(files.aliases, or: Embedded.aliases)
    families = try Self.parsed(familyText, files.families ?? "families.yaml", FamilyFile.parse)
    aliases = AliasTable(
      try Self.parsed(aliasText, files.aliases ?? "aliases.csv") { text in
        try Array(text.utf8).withUnsafeBytes { try KnowledgeFile.aliases($0) }
      })
    let noise = try Self.document(.noise, files.noise)
    let tracked = try files.tracked.map { try Self.document(.tracked, $0) }
    let claims = try Self.document(.claims, files.claims)
    let reported = try Self.document(.reported, nil)
    shares = ShareKnowledge(
      noise: try Self.noise(noise), tracked: try tracked.map(Self.tracked),
      reported: try Self.reported(reported))
    self.claims = try Self.claims(claims)
    licenses = try LicenseKnowledge(overlay: files.licenses).table
    documents = [noise, claims, reported] + (tracked.map { [$0] } ?? [])
    let texts = [familyText, aliasText] + documents.map(\.text)
    version = String(Digest.sha256(Array(texts.joined(separator: "\0").utf8)).prefix(12))
  }

  /// The text of a file, or of the one inside the program.
  ///
  /// - Throws: A failure with status 3 for a file that cannot be read.
  static func document(_ name: KnowledgeName, _ path: String?) throws -> KnowledgeDocument {
    let shipped =
      switch name {
      case .noise: Embedded.noise
      case .claims: Embedded.claims
      case .reported: Embedded.reported
      case .tracked: ""
      }
    let file = path.map { URL(fileURLWithPath: $0).lastPathComponent }
    return KnowledgeDocument(name: name, origin: file ?? "", text: try text(path, or: shipped))
  }

  /// Noise rules.
  static func noise(_ document: KnowledgeDocument) throws -> NoiseRules {
    try parsed(document, "noise.yaml", NoiseFile.parse)
  }

  /// Published claims.
  static func claims(_ document: KnowledgeDocument) throws -> [Claim] {
    try parsed(document, "claims.yaml", ClaimFile.parse)
  }

  /// Derivations that no card declares.
  ///
  /// The last list is kept: a server is asked for the same with every model.
  static func reported(_ document: KnowledgeDocument) throws -> [ReportedDerivation] {
    if let last = lastReported.withLock({ $0 }), last.document == document { return last.list }
    let list = try parsed(document, "reported.yaml", ReportedFile.parse)
    lastReported.withLock { $0 = (document, list) }
    return list
  }

  private static let lastReported = Mutex<(document: KnowledgeDocument, list: [ReportedDerivation])?>(nil)

  /// A list of tracked models.
  static func tracked(_ document: KnowledgeDocument) throws -> TrackedList {
    try parsed(document, "") { text in
      try Array(text.utf8).withUnsafeBytes { try KnowledgeFile.tracked($0) }
    }
  }

  /// A series measured elsewhere; empty if no file is named.
  static func series(_ path: String?) throws -> [SeriesPoint] {
    guard let path else { return [] }
    return try parsed(try text(path, or: ""), path) { text in
      try Array(text.utf8).withUnsafeBytes { try KnowledgeFile.series($0) }
    }
  }

  private static func parsed<Value, Fault: Error>(
    _ document: KnowledgeDocument, _ name: String, _ parse: (String) throws(Fault) -> Value
  ) throws -> Value {
    try parsed(document.text, document.origin.isEmpty ? name : document.origin, parse)
  }

  private static func parsed<Value, Fault: Error>(
    _ text: String, _ name: String, _ parse: (String) throws(Fault) -> Value
  ) throws -> Value {
    do {
      return try parse(text)
    } catch {
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
