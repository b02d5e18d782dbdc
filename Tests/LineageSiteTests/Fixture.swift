import Foundation
import LineageCore
import LineageGraph
import Testing

@testable import LineageSite

/// A small snapshot, written as lines of `child relation parent`.
struct Fixture {
  private var names = TextTable()
  private var labels = TextTable()
  private var attributes: [ModelAttributes] = []
  private var edges: [Edge] = []
  /// What recognises the members of families.
  var families = FamilyTable()

  /// Adds a model, or changes it.
  mutating func model(_ id: String, license: String? = nil, present: Bool = true, deleted: String? = nil) {
    let node = node(id)
    attributes[node.index].present = present
    if let license { attributes[node.index].license = labels.intern(license) }
    attributes[node.index].deleted = deleted.flatMap { Day($0) }
  }

  /// Adds an edge, and its ends if they are new.
  mutating func edge(
    _ child: String, _ relation: Relation, _ parent: String, _ evidence: Evidence = .declared
  ) {
    let (from, to) = (node(child), node(parent))
    edges.append(Edge(child: from, parent: to, kind: EdgeLabel(relation, evidence).kind))
  }

  /// The index of what was added.
  func index(snapshot: String = "2025-07-02") -> LineageIndex {
    let attributes = attributes.enumerated().map { i, known in
      var known = known
      known.family = families.code(forID: names[TextID(rawValue: UInt32(i))])
      return known
    }
    return LineageIndex(
      identity: .resolved,
      models: ModelColumns(
        names: names, labels: labels, attributes: attributes, families: families),
      graph: CSRGraph(nodeCount: attributes.count, edges: edges), snapshot: Day(snapshot))
  }

  private mutating func node(_ id: String) -> NodeID {
    let text = names.intern(id)
    if text.rawValue == UInt32(attributes.count) { attributes.append(ModelAttributes(present: true)) }
    return NodeID(rawValue: text.rawValue)
  }
}

extension LineageIndex {
  /// The surroundings of a model that must be there.
  func around(_ id: String) throws -> Neighbourhood { neighbourhood(of: try #require(find(id))) }
}

/// Files of the repository.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The files of `Web/`.
  static func assets() throws -> SiteAssets {
    var templates: [String: String] = [:]
    let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Web").path)
    for file in files where file.hasSuffix(".mustache") {
      templates[String(file.dropLast(9))] = try text("Web/" + file)
    }
    return SiteAssets(
      templates: templates, style: try text("Web/site.css"), pictureStyle: try text("Web/picture.css"),
      chartStyle: try text("Web/chart.css"),
      script: try text("Web/site.js"),
      strings: [.english: try text("Web/strings.en.json"), .korean: try text("Web/strings.ko.json")])
  }

  static func style() throws -> PictureStyle { PictureStyle(words: try words()) }
  static func words() throws -> Words { try Words(json: text("Web/strings.en.json")) }
}
