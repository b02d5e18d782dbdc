import LineageCore
import LineageStore

/// The counts of a graph as the JSON document of the contract.
struct FactsJSON {
  let catalog: Catalog
  let identity: Identity

  /// - Throws: What the catalog throws.
  func document() throws -> JSONDocument {
    let sources = try catalog.sources()
    var members = try JSONDocument.members(of: catalog.facts(identity))
    members["aliases"] = .bool(identity == .resolved)
    members["rejected"] = .integer(sources.reduce(0) { $0 + $1.rejected })
    members["repaired"] = .integer(sources.reduce(0) { $0 + $1.repaired })
    members["sources"] = .array(sources.map { .encoded($0) })
    return .object(members)
  }
}
