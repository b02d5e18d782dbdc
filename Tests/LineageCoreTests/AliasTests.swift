import LineageCore
import Testing

@Suite struct AliasTests {
  private let table = AliasTable([
    Alias(alias: "gpt2", target: "OpenAI-Community/gpt2"), Alias(alias: "mirror/GPT2", target: "gpt2"),
    Alias(alias: "loop/a", target: "loop/b"), Alias(alias: "Loop/B", target: "loop/A"),
    Alias(alias: "é/Ü", target: "x/y"),
  ])

  @Test func followsAliasesToTheirEndWithoutRegardToCase() {
    #expect(table.follow("Mirror/gpt2") == "OpenAI-Community/gpt2")
    #expect(table.follow("É/ü") == "x/y")
    #expect(table.follow("nobody/else") == "nobody/else")
  }

  @Test func stopsALoopAtTheFirstRepeat() {
    #expect(table.follow("loop/a") == "loop/A")
    #expect(table.follow("loop/b") == "loop/b")
  }

  @Test func turnsNoAliasAway() {
    for alias in table.aliases {
      for var spelling in [alias.alias, alias.alias.uppercased(), alias.alias.lowercased()] {
        #expect(spelling.withUTF8 { table.mayContain(utf8: UnsafeRawBufferPointer($0)) })
      }
    }
    var other = "zebra/stripes-and-many-more"
    #expect(!other.withUTF8 { table.mayContain(utf8: UnsafeRawBufferPointer($0)) })
  }
}
