import LineageGraph
import LineageTestSupport
import Testing

extension NodeID: ExpressibleByIntegerLiteral {
  /// The node at that position.
  public init(integerLiteral value: Int) { self.init(value) }
}

extension CSRGraph {
  /// A graph of `(child, parent)` pairs, all with label 0.
  init(_ nodeCount: Int, _ pairs: [(NodeID, NodeID)]) {
    self.init(nodeCount: nodeCount, edges: pairs.map { Edge(child: $0, parent: $1) })
  }

  /// Every edge, by child, in the order of its parents.
  var edges: [Edge] {
    nodes.flatMap { child in
      zip(parents(of: child), parentKinds(of: child)).map { Edge(child: child, parent: $0, kind: $1) }
    }
  }
}

/// A graph with what the naive oracle says about it.
struct Sample: Sendable {
  let graph: CSRGraph
  let oracle: Oracle

  init(nodeCount: Int, edges: [Edge]) {
    graph = CSRGraph(nodeCount: nodeCount, edges: edges)
    oracle = Oracle(nodeCount: nodeCount, edges: edges)
  }

  var comment: Comment {
    let edges = oracle.edges.map { "\($0.child.rawValue)->\($0.parent.rawValue)" }
    return "\(oracle.nodeCount) nodes: \(edges.joined(separator: " "))"
  }

  /// All digraphs of 0 to 4 nodes, and seeded random ones.
  static let all = exhaustive + random

  /// All 1 + 1 + 4 + 64 + 4,096 digraphs of 0 to 4 nodes, with three labels.
  static let exhaustive: [Sample] = (0...4).flatMap { nodeCount in
    let pairs = (0..<nodeCount).flatMap { a in (0..<nodeCount).filter { $0 != a }.map { (a, $0) } }
    return (0..<(1 << pairs.count)).map { choice in
      let chosen = pairs.indices.filter { choice >> $0 & 1 == 1 }.map { pairs[$0] }
      return Sample(
        nodeCount: nodeCount,
        edges: chosen.map {
          Edge(child: NodeID($0), parent: NodeID($1), kind: EdgeKind(rawValue: UInt8(($0 + $1) % 3)))
        })
    }
  }

  /// Sparse graphs of 50 to 200 nodes: mostly one parent, some merges, a few edges that close cycles, numbers
  /// shuffled, rows in no order.
  static let random: [Sample] = (0..<24).map { seed in
    var generator = SeededGenerator(seed: UInt64(seed))
    let nodeCount = Int.random(in: 50...200, using: &generator)
    let mergeShare = [0, 10, 30, 70][seed % 4]
    let reach = [3, 20, nodeCount][seed % 3]
    var pairs: Set<[Int]> = []
    for child in 1..<nodeCount where Int.random(in: 0..<100, using: &generator) < 85 {
      let isMerge = Int.random(in: 0..<100, using: &generator) < mergeShare
      for _ in 0..<(isMerge ? Int.random(in: 2...5, using: &generator) : 1) {
        pairs.insert([child, Int.random(in: max(0, child - reach)..<child, using: &generator)])
      }
    }
    for _ in 0..<(seed % 5) {
      let low = Int.random(in: 0..<(nodeCount - 1), using: &generator)
      pairs.insert([low, Int.random(in: (low + 1)..<min(nodeCount, low + 30), using: &generator)])
    }
    let numbers = (0..<nodeCount).shuffled(using: &generator)
    let edges = pairs.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &generator).map { pair in
      Edge(
        child: NodeID(numbers[pair[0]]), parent: NodeID(numbers[pair[1]]),
        kind: EdgeKind(rawValue: UInt8.random(in: 0..<3, using: &generator)))
    }
    return Sample(nodeCount: nodeCount, edges: edges)
  }
}
