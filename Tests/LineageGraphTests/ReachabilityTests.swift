import LineageGraph
import Testing

struct ReachabilityTests {
  @Test func listsAncestorsNearestFirst() {
    //  0 <- 1 <- 3 <- 4      4 also builds directly on 0
    //  0 <- 2 <- 3
    let graph = CSRGraph(5, [(1, 0), (2, 0), (3, 2), (3, 1), (4, 3), (4, 0)])
    #expect(
      graph.ancestors(of: 4) == [
        Reached(node: 0, distance: 1), Reached(node: 3, distance: 1),
        Reached(node: 1, distance: 2), Reached(node: 2, distance: 2),
      ])
    #expect(graph.ancestors(of: 0) == [])
    #expect(graph.descendants(of: 2) == [Reached(node: 3, distance: 1), Reached(node: 4, distance: 2)])
  }

  @Test func leavesOutTheStartOnACycle() {
    //  0 <=> 1 <- 2
    let graph = CSRGraph(3, [(0, 1), (1, 0), (2, 1)])
    #expect(graph.ancestors(of: 0) == [Reached(node: 1, distance: 1)])
    #expect(graph.descendants(of: 0) == [Reached(node: 1, distance: 1), Reached(node: 2, distance: 2)])
  }

  @Test func agreesWithTheOracleOnAllSamples() {
    var traversal = Traversal()
    for sample in Sample.all {
      for node in sample.graph.nodes {
        #expect(sample.graph.ancestors(of: node) == sample.oracle.ancestors(of: node), sample.comment)
        #expect(
          sample.graph.descendants(of: node, using: &traversal) == sample.oracle.descendants(of: node),
          sample.comment)
      }
    }
  }

  @Test func stopsAtTheGreatestDepth() {
    var traversal = Traversal()
    for sample in Sample.all {
      for (node, depth) in zip(sample.graph.nodes, [0, 1, 2, 3, 2, 1, 0]) {
        let up = sample.graph.ancestors(of: node, maxDepth: depth, using: &traversal)
        let down = sample.graph.descendants(of: node, maxDepth: depth, using: &traversal)
        #expect(up == sample.oracle.ancestors(of: node, maxDepth: depth), sample.comment)
        #expect(down == sample.oracle.descendants(of: node, maxDepth: depth), sample.comment)
      }
    }
  }

  @Test func followsOnlyTheLabelsAskedFor() {
    for sample in Sample.all {
      let keeps = { (kind: EdgeKind) in kind.rawValue != 1 }
      let oracle = sample.oracle.keeping(keeps)
      for node in sample.graph.nodes.prefix(20) {
        let up = sample.graph.ancestors(of: node, following: keeps)
        let down = sample.graph.descendants(of: node, following: keeps)
        #expect(up == oracle.ancestors(of: node), sample.comment)
        #expect(down == oracle.descendants(of: node), sample.comment)
      }
    }
  }

  @Test func keepsOneTraversalForGraphsOfAllSizes() {
    //  0 <- 1      then a chain of 10 nodes, then 0 <- 1 again
    let small = CSRGraph(2, [(1, 0)])
    let large = CSRGraph(10, (1..<10).map { (NodeID($0), NodeID($0 - 1)) })
    var traversal = Traversal()
    #expect(small.ancestors(of: 1, using: &traversal).map(\.node) == [0])
    #expect(large.ancestors(of: 9, using: &traversal).map(\.distance) == Array(1...9))
    #expect(small.ancestors(of: 0, using: &traversal) == [])
    #expect(small.ancestors(of: 1, using: &traversal).map(\.node) == [0])
  }
}
