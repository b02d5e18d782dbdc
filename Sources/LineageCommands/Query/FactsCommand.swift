import ArgumentParser
import LineageCore
import LineageStore

/// `lineage facts`: counts of the indexed graph.
struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "Counts of the indexed graph.",
    discussion: "Example: lineage facts --json --no-aliases")

  @OptionGroup var options: CatalogOptions
  @OptionGroup var identity: IdentityOptions

  func run() throws {
    let catalog = try options.open()
    let facts = try catalog.facts(identity.identity)
    let sources = try catalog.sources()
    let findings = try catalog.findingCounts()
    guard options.json else {
      Terminal.write(
        FactsText(facts: facts, sources: sources, findings: findings, identity: identity.identity).text)
      return
    }
    var members = try JSONDocument.members(of: facts)
    members["aliases"] = .bool(identity.aliases)
    members["rejected"] = .integer(sources.reduce(0) { $0 + $1.rejected })
    members["repaired"] = .integer(sources.reduce(0) { $0 + $1.repaired })
    members["sources"] = .array(sources.map { .encoded($0) })
    Terminal.out(JSONDocument.object(members).text())
  }
}
