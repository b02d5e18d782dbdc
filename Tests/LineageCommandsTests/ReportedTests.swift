import Foundation
import Testing

/// What is reported and declared by no card, beside answers about declared lineage.
@Suite struct ReportedTests {
  private static func hub() throws -> Program {
    let program = try Program()
    let rows = """
      {"id": "upstage/SOLAR-10.7B-v1.0", "createdAt": "2023-12-12T00:00:00.000Z", "tags": ["license:apache-2.0"]}
      {"id": "me/mine", "createdAt": "2024-01-01T00:00:00.000Z", "tags": ["base_model:finetune:upstage/SOLAR-10.7B-v1.0"]}
      {"id": "mistralai/Mistral-7B-v0.1", "createdAt": "2023-09-20T00:00:00.000Z", "tags": []}
      {"id": "moonshotai/Kimi-K2.5", "createdAt": "2026-01-20T00:00:00.000Z", "tags": ["license:other", "base_model:finetune:moonshotai/Kimi-K2-Base"]}
      {"id": "moonshotai/Kimi-K2-Base", "createdAt": "2025-07-10T00:00:00.000Z", "tags": []}
      {"id": "you/yours", "createdAt": "2024-01-01T00:00:00.000Z", "tags": ["base_model:finetune:mistralai/Mistral-7B-v0.1"]}
      """
    try program.write(rows + "\n", to: "in.jsonl")
    let build = try program.run(["build", "in.jsonl", "--pages", "all", "--quiet"])
    try #require(build.status == 0, "\(build.err)")
    return program
  }

  @Test func standsUnderAnAncestryAndIsNoAncestor() throws {
    let program = try Self.hub()
    defer { program.clean() }
    let answer = try program.run(["ancestry", "me/mine", "--json"]).json()
    #expect(answer["ancestors"].elements.map { $0["id"] } == ["upstage/SOLAR-10.7B-v1.0"])
    let reported = try #require(answer["reported"].elements.first)
    #expect(reported["evidence"] == "documented" && reported["date"] == "2023-12-23")
    #expect(reported["parent"]["model"] == "mistralai/Mistral-7B-v0.1")
    #expect(reported["source"].text?.hasPrefix("https://") == true)
    for format in ["text", "markdown"] {
      let text = try program.run(["ancestry", "me/mine", "--format", format]).out
      #expect(text.contains("Reported, declared by no card"), "\(format)")
      #expect(text.contains("documented 2023-12-23, confirmed; https://"), "\(format)")
    }
    let declared = try program.run(["ancestry", "me/mine", "--min-evidence", "declared", "--json"]).json()
    #expect(declared["reported"].elements.isEmpty)
  }

  @Test func isDrawnDottedWithItsGrade() throws {
    let program = try Self.hub()
    defer { program.clean() }
    let svg = try program.run(["ancestry", "me/mine", "--format", "svg"]).out
    #expect(svg.contains("class=\"e ft rep"))
    #expect(svg.contains(">documented<"))
    let dot = try program.run(["ancestry", "me/mine", "--format", "dot"]).out
    #expect(dot.contains("dotted"))
    let plain = try program.run(["ancestry", "you/yours", "--format", "svg"]).out
    #expect(!plain.contains("class=\"e ft rep"))
  }

  @Test func standsUnderDescendantsAndIsNotCounted() throws {
    let program = try Self.hub()
    defer { program.clean() }
    let answer = try program.run(["descendants", "mistralai/Mistral-7B-v0.1", "--json"]).json()
    #expect(answer["transitive"] == 1)
    #expect(answer["reported"].elements.map { $0["child"]["model"] } == ["upstage/SOLAR-10.7B-v1.0"])
    let definition = "derived/all/all/root/each/models/family/all"
    let without = try program.run(["share", definition, "--json"]).json()["rows"].elements
    #expect(without.first { $0["group"] == "mistral" }?["mass"] == 1)
    let with = try program.run(
      ["share", "derived/all/all/root+reported/each/models/family/all", "--json"]
    ).json()["rows"].elements
    #expect(with.first { $0["group"] == "mistral" }?["mass"] == 3)
  }

  @Test func answersForAProductThatIsNoModel() throws {
    let program = try Self.hub()
    defer { program.clean() }
    for name in ["Cursor Composer 2", "cursor-composer-2", "anysphere cursor composer 2"] {
      let answer = try program.run(["ancestry", name, "--json"]).json()
      #expect(answer["model"] == "Cursor Composer 2" && answer["ghost"] == true)
      #expect(answer["product"] == ["name": "Cursor Composer 2", "maker": "Anysphere"])
      #expect(
        answer["parents"] == [["id": "moonshotai/Kimi-K2.5", "relation": "finetune", "evidence": "admitted"]])
      #expect(
        answer["ancestors"].elements.map { $0.only("id", "distance", "root", "via") } == [
          ["id": "moonshotai/Kimi-K2.5", "distance": 1, "root": false, "via": ["Cursor Composer 2"]],
          ["id": "moonshotai/Kimi-K2-Base", "distance": 2, "root": true, "via": ["moonshotai/Kimi-K2.5"]],
        ])
      #expect(answer["reported"].elements.first?["status"] == "confirmed")
    }
    let text = try program.run(["ancestry", "Cursor Composer 2"])
    #expect(text.status == 0 && text.lines[1].contains("a product of Anysphere, declared nowhere"))
    #expect(text.out.contains("↑ finetune moonshotai/Kimi-K2.5"))
    #expect(text.out.contains("admitted 2026-03-20, confirmed"))
    let svg = try program.run(["ancestry", "Cursor Composer 2", "--format", "svg"]).out
    #expect(svg.contains("class=\"e ft rep") && svg.contains(">admitted<"))
    let declared = try program.run(
      ["ancestry", "Cursor Composer 2", "--min-evidence", "declared", "--json"]
    ).json()
    #expect(declared["parents"].elements.isEmpty)
  }

  @Test func namesTheFamilyOfAProductOfWhichNoMoreIsKnown() throws {
    let program = try Self.hub()
    defer { program.clean() }
    let answer = try program.run(["ancestry", "Cursor Composer", "--json"]).json()
    #expect(answer["roots"] == ["DeepSeek"])
    #expect(
      answer["ancestors"].elements.map { $0.only("family", "ghost") } == [
        ["family": "deepseek", "ghost": true]
      ])
    // What was taken back leads nowhere, and is still told.
    let withdrawn = try program.run(["ancestry", "Solar Open 100B"])
    #expect(withdrawn.out.contains("leads to no base") && withdrawn.out.contains("withdrawn"))
  }

  @Test func takesTheNameOfAProductForItsModel() throws {
    let program = try Self.hub()
    defer { program.clean() }
    let outcome = try program.run(["ancestry", "solar 10.7b", "--json"])
    #expect(try outcome.json()["model"] == "upstage/SOLAR-10.7B-v1.0")
    #expect(outcome.err.contains("solar 10.7b is upstage/SOLAR-10.7B-v1.0"))
  }

  @Test(arguments: [
    ("Curser Composer 2", "Cursor Composer 2"), ("composer 2.5", "Cursor Composer 2.5"),
    ("SWE1.6", "SWE-1.5"),
  ])
  func suggestsTheProductThatMayHaveBeenMeant(typed: String, name: String) throws {
    let program = try Self.hub()
    defer { program.clean() }
    let outcome = try program.run(["ancestry", typed])
    #expect(outcome.status == 3)
    #expect(outcome.err.contains("did you mean\n    \(name)"), "\(outcome.err)")
  }

  @Test func standsOnThePagesOfTheModelsItIsAbout() throws {
    let program = try Self.hub()
    defer { program.clean() }
    func page(_ path: String) throws -> String {
      try String(contentsOf: program.folder.appendingPathComponent("site/" + path), encoding: .utf8)
    }
    let below = try page("m/me/mine/index.html")
    #expect(below.contains("id=\"reported\"") && below.contains("2023-12-23"))
    #expect(below.contains("class=\"e ft rep"))
    // Declared lineage stays what it was.
    let facts = try JSON(page("m/me/mine/lineage.json"))
    #expect(facts["ancestors"].elements.map { $0["id"] } == ["upstage/SOLAR-10.7B-v1.0"])
    #expect(facts["reported"].elements.map { $0["id"] } == ["solar-10.7b"])
    let base = try page("m/moonshotai/Kimi-K2.5/index.html")
    #expect(base.contains("Cursor Composer 2.5 (Anysphere)") && !base.contains("class=\"e ft rep"))
    #expect(try page("ko/m/me/mine/index.html").contains("다른 곳에서 알려진 관계"))
    #expect(try !page("m/you/yours/index.html").contains("id=\"reported\""))
  }
}
