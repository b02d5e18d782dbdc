import Foundation
import Testing

/// `lineage export`: what other programs read.
@Suite struct ExportTests {
  private let program: Program

  init() throws { program = try Program() }

  /// Keys of the facts that describe the graph, and not how it was declared.
  private static let graph: [String] = [
    "models", "models_with_parent", "nodes_with_edges", "isolated_models", "edges", "edges_by_relation",
    "ghosts",
    "edges_to_ghosts", "roots", "leaves", "multi_parent", "max_parents", "max_parents_models",
    "parents_histogram",
    "cycles", "root_cycles", "weak_components", "largest_weak_component", "longest_chain_edges",
    "longest_chain_example", "depth_histogram", "top_children", "top_descendants",
  ]

  @Test(arguments: [("--aliases", "jsonl"), ("--no-aliases", "--json")])
  func writesRecordsFromWhichABuildMakesTheSameGraph(identity: String, form: String) throws {
    defer { program.clean() }
    let arguments = form == "--json" ? ["--json"] : ["--format", form]
    let records = try Sample.ask(["export", identity] + arguments).out
    try program.write(records, to: "exported")
    #expect(try program.run(["build", "exported", "--quiet", "--strict", "--pages", "none"]).status == 0)
    let (before, after) = (
      try Sample.ask("facts", "--json", identity).json(),
      try program.run(["facts", "--json", identity]).json()
    )
    for key in Self.graph { #expect(after[key] == before[key], "\(key)") }
    // Dates, licenses, families and everything else the shares and the export need came along.
    #expect(try program.run(["export", identity] + arguments).out == records)
    #expect(try program.run(["share", "--format", "csv"]).out == Sample.ask("share", "--format", "csv").out)
  }

  @Test func keepsWhatARecordSaysAboutItsModel() throws {
    defer { program.clean() }
    let rich = #"""
      {"cardData":{"license_link":"https://example.org/terms","license_name":"maple-terms"},"createdAt":"2024-05-01T00:00:00.000Z","downloads":12,"gated":true,"id":"maple/a","library_name":"transformers","likes":3,"pipeline_tag":"text-generation","tags":["base_model:merge:oak/b","license:other"]}
      {"createdAt":"2022-03-02T23:29:04.000Z","gated":false,"id":"oak/b","tags":[]}
      """#
    try program.write(rich + "\n", to: "in.jsonl")
    try program.run(["build", "in.jsonl", "--quiet"])
    let records = try program.run(["export", "--format", "jsonl"]).lines
    #expect(
      try records.map { try JSON($0).without("createdAt") }
        == rich.split(separator: "\n").map {
          try JSON(String($0)).without("createdAt")
        })
    #expect(try JSON(records[0])["createdAt"] == "2024-05-01T00:00:00.000Z")
    #expect(try JSON(records[1])["createdAt"].text?.hasPrefix("2022-03-02") == true)
  }

  @Test func writesGraphMLThatIsWellFormedAndComplete() throws {
    let document = try Markup(Sample.ask("export", "--format", "graphml").out)
    #expect(document.elements("graph").map(\.attributes["edgedefault"]) == ["directed"])
    let nodes = document.elements("node").compactMap(\.attributes["id"])
    #expect(nodes.count == 1100)
    #expect(Set(nodes).count == 1100)
    let edges = document.elements("edge")
    #expect(edges.count == 517)
    #expect(
      Set(edges.flatMap { [$0.attributes["source"], $0.attributes["target"]] }).subtracting(nodes) == [])
    let keys = document.elements("key").compactMap(\.attributes["id"])
    #expect(Set(document.elements("data").compactMap(\.attributes["key"])) == Set(keys))
    #expect(document.elements("data").count { $0.attributes["key"] == "relation" } == 517)
  }

  @Test func writesARowOfCSVForEveryEdge() throws {
    let lines = try Sample.ask("export").lines
    #expect(lines.first == "child,parent,relation,evidence")
    #expect(lines.count == 518)
    #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",").count == 4 })
    #expect(lines.contains("mlabonne/NeuralBeagle14-7B,mlabonne/Beagle14-7B,finetune,declared"))
    let children = lines.dropFirst().map { $0.prefix { $0 != "," } }
    #expect(children == children.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func readsItsOwnCSVBackAsTheSameEdges() throws {
    defer { program.clean() }
    let table = try Sample.ask("export").out
    try program.write(table, to: "edges.csv")
    #expect(try program.run(["build", "edges.csv", "--quiet", "--strict", "--pages", "none"]).status == 0)
    #expect(try program.run(["export"]).out == table)
  }

  @Test func writesDOTWithEveryNodeAndEdge() throws {
    let lines = try Sample.ask("export", "--format", "dot").lines
    #expect(lines.first == "digraph lineage {" && lines.last == "}")
    let nodes = lines.filter { $0.wholeMatch(of: /[ ]{2}"[^"]+"( \[style=dashed\])?;/) != nil }
    let edges = lines.filter { $0.wholeMatch(of: /[ ]{2}"[^"]+" -> "[^"]+" \[label="[a-z]+"\];/) != nil }
    #expect(nodes.count == 1100)
    #expect(nodes.count { $0.hasSuffix("[style=dashed];") } == 2)
    #expect(edges.count == 517)
    #expect(lines.count == nodes.count + edges.count + 4)
  }

  @Test func quotesIdsThatHoldTheMarksOfAFormat() throws {
    defer { program.clean() }
    let child = #"oak/a"b\,c<&>"#
    // A mark over the comma makes one character of the two; it is still a comma to other programs.
    let parent = "oak/x,\u{301}y"
    // Cards, because the Hub's own records cannot have such ids.
    let cards = try [
      ["id": child, "front_matter": "base_model:\n- '\(parent)'\nbase_model_relation: finetune"],
      ["id": parent, "front_matter": "license: mit"],
    ].map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    try program.write(cards.joined(separator: "\n") + "\n", to: "in.jsonl")
    try #require(program.run(["build", "in.jsonl", "--quiet"]).status == 0)

    let row = try program.run(["export", "--format", "csv"]).lines[1]
    #expect(
      row.unicodeScalars.elementsEqual(
        #""oak/a""b\,c<&>",""#.unicodeScalars + parent.unicodeScalars + "\",finetune,declared".unicodeScalars)
    )
    let xml = try Markup(program.run(["export", "--format", "graphml"]).out)
    #expect(xml.elements("edge").map(\.attributes) == [["source": child, "target": parent]])
    let dot = try program.run(["export", "--format", "dot"]).out
    #expect(dot.contains(#"  "oak/a\"b\\,c<&>" -> "#))
  }
}
