import LineageGraph
import Testing

struct ComponentTests {
  @Test func findsTwoCyclesThatShareNoNode() {
    //  0 <- 3 <=> 1 <- 2 <- 4 <- 5
    //                  2 ------> 5
    let graph = CSRGraph(6, [(3, 0), (3, 1), (1, 3), (2, 1), (4, 2), (5, 4), (2, 5)])
    let components = graph.strongComponents()
    #expect(components.cycles == [[1, 3], [2, 4, 5]])
    #expect(components.component == [0, 1, 2, 1, 2, 2])
    #expect(components.count == 3)
    #expect(Array(components.members(of: 2)) == [2, 4, 5])
    #expect(graph.rootCycles() == [])
  }

  @Test func findsOnlyTheCyclesWithoutParentsOutside() {
    //  0 <=> 1 <- 2 <=> 3
    let graph = CSRGraph(4, [(0, 1), (1, 0), (2, 1), (2, 3), (3, 2)])
    #expect(graph.rootCycles() == [[0, 1]])
  }

  @Test func putsNodesTogetherExactlyIfTheyReachOneAnother() {
    for sample in Sample.all {
      let components = sample.graph.strongComponents()
      let firsts = components.component.map { components.members(of: Int($0)).first?.index }
      #expect(firsts == sample.oracle.leaders, sample.comment)
      #expect(components.cycles == sample.oracle.cycles, sample.comment)
      #expect(components.count == Set(sample.oracle.leaders).count, sample.comment)
      #expect(sample.graph.rootCycles() == sample.oracle.rootCycles, sample.comment)
    }
  }

  @Test func numbersComponentsOfParentsFirst() {
    for sample in Sample.all {
      let components = sample.graph.strongComponents()
      for edge in sample.oracle.edges {
        #expect(
          components.component[edge.parent.index] <= components.component[edge.child.index], sample.comment)
      }
      let members = (0..<components.count).map { Array(components.members(of: $0)) }
      #expect(members.allSatisfy { !$0.isEmpty && $0 == $0.sorted() }, sample.comment)
      #expect(members.joined().sorted() == Array(sample.graph.nodes), sample.comment)
    }
  }

  @Test func numbersWeakComponentsByTheirSmallestNodes() {
    //  0 <- 1      2 <- 4      3 stands alone
    let graph = CSRGraph(5, [(1, 0), (4, 2)])
    #expect(graph.weakComponents().component == [0, 0, 1, 2, 1])
    #expect(graph.weakComponents().sizes == [2, 2, 1])
  }

  @Test func joinsNodesExactlyIfEdgesOfAnyDirectionDo() {
    for sample in Sample.all {
      let weak = sample.graph.weakComponents()
      let leaders = sample.oracle.weakLeaders
      let distinct = Set(leaders).sorted()
      #expect(weak.component.map { distinct[Int($0)] } == leaders, sample.comment)
      #expect(
        weak.sizes == distinct.map { leader in leaders.filter { $0 == leader }.count }, sample.comment)
    }
  }
}
