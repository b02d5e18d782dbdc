import LineageCore
import LineageTestSupport
import Testing

@Suite struct SnapshotDiffTests {
  private func diff(_ old: String, _ new: String, aliases: [Alias] = []) -> SnapshotDiff {
    SnapshotDiff(
      from: TextSnapshot.indexed(old).resolved, to: TextSnapshot.indexed(new, aliases: aliases).resolved,
      aliases: aliases)
  }

  private func words(_ edges: [SnapshotDiff.EdgeChange]) -> [String] {
    edges.map { "\($0.child) \($0.label.relation.word) \($0.parent)" }
  }

  @Test func saysNothingOfASnapshotAndItself() {
    let text = "u/a 2025-05-01\nu/b 2025-05-02 finetune:u/a merge:gone/x"
    #expect(diff(text, text).isEmpty)
  }

  @Test func tellsModelsAndEdgesThatCameAndWent() {
    let changed = diff(
      "u/a 2025-05-01\nu/b 2025-05-02 finetune:u/a\nu/c 2025-05-02 finetune:u/a",
      "u/a 2025-05-01\nu/c 2025-05-02 merge:u/a\nu/d 2025-05-03 adapter:u/c quantized:u/a")
    #expect(changed.added == ["u/d"] && changed.removed == ["u/b"] && changed.renamed.isEmpty)
    #expect(words(changed.addedEdges) == ["u/d quantized u/a", "u/d adapter u/c"])
    #expect(words(changed.removedEdges) == ["u/b finetune u/a"])
    #expect(
      changed.changedEdges.map { "\($0.child) \($0.old.relation.word) \($0.new.relation.word)" }
        == ["u/c finetune merge"])
  }

  @Test func keepsTheEdgesOfAModelThatBecameAGhost() {
    let changed = diff("u/a 2025-05-01\nu/b 2025-05-02 finetune:u/a", "u/b 2025-05-02 finetune:u/a")
    #expect(changed.removed == ["u/a"] && changed.added.isEmpty)
    #expect(changed.addedEdges.isEmpty && changed.removedEdges.isEmpty)
    let back = diff("u/b 2025-05-02 finetune:u/a", "u/a 2025-05-01\nu/b 2025-05-02 finetune:u/a")
    #expect(back.added == ["u/a"] && back.addedEdges.isEmpty)
  }

  @Test func takesARenamedModelForOne() {
    let old = "u/Base 2025-05-01\nold/name 2025-05-02 finetune:u/Base\nu/c 2025-05-03 merge:old/name"
    let new = "u/base 2025-05-01\nnew/name 2025-05-02 finetune:u/base\nu/c 2025-05-03 merge:new/name"
    let changed = diff(old, new, aliases: [TextSnapshot.alias("old/name", "new/name", "renamed")])
    #expect(
      changed.renamed.map { "\($0.from) \($0.to) \($0.reason)" } == [
        "old/name new/name renamed", "u/Base u/base letter case",
      ])
    #expect(changed.added.isEmpty && changed.removed.isEmpty)
    #expect(changed.addedEdges.isEmpty && changed.removedEdges.isEmpty && changed.changedEdges.isEmpty)
  }

  @Test func takesNoAliasForARenameWhileBothNamesAreThere() {
    let text = "old/name 2025-05-02\nnew/name 2025-05-02"
    let changed = diff(text, text + "\nu/c 2025-05-03", aliases: [TextSnapshot.alias("old/name", "new/name")])
    #expect(changed.renamed.isEmpty && changed.removed.isEmpty && changed.added == ["u/c"])
  }

  @Test func tellsLicensesThatChanged() {
    func index(_ licenses: [String: String]) -> LineageIndex {
      let table = TextSnapshot.table("u/a -\nu/b -\nu/c -") { row, id, texts in
        row.license = licenses[id].map { texts.intern($0) }
      }
      return TextSnapshot.indexed(table).resolved
    }
    let changed = SnapshotDiff(
      from: index(["u/a": "mit", "u/b": "mit"]), to: index(["u/a": "apache-2.0", "u/c": "gemma"]))
    #expect(
      changed.licenses.map { "\($0.model) \($0.old ?? "-") \($0.new ?? "-")" } == [
        "u/a mit apache-2.0", "u/b mit -", "u/c - gemma",
      ])
  }

  @Test(arguments: 1...20)
  func addsUpForAnyTwoSnapshots(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    func drawn() -> LineageIndex {
      let names = (0..<30).filter { _ in Bool.random(using: &random) }.map { "u/m\($0)" }
      let lines = names.map { name in
        let parents = (0..<Int.random(in: 0...2, using: &random)).map { _ in
          "\(["finetune", "merge"].randomElement(using: &random) ?? ""):u/m\(Int.random(in: 0..<30, using: &random))"
        }
        return ([name, "-"] + parents).joined(separator: " ")
      }
      return TextSnapshot.indexed(lines.joined(separator: "\n")).resolved
    }
    let (old, new) = (drawn(), drawn())
    let (there, back) = (SnapshotDiff(from: old, to: new), SnapshotDiff(from: new, to: old))
    let count = { (index: LineageIndex) in index.models.attributes.count { $0.present } }
    #expect(count(old) + there.added.count - there.removed.count == count(new))
    #expect(
      old.graph.edgeCount + there.addedEdges.count - there.removedEdges.count == new.graph.edgeCount)
    #expect(there.added == back.removed && there.removed == back.added)
    #expect(there.addedEdges == back.removedEdges && there.removedEdges == back.addedEdges)
    #expect(there.changedEdges.count == back.changedEdges.count)
  }
}
