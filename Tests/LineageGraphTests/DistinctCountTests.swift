import LineageGraph
import Testing

struct DistinctCountTests {
  @Test func countsADescendantWithTwoWaysOnce() {
    //  0 <- 1 <- 3 <- 4
    //  0 <- 2 <- 3
    let graph = CSRGraph(5, [(1, 0), (2, 0), (3, 1), (3, 2), (4, 3)])
    #expect(graph.descendantCounts() == [4, 2, 2, 1, 0])
    #expect(graph.ancestorCounts() == [0, 1, 1, 3, 4])
  }

  @Test func countsTheOtherMembersOfACycleButNeverTheNodeItself() {
    //  0 <- 1 <=> 2 <- 3
    let graph = CSRGraph(4, [(1, 0), (1, 2), (2, 1), (3, 2)])
    #expect(graph.descendantCounts() == [3, 2, 2, 0])
    #expect(graph.ancestorCounts() == [0, 2, 2, 3])
  }

  @Test func countsAMergeOfBranchesThatMeetTwice() {
    //  0 <- 1 <- 3 <- 4 <- 6 <- 7      3 and 6 are merges; 7 merges 6 with 1, over the first meeting point
    //  0 <- 2 <- 3 <- 5 <- 6
    //       1 <---------------- 7
    let graph = CSRGraph(
      8, [(1, 0), (2, 0), (3, 1), (3, 2), (4, 3), (5, 3), (6, 4), (6, 5), (7, 6), (7, 1)])
    #expect(graph.descendantCounts() == [7, 5, 5, 4, 2, 2, 1, 0])
    #expect(graph.ancestorCounts() == [0, 1, 1, 3, 4, 4, 6, 7])
  }

  @Test func agreesWithTheOracleOnAllSamples() {
    for sample in Sample.all {
      let (graph, oracle) = (sample.graph, sample.oracle)
      let components = graph.strongComponents()
      #expect(
        graph.descendantCounts(over: components).map { Int($0) }
          == graph.nodes.map { oracle.descendants(of: $0).count }, sample.comment)
      #expect(
        graph.ancestorCounts(over: components).map { Int($0) }
          == graph.nodes.map { oracle.ancestors(of: $0).count }, sample.comment)
    }
  }

  @Test func agreesWithTheOracleInTopologicalNumbers() {
    for sample in Sample.random {
      let order = sample.graph.topologicalOrder()
      let counts = sample.graph.relabelled(by: order).descendantCounts()
      #expect(
        counts.map { Int($0) } == order.nodes.map { sample.oracle.descendants(of: $0).count }, sample.comment)
    }
  }
}
