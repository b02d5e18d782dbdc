import ArgumentParser
import Foundation
import LineageCore
import LineageStore

/// `lineage diff`: what changed between two builds.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What changed between two builds: models, edges, licenses.",
    discussion: """
      A model that only changed its name is one model: by letter case, or by the newer build's list of former names.
      Example: lineage diff before site
      """)

  @Argument(help: "The older database, or the folder it is in.") var old: String
  @Argument(help: "The newer database, or the folder it is in.") var new: String
  @Option(help: "text, json or markdown.") var format: DiffFormat = .text
  @Option(help: ArgumentHelp("Show so many rows of each list; 0 shows all.", valueName: "n")) var limit = 20
  @Flag(help: "Exit with 1 if anything changed.") var check = false
  @Flag(help: "Print one JSON document on stdout and nothing else; it holds every row.") var json = false
  @Flag(help: "No messages on stderr but errors.") var quiet = false
  @OptionGroup var identity: IdentityOptions

  func run() throws {
    try checkLimit(limit, from: 0)
    let catalogs = try [old, new].map { try CatalogOptions.open(Self.database($0)) }
    let indexes = try catalogs.map { try $0.index(identity.identity) }
    let diff = SnapshotDiff(
      from: indexes[0], to: indexes[1], aliases: identity.aliases ? try catalogs[1].aliases() : [])
    let sides = indexes.map { index in
      DiffOutput.Side(
        snapshot: index.snapshot, models: index.models.attributes.count { $0.present },
        edges: index.graph.edgeCount)
    }
    let output = DiffOutput(diff: diff, old: sides[0], new: sides[1])
    let shown = limit == 0 ? Int.max : limit
    switch json ? .json : format {
    case .text: Terminal.write(output.text(limit: shown))
    case .markdown: Terminal.write(output.markdown(limit: shown))
    case .json: Terminal.out(output.document.text())
    }
    if check, !diff.isEmpty { throw ExitRequest(status: .findings) }
  }

  /// A site's folder stands for the database in it.
  private static func database(_ path: String) -> String {
    let inside = path + "/lineage.db"
    return FileManager.default.fileExists(atPath: inside) ? inside : path
  }
}

/// What changes are written as.
enum DiffFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, markdown
}
