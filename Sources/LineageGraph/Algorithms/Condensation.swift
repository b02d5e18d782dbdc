/// A graph with every strong component drawn together into one node, parents only.
///
/// It has no cycle, and every parent has a smaller number than its child. A component that has several edges to
/// another one keeps them all.
struct Condensation {
  let components: StrongComponents
  private let offsets: [UInt32]
  private let targets: [NodeID]

  /// - Complexity: O(nodes + edges) time and space; no copy of the edges when each node is its own component,
  ///   under its own number.
  init(_ graph: CSRGraph, _ known: StrongComponents?) {
    components = known ?? graph.strongComponents()
    guard !components.isIdentity else {
      (offsets, targets) = (graph.above.offsets, graph.above.targets)
      return
    }
    var offsets: [UInt32] = [0]
    var targets: [NodeID] = []
    offsets.reserveCapacity(components.count + 1)
    targets.reserveCapacity(graph.edgeCount)
    // Slices would count references for each node, in a pass that a whole index takes many times.
    let component = components.component
    components.withMembers { starts, members in
      graph.withParentRows { rows, parents, _ in
        for number in 0..<UInt32(starts.count - 1) {
          for member in members[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])] {
            for slot in rows[member.index]..<rows[member.index + 1] {
              let parent = component[parents[Int(slot)].index]
              if parent != number { targets.append(NodeID(rawValue: parent)) }
            }
          }
          offsets.append(UInt32(targets.count))
        }
      }
    }
    (self.offsets, self.targets) = (offsets, targets)
  }

  /// Number of edges between components.
  var edgeCount: Int { targets.count }

  /// Number of components.
  var count: Int { components.count }

  /// The positions of a component's parents, for ``parent(at:)``.
  func row(_ component: Int) -> Range<Int> { Int(offsets[component])..<Int(offsets[component + 1]) }

  /// The parent component at a position.
  func parent(at slot: Int) -> Int { targets[slot].index }

  /// What was computed for each component, given to each of its nodes.
  func spread(_ values: [UInt32]) -> [UInt32] { components.component.map { values[Int($0)] } }
}
