import LineageGraph

/// A graph laid out for shares: only nodes with children can be somebody's ancestor, and they are few.
///
/// These *inner* nodes are numbered anew, parents before children, the members of a cycle side by side. Everything that
/// is passed down from ancestors is worked out once an inner node, in ascending order.
struct ShareGraph {
  /// The inner nodes.
  let inner: [NodeID]
  /// Nodes from this one on have no edge: most models of a Hub are on their own, and come last.
  let linked: Int
  /// By linked node: its number among the inner nodes, or ``none``.
  private let numberOf: [UInt32]
  /// The parents of linked node `n`, as inner numbers, in the order declared: `parents[offsets[n]..<offsets[n + 1]]`.
  let offsets: [UInt32]
  let parents: [UInt32]
  /// By position in ``parents``: one bit for the relation, as in ``bit(_:)``.
  let relations: [UInt8]
  /// Cycles, as ranges of inner numbers, ascending.
  let cycles: [Range<Int>]
  /// By cycle: whether no member has a parent outside it.
  let isRootCycle: [Bool]
  /// By inner node: the number of its cycle, -1 for none.
  let cycleOf: [Int32]

  static let none = UInt32.max

  /// - Complexity: O(linked nodes + edges).
  init(_ whole: CSRGraph) {
    let graph = whole.withoutLastNodesOnTheirOwn()
    linked = graph.nodeCount
    let components = graph.strongComponents()
    var inner: [NodeID] = []
    var numberOf = [UInt32](repeating: Self.none, count: graph.nodeCount)
    var cycles: [Range<Int>] = []
    for component in 0..<components.count {
      let members = components.members(of: component)
      let start = inner.count
      for member in members where members.count > 1 || !graph.children(of: member).isEmpty {
        numberOf[member.index] = UInt32(inner.count)
        inner.append(member)
      }
      if members.count > 1 { cycles.append(start..<inner.count) }
    }
    var offsets: [UInt32] = [0]
    var parents: [UInt32] = []
    var relations: [UInt8] = []
    offsets.reserveCapacity(graph.nodeCount + 1)
    parents.reserveCapacity(graph.edgeCount)
    relations.reserveCapacity(graph.edgeCount)
    for node in graph.nodes {
      for (parent, kind) in zip(graph.parents(of: node), graph.parentKinds(of: node)) {
        parents.append(numberOf[parent.index])
        relations.append(Self.bit(EdgeLabel(kind).relation))
      }
      offsets.append(UInt32(parents.count))
    }
    var cycleOf = [Int32](repeating: -1, count: inner.count)
    for (number, cycle) in cycles.enumerated() {
      for member in cycle { cycleOf[member] = Int32(number) }
    }
    (self.inner, self.numberOf, self.offsets, self.parents) = (inner, numberOf, offsets, parents)
    (self.relations, self.cycles, self.cycleOf) = (relations, cycles, cycleOf)
    isRootCycle = cycles.map { cycle in
      cycle.allSatisfy { member in
        let node = inner[member].index
        return parents[Int(offsets[node])..<Int(offsets[node + 1])].allSatisfy { cycle.contains(Int($0)) }
      }
    }
  }

  /// The positions of a node's parents in ``parents`` and ``relations``.
  func row(_ node: NodeID) -> Range<Int> {
    guard node.index < linked else { return 0..<0 }
    return Int(offsets[node.index])..<Int(offsets[node.index + 1])
  }

  /// The number of a node among the inner nodes, or ``none``.
  func number(of node: NodeID) -> UInt32 { node.index < linked ? numberOf[node.index] : Self.none }

  /// The positions of an inner node's parents.
  func row(inner number: Int) -> Range<Int> { row(inner[number]) }

  /// The bit of a relation: its place in ``ShareDefinition/relationOrder``, and that of `unspecified` for any other.
  static func bit(_ relation: Relation) -> UInt8 {
    switch relation {
    case .finetune: 1
    case .adapter: 2
    case .merge: 4
    case .quantized: 8
    case .unspecified, .mirror, .distilled, .reported: 16
    }
  }

  /// The bits of several relations.
  static func bits(_ relations: [Relation]) -> UInt8 { relations.reduce(0) { $0 | bit($1) } }
}
