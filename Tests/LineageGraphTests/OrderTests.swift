import LineageGraph
import LineageTestSupport
import Testing

struct OrderTests {
  @Test func putsTheSmallestFreeNodeNext() {
    //  2 <- 0 <- 3
    //  1 <- 3
    let graph = CSRGraph(4, [(0, 2), (3, 0), (3, 1)])
    #expect(graph.topologicalOrder().nodes == [1, 2, 0, 3])
  }

  @Test func keepsTheMembersOfACycleTogether() {
    //  3 <- 0 <=> 4      1 comes between 3 and 0 by number, but not inside the cycle
    let graph = CSRGraph(5, [(0, 3), (0, 4), (4, 0)])
    #expect(graph.topologicalOrder().nodes == [1, 2, 3, 0, 4])
  }

  @Test func agreesWithTheOracleOnAllSamples() {
    for sample in Sample.all {
      #expect(sample.graph.topologicalOrder().nodes == sample.oracle.topologicalOrder, sample.comment)
    }
  }

  @Test func leavesAnOrderedGraphAsItIs() {
    for sample in Sample.all {
      let ordered = sample.graph.relabelled(by: sample.graph.topologicalOrder())
      #expect(ordered.topologicalOrder().nodes == Array(ordered.nodes), sample.comment)
      if sample.oracle.cycles.isEmpty {
        #expect(ordered.edges.allSatisfy { $0.parent < $0.child }, sample.comment)
      }
    }
  }

  @Test func keepsEveryAnswerWhenRelabelled() throws {
    for (seed, sample) in (Sample.exhaustive.shuffledPart(200) + Sample.random).enumerated() {
      let graph = sample.graph
      var generator = SeededGenerator(seed: UInt64(seed))
      let order = try #require(NodeOrder(graph.nodes.shuffled(using: &generator)))
      let other = graph.relabelled(by: order)
      try other.checkInvariants()
      /// Values per node of the other graph, in the order of this one.
      func back<Value>(_ values: [Value]) -> [Value] { order.positions.map { values[$0.index] } }
      for node in graph.nodes {
        let position = order.positions[node.index]
        #expect(other.parents(of: position).map { order.nodes[$0.index] } == Array(graph.parents(of: node)))
        #expect(other.parentKinds(of: position).elementsEqual(graph.parentKinds(of: node)))
      }
      #expect(back(other.descendantCounts()) == graph.descendantCounts(), sample.comment)
      #expect(back(other.ancestorCounts()) == graph.ancestorCounts(), sample.comment)
      #expect(back(other.depths()) == graph.depths(), sample.comment)
      let rank = order.nodes.map(\.rawValue)
      let chain = other.longestChain(rank: rank).map { order.nodes[$0.index] }
      #expect(chain == graph.longestChain(), sample.comment)
      let cycles = other.strongComponents().cycles.map { $0.map { order.nodes[$0.index] }.sorted() }
      #expect(Set(cycles) == Set(graph.strongComponents().cycles), sample.comment)
      #expect(other.weakComponents().sizes.sorted() == graph.weakComponents().sizes.sorted(), sample.comment)
      let inverse = try #require(NodeOrder(order.positions))
      #expect(other.relabelled(by: inverse) == graph, sample.comment)
    }
  }
}

extension Array {
  /// So many elements, chosen with a fixed seed.
  fileprivate func shuffledPart(_ count: Int) -> [Element] {
    var generator = SeededGenerator(seed: 4)
    return Array(shuffled(using: &generator).prefix(count))
  }
}
