import LineageGraph
import Testing

/// Chains far deeper than any stack. A million nodes when optimised, fewer in a debug build, which is slow.
struct DeepGraphTests {
  #if DEBUG
    static let size = 100_000
  #else
    static let size = 1_000_000
  #endif

  //  0 <- 1 <- 2 <- ... in one direction, and the same numbered from the other end
  @Test(arguments: [false, true])
  func survivesAChain(reversed: Bool) throws {
    let size = Self.size
    let graph = CSRGraph(
      size, (1..<size).map { reversed ? (NodeID($0 - 1), NodeID($0)) : (NodeID($0), NodeID($0 - 1)) })
    let ascending = Array(0..<UInt32(size))
    let expected = reversed ? ascending.reversed() : ascending
    let components = graph.strongComponents()
    #expect(components.component == expected)
    #expect(graph.topologicalOrder(over: components).nodes.map(\.rawValue) == expected)
    #expect(graph.depths(over: components) == expected)
    #expect(graph.ancestorCounts(over: components) == expected)
    #expect(graph.descendantCounts(over: components) == expected.reversed())
    #expect(graph.longestChain(over: components).map(\.rawValue) == expected)
    #expect(graph.weakComponents().sizes == [size])
    let (first, last) = (NodeID(rawValue: expected[0]), NodeID(rawValue: expected[size - 1]))
    #expect(graph.ancestors(of: last).last == Reached(node: first, distance: size - 1))
    let paths = graph.shortestPaths(from: last, to: first, limit: 2)
    #expect((paths.length, paths.total, paths.paths.first?.count) == (size - 1, 1, size))
  }

  @Test func survivesACycleThroughAllNodes() {
    let size = Self.size
    let graph = CSRGraph(size, (0..<size).map { (NodeID($0), NodeID(($0 + 1) % size)) })
    let components = graph.strongComponents()
    #expect(components.count == 1)
    #expect(components.cycles == [Array(graph.nodes)])
    #expect(graph.topologicalOrder(over: components).nodes == Array(graph.nodes))
    #expect(graph.depths(over: components).allSatisfy { $0 == 0 })
    #expect(graph.descendantCounts(over: components).allSatisfy { $0 == UInt32(size) - 1 })
    #expect(graph.rootCycles(over: components).count == 1)
  }
}
