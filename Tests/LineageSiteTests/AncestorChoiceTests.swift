import LineageCore
import Testing

@testable import LineageSite

/// Which ancestors and lines a picture shows when it cannot show all.
@Suite struct AncestorChoiceTests {
  /// root <- m29 <- ... <- m1 <- subject, and thirty more parents of m1
  private func chain() -> LineageIndex {
    var snapshot = Fixture()
    snapshot.edge("x/subject", .quantized, "x/m01")
    for i in 1..<10 { snapshot.edge("x/m0\(i)", .finetune, i < 9 ? "x/m0\(i + 1)" : "x/root") }
    for i in 10..<40 { snapshot.edge("x/m01", .merge, "x/side-\(i)") }
    return snapshot.index()
  }

  @Test func takesAllOfFew() throws {
    let index = chain()
    let node = try #require(index.find("x/subject"))
    let all = index.neighbourhood(of: node, ancestorCap: 40)
    #expect(all.drawnAncestors.map(\.id) == all.ancestry.ancestors.map(\.model.id))
    #expect(all.drawnAncestors.count == 40)
  }

  @Test(arguments: [1, 2, 3, 8, 24, 39]) func keepsAWayDownForEachAndItsLimit(_ cap: Int) throws {
    let index = chain()
    let around = index.neighbourhood(of: try #require(index.find("x/subject")), ancestorCap: cap)
    let drawn = Set(around.drawnAncestors.map(\.id) + ["x/subject"])
    #expect(around.drawnAncestors.count <= cap && around.drawnAncestors.count >= min(cap, 3))
    for ancestor in around.ancestry.ancestors where drawn.contains(ancestor.model.id) {
      #expect(ancestor.via.contains(where: drawn.contains), "\(ancestor.model.id)")
    }
  }

  @Test func keepsWholeCyclesOfTheModelItself() throws {
    var snapshot = Fixture()
    for i in 0..<6 { snapshot.edge("ring/\(i)", .merge, "ring/\((i + 1) % 6)") }
    for i in 0..<30 { snapshot.edge("ring/0", .merge, "x/other-\(i)") }
    let index = snapshot.index()
    let around = index.neighbourhood(of: try #require(index.find("ring/0")), ancestorCap: 8)
    #expect(around.ancestry.cycles == [(0..<6).map { "ring/\($0)" }])
    let drawn = Set(around.drawnAncestors.map(\.id))
    #expect(drawn.isSuperset(of: (1..<6).map { "ring/\($0)" }) && drawn.count == 8)
  }

  @Test func prefersParentsWithDerivativesAndRootsThatAccountForMore() throws {
    // subject <- left <- big, and right <- a, b, c, d: the root of the left accounts for half
    var snapshot = Fixture()
    snapshot.edge("x/subject", .merge, "x/left")
    snapshot.edge("x/subject", .merge, "x/right")
    snapshot.edge("x/left", .finetune, "x/zz-big")
    for name in ["a", "b", "c", "d"] { snapshot.edge("x/right", .merge, "x/\(name)") }
    let index = snapshot.index()
    let around = index.neighbourhood(of: try #require(index.find("x/subject")), ancestorCap: 4)
    #expect(around.drawnAncestors.map(\.id) == ["x/left", "x/right", "x/a", "x/zz-big"])
  }
}

@Suite struct LineChoiceTests {
  private func edges(_ pairs: [(String, String)]) -> [LineChoice.Line] {
    var snapshot = Fixture()
    for (child, parent) in pairs { snapshot.edge(child, .merge, parent) }
    let index = snapshot.index()
    return index.find("s").map {
      index.neighbourhood(of: $0).edges.map { .init(child: $0.child, parent: $0.parent, label: $0.label) }
    } ?? []
  }

  /// root <- b <- a <- s, with every shortcut
  @Test func leavesOutShortcutsFirst() {
    let all = edges([
      ("s", "a"), ("s", "b"), ("s", "root"), ("a", "b"), ("a", "root"), ("b", "root"),
    ])
    let four = LineChoice(all, from: "s", limit: 5) { $0 }
    #expect(four.leftOut == 1 && !four.contains(child: "a", parent: "root"))
    #expect(four.contains(child: "a", parent: "b") && four.contains(child: "b", parent: "root"))
    #expect(LineChoice(all, from: "s", limit: 6) { $0 }.leftOut == 0)
  }

  @Test func keepsOneLineForEachModelWhateverTheLimit() {
    let all = edges([("s", "a"), ("s", "b"), ("a", "c"), ("b", "c"), ("c", "d")])
    let least = LineChoice(all, from: "s", limit: 0) { $0 }
    #expect(least.lines.map(\.parent) == ["a", "b", "c", "d"] && least.leftOut == 1)
  }

  @Test func drawsOneLineForMembersOfOneCycleAndNoneAmongThem() {
    let all = edges([("s", "a"), ("s", "b"), ("a", "b"), ("b", "a"), ("a", "r"), ("b", "r")])
    let ring = LineChoice(all, from: "s", limit: 9) { ["a", "b"].contains($0) ? "a" : $0 }
    #expect(ring.lines.map { $0.child + $0.parent } == ["sa", "ar"] && ring.leftOut == 0)
  }
}
