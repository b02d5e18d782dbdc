import CFastJSON
import LineageTestSupport
import Testing

@testable import LineageSnapshot

/// Lines of the usual form are read without a document; the outcome must be that of the document, always.
@Suite struct LineParserTests {
  private static let records = [
    #"{"_id":"1","id":"a/b","author":"a","gated":false,"private":false,"lastModified":"2022-03-03T20:29:21.000Z","#
      + #""library_name":"peft","pipeline_tag":"text-generation","tags":["x","license:mit","base_model:p/q","#
      + #""base_model:finetune:p/q","region:us"],"downloads":12,"likes":3,"createdAt":"2022-03-02T23:29:04.000Z"}"#,
    #"{"id":"a/b","cardData":{"license":"mit","tags":["a",["b",{"c":[]}]],"language":["en"],"base_model":["p/q","r/s"],"#
      + #""base_model_relation":"merge","model-index":[{"name":"n","results":[{"value":-0.5,"n":null}]}]},"modelId":"a/b"}"#,
    #"{"modelId":"c/d","gated":"auto","cardData":{"license":["mit","gpl-3.0"],"license_name":"n","license_link":null,"#
      + #""merged_models":"p/q"},"config":{"a":{"b":{"c":[1,2.5,true,false,null,"}{"]}}},"empty":{},"none":[]}"#,
    #" { "id" : "e/f" , "tags" : [ "license:mit" , "base_model:x/y" ] , "likes" : 0 , "x" : [ ] , "y" : { } } "#,
    #"{"id":"g/h","tags":null,"likes":null,"gated":null,"createdAt":null,"cardData":null,"baseModels":null}"#,
    #"{"id":"i/j","created_at":"2025-01-01","card_data":{"license":"mit"},"pipeline_tag":null}"#,
    #"{"id":"k/l","baseModels":{"relation":"adapter","models":[{"id":"p/q"}]},"tags":["license:","license:a"]}"#,
    #"{"id":"m/n","front_matter":"license: mit\nbase_model: p/q","text":"é한 \u00e9 \\ \" \/"}"#,
    #"{"id":"o/p","x":12345678901234567,"y":1.25,"z":-7,"w":1e5,"likes":5.0}"#,
  ]

  /// Everything a record says, as text.
  private static func described(_ record: cfj_record) -> [String] {
    func word(_ text: cfj_text) -> String {
      text.value.map { "'" + String(decoding: $0, as: UTF8.self) + "'" } ?? "-"
    }
    func words(_ texts: cfj_texts) -> String {
      "\(texts.stated) "
        + (0..<texts.count).map { String(decoding: texts[$0], as: UTF8.self) }.joined(separator: "|")
    }
    let reason = record.reason.map { String(cString: $0) } ?? "-"
    guard record.status == CFJ_RECORD else { return ["status \(record.status.rawValue) \(reason)"] }
    return [
      word(record.id), "\(record.id_is_hub)", word(record.created), word(record.pipeline_tag),
      word(record.library_name), "\(record.downloads) \(record.likes) \(record.gated)",
      "wrong \(record.wrong_types)", "\(record.can_declare) \(record.is_card)", word(record.front_matter),
      word(record.card_yaml), words(record.base_model_tags), words(record.license_tags),
      word(record.api_relation), words(record.api_bases), words(record.card_bases),
      word(record.card_relation),
      words(record.card_merged), words(record.card_licenses), word(record.card_license_name),
      word(record.card_license_link),
    ]
  }

  /// Reads a run of lines, and each of them as a document, and compares.
  private func expectSame(_ run: [UInt8], sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    let lines = HubParser()
    let documents = HubParser()
    let padding = [UInt8](repeating: UInt8(ascii: "}"), count: TextBuffer.padding)
    let padded = run + padding
    padded.withUnsafeBytes { text in
      lines.begin(lines: text.part(0..<run.count), limit: .max)
      for (number, line) in run.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
        if line.allSatisfy(\.isBlank) { continue }
        let isThere = lines.next()
        #expect(isThere, sourceLocation: sourceLocation)
        (Array(line) + padding).withUnsafeBytes { documents.read($0.part(0..<line.count)) }
        let text = String(decoding: line, as: UTF8.self)
        let (found, wanted) = (lines.fields.pointee, documents.fields.pointee)
        #expect(Int(found.line) == number, "\(text)", sourceLocation: sourceLocation)
        #expect(
          Self.described(found) == Self.described(wanted), "\(text)", sourceLocation: sourceLocation)
      }
      let isMore = lines.next()
      #expect(!isMore, sourceLocation: sourceLocation)
    }
  }

  @Test func readsEveryFormLikeADocument() {
    for record in Self.records { expectSame(Array(record.utf8)) }
    expectSame(Array(Self.records.joined(separator: "\n").utf8))
    expectSame(Array((Self.records.joined(separator: "\r\n\n \t\n") + "\n").utf8))
  }

  @Test(arguments: [
    "-0", "0", "01", "-", "+1", "1.", ".5", "1.5", "-1.50", "1e5", "1E+5", "1e999", "0x1", "1_000", "1 2",
    "12a",
    "123456789012345678", "1234567890123456789", "18446744073709551616", "-9223372036854775809",
    "1.0000000000000000001",
    "true", "tru", "truex", "TRUE", "false", "falsey", "null", "nul", "nullnull", "nan", "true\"x\"",
    "1\"x\"",
    "\"\"", "\"a", "a\"", "\"a\"b", "\"a\" \"b\"", "\"\\q\"", "\"\\u12\"", "\"\\ud800\"", "\"\u{1}\"",
    "\"\t\"", "\u{C}",
    "\u{1A}", "[", "]", "{", "}", "[]", "{}", "[,]", "[1,]", "[,1]", "[1 2]", "[\"a\",]", "{,}", "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}", "{\"a\" 1}", "{1:2}", "{\"a\":1 \"b\":2}", "[[[[]]]]", "[{\"a\":[{}]}]", "[}", "{]", "[[]",
    "{\"a\":[}",
    ":", ",", "", "/", "\\", "'a'", "\u{FEFF}1", "é", "//", "\"a\":1", "1}", "1},{", "1,", "1,\"id\":\"z/z\"",
    "[\"x\"],\"tags\":[\"license:mit\"]",
  ])
  func agreesOnEveryValueInEveryPlace(value: String) {
    for place in [
      "\"x\":V", "\"likes\":V", "\"tags\":V", "\"tags\":[V]", "\"tags\":[\"license:mit\",V]",
      "\"cardData\":V",
      "\"cardData\":{\"license\":V}", "\"cardData\":{\"license\":[V]}", "\"cardData\":{\"x\":V}",
      "\"gated\":V",
      "\"createdAt\":V", "\"x\":[V]", "\"x\":[1,V,2]", "\"x\":{\"y\":V}", "\"x\":{\"y\":V,\"z\":0}", "V",
      "V:1",
      "\"baseModels\":V", "\"modelId\":V", "\"pipeline_tag\":V",
    ] {
      let field = place.replacing("V", with: value)
      let lines = [
        "{\"id\":\"a/b\",\(field)}", "{\(field),\"id\":\"a/b\"}", "{\"id\":\"a/b\"}",
        "{\"id\":\"a/b\",\(field)",
      ]
      expectSame(Array(lines.joined(separator: "\n").utf8))
    }
    for line in ["\(value)", "\(value){\"id\":\"a/b\"}", "{\"id\":\"a/b\"}\(value)", "{\"id\":\(value)}"] {
      expectSame(Array("{\"id\":\"c/d\"}\n\(line)\n{\"id\":\"e/f\"}".utf8))
    }
  }

  @Test func agreesOnNestingOfEveryDepth() {
    for depth in [1, 2, 58, 59, 60, 61, 62, 63, 64, 65, 1000, 1022, 1023, 1024, 1025] {
      for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        expectSame(Array("{\"id\":\"a/b\",\"x\":\(nested)}\n{\"id\":\"c/d\",\"x\":\(nested)".utf8))
      }
    }
  }

  @Test func agreesOnLinesAcrossBlocksAndLongerThanOne() {
    var run: [UInt8] = []
    for i in 0..<400 {
      let filler = String(repeating: "z", count: i % 50 == 0 ? 1 << 16 : i * 7 % 1500)
      run += Array("{\"id\":\"a/\(i)\",\"x\":\"\(filler)\",\"y\":[\(i),{\"z\":\"\(i)\"}]}\n".utf8)
    }
    expectSame(run)
    run[run.count / 2] = 0xFF
    run[run.count / 3] = UInt8(ascii: "\"")
    expectSame(run)
  }

  /// Breaks runs of lines at random places, with bytes that matter to JSON more often than others.
  @Test(arguments: 0..<8)
  func agreesOnBrokenLines(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 100)
    let matter =
      Array("\"\"\"{}[]:,\\ \n\r\t-0.e+tfnul/x\u{0}\u{C}\u{1A}\u{7F}".utf8) + [0x80, 0xC3, 0xE2, 0xFF]
    for _ in 0..<2500 {
      var run: [UInt8] = []
      for _ in 0..<Int.random(in: 1..<5, using: &random) {
        run += Array((Self.records.randomElement(using: &random) ?? "").utf8) + [10]
      }
      for _ in 0..<Int.random(in: 1..<4, using: &random) where run.count > 40 {
        let place = Int.random(in: 0..<run.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: run[place] = matter.randomElement(using: &random) ?? 0
        case 1: run.insert(matter.randomElement(using: &random) ?? 0, at: place)
        case 2: run.removeSubrange(place..<min(run.count, place + Int.random(in: 1..<30, using: &random)))
        default: run.insert(contentsOf: run[place..<min(run.count, place + 25)], at: place)
        }
      }
      expectSame(run)
    }
  }
}
