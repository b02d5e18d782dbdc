import ArgumentParser
import LineageCore
import LineageStore

/// `lineage export`: the graph for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "The graph as CSV, JSON Lines, GraphML or DOT on stdout.",
    discussion: """
      csv      child,parent,relation,evidence: a row an edge
      jsonl    a model a line with its parents; `lineage build` reads it back
      graphml  for Gephi, networkx, igraph
      dot      for Graphviz; the edges point from child to parent
      --json   the records of jsonl as one array
      Example: lineage export --format csv > edges.csv
      """)

  @Option(help: "csv, jsonl, graphml or dot.") var format: ExportFormat = .csv
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    let index = try options.open().index(identity.identity)
    let export = GraphExport(index: index)
    if options.json { return export.jsonArray(Terminal.write) }
    switch format {
    case .csv: export.csv(Terminal.write)
    case .jsonl: export.jsonLines(Terminal.write)
    case .graphml: export.graphML(Terminal.write)
    case .dot: export.dot(Terminal.write)
    }
  }
}

/// What the graph is written as.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, jsonl, graphml, dot
}
