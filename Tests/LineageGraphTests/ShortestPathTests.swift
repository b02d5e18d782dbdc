import LineageGraph
import Testing

struct ShortestPathTests {
  @Test func listsAllShortestPathsInOrder() {
    //  0 <- 1 <- 3      and 3 <- 4, and a longer way 0 <- 5 <- 6 <- 4
    //  0 <- 2 <- 3
    let graph = CSRGraph(7, [(1, 0), (2, 0), (3, 2), (3, 1), (4, 3), (5, 0), (6, 5), (4, 6)])
    let paths = graph.shortestPaths(from: 4, to: 0, limit: 10)
    #expect(paths.length == 3)
    #expect(paths.total == 3)
    #expect(paths.paths == [[4, 3, 1, 0], [4, 3, 2, 0], [4, 6, 5, 0]])
    let reversed = graph.shortestPaths(from: 4, to: 0, limit: 2, rank: { -$0.index })
    #expect(reversed.paths == [[4, 6, 5, 0], [4, 3, 2, 0]])
    #expect(reversed.total == 3)
  }

  @Test func givesOneEmptyWayFromANodeToItselfAndNoneDownward() {
    //  0 <=> 1 <- 2
    let graph = CSRGraph(3, [(0, 1), (1, 0), (2, 1)])
    let own = graph.shortestPaths(from: 0, to: 0, limit: 5)
    #expect((own.length, own.total, own.paths) == (0, 1, [[0]]))
    let down = graph.shortestPaths(from: 1, to: 2, limit: 5)
    #expect((down.length, down.total, down.paths) == (nil, 0, []))
  }

  @Test func countsMorePathsThanAnIntegerHolds() {
    //  0 <- 1 <- 3 <- 4 <- 6 <- ...      70 diamonds in a row: 2^70 ways
    //  0 <- 2 <- 3 <- 5 <- 6
    let pairs = (0..<70).flatMap { diamond -> [(NodeID, NodeID)] in
      let top = diamond * 3
      let (left, right, end) = (NodeID(top + 1), NodeID(top + 2), NodeID(top + 3))
      return [(left, NodeID(top)), (right, NodeID(top)), (end, left), (end, right)]
    }
    let graph = CSRGraph(211, pairs)
    let all = graph.shortestPaths(from: 210, to: 0, limit: 3)
    #expect((all.length, all.total, all.paths.count) == (140, Int.max, 3))
    #expect(all.paths.allSatisfy { $0.count == 141 } && Set(all.paths).count == 3)
    #expect(graph.shortestPaths(from: 150, to: 0, limit: 0).total == 1 << 50)
  }

  @Test func agreesWithTheOracleOnAllPairs() {
    var traversal = Traversal()
    for sample in Sample.all {
      let nodes = sample.graph.nodes.prefix(12)
      for (index, start) in nodes.enumerated() {
        for end in nodes {
          let rank = index % 2 == 0 ? { (node: NodeID) in node.index } : { -$0.index / 2 }
          let expected = sample.oracle.shortestPaths(from: start, to: end, rank: rank)
          let actual = sample.graph.shortestPaths(
            from: start, to: end, limit: 3, rank: rank, using: &traversal)
          #expect(actual.total == expected.count, sample.comment)
          #expect(actual.paths == Array(expected.prefix(3)), sample.comment)
          #expect(actual.length == expected.first.map { $0.count - 1 }, sample.comment)
        }
      }
    }
  }

  @Test func followsOnlyTheLabelsAskedFor() {
    for sample in Sample.exhaustive {
      let keeps = { (kind: EdgeKind) in kind.rawValue != 1 }
      let oracle = sample.oracle.keeping(keeps)
      for (start, end) in zip(sample.graph.nodes, sample.graph.nodes.dropFirst()) {
        #expect(
          sample.graph.shortestPaths(from: start, to: end, limit: .max, following: keeps).paths
            == oracle.shortestPaths(from: start, to: end, rank: \.index), sample.comment)
      }
    }
  }
}
