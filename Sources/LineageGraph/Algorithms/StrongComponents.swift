/// The strongly connected components of a graph: the largest sets of nodes that all reach one another.
///
/// Components are numbered from 0 so that those of the parents come before those of the children.
public struct StrongComponents: Hashable, Sendable {
  /// The component of each node.
  public let component: [UInt32]
  /// The components of two members or more, each ascending, by their first member.
  public let cycles: [[NodeID]]
  /// Where the members of each component begin in `nodes`.
  private let offsets: [UInt32]
  /// All nodes, component by component, ascending within each.
  let nodes: [NodeID]

  init(component: [UInt32], count: Int) {
    var starts = Adjacency.offsets(
      countingEach: component.lazy.map { NodeID(rawValue: $0) }, nodeCount: count)
    offsets = starts
    var nodes = [NodeID](repeating: NodeID(0), count: component.count)
    for (node, number) in component.enumerated() {
      nodes[Int(starts[Int(number)])] = NodeID(node)
      starts[Int(number)] += 1
    }
    (self.component, self.nodes) = (component, nodes)
    var cycles: [[NodeID]] = []
    if count < component.count {
      for number in 0..<count where offsets[number + 1] - offsets[number] > 1 {
        cycles.append(Array(nodes[Int(offsets[number])..<Int(offsets[number + 1])]))
      }
    }
    self.cycles = cycles.sorted { $0[0] < $1[0] }
  }

  /// Number of components.
  public var count: Int { offsets.count - 1 }

  /// The members of a component, ascending; never empty.
  ///
  /// - Complexity: O(1).
  public func members(of component: Int) -> ArraySlice<NodeID> {
    nodes[Int(offsets[component])..<Int(offsets[component + 1])]
  }

  /// Lends the members of all components, for passes over every node: those of component `c` are
  /// `members[starts[c]..<starts[c + 1]]`, ascending.
  ///
  /// - Complexity: O(1).
  public func withMembers<Result>(
    _ body: (_ starts: UnsafeBufferPointer<UInt32>, _ members: UnsafeBufferPointer<NodeID>) throws -> Result
  ) rethrows -> Result {
    try offsets.withUnsafeBufferPointer { starts in try nodes.withUnsafeBufferPointer { try body(starts, $0) }
    }
  }

  /// Number of members of a component.
  func size(of component: Int) -> UInt32 { offsets[component + 1] - offsets[component] }

  /// Whether every node is a component of its own, under its own number.
  var isIdentity: Bool {
    count == component.count && component.indices.allSatisfy { component[$0] == UInt32($0) }
  }
}

extension CSRGraph {
  /// Finds the strongly connected components. A node on no cycle is a component of its own.
  ///
  ///     0 <- 1 <=> 2 <- 3      components {0} {1, 2} {3}, numbered 0, 1, 2; one cycle: {1, 2}
  ///
  /// Tarjan, *Depth-first search and linear graph algorithms*, 1972, with one number a node instead of three
  /// (Pearce, *A space-efficient algorithm for finding strongly connected components*, 2016). It walks from
  /// children to parents on a stack of its own, so no chain is too deep for it; nodes are tried in ascending
  /// order, so a graph without cycles whose parents all come before their children keeps its numbers.
  ///
  /// - Complexity: O(nodes + edges) time, O(nodes) space.
  public func strongComponents() -> StrongComponents {
    struct Frame {
      let node: NodeID
      var slots: Range<Int>
      var isFirstOfComponent = true
    }
    // 0: not met. Counting up from 1: met; the earliest node known to be reachable. Counting down from
    // nodeCount: finished; the component. The two never meet: together they are at most nodeCount.
    var marks = [UInt32](repeating: 0, count: nodeCount)
    var met: UInt32 = 0
    var unused = UInt32(nodeCount)
    var frames: [Frame] = []
    var open: [NodeID] = []
    for start in nodes where marks[start.index] == 0 {
      met += 1
      marks[start.index] = met
      frames.append(Frame(node: start, slots: above.row(start)))
      while var frame = frames.popLast() {
        let node = frame.node
        var unmet: NodeID?
        for slot in frame.slots {
          let parent = above.targets[slot]
          if marks[parent.index] == 0 {
            // Comes back to this edge when the parent has its final mark.
            frame.slots = slot..<frame.slots.upperBound
            unmet = parent
            break
          }
          if marks[parent.index] < marks[node.index] {
            marks[node.index] = marks[parent.index]
            frame.isFirstOfComponent = false
          }
        }
        if let parent = unmet {
          met += 1
          marks[parent.index] = met
          frames.append(frame)
          frames.append(Frame(node: parent, slots: above.row(parent)))
        } else if frame.isFirstOfComponent {
          while let member = open.last, marks[member.index] >= marks[node.index] {
            open.removeLast()
            met -= 1
            marks[member.index] = unused
          }
          met -= 1
          marks[node.index] = unused
          unused -= 1
        } else {
          open.append(node)
        }
      }
    }
    let component = marks.map { UInt32(nodeCount) - $0 }
    return StrongComponents(component: component, count: nodeCount - Int(unused))
  }
}
