import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct ReferenceRuleTests {
  @Test(arguments: [
    ("https://huggingface.co/maple/syrup-7b", "maple/syrup-7b", "url-reference"),
    ("https://huggingface.co/maple/syrup-7b/tree/main", "maple/syrup-7b", "url-reference"),
    ("http://hf.co/maple/syrup-7b?foo=1", "maple/syrup-7b", "url-reference"),
    ("hf://maple/syrup-7b", "maple/syrup-7b", "url-reference"),
    ("\"maple/syrup-7b\"", "maple/syrup-7b", "quoted-reference"),
    ("['maple/syrup-7b']", "maple/syrup-7b", "quoted-reference"),
    ("\u{00A0}maple/syrup-7b ", "maple/syrup-7b", "quoted-reference"),
    ("/home/u/.cache/huggingface/hub/models--maple--syrup-7b/snapshots/0a1b", "maple/syrup-7b", "cache-path"),
    ("models--maple--syrup-7b", "maple/syrup-7b", "cache-path"),
  ])
  func repairs(written: String, meant: String, rule: String) {
    let repair = RepairedReference(written)
    #expect(repair.id == meant)
    #expect(repair.rules.map(\.id) == [rule])
  }

  @Test(arguments: [
    ("/content/drive/MyDrive/model", "local-path"), ("./results", "local-path"),
    ("C:\\models\\llama", "local-path"),
    ("checkpoint-26250", "local-path"), ("~/models", "local-path"),
    ("https://example.org/model", "url-reference"),
    ("https://huggingface.co/datasets/maple/trees", "url-reference"),
    ("{{ base_model }}", "placeholder-reference"), ("[More Information Needed]", "placeholder-reference"),
    ("", "empty-reference"), ("None", "empty-reference"), ("[]", "empty-reference"),
  ])
  func rejects(written: String, rule: String) {
    let repair = RepairedReference(written)
    #expect(repair.id == nil)
    #expect(repair.rules.last?.id == rule)
  }

  @Test(arguments: [
    "maple/syrup-7b", "a/b", "_x/y_", "owner/name.with.dots", "NewEden/checkpoint-30", "gpt2",
  ])
  func leavesAlone(written: String) {
    let repair = RepairedReference(written)
    #expect(repair.id == written)
    #expect(repair.rules.isEmpty)
  }

  @Test func takesUnderscoreForSlashOnlyWhenTheModelIsPresent() throws {
    let snapshot = TextSnapshot.indexed(
      "maple/syrup_7b -\nu/kid - finetune:maple_syrup_7b\nu/other - finetune:maple_sirup\n")
    let kid = try #require(snapshot.written.find("u/kid"))
    #expect(snapshot.written.parentLinks(kid).map(\.id) == ["maple/syrup_7b"])
    #expect(snapshot.findings.contains { $0.rule == "underscore-for-slash" && $0.subject == "u/kid" })
    #expect(snapshot.findings.contains { $0.rule == "ownerless-id" && $0.subject == "u/other" })
    #expect(snapshot.writtenFacts.invalidParents == 1)
  }

  @Test func tellsAProductFromAnIDWithoutAnOwner() {
    var table = RecordTable()
    table.sources = [Source(name: "drawn", format: .modelTable)]
    table.append(
      Record(id: table.texts.intern("u/kid"), source: 0, line: 1),
      references: [Reference(table.texts.intern("Llama 3.1 8B"), EdgeLabel(.finetune))])
    #expect(TextSnapshot.indexed(table).findings.map(\.rule) == ["product-name"])
  }
}
