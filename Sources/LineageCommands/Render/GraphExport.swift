import LineageCore
import LineageGraph

/// A whole graph in the formats of other programs, in the byte order of ids, piece by piece.
struct GraphExport {
  let index: LineageIndex

  /// Nodes of this graph: present, or with an edge.
  private var nodes: [NodeID] {
    let ranks = index.models.ranks()
    return index.graph.nodes.filter { index.models[$0].present || index.graph.hasEdges($0) }
      .sorted { ranks[$0.index] < ranks[$1.index] }
  }

  func csv(_ write: (String) -> Void) {
    write("child,parent,relation,evidence\n")
    forEachEdge { child, link in
      write("\(field(child)),\(field(link.id)),\(link.label.relation.word),\(link.label.evidence.word)\n")
    }
  }

  /// Records in the shape of the Hub's list API, so that a build reads its own export.
  func jsonLines(_ write: (String) -> Void) { forEachRecord { write($0 + "\n") } }

  /// The same records as one array, one a line.
  func jsonArray(_ write: (String) -> Void) {
    var separator = "[\n"
    forEachRecord { record in
      write(separator + record)
      separator = ",\n"
    }
    write(separator == "[\n" ? "[]\n" : "\n]\n")
  }

  private func forEachRecord(_ body: (String) -> Void) {
    for node in nodes where index.models[node].present {
      let known = index.models[node]
      var tags = index.parentLinks(node).map { link in
        link.label.relation == .unspecified
          ? "base_model:\(link.id)" : "base_model:\(link.label.relation.word):\(link.id)"
      }
      if let license = index.models.label(known.license) {
        tags += license.split(separator: ", ").map { "license:\($0)" }
      }
      var card: [String: JSONDocument] = [:]
      if let name = index.models.label(known.licenseName) { card["license_name"] = .string(name) }
      if let link = index.models.label(known.licenseLink) { card["license_link"] = .string(link) }
      var record: [String: JSONDocument] = ["id": .string(index.models.id(node)), "tags": .strings(tags)]
      if !card.isEmpty { record["cardData"] = .object(card) }
      if known.predatesClock { record["createdAt"] = .string(Day.hubEpochText + ".000Z") }
      if let created = known.created { record["createdAt"] = .string("\(created)T00:00:00.000Z") }
      if let task = index.models.label(known.task) { record["pipeline_tag"] = .string(task) }
      if let library = index.models.label(known.library) { record["library_name"] = .string(library) }
      if let downloads = known.downloads { record["downloads"] = .integer(Int(downloads)) }
      if let downloads = known.downloadsAll { record["downloadsAllTime"] = .integer(Int(downloads)) }
      if let gated = known.gated { record["gated"] = .bool(gated) }
      if let likes = known.likes { record["likes"] = .integer(Int(likes)) }
      body(JSONDocument.object(record).text(pretty: false))
    }
  }

  func graphML(_ write: (String) -> Void) {
    write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
        <key id="present" for="node" attr.name="present" attr.type="boolean"/>
        <key id="created" for="node" attr.name="created" attr.type="string"/>
        <key id="license" for="node" attr.name="license" attr.type="string"/>
        <key id="family" for="node" attr.name="family" attr.type="string"/>
        <key id="relation" for="edge" attr.name="relation" attr.type="string"/>
        <key id="evidence" for="edge" attr.name="evidence" attr.type="string"/>
        <graph id="lineage" edgedefault="directed">

      """)
    for node in nodes {
      let model = index.summary(node)
      write("    <node id=\"\(xml(model.id))\"><data key=\"present\">\(!model.ghost)</data>")
      if let created = model.created { write("<data key=\"created\">\(created)</data>") }
      if let license = model.license { write("<data key=\"license\">\(xml(license))</data>") }
      if let family = model.family { write("<data key=\"family\">\(xml(family))</data>") }
      write("</node>\n")
    }
    forEachEdge { child, link in
      write(
        "    <edge source=\"\(xml(child))\" target=\"\(xml(link.id))\">"
          + "<data key=\"relation\">\(link.label.relation.word)</data>"
          + "<data key=\"evidence\">\(link.label.evidence.word)</data></edge>\n")
    }
    write("  </graph>\n</graphml>\n")
  }

  func dot(_ write: (String) -> Void) {
    write("digraph lineage {\n  rankdir=BT;\n  node [shape=box];\n")
    for node in nodes {
      write("  \(dotString(index.models.id(node)))\(index.isGhost(node) ? " [style=dashed]" : "");\n")
    }
    forEachEdge { child, link in
      write("  \(dotString(child)) -> \(dotString(link.id)) [label=\"\(link.label.relation.word)\"];\n")
    }
    write("}\n")
  }

  private func forEachEdge(_ body: (String, ParentLink) -> Void) {
    for node in nodes {
      let child = index.models.id(node)
      for link in index.parentLinks(node) { body(child, link) }
    }
  }

  private func field(_ text: String) -> String {
    // By bytes: a mark behind a comma makes one character of the two, which is still a comma to every reader.
    guard text.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }) else {
      return text
    }
    return "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// Escaped, and without the characters that XML 1.0 cannot hold.
  private func xml(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\t", "\n", "\r": out += "&#\(scalar.value);"
      default:
        let allowed = scalar.value >= 32 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        out.unicodeScalars.append(allowed ? scalar : "\u{FFFD}")
      }
    }
    return out
  }

  private func dotString(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n", "\r", "\0": out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
