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

  /// By walks alone, by bits alone, by whichever is worth it, and with a change of mind on the way.
  @Test(arguments: [Int.max, -1, nil, 5])
  func agreesWithTheOracleOnAllSamples(steps: Int?) {
    for sample in Sample.all {
      let (graph, oracle) = (sample.graph, sample.oracle)
      let components = graph.strongComponents()
      #expect(
        graph.descendantCounts(over: components, walkingAtMost: steps).map { Int($0) }
          == graph.nodes.map { oracle.descendants(of: $0).count }, sample.comment)
      #expect(
        graph.ancestorCounts(over: components, walkingAtMost: steps).map { Int($0) }
          == graph.nodes.map { oracle.ancestors(of: $0).count }, sample.comment)
    }
  }

  @Test func countsALadderOfMergesAndACycleAboveIt() {
    //  0 <=> 1      then 1 <- 2 and 1 <- 3, and every later pair merges both of the pair before
    //  1 <- 2 <- 4 <- 6 ...      700 rungs: several blocks of bits
    //  1 <- 3 <- 5 <- 7 ...
    let size = 1_402
    var pairs: [(NodeID, NodeID)] = [(0, 1), (1, 0), (2, 1), (3, 1)]
    for node in 4..<size {
      let pair = node / 2 * 2
      pairs += [(NodeID(node), NodeID(pair - 2)), (NodeID(node), NodeID(pair - 1))]
    }
    let graph = CSRGraph(size, pairs)
    let below = (0..<size).map { UInt32($0 < 2 ? size - 1 : size - 2 - $0 / 2 * 2) }
    let above = (0..<size).map { UInt32($0 < 2 ? 1 : $0 / 2 * 2) }
    for steps in [Int.max, -1, nil] {
      #expect(graph.descendantCounts(over: nil, walkingAtMost: steps) == below)
      #expect(graph.ancestorCounts(over: nil, walkingAtMost: steps) == above)
    }
  }

  @Test func countsACycleWiderThanABlockOfBits() {
    //  0 <- 1 <- ... <- 1299 <- 0, and 1300 below
    let graph = CSRGraph(1_301, (0..<1_300).map { (NodeID($0), NodeID(($0 + 1) % 1_300)) } + [(1_300, 0)])
    for steps in [Int.max, -1] {
      #expect(
        graph.descendantCounts(over: nil, walkingAtMost: steps)
          == [UInt32](repeating: 1_300, count: 1_300) + [0])
      #expect(
        graph.ancestorCounts(over: nil, walkingAtMost: steps)
          == [UInt32](repeating: 1_299, count: 1_300) + [1_300])
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
