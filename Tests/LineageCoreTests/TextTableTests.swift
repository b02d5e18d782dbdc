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
}
