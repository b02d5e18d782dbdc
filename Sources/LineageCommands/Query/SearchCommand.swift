import ArgumentParser
import LineageCore
import LineageStore

/// `lineage search`: ids by any fragment.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Models whose id contains a text, those with most derivatives first.",
    discussion: """
      Several words must all occur.
      Example: lineage search hermes gguf
      """)

  @Argument(help: "Fragments of an id; letter case does not matter.") var text: [String]
  @Option(help: ArgumentHelp("List at most so many.", valueName: "n")) var limit = 20
  @OptionGroup var options: CatalogOptions

  func run() throws {
    try checkLimit(limit, from: 1)
    let catalog = try options.open()
    let hits = try catalog.search(text.joined(separator: " "), limit: limit)
    if options.json {
      Terminal.out(SearchJSON(query: text.joined(separator: " "), hits: hits).document.text())
      return
    }
    var columns = TextColumns([.right, .left, .left])
    for hit in hits {
      columns.add([grouped(hit.descendants), printable(hit.id), hit.ghost ? "not in the snapshot" : ""])
    }
    for line in columns.lines() { Terminal.out(line) }
    if hits.isEmpty, !options.quiet {
      Terminal.error("lineage: no id contains \(printable(text.joined(separator: " ")))")
    }
  }
}
