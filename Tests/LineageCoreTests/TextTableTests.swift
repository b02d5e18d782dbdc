import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct TextTableTests {
  @Test func givesEqualTextsOneID() {
    var table = TextTable()
    let first = table.intern("maple/syrup")
    #expect(table.intern("oak/acorn") != first)
    #expect(table.intern("maple/syrup") == first)
    #expect(table.count == 2)
    #expect(table[first] == "maple/syrup")
  }

  @Test func keepsEveryTextWhileItGrows() {
    var table = TextTable()
    let texts = (0..<20_000).map { "owner-\($0 % 37)/model-\($0)" } + ["", "é/ü", "모델/이름"]
    let ids = texts.map { table.intern($0) }
    for (text, id) in zip(texts, ids) {
      #expect(table[id] == text)
      #expect(table.find(text) == id)
    }
    #expect(table.find("owner/none") == nil)
  }

  @Test func ordersByCodePoint() {
    var table = TextTable()
    let (upper, lower, long) = (table.intern("Z/a"), table.intern("a/a"), table.intern("Z/ab"))
    #expect(table.precedes(upper, lower))
    #expect(table.precedes(upper, long))
    #expect(!table.precedes(lower, lower))
  }

  @Test func sortsByBytesWhateverTheLength() {
    var random = SeededGenerator(seed: 11)
    var table = TextTable()
    let texts = Set(
      (0..<2000).map { _ in
        String(
          (0..<Int.random(in: 0...24, using: &random)).map { _ in
            "ab\u{0}/é모".randomElement(using: &random) ?? "a"
          })
      })
    for text in texts.sorted() { _ = table.intern(text) }
    let sorted = table.inByteOrder(table.ids).map { table[$0] }
    #expect(sorted == texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
