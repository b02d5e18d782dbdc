import ArgumentParser
import Foundation
import LineageCore
import LineageSite
import LineageStore

/// `lineage diff`: what changed between two builds.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What changed between two builds: models, edges, licenses.",
    discussion: """
      A model that only changed its name is one model: by letter case, or by the newer build's list of former names.
      A picture shows the changed edges with most derivatives below; --limit does not count for it.
      Example: lineage diff before site
      """)

  @Argument(help: "The older database, or the folder it is in.") var old: String
  @Argument(help: "The newer database, or the folder it is in.") var new: String
  @Option(help: "text, json, markdown; svg or dot draw the changed edges.") var format: DiffFormat = .text
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
    case .svg, .dot: try draw(diff, indexes[0], indexes[1])
    }
    if check, !diff.isEmpty { throw ExitRequest(status: .findings) }
  }

  private func draw(_ diff: SnapshotDiff, _ old: LineageIndex, _ new: LineageIndex) throws {
    let words = try Words(json: Embedded.siteAssets.strings[.english] ?? "")
    let picture = LineagePicture(
      changes: diff.changes(old, new), style: PictureStyle(words: words, snapshot: new.snapshot),
      link: HubAddress.ofModel
    ) { id in
      if let node = new.models.find(id) {
        return (new.summary(node), old.models.find(id) == nil ? .added : nil)
      }
      return old.models.find(id).map { (old.summary($0), .removed) }
    }
    guard let picture else {
      if !quiet { Terminal.error("lineage: no edge changed; there is nothing to draw") }
      return
    }
    Terminal.write(
      format == .dot ? picture.dot() : try picture.svg(style: Embedded.siteAssets.pictureStyle))
  }

  /// A site's folder stands for the database in it.
  private static func database(_ path: String) -> String {
    let inside = path + "/lineage.db"
    return FileManager.default.fileExists(atPath: inside) ? inside : path
  }
}

/// What changes are written as.
enum DiffFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, markdown, svg, dot
}

extension SnapshotDiff {
  /// Every changed edge, those first whose model has most derivatives.
  fileprivate func changes(_ old: LineageIndex, _ new: LineageIndex) -> [ChangedEdge] {
    let changes =
      removedEdges.map { ChangedEdge(child: $0.child, parent: $0.parent, label: $0.label, fate: .removed) }
      + addedEdges.map { ChangedEdge(child: $0.child, parent: $0.parent, label: $0.label, fate: .added) }
      + changedEdges.map {
        ChangedEdge(child: $0.child, parent: $0.parent, label: $0.new, fate: .changed(from: $0.old))
      }
    let weighed = changes.enumerated().map { place, change in
      let index = change.fate == .removed ? old : new
      let below = index.models.find(change.child).map { index.counts[$0.index].descendants } ?? 0
      return (place: place, below: below)
    }
    return weighed.sorted { $0.below == $1.below ? $0.place < $1.place : $0.below > $1.below }
      .map { changes[$0.place] }
  }
}
