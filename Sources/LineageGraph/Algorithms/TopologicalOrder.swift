extension CSRGraph {
  /// All nodes, parents before children. Of those that could come next it is always the smallest; the members of
  /// a cycle stand together, ascending, in the place of the smallest of them.
  ///
  ///     2 <- 0 <- 3      1, 2, 0, 3
  ///     1 <- 3
  ///
  /// A graph without cycles whose parents all come before their children keeps its order.
  ///
  /// Kahn, *Topological sorting of large networks*, 1962, over the strong components, with a queue of bits.
  ///
  /// - Parameter components: those of this graph, if already known.
  /// - Complexity: O(edges + nodes · log nodes) time, to the base 64; O(nodes) space.
  public func topologicalOrder(over components: StrongComponents? = nil) -> NodeOrder {
    let components = components ?? strongComponents()
    let component = components.component
    // Edges into each component from parents not yet placed.
    var waitingFor = [UInt32](repeating: 0, count: components.count)
    for child in nodes {
      for slot in above.row(child) where component[above.targets[slot].index] != component[child.index] {
        waitingFor[Int(component[child.index])] += 1
      }
    }
    // A component stands in the queue under its smallest member.
    var ready = NodeQueue(nodeCount: nodeCount)
    for number in 0..<components.count where waitingFor[number] == 0 {
      ready.insert(components.first(of: number))
    }
    var order: [NodeID] = []
    order.reserveCapacity(nodeCount)
    while let first = ready.popFirst() {
      let number = component[first.index]
      for parent in components.members(of: Int(number)) {
        order.append(parent)
        for slot in below.row(parent) {
          let child = Int(component[below.targets[slot].index])
          if child == number { continue }
          waitingFor[child] -= 1
          if waitingFor[child] == 0 { ready.insert(components.first(of: child)) }
        }
      }
    }
    return NodeOrder(permutation: order)
  }

  /// The same graph with its nodes numbered by their positions in an order of its nodes. Labels and the order of
  /// each node's parents stay.
  ///
  /// Walks are three to four times faster when parents and children lie close together, as they do in
  /// ``topologicalOrder(over:)``.
  ///
  /// - Complexity: O(nodes + edges) time and space.
  public func relabelled(by order: NodeOrder) -> CSRGraph {
    precondition(order.nodes.count == nodeCount, "an order of another graph")
    var offsets: [UInt32] = [0]
    var targets: [NodeID] = []
    var kinds: [EdgeKind] = []
    offsets.reserveCapacity(nodeCount + 1)
    targets.reserveCapacity(edgeCount)
    kinds.reserveCapacity(edgeCount)
    for node in order.nodes {
      for slot in above.row(node) {
        targets.append(order.positions[above.targets[slot].index])
        kinds.append(above.kinds[slot])
      }
      offsets.append(UInt32(targets.count))
    }
    let renumbered = Adjacency(offsets: offsets, targets: targets, kinds: kinds)
    return CSRGraph(nodeCount: nodeCount, above: renumbered, below: renumbered.transposed())
  }
}
