/// The weakly connected components of a graph: the sets of nodes joined by edges of either direction.
///
/// Components are numbered from 0 by their smallest nodes.
public struct WeakComponents: Hashable, Sendable {
  /// The component of each node.
  public let component: [UInt32]
  /// Number of nodes of each component.
  public let sizes: [Int]
}

extension CSRGraph {
  /// Finds the weakly connected components. A node without edges is one of its own.
  ///
  ///     0 <- 1      2 <- 4      components {0, 1} {2, 4} {3}
  ///     3
  ///
  /// Union-find with path halving (Tarjan and van Leeuwen, *Worst-case analysis of set union algorithms*, 1984);
  /// the smallest node leads.
  ///
  /// - Complexity: O((nodes + edges) · log nodes) time at worst, near linear in practice; O(nodes) space.
  public func weakComponents() -> WeakComponents {
    var leaders = (0..<UInt32(nodeCount)).map { $0 }
    func leader(of node: UInt32) -> UInt32 {
      var node = node
      while leaders[Int(node)] != node {
        leaders[Int(node)] = leaders[Int(leaders[Int(node)])]
        node = leaders[Int(node)]
      }
      return node
    }
    for child in nodes {
      for slot in above.row(child) {
        let (a, b) = (leader(of: child.rawValue), leader(of: above.targets[slot].rawValue))
        leaders[Int(max(a, b))] = min(a, b)
      }
    }
    // A leader is below all that it leads, so it has its number when they ask for theirs.
    var sizes: [Int] = []
    for node in 0..<nodeCount {
      if leaders[node] == node {
        leaders[node] = UInt32(sizes.count)
        sizes.append(1)
      } else {
        leaders[node] = leaders[Int(leaders[node])]
        sizes[Int(leaders[node])] += 1
      }
    }
    return WeakComponents(component: leaders, sizes: sizes)
  }
}
