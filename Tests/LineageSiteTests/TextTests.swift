import Testing

@testable import LineageSite

@Suite struct MarkupTests {
  @Test(arguments: [
    ("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;"),
    ("plain/id-1.0", "plain/id-1.0"),
    // One character for Swift, a quote for a browser.
    ("\"\u{0301} onload=x", "&quot;\u{0301} onload=x"),
    ("<\u{0301}", "&lt;\u{0301}"),
    ("\u{0600}\"", "\u{0600}&quot;"),
    ("a\r\nb\tc\u{2028}d", "a  b c d"),
    ("\u{0}\u{7}\u{1B}\u{7F}\u{9F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\u{202E}gpj\u{2066}\u{200B}\u{FEFF}", "\u{FFFD}gpj\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\u{FFFE}\u{FFFF}\u{1FFFE}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("한국어 é", "한국어 é"),
  ])
  func escapesWhatIsNotText(_ raw: String, _ escaped: String) {
    #expect(Array(Markup(raw).text.utf8) == Array(escaped.utf8))
  }
}

@Suite struct NumberTextTests {
  @Test func groupsThousands() {
    #expect(
      [0, 7, 999, 1_000, -1_234_567].map(NumberText.grouped) == ["0", "7", "999", "1,000", "-1,234,567"])
  }

  @Test func roundsHalfAwayFromZeroWithoutTrailingZeros() {
    #expect(NumberText.decimal(12.25, places: 1) == "12.3")
    #expect(NumberText.decimal(7, places: 1) == "7")
    #expect(NumberText.decimal(-0.04, places: 1) == "0")
    #expect(NumberText.decimal(-3.05, places: 2) == "-3.05")
    #expect(NumberText.decimal(2.005, places: 4) == "2.005")
  }
}

@Suite struct TextWidthTests {
  @Test func isAsWideAsTheWidestOfItsFonts() {
    // Arial draws "Qwen2.5-7B" at 13 px in 66.5 px.
    let width = TextWidth.regular.width("Qwen2.5-7B", size: 13)
    #expect(width > 66 && width < 76)
    #expect(TextWidth.bold.width("Qwen2.5-7B", size: 13) > width)
  }

  @Test(arguments: ["Short", "Meta-Llama-3-8B-Instruct-GGUF-Q4_K_M-imatrix", "한국어모델이름이아주길다한국어모델이름이아주길다", "x"])
  func fitsTheRoom(_ text: String) {
    for room in [60.0, 100, 200] {
      #expect(TextWidth.regular.width(TextWidth.regular.cutEnd(text, size: 12, room: room), size: 12) <= room)
      #expect(
        TextWidth.regular.width(TextWidth.regular.cutMiddle(text, size: 12, room: room), size: 12) <= room)
      for line in TextWidth.bold.wrap(text, size: 13, room: room) {
        #expect(TextWidth.bold.width(line, size: 13) <= room)
      }
    }
  }

  @Test func breaksANameAfterASeparatorButNotInsideANumber() {
    let lines = TextWidth.bold.wrap("DeepSeek-R1-Distill-Qwen2.5-32B-abliterated", size: 13, room: 200)
    #expect(lines == ["DeepSeek-R1-Distill-", "Qwen2.5-32B-abliterated"])
    #expect(TextWidth.bold.wrap("averyveryverylongnamethatendswithv2.5x", size: 13, room: 200).count == 2)
  }

  @Test func keepsTheTailThatNamesTheFormat() {
    let cut = TextWidth.regular.cutMiddle("Meta-Llama-3-8B-Instruct-GGUF-Q4_K_M", size: 12, room: 120)
    #expect(cut.hasPrefix("Meta-") && cut.hasSuffix("Q4_K_M") && cut.contains("…"))
  }
}

@Suite struct JSONTextTests {
  @Test func sortsKeysAndEndsWithOneNewline() {
    let json = JSONText.object([
      "b": .list([.number(1), .null]), "a": .text("q\"\\\n\u{1}\u{7F}한"), "c": .object([:]),
    ])
    #expect(
      String(decoding: json.document(), as: UTF8.self)
        == "{\n  \"a\": \"q\\\"\\\\\\n\\u0001\\u007f한\",\n  \"b\": [\n    1,\n    null\n  ],\n  \"c\": {}\n}\n"
    )
  }
}

@Suite struct DOTTextTests {
  @Test(arguments: [
    ("a\"b", "\"a\\\"b\""), ("ends\\", "\"ends\\ \""), ("ends\\\\", "\"ends\\\\\""),
    ("\"\u{0301}", "\"\\\"\u{0301}\""),
  ])
  func quotesSoThatTheTextStaysInside(_ text: String, _ quoted: String) {
    #expect(Array(DOTText.quoted(text).utf8) == Array(quoted.utf8))
  }

  @Test func keepsEscapesFromBeingRead() {
    #expect(DOTText.label("\\N & <b> &lt;") == "\\\\N &amp; <b> &amp;lt;")
    #expect(DOTText.name("a b/c\"d") == "a~20b/c~22d")
  }
}
