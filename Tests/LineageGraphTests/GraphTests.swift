import LineageGraph
import Testing

struct GraphTests {
  @Test func holdsItsInvariantsOnAllSamples() throws {
    for sample in Sample.all { try sample.graph.checkInvariants() }
  }

  @Test func keepsTheParentsInTheOrderGivenAndSortsTheChildren() {
    //  3 <- 0      parents of 0: first 3, then 1
    //  1 <- 0      children of 1: 0 and 2
    //  1 <- 2
    let edges = [
      Edge(child: 2, parent: 1, kind: EdgeKind(rawValue: 7)),
      Edge(child: 0, parent: 3, kind: EdgeKind(rawValue: 8)),
      Edge(child: 0, parent: 1, kind: EdgeKind(rawValue: 9)),
    ]
    let graph = CSRGraph(nodeCount: 5, edges: edges)
    #expect(Array(graph.parents(of: 0)) == [3, 1])
    #expect(graph.parentKinds(of: 0).map(\.rawValue) == [8, 9])
    #expect(Array(graph.children(of: 1)) == [0, 2])
    #expect(graph.childKinds(of: 1).map(\.rawValue) == [9, 7])
    #expect(graph.kind(from: 0, to: 1)?.rawValue == 9)
    #expect(graph.kind(from: 1, to: 0) == nil)
    #expect(graph.nodes.filter(graph.hasEdges) == [0, 1, 2, 3])
    #expect((graph.nodeCount, graph.edgeCount) == (5, 3))
  }

  @Test func givesBackTheEdgesOfEverySample() {
    for sample in Sample.all {
      let given = Dictionary(grouping: sample.oracle.edges, by: \.child)
      let expected = sample.graph.nodes.flatMap { given[$0] ?? [] }
      #expect(sample.graph.edges == expected, sample.comment)
    }
  }

  @Test func lendsTheRowsOfAllParents() {
    for sample in Sample.all {
      sample.graph.withParentRows { offsets, parents, kinds in
        for node in sample.graph.nodes {
          let row = Int(offsets[node.index])..<Int(offsets[node.index + 1])
          #expect(sample.graph.parents(of: node).elementsEqual(parents[row]), sample.comment)
          #expect(sample.graph.parentKinds(of: node).elementsEqual(kinds[row]), sample.comment)
        }
      }
    }
  }

  @Test func rejectsAnEdgeFromANodeToItself() {
    let graph = CSRGraph(2, [(0, 1), (1, 1)])
    #expect(throws: GraphError.selfLoop(1)) { try graph.checkInvariants() }
  }

  @Test func rejectsARepeatedPair() {
    let graph = CSRGraph(2, [(0, 1), (0, 1)])
    #expect(throws: GraphError.repeatedEdge(child: 0, parent: 1)) { try graph.checkInvariants() }
  }

  @Test func findsRootsAndLeavesAmongNodesWithEdges() {
    //  0 <- 1 <- 2      3 has no edge, 4 and 5 form a cycle
    //  4 <=> 5
    let graph = CSRGraph(6, [(1, 0), (2, 1), (4, 5), (5, 4)])
    #expect(graph.roots == [0])
    #expect(graph.leaves == [2])
    for sample in Sample.all {
      let children = Set(sample.oracle.edges.map(\.child))
      let parents = Set(sample.oracle.edges.map(\.parent))
      #expect(sample.graph.roots == parents.subtracting(children).sorted(), sample.comment)
      #expect(sample.graph.leaves == children.subtracting(parents).sorted(), sample.comment)
    }
  }

  @Test func acceptsOnlyPermutationsAsOrders() throws {
    let order = try #require(NodeOrder([2, 0, 1]))
    #expect(order.positions == [1, 2, 0])
    #expect(NodeOrder([]) != nil)
    #expect(NodeOrder([0, 0]) == nil)
    #expect(NodeOrder([1, 2]) == nil)
  }
}
