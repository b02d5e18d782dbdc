import Testing

@testable import LineageSite

@Suite struct SearchIndexTests {
  private func index(_ ids: [String]) -> SearchIndex {
    SearchIndex(ids.enumerated().map { .init(id: $0.element, derivatives: $0.offset, address: nil) })
  }

  /// What a file hands to the page's script.
  private func text(_ file: SiteFile) throws -> (path: String, lines: [String]) {
    let parts = String(decoding: file.bytes, as: UTF8.self).split(
      separator: "\"", omittingEmptySubsequences: false)
    #expect(parts[0] == "lineageFound(")
    let body = parts[3].replacing("\\n", with: "\n").replacing("\\t", with: "\t")
    return (String(parts[1]), body.split(separator: "\n").map(String.init))
  }

  @Test func findsAModelByOwnerNameAndEachWord() {
    #expect(
      SearchIndex.keys(of: "Qwen/Qwen2.5-7B-Instruct") == ["qwen", "qwen257binst", "qwen2", "7b", "instruct"])
    #expect(SearchIndex.keys(of: "gpt2") == ["gpt2"])
    #expect(SearchIndex.keys(of: "a/b").isEmpty)
  }

  @Test func leadsFromTheListsToTheFileOfAKey() throws {
    let ids = (0..<3000).map { "owner-\($0 % 97)/Some-Model-\($0)-of-many-\($0 * 7919 % 3001)" }
    let files = index(ids).files()
    let byPath = try files.reduce(into: [String: [String]]()) { $0[try text($1).path] = try text($1).lines }
    #expect(files.allSatisfy { $0.bytes.count <= SearchIndex.mostBytes + 2_000 + $0.bytes.count / 4 })
    #expect(Set(files.map(\.path)).count == files.count)
    let top = try #require(files.first)
    #expect(top.path == "search/keys.js")
    let folder = try #require(
      String(decoding: top.bytes, as: UTF8.self).split(separator: "\"").dropLast().last)
    let firsts = try #require(byPath["search/keys"])
    for key in ["owner", "42", "many", "model"] {
      let list = firsts.lastIndex { $0 <= key } ?? 0
      let shards = try #require(byPath["search/\(folder)/\(list)/keys"])
      let shard = shards.lastIndex { $0 <= key } ?? 0
      let lines = try #require(byPath["search/\(folder)/\(list)/\(shard)"])
      #expect(lines.contains { $0.hasPrefix("\t\(key)\t") }, "\(key)")
    }
  }

  @Test func keepsThoseWithMostDerivativesUnderAKeyOfTooMany() throws {
    let files = index((0..<500).map { "x/same-\($0)" }).files()
    let lines = try files.flatMap { try text($0).lines }
    let start = try #require(lines.firstIndex { $0 == "\tsame\t500" })
    let block = lines[(start + 1)...].prefix { !$0.hasPrefix("\t") }
    #expect(block.count == SearchIndex.mostPerKey)
    #expect(block.first == "x/same-499\t499" && !block.contains("x/same-99\t99"))
  }

  @Test func givesTheSameBytesWhateverTheOrder() {
    let ids = (0..<200).map { "o/m-\($0)" }
    let entries = ids.map { SearchIndex.Entry(id: $0, derivatives: 3, address: nil) }
    #expect(SearchIndex(entries).files() == SearchIndex(entries.reversed()).files())
  }
}
