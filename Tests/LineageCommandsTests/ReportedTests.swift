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
      {"id": "you/yours", "createdAt": "2024-01-01T00:00:00.000Z", "tags": ["base_model:finetune:mistralai/Mistral-7B-v0.1"]}
      """
    try program.write(rows + "\n", to: "in.jsonl")
    let build = try program.run(["build", "in.jsonl", "--pages", "none", "--quiet"])
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
}
