import LineageCore
import Testing

@testable import LineageSnapshot

@Suite struct KnowledgeFileTests {
  private func aliases(_ csv: String) throws -> [Alias] {
    var copy = csv
    return try copy.withUTF8 { try KnowledgeFile.aliases(UnsafeRawBufferPointer($0)) }
  }

  @Test func readsAliases() throws {
    let table = try aliases(
      "alias,target,reason,source,note\r\na,b/a,legacy-id,hand,\"one, two\"\n\nc/d,e/f,renamed,hand,")
    #expect(
      table == [
        Alias(alias: "a", target: "b/a", reason: "legacy-id", source: "hand", note: "one, two"),
        Alias(alias: "c/d", target: "e/f", reason: "renamed", source: "hand"),
      ])
  }

  @Test func refusesATableThatLacksAColumnOrAField() {
    #expect(throws: KnowledgeFile.Fault.columnMissing("source")) { try aliases("alias,target,reason,note\n") }
    #expect(throws: KnowledgeFile.Fault.badRow(line: 3)) {
      try aliases("alias,target,reason,source,note\na,b/a,,,\nc,d/c\n")
    }
    #expect(throws: KnowledgeFile.Fault.badRow(line: 2)) {
      try aliases("alias,target,reason,source,note\n,b/a,,,\n")
    }
    #expect(throws: KnowledgeFile.Fault.badRow(line: 2)) {
      try aliases("alias,target,reason,source,note\na,\"b/a,,,\n")
    }
  }

  @Test func readsTheFixture() throws {
    let file = try #require(try fixtures(in: "aliases").first)
    let table = AliasTable(try file.bytes.withUnsafeBytes { try KnowledgeFile.aliases($0) })
    #expect(table.follow("MIRROR/river-7b") == "north/river-7b")
    #expect(table.follow("loop/a") == "loop/a")
    #expect(table.follow("other/id") == "other/id")
  }
}
