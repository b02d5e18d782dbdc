import LineageCore
import LineageTestSupport
import Testing

/// Small JSON texts, whoever wrote them.
@Suite struct JSONCursorTests {
  private func value(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONFault) -> JSONValue {
    try value(Array(text.utf8), limits: limits)
  }

  private func value(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) -> JSONValue {
    let result: Result<JSONValue, JSONFault> = bytes.withUnsafeBytes { bytes in
      do throws(JSONFault) {
        return .success(try JSONCursor.value(of: bytes, limits: limits))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  @Test func readsEveryKindOfValue() throws {
    let read = try value(#" {"a":[1,-2.5e+3,true,false,null],"b":{"c":"d"},"a2":[],"b2":{}} "#)
    #expect(
      read["a"] == .array([.number("1"), .number("-2.5e+3"), .bool(true), .bool(false), .null]))
    #expect(read["b"]?["c"]?.text == "d")
    #expect(read["a2"] == .array([]))
    #expect(read["b2"] == .object([]))
  }

  @Test func takesTheLastOfTwoEqualKeys() throws {
    #expect(try value(#"{"a":1,"a":2}"#)["a"]?.integer == 2)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\uD83D\uDE00""#, "é😀"),
    (#""\uD83Dx""#, "\u{FFFD}x"), (#""\uD83D\u0041""#, "\u{FFFD}A"), (#""한""#, "한"),
  ])
  func unescapesTexts(written: String, text: String) throws {
    #expect(try value(written).text == text)
  }

  @Test(arguments: [
    "", " ", "{", "[", "\"", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "1.", "-", "+1", "1e", "tru",
    "nul",
    "[1 2]", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "1 2", "{} []", "NaN", "'a'",
  ])
  func saysWhereATextIsNoJSON(text: String) {
    #expect(throws: JSONFault.self) { try value(text) }
  }

  @Test func turnsDownTextsThatAreNotUTF8() {
    #expect(throws: JSONFault(offset: 1, reason: "the text is not UTF-8")) {
      try value([34, 0xFF, 34])
    }
  }

  @Test func boundsNestingAndTheNumberOfValues() throws {
    let deep = String(repeating: "[", count: 200_000)
    #expect(throws: JSONFault(offset: 64, reason: "values are nested deeper than 64")) { try value(deep) }
    #expect(throws: JSONFault.self) { try value("[1,2,3]", limits: JSONLimits(values: 3)) }
    #expect(try value("[1,2,3]", limits: JSONLimits(values: 4)).elements?.count == 3)
  }

  @Test func givesTheBytesOfEachElement() throws {
    let text = Array("[ {\"a\":1} , 2,\n\"x\"]".utf8)
    let parts = try text.withUnsafeBytes { bytes in
      try JSONCursor.elements(of: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }
    #expect(parts == ["{\"a\":1}", "2", "\"x\""])
    for broken in ["[1", "1", "[1]x", "[,]", ""] {
      #expect(throws: JSONFault.self) {
        try Array(broken.utf8).withUnsafeBytes { try JSONCursor.elements(of: $0) }
      }
    }
  }

  @Test func survivesFiveThousandMutations() {
    let seed = Array(#"{"a":[1,-2.5e3,true,null],"b":{"c":"d\u00e9\n"},"__metadata__":{"x":"y"}}"#.utf8)
    var random = SeededGenerator(seed: 11)
    var good = 0
    for _ in 0..<5000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.insert(Array("{}[]\",:\\u0-e".utf8).randomElement(using: &random) ?? 0, at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 5))
        default: bytes.removeLast(bytes.count - place - 1)
        }
      }
      if (try? value(bytes)) != nil { good += 1 }
    }
    #expect((1..<4000).contains(good))
  }
}
