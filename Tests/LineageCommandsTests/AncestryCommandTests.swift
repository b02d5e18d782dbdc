import Foundation
import Testing

/// `lineage ancestry` in its five forms, on the embedded sample.
@Suite struct AncestryCommandTests {
  private let model = "mlabonne/NeuralBeagle14-7B"

  // NeuralBeagle14-7B -finetune-> Beagle14-7B -merge-> distilabeled-Marcoro14-7B-slerp
  //                                           -merge-> UNA-TheBeagle-7b-v1
  @Test func answersInJSONWithTheKeysOfTheContract() throws {
    let answer = try Sample.ask("ancestry", model, "--json").json()
    #expect(
      answer.only("model", "ghost", "license", "cycle", "truncated", "is_root", "children", "descendants")
        == [
          "model": .string(model), "ghost": false, "license": "cc-by-nc-4.0", "cycle": nil,
          "truncated": false,
          "is_root": false, "children": 0, "descendants": 0,
        ])
    #expect(
      answer["parents"] == [["id": "mlabonne/Beagle14-7B", "relation": "finetune", "evidence": "declared"]])
    #expect(answer["roots"] == ["argilla/distilabeled-Marcoro14-7B-slerp", "fblgit/UNA-TheBeagle-7b-v1"])
    let ancestors = answer["ancestors"].elements.map {
      $0.only("id", "distance", "relation", "license", "root", "via")
    }
    #expect(
      ancestors == [
        [
          "id": "mlabonne/Beagle14-7B", "distance": 1, "relation": "finetune", "license": "cc-by-nc-4.0",
          "root": false,
          "via": [.string(model)],
        ],
        [
          "id": "argilla/distilabeled-Marcoro14-7B-slerp", "distance": 2, "relation": "merge",
          "license": "apache-2.0",
          "root": true, "via": ["mlabonne/Beagle14-7B"],
        ],
        [
          "id": "fblgit/UNA-TheBeagle-7b-v1", "distance": 2, "relation": "merge",
          "license": "cc-by-nc-nd-4.0",
          "root": true, "via": ["mlabonne/Beagle14-7B"],
        ],
      ])
    let all = Set(answer.keys), needed: Set = ["date", "family", "parents", "ancestors", "roots"]
    #expect(needed.subtracting(all) == [])
    #expect(try Sample.ask("ancestry", model, "--format", "json").json() == answer)
  }

  @Test func namesEveryAncestorOnceInText() throws {
    let lines = try Sample.ask("ancestry", model).lines
    #expect(lines[0] == model)
    for id in [
      "mlabonne/Beagle14-7B", "argilla/distilabeled-Marcoro14-7B-slerp", "fblgit/UNA-TheBeagle-7b-v1",
    ] {
      #expect(lines.count { $0.contains(" \(id) ") } == 1, "\(id)")
    }
    #expect(lines.contains { $0.contains("3 ancestors in 2 steps, 2 roots") })
  }

  @Test func writesATableInMarkdown() throws {
    let lines = try Sample.ask("ancestry", model, "--format", "markdown").lines
    #expect(lines[0] == "# Ancestry of `\(model)`")
    #expect(
      lines.suffix(3) == [
        "| 1 | `mlabonne/Beagle14-7B` | finetune | declared | cc-by-nc-4.0 |  |  | `\(model)` |",
        "| 2 | `argilla/distilabeled-Marcoro14-7B-slerp` | merge | declared | apache-2.0 |  |  | `mlabonne/Beagle14-7B` |",
        "| 2 | `fblgit/UNA-TheBeagle-7b-v1` | merge | declared | cc-by-nc-nd-4.0 |  |  | `mlabonne/Beagle14-7B` |",
      ])
  }

  @Test func drawsNodesAndArrowsInDOT() throws {
    let lines = try Sample.ask("ancestry", model, "--format", "dot").lines
    #expect(lines.first == "digraph \"Lineage of \(model)\" {")
    #expect(lines.last == "}")
    let arrows = lines.compactMap {
      $0.firstMatch(of: /^ +"([^"]+)" -> "([^"]+)"/).map { "\($0.1) > \($0.2)" }
    }
    #expect(
      Set(arrows) == [
        "mlabonne/Beagle14-7B > \(model)", "argilla/distilabeled-Marcoro14-7B-slerp > mlabonne/Beagle14-7B",
        "fblgit/UNA-TheBeagle-7b-v1 > mlabonne/Beagle14-7B",
      ])
    #expect(arrows.count == 3)
  }

  @Test func drawsAPictureThatIsWellFormedAndNamesItself() throws {
    let outcome = try Sample.ask("ancestry", model, "--format", "svg")
    let picture = try Markup(outcome.out)
    #expect(picture.elements.first?.name == "svg")
    #expect(picture.elements("title").first?.text == "Lineage of \(model)")
    #expect(outcome.out.contains("Drawn: 3 of 3 ancestors"))
    let links = Set(picture.elements("a").compactMap(\.attributes["href"]))
    #expect(
      links.isSuperset(of: [
        "https://huggingface.co/mlabonne/Beagle14-7B", "https://huggingface.co/fblgit/UNA-TheBeagle-7b-v1",
      ]))
  }

  @Test func stopsAtTheDepthAndSaysSo() throws {
    let answer = try Sample.ask("ancestry", model, "--json", "--depth", "1").json()
    #expect(answer["ancestors"].elements.map { $0["id"].text } == ["mlabonne/Beagle14-7B"])
    #expect(answer["truncated"] == true)
  }

  @Test func followsOnlyTheRelationsThatWereAskedFor() throws {
    let answer = try Sample.ask("ancestry", model, "--json", "--relations", "finetune").json()
    #expect(answer["ancestors"].elements.map { $0["id"].text } == ["mlabonne/Beagle14-7B"])
    let none = try Sample.ask("ancestry", model, "--json", "--relations", "merge,adapter").json()
    #expect(none["ancestors"] == [])
    let declared = try Sample.ask("ancestry", model, "--json", "--min-evidence", "declared").json()
    #expect(declared["ancestors"].elements.count == 3)
  }

  @Test func countsTheParentsThatALimitLeftOut() throws {
    let merge = "Steelskull/L3.3-MS-Nevoria-70b"
    let none = try Sample.ask("ancestry", merge, "--relations", "finetune").out
    #expect(none.contains("5 parents left out by --relations"))
    #expect(!none.contains("No base"))
    let some = try Sample.ask("ancestry", merge, "--relations", "merge").out
    #expect(some.contains("5 ancestors in 1 step") && some.contains("1 parent left out by --relations"))
  }

  @Test func showsOnlyAsManyStepsAsAsked() throws {
    let out = try Sample.ask("ancestry", "Steelskull/L3.3-MS-Nevoria-70b", "--depth", "1").out
    #expect(out.contains("Euryale") && !out.contains("Llama-3.3-70B-Instruct"))
    #expect(out.contains("Deeper ancestors were left out (--depth)."))
  }

  @Test func tellsAnUnknownBaseFromNoneDeclared() throws {
    #expect(
      try Sample.ask("ancestry", "TheDrummer/Anubis-70B-v1").out.contains("No base is known for this model."))
  }

  @Test func listsTheNotesInMarkdownToo() throws {
    let out = try Sample.ask("ancestry", "tomasmcm/QwQ-Coder-R1-Distill-32B", "--format", "markdown").out
    #expect(out.contains("## Notes on the evidence") && out.contains("is dated 2024-11-06"))
    #expect(out.contains("| 2024-09-15 |"))
  }

  @Test func saysThatARootHasNoBase() throws {
    let root = "allenai/OLMo-2-0325-32B"
    #expect(try Sample.ask("ancestry", root).out.contains("No base is declared"))
    let answer = try Sample.ask("ancestry", root, "--json").json()
    #expect(
      answer.only("parents", "ancestors", "is_root", "descendants") == [
        "parents": [], "ancestors": [], "is_root": true, "descendants": 4,
      ])
    for format in ["dot", "svg", "markdown"] {
      let outcome = try Sample.ask("ancestry", root, "--format", format)
      #expect(outcome.status == 0)
      #expect(outcome.out.contains(root))
    }
  }

  @Test func answersForAGhostAndACycle() throws {
    let program = try Program()
    defer { program.clean() }
    let edges = [("a", "maple/b"), ("b", "maple/c"), ("c", "maple/a"), ("d", "oak/gone")]
    let rows = edges.map { #"{"id":"maple/\#($0)","tags":["base_model:\#($1)"]}"# }
    try program.write(rows.joined(separator: "\n"), to: "in.jsonl")
    try program.run(["build", "in.jsonl", "--quiet"])
    let ring = try program.run(["ancestry", "maple/b", "--json"]).json()
    #expect(ring["cycle"] == ["maple/a", "maple/b", "maple/c"])
    #expect(ring["root_cycles"] == [["maple/a", "maple/b", "maple/c"]])
    let ghost = try program.run(["ancestry", "oak/gone", "--json"]).json()
    #expect(
      ghost.only("ghost", "descendants", "ancestors") == ["ghost": true, "descendants": 1, "ancestors": []])
    for format in ["text", "dot", "svg", "markdown"] {
      for id in ["maple/b", "oak/gone"] {
        #expect(try program.run(["ancestry", id, "--format", format]).status == 0, "\(id) \(format)")
      }
    }
  }
}
