import LineageTestSupport
import Testing

import LineageCore

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("kitten", "sitting", 3),
    ("flaw", "lawn", 2),
    ("ab", "ba", 2), ("intention", "execution", 5), ("a", "b", 1),
  ])
  func countsEdits(a: String, b: String, edits: Int) {
    #expect(editDistance(Array(a.utf8), Array(b.utf8), limit: 9) == edits)
    #expect(editDistance(Array(b.utf8), Array(a.utf8), limit: edits) == edits)
    #expect(editDistance(Array(a.utf8), Array(b.utf8), limit: edits - 1) == nil)
  }

  @Test func agreesWithTheWholeTableOnRandomTexts() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 0...9, using: &generator)).map { _ in UInt8.random(in: 97...99, using: &generator)
        }
      }
      let limit = Int.random(in: 0...9, using: &generator)
      let expected = wholeTable(texts[0], texts[1])
      #expect(editDistance(texts[0], texts[1], limit: limit) == (expected <= limit ? expected : nil))
    }
  }

  private func wholeTable(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() {
        next.append(min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1))
      }
      row = next
    }
    return row[b.count]
  }
}
