/// An order of all nodes of a graph: a permutation, with its inverse.
public struct NodeOrder: Hashable, Sendable {
  /// The node at each position.
  public let nodes: [NodeID]
  /// The position of each node. In a graph relabelled by this order: its new number.
  public let positions: [NodeID]

  /// The order in which `nodes` stand; nil unless each of `0..<nodes.count` is there exactly once.
  ///
  /// - Complexity: O(nodes) time and space.
  public init?(_ nodes: [NodeID]) {
    let missing = NodeID(nodes.count)
    var positions = [NodeID](repeating: missing, count: nodes.count)
    for (position, node) in nodes.enumerated() {
      guard node < missing, positions[node.index] == missing else { return nil }
      positions[node.index] = NodeID(position)
    }
    (self.nodes, self.positions) = (nodes, positions)
  }

  /// For orders that are permutations by construction.
  init(permutation nodes: [NodeID]) {
    var positions = [NodeID](repeating: NodeID(0), count: nodes.count)
    for (position, node) in nodes.enumerated() { positions[node.index] = NodeID(position) }
    (self.nodes, self.positions) = (nodes, positions)
  }
}
