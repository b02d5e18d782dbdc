import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct FactsTests {
  @Test func countsTheWorkedExampleOfBranches() {
    let facts = TextSnapshot.indexed(WorkedExamples.branches).writtenFacts
    #expect(facts.models == 8)
    #expect(facts.modelsWithParent == 7)
    #expect(facts.ghosts == 3)
    #expect(facts.edges == 9)
    #expect(
      facts.edgesByRelation == ["finetune": 3, "adapter": 1, "merge": 3, "quantized": 2, "unspecified": 0])
    #expect(facts.roots == 3)
    #expect(facts.weakComponents == 1)
    #expect(facts.largestWeakComponent == 10)
    #expect(facts.longestChainEdges == 4)
    #expect(facts.longestChainExample == ["Alpha/One", "Alpha/Two", "u1/chat", "u3/mix", "u1/mix-gguf"])
    #expect(facts.multiParent == 1)
    #expect(facts.maxParents == 3)
    #expect(facts.maxParentsModels == ["u3/mix"])
    #expect(facts.isolatedModels == 1)
    #expect(facts.edgesToGhosts == 4)
    #expect(facts.parentsHistogram == ["1": 6, "3": 1])
    #expect(facts.topDescendants.first == CountedID(id: "Alpha/One", count: 5))
  }

  @Test func countsTheWorkedExampleOfCycles() {
    let facts = TextSnapshot.indexed(WorkedExamples.cycles).writtenFacts
    #expect(facts.cycles == [["Alpha/q", "ring/p"], ["loop/a", "loop/b"], ["t/m", "t/n"]])
    #expect(facts.rootCycles == 2)
    #expect(facts.longestChainEdges == 1)
  }

  @Test func isAllZeroForModelsWithoutEdges() {
    let facts = TextSnapshot.indexed("u/a -\nu/b -").writtenFacts
    #expect(facts.models == 2)
    #expect(facts.isolatedModels == 2)
    #expect(facts.weakComponents == 0)
    #expect(facts.longestChainExample.isEmpty)
    #expect(facts.maxParentsModels.isEmpty)
  }
}
