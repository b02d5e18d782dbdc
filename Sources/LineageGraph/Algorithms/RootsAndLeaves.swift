extension CSRGraph {
  /// The nodes that have children and no parents, ascending. A cycle without parents is in ``rootCycles(over:)``.
  ///
  /// - Complexity: O(nodes).
  public var roots: [NodeID] { nodes.filter { above.row($0).isEmpty && !below.row($0).isEmpty } }

  /// The nodes that have parents and no children, ascending.
  ///
  /// - Complexity: O(nodes).
  public var leaves: [NodeID] { nodes.filter { below.row($0).isEmpty && !above.row($0).isEmpty } }

  /// The cycles none of whose members has a parent outside the cycle, each ascending, by their first member.
  ///
  ///     0 <=> 1 <- 2 <=> 3      only {0, 1}
  ///
  /// - Parameter components: those of this graph, if already known.
  /// - Complexity: O(nodes + edges), only O(nodes and edges of cycles) if the components are known.
  public func rootCycles(over components: StrongComponents? = nil) -> [[NodeID]] {
    let components = components ?? strongComponents()
    return components.cycles.filter { members in
      members.allSatisfy { member in
        parents(of: member).allSatisfy {
          components.component[$0.index] == components.component[member.index]
        }
      }
    }
  }
}
