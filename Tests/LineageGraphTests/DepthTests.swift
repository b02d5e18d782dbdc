import LineageGraph
import Testing

struct DepthTests {
  @Test func takesTheLongestWayAndDrawsCyclesTogether() {
    //  0 <- 1 <=> 2 <- 3      3 also builds directly on 0
    let graph = CSRGraph(4, [(1, 0), (1, 2), (2, 1), (3, 2), (3, 0)])
    #expect(graph.depths() == [0, 1, 1, 2])
    #expect(graph.longestChain() == [0, 1, 3])
  }

  @Test func choosesTheFirstByRankAtEveryStep() {
    //  0 <- 1 <- 4      5 <- 6 <- 7: as deep
    //  0 <- 2 <- 4
    let graph = CSRGraph(8, [(1, 0), (2, 0), (4, 1), (4, 2), (6, 5), (7, 6)])
    #expect(graph.longestChain() == [0, 1, 4])
    #expect(graph.longestChain(rank: [0, 5, 4, 0, 1, 0, 0, 2]) == [0, 2, 4])
    #expect(graph.longestChain(rank: [0, 5, 4, 0, 3, 0, 0, 2]) == [5, 6, 7])
  }

  @Test func givesNoChainWithoutEdges() {
    #expect(CSRGraph(3, []).longestChain() == [])
    #expect(CSRGraph(0, []).depths() == [])
  }

  @Test func agreesWithTheOracleOnAllSamples() {
    for sample in Sample.all {
      let count = UInt32(sample.graph.nodeCount)
      #expect(sample.graph.depths() == sample.oracle.depths, sample.comment)
      for rank in [Array(0..<count), (0..<count).reversed(), (0..<count).map { $0 * 7 % 5 }] {
        let chain = sample.graph.longestChain(rank: rank)
        #expect(chain == sample.oracle.longestChain(rank: rank), sample.comment)
      }
    }
  }
}
