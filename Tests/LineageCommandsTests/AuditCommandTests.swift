import Foundation
import Testing

/// `lineage audit` and `lineage licenses` as a user runs them; the formats have validators in Tests/Formats.
@Suite struct AuditCommandTests {
  //  maple/base llama3.1 <-finetune- oak/tuned apache-2.0 <-quantized- oak/tuned-gguf mit
  //  maple/nc cc-by-nc-4.0 <-adapter- oak/lora mit            oak/free mit <-finetune- maple/free apache-2.0
  private static let hub = Prepared(
    ["build", "in.jsonl", "--pages", "none"],
    rows: [
      row("maple/base", "llama3.1"), row("maple/nc", "cc-by-nc-4.0"), row("maple/free", "apache-2.0"),
      row("oak/tuned", "apache-2.0", "finetune", "maple/base"),
      row("oak/tuned-gguf", "mit", "quantized", "oak/tuned"),
      row("oak/lora", "mit", "adapter", "maple/nc"), row("oak/free", "mit", "finetune", "maple/free"),
      row("oak/other", "other", "finetune", "maple/free"),
    ].joined(separator: "\n") + "\n")

  private static func row(_ id: String, _ license: String, _ relation: String = "", _ base: String = "")
    -> String
  {
    let lineage =
      base.isEmpty ? "" : ", \"base_model\": \"\(base)\", \"base_model_relation\": \"\(relation)\""
    return """
      {"id": "\(id)", "createdAt": "2025-01-02T00:00:00.000Z", "cardData": {"license": "\(license)"\(lineage)}, "tags": []}
      """
  }

  private func ask(_ arguments: String...) throws -> Outcome {
    try Self.hub.program().run(["audit"] + arguments + ["--day", "2026-11-22"])
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: Self.hub.program().folder.appendingPathComponent(name))
  }

  private static let waiver = """
    version: 1
    waivers:
    - {id: W-1, rule: LIC002, model: "oak/*", reason: LICENSE_ACQUIRED, justification: letter, approver: legal@oak, expires: 2026-12-31}
    """

  @Test func showsTheWayTheHopAndTheFix() throws {
    let outcome = try ask("oak/tuned-gguf", "--json")
    #expect(outcome.status == 1)
    let audit = try outcome.json()
    #expect(audit["verdict"] == "laundered" && audit["declared"] == ["mit"])
    let finding = try #require(audit["findings"].elements.first { $0["rule"] == "LIC002" })
    #expect(finding["path"].elements.map { $0["id"] } == ["oak/tuned-gguf", "oak/tuned", "maple/base"])
    #expect(finding["origin"] == "maple/base" && finding["fix"].text?.contains("llama3.1") == true)
    let text = try ask("oak/tuned-gguf").out
    #expect(text.contains("oak/tuned") && text.contains("Not legal advice"))
  }

  @Test func endsWithTheCodesOfTheContract() throws {
    #expect(try ask("oak/free").status == 0)
    #expect(try ask("oak/tuned").status == 1)
    #expect(try ask("oak/tuned", "--policy", "nowhere.yaml").status == 3)
    #expect(try ask("oak/nowhere").status == 3)
    #expect(try ask().status == 2)
    #expect(try ask("oak/other", "--fail-on-unknown").status == 4)
    #expect(try ask("oak/other").status == 0)
    #expect(try ask("oak/other", "--fail-on", "warning").status == 1)
    try write("version: 1\nfail_on: never\n", to: "wrong.yaml")
    let wrong = try ask("oak/free", "--policy", "wrong.yaml")
    #expect(wrong.status == 2 && wrong.err.contains("wrong.yaml"))
  }

  @Test func holdsAWaiverThroughItsLastDay() throws {
    try write(Self.waiver, to: "policy.yaml")
    let waived = try ask("oak/tuned", "--policy", "policy.yaml", "--json")
    #expect(waived.status == 0)
    let finding = try #require(try waived.json()["findings"].elements.first { $0["rule"] == "LIC002" })
    #expect(finding["waived_by"] == "W-1")
    let later = try Self.hub.program().run(
      ["audit", "oak/tuned", "--policy", "policy.yaml", "--day", "2027-01-01"])
    #expect(later.status == 1 && later.out.contains("W-1"))
    #expect(later.out.contains("expired on 2026-12-31"))
  }

  @Test func takesWaivedAndKnownFindingsOutOfTheWholeGraph() throws {
    try write(Self.waiver, to: "all.yaml")
    let bare = try ask("--all", "--json")
    #expect(bare.status == 1)
    func models(_ outcome: Outcome, _ rule: String) throws -> JSON? {
      try outcome.json()["by_rule"].elements.first { $0["rule"] == .string(rule) }?["models"]
    }
    #expect(try models(bare, "LIC002") == 2)
    let waived = try ask("--all", "--json", "--policy", "all.yaml")
    #expect(try models(waived, "LIC002") == 0)
    #expect(try waived.json()["waived"] == 2)
    // Labels are what they are, whoever accepts them.
    #expect(try waived.json()["hops"] == bare.json()["hops"])
    let text = try ask("--all", "--policy", "all.yaml").out
    #expect(text.contains("waiver W-1 (legal@oak), 2 findings, until 2026-12-31"))
    #expect(try ask("--all", "--write-baseline", "all.json", "--quiet").status == 1)
    let known = try ask("--all", "--baseline", "all.json", "--json")
    #expect(try known.status == 0 && known.json()["by_verdict"]["laundered"] == 0)
    // A baseline of the whole graph is one of each of its models.
    #expect(try ask("oak/tuned-gguf", "--baseline", "all.json").status == 0)
  }

  @Test(arguments: ["spdx", "spdx3", "notice", "cyclonedx", "sarif", "markdown", "html"])
  func writesSeveralModelsAsOneDocument(format: String) throws {
    let outcome = try ask("oak/tuned", "oak/lora", "oak/tuned", "--format", format)
    #expect(outcome.status == 1 && outcome.err.isEmpty)
    #expect(outcome.out.contains("oak/tuned") || outcome.out.contains("\"tuned\""))
    #expect(outcome.out.contains("oak/lora") || outcome.out.contains("\"lora\""))
    if format == "spdx" {
      let names = try outcome.json()["packages"].elements.compactMap { $0["name"].text }
      #expect(names == ["oak/tuned", "oak/lora", "maple/base", "maple/nc"])
    }
  }

  @Test func readsModelsFromAFile() throws {
    try write("# ours\noak/free\n\noak/tuned # the worst\n", to: "models.txt")
    let outcome = try ask("--models", "models.txt", "--json")
    #expect(outcome.status == 1)
    #expect(try outcome.json()["audits"].elements.map { $0["model"] } == ["oak/free", "oak/tuned"])
  }

  @Test func looksAtTrainingDataThatTheCardNames() throws {
    let program = try Program()
    defer { program.clean() }
    func card(_ path: String, _ text: String) throws {
      let file = program.folder.appendingPathComponent(path + "/README.md")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("---\n\(text)\n---\n".utf8).write(to: file)
    }
    let rev = "snapshots/0123456789abcdef0123456789abcdef01234567"
    try card("hub/models--oak--told/" + rev, "license: mit\ndatasets:\n- Databricks/databricks-dolly-15k")
    try card("hub/models--oak--beside/" + rev, "license: mit\ndatasets: [maple/corpus, maple/unseen]")
    try card("hub/models--oak--free/" + rev, "license: mit\ndatasets: maple/open")
    try card("hub/datasets--maple--corpus/" + rev, "license: cc-by-nc-4.0")
    try card("hub/datasets--maple--open/" + rev, "license: cc-by-4.0")
    func notes(_ policy: String...) throws -> [String: [String]] {
      let audits = try program.run(["audit", "--scan", "hub", "--json", "--quiet"] + policy).json()["audits"]
      return Dictionary(
        uniqueKeysWithValues: audits.elements.map { audit in
          (
            audit["model"].text ?? "",
            audit["findings"].elements.filter { $0["rule"] == "LIC021" }.compactMap {
              ($0["level"].text ?? "") + " " + ($0["message"].text ?? "")
            }
          )
        })
    }
    let found = try notes()
    #expect(found.keys.sorted() == ["oak/beside", "oak/free", "oak/told"])
    #expect(found["oak/told"]?.count == 1 && found["oak/told"]?.first?.contains("dolly-15k") == true)
    #expect(found["oak/beside"]?.count == 1 && found["oak/beside"]?.first?.hasPrefix("note ") == true)
    #expect(found["oak/free"] == [])
    try program.write("version: 1\nrules: {datasets: error}\n", to: "strict.yaml")
    #expect(try notes("--policy", "strict.yaml")["oak/beside"]?.first?.hasPrefix("error ") == true)
    try program.write(
      "version: 1\ndatasets: [{id: maple/unseen, license: cc-by-sa-4.0, source: here}]\n", to: "mine.yaml")
    #expect(try notes("--licenses", "mine.yaml")["oak/beside"]?.count == 2)
  }

  @Test func explainsEveryRuleItLists() throws {
    let rules = try ask("--rules", "--json").json()["rules"].elements.compactMap { $0["id"].text }
    #expect(rules.count >= 22 && rules.contains("LIC021"))
    for rule in rules {
      let explained = try ask("--explain", rule)
      #expect(explained.status == 0 && explained.out.contains(rule))
    }
    #expect(try ask("--explain", "LIC999").status == 2)
  }

  @Test func explainsALicense() throws {
    let program = try Self.hub.program()
    #expect(try program.run(["licenses", "llama3.1"]).out.contains("Built with Llama"))
    #expect(try program.run(["licenses", "no-such"]).status == 3)
    #expect(try program.run(["licenses", "--json"]).json()["licenses"].elements.count > 130)
  }

  @Test func buildsPagesWithLicensesOfOnesOwn() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(
      """
      version: 1
      licenses: [{id: maple-license, name: Maple License, spdx: LicenseRef-maple, family: maple, category: research,
        commercial: "no", derivatives: same, terms: [research-only], source: "https://maple.example", confidence: high}]
      """, to: "mine.yaml")
    try program.write(
      [Self.row("maple/base", "maple-license"), Self.row("oak/tuned", "mit", "finetune", "maple/base")]
        .joined(separator: "\n") + "\n", to: "in.jsonl")
    let build = ["build", "in.jsonl", "--pages", "all", "--quiet", "--licenses"]
    #expect(try program.run(build + ["mine.yaml"]).status == 0)
    let page = try String(
      contentsOf: program.folder.appendingPathComponent("site/m/oak/tuned/index.html"), encoding: .utf8)
    #expect(page.contains("Maple License"))
    try program.write("licenses: [{id: x}]\n", to: "wrong.yaml")
    let wrong = try program.run(build + ["wrong.yaml"])
    #expect(wrong.status == 2 && wrong.err.contains("wrong.yaml"))
  }
}
