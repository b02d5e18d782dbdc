import LineageTestSupport
import Testing

@testable import LineageCore

/// Tables made at once from the arena of another one.
@Suite struct TextArenaTests {
  @Test(arguments: [0, 1, 3, 600, 3000])
  func knowsWhatATableKnowsThatInternedOneByOne(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    var table = TextTable()
    for _ in 0..<count {
      let letters = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        "aAbBäÄ/".randomElement(using: &generator) ?? "a"
      }
      _ = table.intern(String(letters))
    }
    let copy = table.withArena { bytes, ends in TextTable(arena: Array(bytes), ends: Array(ends)) }
    #expect(copy?.count == table.count && copy?.crowdedLeaders == table.crowdedLeaders)
    for id in table.ids {
      #expect(copy?.find(table[id]) == id && copy?.hash(id) == table.hash(id))
      #expect(copy?.leader(of: id) == table.leader(of: id))
      #expect(copy?.findFolded(table[id].uppercased()) == table.findFolded(table[id].uppercased()))
    }
    #expect(copy?.find("not there") == nil)
    #expect(table.withHashes { Array($0) } == table.ids.map { table.hash($0) })
  }

  @Test func goesOnInterning() throws {
    var table = try #require(TextTable(arena: Array("abc".utf8), ends: [1, 3]))
    #expect(
      table.intern("a").rawValue == 0 && table.intern("A").rawValue == 2 && table.intern("bc").rawValue == 1)
    #expect(table.leader(of: TextID(rawValue: 2)).rawValue == 0)
  }

  @Test(arguments: [[2, 1, 3], [1, 2], [1, 4], [1, 2, 3, 3, 3]] as [[UInt32]])
  func refusesEndsThatAreNone(ends: [UInt32]) {
    #expect(TextTable(arena: Array("abc".utf8), ends: ends) == nil)
  }

  @Test func refusesATextThatIsThereTwice() {
    #expect(TextTable(arena: Array("abab".utf8), ends: [2, 4]) == nil)
    #expect(TextTable(arena: Array("abAB".utf8), ends: [2, 4]) != nil)
  }
}
