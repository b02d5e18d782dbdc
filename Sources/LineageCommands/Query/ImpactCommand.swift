import ArgumentParser
import LineageCore
import LineageGraph
import LineageStore

/// `lineage impact`: who is affected if a model vanishes or changes its license.
struct ImpactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact", abstract: "Who is affected if a model vanishes or changes its license.",
    discussion: "Example: lineage impact meta-llama/Llama-3.1-8B")

  @Argument(help: "The model: owner/name, in any letter case.") var model: String
  @Option(help: ArgumentHelp("List so many owners and models.", valueName: "n")) var limit = 20

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    try checkLimit(limit, from: 0)
    let catalog = try options.open()
    let found = try ModelLookup(catalog: catalog, identity: identity.identity, quiet: options.quiet).find(
      model)
    let index = try catalog.index(identity.identity)
    let output = ImpactOutput(
      impact: index.impact(of: NodeID(Int(found.row.rawValue)), owners: limit, top: limit))
    if options.json { Terminal.out(output.document.text()) } else { Terminal.write(output.text) }
  }
}
