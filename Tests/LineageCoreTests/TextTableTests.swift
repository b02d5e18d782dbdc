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
    for count in 1...4 {
      let sorted = table.inByteOrder(Array(table.ids), workers: Workers(count: count, run: backwards))
      #expect(sorted.map { table[$0] } == texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
  }

  @Test func knowsTextsThatDifferOnlyInCase() {
    var table = TextTable()
    let (first, other) = (table.intern("Maple/Syrup-7B-chat"), table.intern("oak/acorn"))
    let (second, third) = (table.intern("maple/syrup-7b-CHAT"), table.intern("MAPLE/SYRUP-7B-CHAT"))
    let (cafe, kelvin) = (table.intern("CAFÉ/K"), table.intern("café/\u{212A}"))
    #expect(table.leader(of: third) == first)
    #expect(table.leader(of: other) == other)
    #expect(table.sameButForCase(as: first) == [first, second, third])
    #expect(table.leader(of: kelvin) == cafe)
    #expect(table.crowdedLeaders == [first, cafe])
    #expect(table.findFolded("mAPLE/sYRUP-7b-Chat") == first)
    #expect(table.findFolded("Café/k") == cafe)
    #expect(table.findFolded("maple/syrup-7b") == nil)
    #expect(table.find("mAPLE/sYRUP-7b-Chat") == nil)
  }

  @Test func foldsExactlyAsAWholeIDIsFolded() {
    var random = SeededGenerator(seed: 5)
    let letters = Array("abyzABYZ@[`{/-._09ÉéÜKk\u{212A}ßσΣ")
    var table = TextTable()
    var byFolded: [String: TextID] = [:]
    for _ in 0..<3000 {
      let text = String(
        (0..<Int.random(in: 0...9, using: &random)).map { _ in
          letters.randomElement(using: &random) ?? "a"
        })
      let id = table.intern(text)
      let folded = ModelID.folded(text)
      #expect(table.leader(of: id) == byFolded[folded, default: id])
      byFolded[folded] = byFolded[folded] ?? id
      #expect(FoldedText.hash(text) == FoldedText.hash(folded))
    }
  }

  @Test func takesTextsOfAnotherTableAsIfTheyWereNew() {
    var source = TextTable()
    let texts = (0..<5000).map { "Owner-\($0 % 37)/Model-\($0 % 2000)" } + ["x/Y", "X/y", "é/Ü", "É/ü"]
    let ids = texts.map { source.intern($0) }
    var (one, two) = (TextTable(), TextTable())
    for (text, id) in zip(texts, ids).reversed() {
      #expect(one.intern(text) == two.intern(id, of: source))
    }
    #expect(one.crowdedLeaders == two.crowdedLeaders)
    #expect(two.find("x/Y") != two.find("X/y"))
  }

  @Test func numbersAChoiceOfTextsAnew() {
    var source = TextTable()
    for i in 0..<3000 { _ = source.intern("owner/\(i % 2 == 0 ? "Model" : "model")-\(i / 2)") }
    let chosen = Array(source.ids.reversed().filter { $0.rawValue % 7 != 0 })
    let table = TextTable(source, ids: chosen)
    for (number, id) in chosen.enumerated() {
      let new = TextID(rawValue: UInt32(number))
      #expect(table[new] == source[id])
      #expect(table.find(source[id]) == new)
      #expect(table.hash(new) == source.hash(id))
      let twins = table.sameButForCase(as: table.leader(of: new)).map { ModelID.folded(table[$0]) }
      #expect(Set(twins).count == 1)
    }
    #expect(table.find(source[TextID(rawValue: 7)]) == nil)
    #expect(!table.crowdedLeaders.isEmpty)
  }

  @Test func startsAnewWithItsMemory() {
    var table = TextTable()
    for i in 0..<3000 { _ = table.intern("Owner/\(i)") }
    _ = table.intern("owner/1")
    table.removeAll()
    #expect(table.count == 0)
    #expect(table.find("Owner/1") == nil)
    #expect(table.intern("owner/1").rawValue == 0)
    #expect(table.crowdedLeaders.isEmpty)
  }
}

/// Runs pieces in the wrong order.
@Sendable private func backwards(_ pieces: Int, _ body: @Sendable (Int) -> Void) {
  for piece in (0..<pieces).reversed() { body(piece) }
}
