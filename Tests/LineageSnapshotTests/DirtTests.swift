import Testing

/// Every kind of bad line that a crawl of the Hub has shown, with what must become of it.
@Suite struct DirtTests {
  struct Dirt: CustomTestStringConvertible, Sendable {
    let kind: String
    let line: [UInt8]
    var parents: [String]?
    var license: String?
    var rules: [String] = []
    var testDescription: String { kind }

    init(
      _ kind: String, _ line: String, parents: [String]? = [], license: String? = nil, rules: [String] = []
    ) {
      (self.kind, self.line) = (kind, Array(line.utf8))
      (self.parents, self.license, self.rules) = (parents, license, rules)
    }

    init(_ kind: String, bytes: [UInt8], rules: [String]) {
      (self.kind, line, parents, self.rules) = (kind, bytes, nil, rules)
    }
  }

  private static let bad: [[UInt8]] = [
    [0xFF, 0xFE], [0xC3, 0x28], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0x80],
  ]

  static let rejected: [Dirt] =
    [
      Dirt(
        "truncated JSON", #"{"_id":"1","id":"a/b","tags":["x","#, parents: nil, rules: ["malformed-record"]),
      Dirt("array", "[1,2,3]", parents: nil, rules: ["malformed-record"]),
      Dirt("string", "\"just a string\"", parents: nil, rules: ["malformed-record"]),
      Dirt("null", "null", parents: nil, rules: ["malformed-record"]),
      Dirt("number", "42", parents: nil, rules: ["malformed-record"]),
      Dirt("array of one model", #"[{"id":"a/b"}]"#, parents: nil, rules: ["malformed-record"]),
      Dirt("missing id", #"{"_id":"1","author":"a"}"#, parents: nil, rules: ["record-without-id"]),
    ]
    + [
      ("without owner", "no-owner"), ("with a blank", "odd cards/model"), ("with a tab", "a/mod\\tel"),
      ("that climbs", "../../etc/passwd"), ("beyond ASCII", "maple/\u{E9}rable"),
    ].map { kind, id in
      Dirt("id " + kind, "{\"id\":\"\(id)\"}", parents: nil, rules: ["invalid-model-id"])
    }
    + ["12345", "null", #"["a/list"]"#, #"{"repo":"a/b"}"#, "true", "\"\""].map {
      Dirt("id \($0)", "{\"id\":\($0)}", parents: nil, rules: ["record-without-id"])
    }
    + bad.map {
      Dirt(
        "bytes \($0)", bytes: Array(#"{"id":"a/b","x":"te"#.utf8) + $0 + Array("xt\"}".utf8),
        rules: ["malformed-record"])
    }

  static let repaired: [Dirt] = [
    Dirt(
      "URL as parent", #"{"id":"a/b","cardData":{"base_model":"https://huggingface.co/p/q/"}}"#,
      parents: ["unspecified:https://huggingface.co/p/q/"]),
    Dirt(
      "path as parent", #"{"id":"a/b","cardData":{"base_model":"C:\\models\\llama"}}"#,
      parents: [#"unspecified:C:\models\llama"#]),
    Dirt(
      "parent without owner", #"{"id":"a/b","cardData":{"base_model":["gpt2"]}}"#,
      parents: ["unspecified:gpt2"]),
    Dirt(
      "empty list", #"{"id":"a/b","cardData":{"base_model":[],"base_model_relation":"merge"}}"#,
      parents: ["merge:"]),
    Dirt("list of an empty text", #"{"id":"a/b","cardData":{"base_model":[""]}}"#, parents: ["unspecified:"]),
    Dirt("parent 7", #"{"id":"a/b","cardData":{"base_model":7}}"#, rules: ["wrong-type"]),
    Dirt("parent object", #"{"id":"a/b","cardData":{"base_model":{"id":"p/q"}}}"#, rules: ["wrong-type"]),
    Dirt(
      "mixed list", #"{"id":"a/b","cardData":{"base_model":[null,5,"p/q",["x/y"]]}}"#,
      parents: ["unspecified:p/q"],
      rules: ["wrong-type"]),
    Dirt(
      "license list", #"{"id":"a/b","cardData":{"license":["apache-2.0","bsd-3-clause"]}}"#,
      license: "apache-2.0, bsd-3-clause"),
    Dirt(
      "license list with null", #"{"id":"a/b","cardData":{"license":[null,"mit"]}}"#, license: "mit",
      rules: ["wrong-type"]),
    Dirt(
      "license URL", #"{"id":"a/b","cardData":{"license":"https://ai.meta.com/LICENSE"}}"#,
      license: "https://ai.meta.com/LICENSE"),
    Dirt(
      "license in capitals", #"{"id":"a/b","tags":["license:CC-BY-NC-SA-4.0"]}"#, license: "cc-by-nc-sa-4.0",
      rules: ["license-label-repaired"]),
    Dirt(
      "tags as text",
      #"{"id":"a/b","tags":"x","cardData":{"base_model":"p/q","base_model_relation":"finetune"}}"#,
      parents: ["finetune:p/q"], rules: ["wrong-type"]),
    Dirt(
      "tags null", #"{"id":"a/b","tags":null,"cardData":{"base_model":"p/q"}}"#, parents: ["unspecified:p/q"]),
    Dirt("card as list", #"{"id":"a/b","cardData":[]}"#, rules: ["wrong-type"]),
    Dirt("card as text", #"{"id":"a/b","cardData":"---\nlicense: mit\n---"}"#, rules: ["wrong-type"]),
    Dirt(
      "date as number", #"{"id":"a/b","createdAt":1727000000,"likes":"many","downloads":"12k"}"#,
      rules: ["wrong-type", "wrong-type", "wrong-type"]),
    Dirt("date as word", #"{"id":"a/b","createdAt":"yesterday"}"#, rules: ["invalid-date"]),
    Dirt("date object", #"{"id":"a/b","createdAt":{"$date":"2024-01-01"}}"#, rules: ["wrong-type"]),
  ]

  @Test(arguments: rejected)
  func rejectsTheLineAndKeepsItsNeighbours(dirt: Dirt) {
    let table = read(
      Array("{\"id\":\"x/before\"}\n".utf8) + dirt.line + Array("\n{\"id\":\"x/after\"}\n".utf8))
    #expect(table.ids == ["x/before", "x/after"])
    #expect(table.rules == dirt.rules)
    #expect(table.findings.first?.location?.line == 2)
    #expect(table.sources.first?.rejected == 1)
    #expect(table.sources.first?.records == 3)
  }

  @Test(arguments: repaired)
  func keepsTheRow(dirt: Dirt) {
    let table = read(dirt.line)
    #expect(table.records.count == 1)
    #expect(table.parents() == dirt.parents)
    #expect(table.license() == dirt.license)
    #expect(table.rules == dirt.rules)
    #expect(table.records.first?.attributes.created == nil)
    #expect(table.sources.first?.repaired == (dirt.rules.isEmpty ? 0 : 1))
  }

  @Test func keepsALineThatOccursTwiceAsTwoRows() {
    let table = read("{\"id\":\"a/b\"}\n{\"id\":\"a/b\"}\n")
    #expect(table.ids == ["a/b", "a/b"])
    #expect(table.texts.count == 1)
  }
}
