import LineageCore
import Testing

@testable import LineageSnapshot

@Suite struct CardTests {
  private func card(_ yaml: String, name: String = "a--b.md") -> RecordTable {
    read("---\n\(yaml)\n---\n", name: name)
  }

  @Test func readsAllKeys() throws {
    let table = card(
      """
      license: other
      license_name: river
      license_link: LICENSE.md
      pipeline_tag: text-generation
      library_name: transformers
      base_model: p/q
      base_model_relation: adapter
      language: no
      """)
    let record = try #require(table.records.first)
    #expect(table.ids == ["a/b"])
    #expect(table.parents() == ["adapter:p/q"])
    #expect(table.license() == "other")
    #expect(record.attributes.licenseName.map { table.texts[$0] } == "river")
    #expect(record.attributes.licenseLink.map { table.texts[$0] } == "LICENSE.md")
    #expect(record.attributes.task.map { table.texts[$0] } == "text-generation")
    #expect(record.attributes.library.map { table.texts[$0] } == "transformers")
    #expect(record.line == 0)
    #expect(table.findings.isEmpty)
    #expect(table.sources.first?.format == .card)
  }

  @Test(arguments: [
    ("base_model: [p/q, r/s]", ["merge:p/q", "merge:r/s"]),
    ("base_model: p/q, r/s", ["merge:p/q", "merge:r/s"]),
    ("base_model:\n- p/q\n- p/q", ["finetune:p/q"]),
    ("base_model: p/q\nlibrary_name: peft", ["adapter:p/q"]),
    ("base_model: p/q\ntags: [lora, gguf]", ["adapter:p/q"]),
    ("base_model: p/q\ntags:\n- GPTQ", ["quantized:p/q"]),
    ("base_model: p/q\nlibrary_name: mlx", ["quantized:p/q"]),
    ("base_model: p/q\nquantized_by: somebody", ["quantized:p/q"]),
    ("base_model: p/q", ["finetune:p/q"]),
  ])
  func infersTheRelationAsTheHubDoes(yaml: String, parents: [String]) {
    let table = card(yaml)
    #expect(table.parents() == parents)
    #expect(table.rules == ["inferred-relation"])
    #expect(table.findings.first?.fix == "base_model_relation: \(parents[0].split(separator: ":")[0])")
    #expect(table.sources.first?.repaired == 0)
  }

  @Test func infersAQuantizationFromTheName() {
    #expect(card("base_model: p/q", name: "a--b-7B-GGUF.md").parents() == ["quantized:p/q"])
  }

  @Test func reportsARelationThatIsNone() {
    let table = card("base_model: p/q\nbase_model_relation: distillery")
    #expect(table.parents() == ["finetune:p/q"])
    #expect(table.rules == ["wrong-type", "inferred-relation"])
  }

  @Test(arguments: [
    ("license: no", "no"), ("license: 1.0", "1.0"), ("license: ~", nil), ("license:", nil),
    ("license: null", nil),
    ("license: 'null'", nil), ("license: [mit, apache-2.0]", "mit, apache-2.0"),
    ("license: |\n  mit\n", "mit"),
    ("license: \"m\\u0069t\"", "mit"), ("l: &x mit\nlicense: *x", "mit"), ("license: yes", "yes"),
  ])
  func keepsScalarsAsWritten(yaml: String, label: String?) {
    #expect(card(yaml).license() == label)
  }

  @Test(arguments: [
    ("licence: mit", "mit"), ("License: mit", "mit"), ("LICENSE: mit", "mit"),
    ("licence: gpl-3.0\nlicense: mit", "mit"),
  ])
  func readsAMisspelledKeyUnlessTheRightOneIsThere(yaml: String, label: String) {
    let table = card(yaml)
    #expect(table.license() == label)
    #expect(table.rules == ["misspelled-key"])
    #expect(table.findings.first?.location?.line == 2)
  }

  @Test func takesMergedModelsForParentsIfThereAreNoOthers() {
    let table = card("merged_models:\n- p/q\n- r/s")
    #expect(table.parents() == ["merge:p/q", "merge:r/s"])
    #expect(table.rules == ["misspelled-key"])
    #expect(card("base_model: x/y\nmerged_models: [p/q]").parents() == ["finetune:x/y"])
  }

  @Test func takesTheLastOfTwoEqualKeysAndReportsIt() {
    let table = card("license: mit\nbase_model: p/q\nlicense: apache-2.0\nbase_model: r/s")
    #expect(table.license() == "apache-2.0")
    #expect(table.parents() == ["finetune:r/s"])
    #expect(table.rules == ["duplicate-key", "duplicate-key", "inferred-relation"])
    #expect(table.findings.first?.location?.line == 4)
  }

  @Test func readsCRLFAndBlankLinesAndAMarkBeforeTheFrontMatter() {
    let table = read(
      "\u{FEFF}\r\n\r\n---\r\nlicense: mit\r\ndescription: |\r\n  a\r\n  ---\r\n  b\r\nbase_model: p/q\r\n--- \r\n# b\r\n",
      name: "a--b.md")
    #expect(table.license() == "mit")
    #expect(table.parents() == ["finetune:p/q"])
  }

  @Test func keepsAModelWhoseCardDeclaresNothing() {
    for text in ["# Title\n", "---\n---\n", "---\n# only a comment\n---\n"] {
      let table = read(text, name: "a--b.md")
      #expect(table.ids == ["a/b"])
      #expect(table.parents().isEmpty)
    }
    #expect(read("# Title\n", name: "a--b.md").rules == ["card-without-front-matter"])
  }

  @Test func readsUnterminatedFrontMatterToItsEnd() {
    let table = read(
      "---\nlicense: mit\nbase_model: p/q\nbase_model_relation: merge\n\n# Title: *x\n[y](z): {",
      name: "a--b.md")
    #expect(table.license() == "mit")
    #expect(table.parents() == ["merge:p/q"])
    #expect(table.rules == ["unterminated-front-matter"])
  }

  @Test func keepsWhatStandsAboveTheLineOfAFault() {
    let table = card("license: mit\nbase_model: p/q: r\ntags: [x]")
    #expect(table.license() == "mit")
    #expect(table.parents().isEmpty)
    #expect(table.rules == ["invalid-yaml"])
    #expect(table.findings.first?.location?.line == 3)
  }

  @Test(arguments: ["- a\n- b", "just a text"])
  func reportsFrontMatterThatIsNoMapping(yaml: String) {
    let table = card(yaml)
    #expect(table.ids == ["a/b"])
    #expect(table.rules == ["invalid-yaml"])
  }

  @Test(arguments: [
    "Invalid username or password.", "Access to model a/b is restricted. You must be authenticated.",
    "Entry not found", "<!DOCTYPE html><html></html>",
  ])
  func rejectsAnErrorPage(text: String) {
    let table = read(text, name: "a--b.md")
    #expect(table.records.isEmpty)
    #expect(table.rules == ["error-page"])
    #expect(table.sources.first?.rejected == 1)
  }

  @Test func leavesOutFrontMatterThatIsTooLarge() {
    let table = card("license: mit\nx: " + String(repeating: "y", count: 1 << 20))
    #expect(table.ids == ["a/b"])
    #expect(table.license() == nil)
    #expect(table.rules == ["oversized-front-matter"])
  }

  @Test(arguments: [("x", 70), ("license", 70), ("x", 100_000), ("tags", 100_000)])
  func leavesOutFrontMatterThatIsTooDeep(key: String, depth: Int) {
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let table = card("base_model: p/q\n\(key): \(deep)")
    #expect(table.ids == ["a/b"])
    #expect(table.parents().isEmpty)
    #expect(table.rules == ["oversized-front-matter"])
  }

  @Test func readsNestingUpToItsLimit() {
    let deep = String(repeating: "[", count: 60) + "z" + String(repeating: "]", count: 60)
    #expect(card("x: \(deep)\nlicense: mit").license() == "mit")
  }

  @Test(.timeLimit(.minutes(1)))
  func readsABombOfAliasesInTheTimeOfItsLength() {
    var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for i in 1..<60 {
      yaml += "a\(i): &a\(i) [" + (0..<10).map { _ in "*a\(i - 1)" }.joined(separator: ", ") + "]\n"
    }
    let table = card(yaml + "license: mit\nbase_model: *a59")
    #expect(table.license() == "mit")
    #expect(table.rules == ["wrong-type"])
  }

  @Test func reportsACardWhosePathNamesNoModel() {
    #expect(read("---\nlicense: mit\n---\n", name: "README.md").rules == ["record-without-id"])
  }

  @Test func takesTheModelFromTheCaller() {
    var table = RecordTable()
    var reader = SnapshotReader()
    var bytes = Array("---\nlicense: mit\n---\n".utf8)
    reader.read(name: "README.md", cardID: "x/y", into: &table) { buffer in
      buffer.copyBytes(from: bytes)
      defer { bytes = [] }
      return bytes.count
    }
    #expect(table.ids == ["x/y"])
  }

  @Test func readsOneCardAfterSeventyThousandOthers() {
    var table = RecordTable()
    table.sources = Array(repeating: Source(name: "x", format: .card), count: 70_000)
    read(Array("---\nlicense: mit\n---\n".utf8), name: "a--b.md", into: &table)
    #expect(table.records.first?.location == SourceLocation(source: 70_000, line: 0))
  }

  @Test func readsCardsAsLines() {
    let table = read(
      """
      {"id":"a/b","front_matter":"license: mit\\nbase_model: p/q: r"}
      {"id":"c/d","front_matter":null,"crlf":false}
      {"id":"e/f","front_matter":["x"]}
      {"front_matter":"license: mit"}
      """)
    #expect(table.ids == ["a/b", "c/d", "e/f"])
    #expect(table.license() == "mit")
    #expect(table.sources.first?.format == .cardLines)
    #expect(
      table.rules == [
        "invalid-yaml", "card-without-front-matter", "wrong-type", "card-without-front-matter",
        "record-without-id",
      ])
    #expect(table.findings.first?.detail.hasPrefix("line 2 of the front matter: ") == true)
  }
}

@Suite struct CardPathTests {
  @Test(arguments: [
    ("owner/name/README.md", "owner/name"), ("root/owner/name/readme.md", "owner/name"),
    ("./owner/name/README.md", "owner/name"), ("owner--name/README.md", "owner/name"),
    ("cards/owner--na--me.md", "owner/na--me"), ("owner__name_x.md", "owner/name_x"),
    ("owner--name-7B-v0.1.md", "owner/name-7B-v0.1"),
    ("hub/models--owner--name/snapshots/0f1e/README.md", "owner/name"),
  ])
  func understandsTheLayout(path: String, id: String) {
    #expect(CardPath.modelID(fromRelativePath: path) == id)
  }

  @Test(arguments: [
    "README.md", "name/README.md", "name.md", "notes/an-article.md", "", "/", "../name/README.md",
    "a b/c/README.md", "--x.md",
  ])
  func namesNoModelOtherwise(path: String) { #expect(CardPath.modelID(fromRelativePath: path) == nil) }
}
