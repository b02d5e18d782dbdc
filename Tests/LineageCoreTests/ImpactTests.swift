import LineageCore
import LineageTestSupport
import Testing

@Suite struct ImpactTests {
  private func impact(of id: String, _ table: RecordTable) throws -> Impact {
    let index = TextSnapshot.indexed(table).resolved
    return index.impact(of: try #require(index.find(id)))
  }

  /// What is only known through `u/a`, what has another base, and what nobody but a ghost leads to.
  private let snapshot = """
    u/a 2025-05-01
    u/b 2025-05-02 finetune:u/a
    v/c 2025-05-03 quantized:u/b
    v/d 2025-05-03 merge:u/b merge:w/other
    w/other 2025-05-01
    w/below 2025-05-04 adapter:v/d
    w/far 2025-05-04 finetune:gone/x
    """

  @Test func countsWhatLiesBelowAndWhatHangsOnNothingElse() throws {
    let found = try impact(of: "u/a", TextSnapshot.table(snapshot))
    #expect(found.affected == 4 && found.direct == 1 && found.owners == 3)
    #expect(found.dependent == 2, "u/b and v/c; v/d has another base, and so has what is made from it")
    #expect(found.byOwner.map { "\($0.word ?? "-") \($0.models)" } == ["v 2", "u 1", "w 1"])
    #expect(found.top.map(\.id).first == "u/b")
  }

  @Test func asksGhostsToo() throws {
    let found = try impact(of: "gone/x", TextSnapshot.table(snapshot))
    #expect(found.model.ghost && found.affected == 1 && found.dependent == 1)
  }

  @Test func findsNothingBelowALeaf() throws {
    let found = try impact(of: "v/c", TextSnapshot.table(snapshot))
    #expect(found.affected == 0 && found.direct == 0 && found.byOwner.isEmpty && found.top.isEmpty)
  }

  @Test func countsNoMemberOfACycleTwiceAndNoneAsItsOwnDerivative() throws {
    let ring = "u/a - finetune:u/c\nu/b - finetune:u/a\nu/c - finetune:u/b\nu/d - finetune:u/c"
    let found = try impact(of: "u/a", TextSnapshot.table(ring))
    #expect(found.affected == 3 && found.direct == 1 && found.dependent == 3)
  }

  @Test func addsUpDownloadsWhereTheyAreKnownAndPutsTheUnknownFirst() throws {
    let table = TextSnapshot.table(snapshot) { row, id, texts in
      row.downloads = ["u/b": 30, "v/c": 12, "w/far": 1000][id]
      row.license = ["u/b": "mit", "v/c": "apache-2.0"][id].map { texts.intern($0) }
    }
    let found = try impact(of: "u/a", table)
    #expect(found.downloads == 42 && found.withDownloads == 2)
    #expect(
      found.byLicense.map { "\($0.word ?? "-") \($0.models) \($0.downloads)" } == [
        "- 2 0", "apache-2.0 1 12", "mit 1 30",
      ])
  }

  @Test func listsNoMoreOwnersAndModelsThanAsked() throws {
    let index = TextSnapshot.indexed(TextSnapshot.table(snapshot)).resolved
    let found = index.impact(of: try #require(index.find("u/a")), owners: 1, top: 2)
    #expect(found.byOwner.count == 1 && found.owners == 3 && found.top.count == 2 && found.affected == 4)
  }
}
