/// A graph for Graphviz: what is laid out, and what is published as DOT.
///
/// Texts in attributes are Graphviz escape strings already (``DOTText``).
struct Drawing: Sendable {
  /// The graph's name; never empty, because an unnamed graph is not laid out the same way twice.
  var name: String
  var graph: [Attribute] = []
  var nodeDefaults: [Attribute] = []
  var edgeDefaults: [Attribute] = []
  var nodes: [Node] = []
  var edges: [Edge] = []
  /// Position in ``nodes`` of the one that stands alone in the lowest rank.
  var sink: Int?
  /// Positions in ``nodes`` of those that stand in one rank.
  var ranks: [[Int]] = []

  struct Attribute: Hashable, Sendable {
    let key: String
    let value: String
    init(_ key: String, _ value: String) { (self.key, self.value) = (key, value) }
  }

  struct Node: Sendable {
    let name: String
    var attributes: [Attribute]
  }

  /// An edge between two positions in ``nodes``.
  struct Edge: Sendable {
    let tail: Int
    let head: Int
    var attributes: [Attribute]
  }

  /// Most nodes that a layout may have.
  static let mostNodes = 160
  /// Most edges that a layout may have. Graphviz cannot be interrupted, and a dense graph takes it minutes.
  static let mostEdges = 320

  /// The graph as DOT text, which `dot` draws without anything else.
  ///
  /// - Complexity: O(bytes).
  func dot() -> String {
    var lines = ["digraph \(DOTText.quoted(name)) {"]
    lines.append("  graph\(Self.list(graph))")
    lines.append("  node\(Self.list(nodeDefaults))")
    lines.append("  edge\(Self.list(edgeDefaults))")
    lines += nodes.map { "  \(DOTText.quoted($0.name))\(Self.list($0.attributes))" }
    lines += edges.map {
      "  \(DOTText.quoted(nodes[$0.tail].name)) -> \(DOTText.quoted(nodes[$0.head].name))"
        + Self.list($0.attributes)
    }
    if let sink { lines.append("  subgraph sink { rank=sink; \(DOTText.quoted(nodes[sink].name)) }") }
    for (i, rank) in ranks.enumerated() {
      let names = rank.map { DOTText.quoted(nodes[$0].name) }.joined(separator: "; ")
      lines.append("  subgraph \"rank \(i)\" { rank=same; \(names) }")
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ attributes: [Attribute]) -> String {
    if attributes.isEmpty { return "" }
    return " [" + attributes.map { "\($0.key)=\(DOTText.quoted($0.value))" }.joined(separator: ", ") + "]"
  }
}

/// Text for Graphviz.
enum DOTText {
  /// A DOT string. Its only escape is `\"`; a backslash before the closing quote would open it again, so a text
  /// that ends in an odd number of them gets a blank.
  static func quoted(_ text: String) -> String {
    let slashes = text.utf8.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    let safe = text.rewritten(where: { $0 == UInt8(ascii: "\"") }) { $1 += "\\\"".utf8 }
    return "\"" + safe + (slashes.isMultiple(of: 2) ? "" : " ") + "\""
  }

  /// A text for a label, tooltip or URL: `\N` and entities are not interpreted.
  static func label(_ text: String) -> String {
    Markup.visible(text).rewritten(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&") }) {
      byte, out in
      out += byte == UInt8(ascii: "&") ? "&amp;".utf8 : "\\\\".utf8
    }
  }

  /// A node's name: the id with everything but `A-Za-z0-9._-/` escaped as in an address, so that it is one word
  /// in any tool and differs for different ids.
  static func name(_ id: String) -> String {
    id.split(separator: "/", omittingEmptySubsequences: false)
      .map { PathSegment.encode(String($0), of: id) }.joined(separator: "/")
  }
}
