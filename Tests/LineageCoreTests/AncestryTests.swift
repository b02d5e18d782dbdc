import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct AncestryTests {
  private let branches = TextSnapshot.indexed(WorkedExamples.branches, families: WorkedExamples.families)
    .written
  private let cycles = TextSnapshot.indexed(WorkedExamples.cycles, families: WorkedExamples.families).written

  @Test func listsEveryAncestorByDistanceThenID() throws {
    let answer = branches.ancestry(of: try #require(branches.find("u1/mix-gguf")))
    #expect(
      answer.ancestors.map { "\($0.distance) \($0.model.id)" } == [
        "1 u3/mix", "2 u1/chat", "2 u2/beta-chat", "2 x/unknown", "3 Alpha/Two", "3 Beta/Base", "4 Alpha/One",
      ])
    #expect(answer.roots == ["Alpha/One", "Beta/Base", "x/unknown"])
    #expect(
      answer.ancestors.filter(\.model.ghost).map(\.model.id) == ["x/unknown", "Beta/Base", "Alpha/One"])
    #expect(answer.ancestors.map(\.model.family) == [nil, nil, nil, nil, "alpha", "beta", "alpha"])
    #expect(answer.parents == [ParentLink(id: "u3/mix", label: EdgeLabel(.quantized))])
  }

  @Test func namesTheModelsThroughWhichAnAncestorIsReached() throws {
    let diamond = TextSnapshot.indexed(WorkedExamples.diamond).written
    let answer = diamond.ancestry(of: try #require(diamond.find("u/bottom")))
    let top = try #require(answer.ancestors.first { $0.model.id == "Alpha/Top" })
    #expect(top.via == ["u/left", "u/right"])
    #expect(top.distance == 2)
    #expect(top.label == EdgeLabel(.finetune))
  }

  @Test func findsAModelWithoutRegardToCase() throws {
    let node = try #require(branches.find("alpha/ONE"))
    let answer = branches.ancestry(of: node)
    #expect(answer.model.id == "Alpha/One")
    #expect(answer.model.ghost)
    #expect(answer.ancestors.isEmpty)
    #expect(answer.model.descendants == 5)
    #expect(answer.model.children == 1)
  }

  @Test func reportsTheCycleAModelLiesOn() throws {
    let answer = cycles.ancestry(of: try #require(cycles.find("loop/a")))
    #expect(answer.cycle == ["loop/a", "loop/b"])
    #expect(answer.rootCycles == [["loop/a", "loop/b"]])
    #expect(answer.ancestors.map(\.model.id) == ["loop/b"])
    #expect(answer.roots.isEmpty)
    #expect(answer.model.descendants == 2)
  }

  @Test func reportsARootCycleAboveAModelThatIsNotOnIt() throws {
    let answer = cycles.ancestry(of: try #require(cycles.find("u2/y")))
    #expect(answer.cycle.isEmpty)
    #expect(answer.rootCycles == [["Alpha/q", "ring/p"]])
    #expect(answer.roots == ["Beta/Base"])
  }

  @Test func passesThroughACycleWithAnOutsideParent() throws {
    let answer = cycles.ancestry(of: try #require(cycles.find("t/m")))
    #expect(answer.cycle == ["t/m", "t/n"])
    #expect(answer.rootCycles.isEmpty)
    #expect(answer.roots == ["Beta/Base"])
  }

  @Test func stopsAtTheDepthAndSaysSo() throws {
    let node = try #require(branches.find("u1/mix-gguf"))
    let cut = branches.ancestry(of: node, limits: WalkLimits(depth: 2))
    #expect(cut.ancestors.map(\.distance).max() == 2)
    #expect(cut.truncated)
    #expect(!branches.ancestry(of: node, limits: WalkLimits(depth: 4)).truncated)
  }

  @Test func followsOnlyTheRelationsAskedFor() throws {
    let node = try #require(branches.find("u1/mix-gguf"))
    let answer = branches.ancestry(of: node, limits: WalkLimits(relations: [.quantized, .merge]))
    #expect(answer.ancestors.map(\.model.id) == ["u3/mix", "u1/chat", "u2/beta-chat", "x/unknown"])
  }

  @Test func printsEveryShortestPathChildFirst() throws {
    let index = TextSnapshot.indexed(WorkedExamples.diamond).written
    let (bottom, top) = (try #require(index.find("u/bottom")), try #require(index.find("Alpha/Top")))
    for paths in [index.paths(between: bottom, and: top), index.paths(between: top, and: bottom)] {
      #expect(paths.length == 2)
      #expect(paths.total == 2)
      #expect(
        paths.paths.map { $0.map(\.id) } == [
          ["u/bottom", "u/left", "Alpha/Top"], ["u/bottom", "u/right", "Alpha/Top"],
        ])
      #expect(
        paths.paths.map { $0.map(\.label?.relation) } == [
          [.merge, .finetune, nil], [.merge, .adapter, nil],
        ])
    }
  }

  @Test func saysWhenNeitherModelIsDerivedFromTheOther() throws {
    let paths = branches.paths(
      between: try #require(branches.find("u2/two-gguf")), and: try #require(branches.find("u3/mix")))
    #expect(paths.length == nil)
    #expect(paths.paths.isEmpty)
    #expect(paths.from == "u2/two-gguf")
  }
}
