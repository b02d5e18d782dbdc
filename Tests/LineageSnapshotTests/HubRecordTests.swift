import LineageCore
import Testing

@testable import LineageSnapshot

@Suite struct HubRecordTests {
  @Test func readsAllFieldsOfARecord() throws {
    let table = read(
      """
      {"id":"a/b","createdAt":"2025-04-09T10:00:00.000Z","downloads":12,"likes":3,"gated":"auto","library_name":"peft",\
      "pipeline_tag":"fill-mask","tags":["license:mit"],"cardData":{"license_name":"n","license_link":"LICENSE"}}
      """)
    let record = try #require(table.records.first)
    #expect(record.attributes.created == Day("2025-04-09"))
    #expect(record.attributes.downloads == 12)
    #expect(record.attributes.likes == 3)
    #expect(record.attributes.gated == true)
    #expect(record.line == 1)
    #expect(record.attributes.library.map { table.texts[$0] } == "peft")
    #expect(record.attributes.task.map { table.texts[$0] } == "fill-mask")
    #expect(record.attributes.licenseName.map { table.texts[$0] } == "n")
    #expect(record.attributes.licenseLink.map { table.texts[$0] } == "LICENSE")
    #expect(table.license() == "mit")
    #expect(table.findings.isEmpty)
    #expect(table.sources.first?.format == .hubRecords)
  }

  @Test(arguments: [("false", false), ("\"manual\"", true), ("\"auto\"", true), ("true", true)])
  func readsGated(written: String, gated: Bool) {
    #expect(read("{\"id\":\"a/b\",\"gated\":\(written)}").records.first?.attributes.gated == gated)
  }

  @Test func leavesMissingFieldsUnknown() throws {
    let record = try #require(
      read(#"{"id":"a/b","gated":null,"likes":null,"createdAt":null,"tags":null}"#).records.first)
    #expect(record.attributes.gated == nil)
    #expect(record.attributes.likes == nil)
    #expect(record.attributes.created == nil)
    #expect(!record.attributes.predatesClock)
  }

  @Test(arguments: [
    (#"["base_model:p/q","base_model:finetune:p/q"]"#, ["finetune:p/q"]),
    (#"["base_model:finetune:p/q","base_model:p/q"]"#, ["finetune:p/q"]),
    (
      #"["base_model:p/q","base_model:r/s","base_model:merge:r/s","base_model:merge:p/q"]"#,
      ["merge:p/q", "merge:r/s"]
    ),
    (
      #"["base_model:adapter:p/q","base_model:merge:p/q","base_model:adapter:p/q"]"#,
      ["adapter:p/q", "merge:p/q"]
    ),
    (#"["base_model:p/q"]"#, ["unspecified:p/q"]),
    (#"["base_model:https://huggingface.co/p/q"]"#, ["unspecified:https://huggingface.co/p/q"]),
    (#"["base_model:quantized:"]"#, ["quantized:"]),
  ])
  func takesParentsFromTags(tags: String, parents: [String]) {
    #expect(read("{\"id\":\"a/b\",\"tags\":\(tags)}").parents() == parents)
  }

  @Test func typesAnUntypedTagByTheCardsRelation() {
    let table = read(
      #"{"id":"a/b","tags":["base_model:p/q"],"cardData":{"base_model":"p/other","base_model_relation":"adapter"}}"#
    )
    #expect(table.parents() == ["adapter:p/q"])
  }

  @Test(arguments: [
    (
      #""baseModels":{"relation":"adapter","models":[{"id":"p/q"},{"id":"r/s"}]},"cardData":{"base_model":"x/y"}"#,
      ["adapter:p/q", "adapter:r/s"]
    ),
    (#""baseModels":null,"cardData":{"base_model":"p/q"}"#, ["unspecified:p/q"]),
    (#""cardData":{"base_model":["p/q","r/s"],"base_model_relation":"merge"}"#, ["merge:p/q", "merge:r/s"]),
    (#""cardData":{"base_model":"p/q, r/s,p/q"}"#, ["unspecified:p/q", "unspecified:r/s"]),
    (#""cardData":{"merged_models":["p/q","r/s"]}"#, ["merge:p/q", "merge:r/s"]),
    (#""cardData":{"base_model":"p/q","merged_models":["r/s"]}"#, ["unspecified:p/q"]),
    (#""card_data":"base_model: p/q\nbase_model_relation: quantized""#, ["quantized:p/q"]),
    (#""cardData":{"base_model":[]}"#, ["unspecified:"]),
    (#""cardData":{"base_model":""}"#, ["unspecified:"]),
    (#""cardData":{"base_model":null}"#, []),
  ])
  func takesParentsFromElsewhereIfNoTagNamesOne(fields: String, parents: [String]) {
    #expect(read("{\"id\":\"a/b\",\"tags\":[\"x\"],\(fields)}").parents() == parents)
  }

  @Test func keepsManyParentsApartInTheirOrder() {
    let tags = (0..<500).flatMap { ["\"base_model:p/\($0)\"", "\"base_model:merge:p/\($0)\""] }
    let table = read("{\"id\":\"a/b\",\"tags\":[\(tags.joined(separator: ","))]}")
    #expect(table.parents() == (0..<500).map { "merge:p/\($0)" })
  }

  @Test func marksTheHubsOldestDateAsUnknown() throws {
    for date in ["2022-03-02T23:29:04.000Z", "2022-03-02 23:29:04+00:00"] {
      let record = try #require(read("{\"id\":\"a/b\",\"createdAt\":\"\(date)\"}").records.first)
      #expect(record.attributes.predatesClock)
      #expect(record.attributes.created == nil)
    }
  }

  @Test(arguments: [
    (#""tags":["license:mit","license:apache-2.0","license:mit"]"#, "mit, apache-2.0"),
    (#""tags":["license:mit"],"cardData":{"license":"gpl-3.0"}"#, "mit"),
    (#""tags":[],"cardData":{"license":["mit","apache-2.0"]}"#, "mit, apache-2.0"),
    (#""cardData":{"license":"https://ai.meta.com/LICENSE"}"#, "https://ai.meta.com/LICENSE"),
    (#""card_data":"license: mit""#, "mit"),
    (#""cardData":{"license":null}"#, nil),
  ])
  func takesTheLicenseFromTagsElseFromTheCard(fields: String, label: String?) {
    #expect(read("{\"id\":\"a/b\",\(fields)}").license() == label)
  }

  @Test func prefersIDOverModelID() {
    #expect(read(#"{"modelId":"x/y","id":"a/b"}"#).ids == ["a/b"])
    #expect(read(#"{"modelId":"x/y"}"#).ids == ["x/y"])
  }

  @Test func readsTextWithEscapesAndBeyondASCII() {
    let tags = #"{"id":"a/b","tags":["base_model:a/\u00e9t\u00e9-한","base_model:q\"/b"]}"#
    #expect(read(tags).parents() == ["unspecified:a/été-한", "unspecified:q\"/b"])
  }

  @Test(arguments: [
    "b", "a/b/c", "/b", "a/", "a//b", "./b", "../b", "a/.", "a/..", "a b/c", "a/b ", "é/b", "a/b:c",
    "a/b\\tc",
    "https://huggingface.co/a/b", "a\\/b/c", "(unknown)/b", "a/b?",
  ])
  func rejectsAnIDThatTheHubDoesNotGiveOut(id: String) throws {
    for fields in ["", #","likes":1e0"#] {  // the second takes another way through the parser
      let table = read(#"{"id":"ok/first"}"# + "\n{\"id\":\"\(id)\"\(fields)}\n")
      #expect(table.ids == ["ok/first"])
      let finding = try #require(table.findings.first { $0.rule == "invalid-model-id" })
      #expect(finding.location?.line == 2)
      #expect(table.sources.first?.rejected == 1)
      #expect(table.sources.first?.records == 2)
    }
  }

  @Test(arguments: [
    "a/b", "A-1_x.y/..z", "0/0", "a-very-long-owner-name/x", "a/.b", "../b".replacing("..", with: "..."),
  ])
  func acceptsEveryIDThatTheHubGivesOut(id: String) {
    #expect(read("{\"id\":\"\(id)\"}").ids == [id])
  }

  @Test func leavesTheIDsOfCardsAndTablesToTheNormaliser() {
    #expect(read(#"{"id":"é/b","front_matter":"license: mit"}"#).ids == ["é/b"])
    #expect(read("id,license\né/b,mit\n").ids == ["é/b"])
  }

  @Test func countsLinesAndSkipsBlankOnes() {
    let table = read("\n{\"id\":\"a/b\"}\r\n   \n{\"id\":\"c/d\"}")
    #expect(table.records.map(\.line) == [2, 4])
    #expect(table.findings.isEmpty)
  }

  @Test func readsASavedPageLikeLines() {
    let page =
      "[{\"id\":\"a/b\"},\n {\"id\":\"c/d\",\n\"tags\":[\"base_model:merge:p/q\",\"} ] \\\" {\"]}, 7, \"x\"\n]"
    let table = read(page)
    #expect(table.ids == ["a/b", "c/d"])
    #expect(table.records.map(\.line) == [1, 2])
    #expect(table.parents(1) == ["merge:p/q"])
    #expect(table.rules == ["malformed-record", "malformed-record"])
  }

  @Test func readsAPageInPiecesOfOneByte() {
    let page = "[{\"id\":\"a/b\",\"t\":\"\\\"}\"},{\"id\":\"c/d\"}]"
    #expect(read(Array(page.utf8), piece: 1).ids == ["a/b", "c/d"])
  }

  @Test func reportsAPageThatDoesNotEnd() {
    let table = read("[{\"id\":\"a/b\"},\n{\"id\":\"c/d\"")
    #expect(table.ids == ["a/b"])
    #expect(table.rules == ["malformed-record"])
    #expect(table.findings.first?.location?.line == 2)
  }

  @Test func reportsAnEmptyPage() {
    #expect(read("[]").rules == ["empty-source"])
  }

  @Test func rejectsNestingWithoutEnd() {
    let deep = "{\"id\":\"a/b\",\"x\":" + String(repeating: "[", count: 100_000)
    #expect(read(deep + "\n{\"id\":\"c/d\"}").ids == ["c/d"])
  }
}
