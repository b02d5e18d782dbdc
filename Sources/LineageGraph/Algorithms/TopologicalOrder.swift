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
    let cycles = (components ?? strongComponents()).cycles
    // Edges from parents not yet placed. Cycles are rare and counted apart, each as one under its smallest member.
    var waitingFor = nodes.map { UInt32(above.row($0).count) }
    let onCycle = UInt32.max
    var cycleOf: [NodeID: Int] = [:]
    for (cycle, members) in cycles.enumerated() {
      for member in members { (waitingFor[member.index], cycleOf[member]) = (onCycle, cycle) }
    }
    var cycleWaitingFor = cycles.indices.map { cycle in
      cycles[cycle].reduce(0) { $0 + parents(of: $1).count { cycleOf[$0] != cycle } }
    }
    var ready = NodeQueue(nodeCount: nodeCount)
    for node in nodes where waitingFor[node.index] == 0 { ready.insert(node) }
    for cycle in cycles.indices where cycleWaitingFor[cycle] == 0 { ready.insert(cycles[cycle][0]) }

    var order: [NodeID] = []
    order.reserveCapacity(nodeCount)
    while let first = ready.popFirst() {
      let current = waitingFor[first.index] == onCycle ? cycleOf[first] : nil
      let placed = order.count
      if let current { order += cycles[current] } else { order.append(first) }
      for position in placed..<order.count {
        for slot in below.row(order[position]) {
          let child = below.targets[slot]
          if waitingFor[child.index] != onCycle {
            waitingFor[child.index] -= 1
            if waitingFor[child.index] == 0 { ready.insert(child) }
          } else if let cycle = cycleOf[child], cycle != current {
            cycleWaitingFor[cycle] -= 1
            if cycleWaitingFor[cycle] == 0 { ready.insert(cycles[cycle][0]) }
          }
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
