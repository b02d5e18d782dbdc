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
    if options.json {
      Terminal.out(try FactsJSON(catalog: catalog, identity: identity.identity).document().text())
    } else {
      let text = FactsText(
        facts: try catalog.facts(identity.identity), sources: try catalog.sources(),
        findings: try catalog.findingCounts(), identity: identity.identity
      ).text
      Terminal.write(text)
    }
  }
}
