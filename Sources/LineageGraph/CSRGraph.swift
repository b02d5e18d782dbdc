/// An immutable directed graph in compressed sparse rows, in both directions.
///
/// An edge points from a child to a parent. Both rows of an edge carry its ``EdgeKind``. Not for building up
/// step by step: collect the edges and call ``init(nodeCount:edges:)`` once.
///
/// Invariants (`checkInvariants()` verifies them): each offsets array has `nodeCount + 1` entries, starts at 0,
/// never falls and ends at `edgeCount`; every target is below `nodeCount`; no edge joins a node to itself and no
/// pair occurs twice; the two directions hold the same edges; a node's parents stand in the order in which the
/// edges were given, its children in ascending order.
///
/// Space: 8 bytes a node and 10 bytes an edge.
public struct CSRGraph: Hashable, Sendable {
  /// Number of nodes.
  public let nodeCount: Int
  /// From each child to its parents.
  let above: Adjacency
  /// From each parent to its children.
  let below: Adjacency

  init(nodeCount: Int, above: Adjacency, below: Adjacency) {
    (self.nodeCount, self.above, self.below) = (nodeCount, above, below)
  }

  /// Number of edges.
  public var edgeCount: Int { above.targets.count }

  /// All nodes, in ascending order.
  public var nodes: some RandomAccessCollection<NodeID> { (0..<nodeCount).lazy.map { NodeID($0) } }

  /// The parents of a node, in the order in which its edges were given.
  ///
  /// - Complexity: O(1).
  public func parents(of node: NodeID) -> ArraySlice<NodeID> { above.targets[above.row(node)] }

  /// The labels of the edges to ``parents(of:)``, position by position.
  ///
  /// - Complexity: O(1).
  public func parentKinds(of node: NodeID) -> ArraySlice<EdgeKind> { above.kinds[above.row(node)] }

  /// The children of a node, ascending.
  ///
  /// - Complexity: O(1).
  public func children(of node: NodeID) -> ArraySlice<NodeID> { below.targets[below.row(node)] }

  /// The labels of the edges from ``children(of:)``, position by position.
  ///
  /// - Complexity: O(1).
  public func childKinds(of node: NodeID) -> ArraySlice<EdgeKind> { below.kinds[below.row(node)] }

  /// The number of a node's parents, without a look at them.
  ///
  /// - Complexity: O(1).
  public func parentCount(of node: NodeID) -> Int { above.row(node).count }

  /// The number of a node's children, without a look at them.
  ///
  /// - Complexity: O(1).
  public func childCount(of node: NodeID) -> Int { below.row(node).count }

  /// The label of the edge from a child to a parent; nil if there is none.
  ///
  /// - Complexity: O(parents of `child`).
  public func kind(from child: NodeID, to parent: NodeID) -> EdgeKind? {
    let row = above.row(child)
    guard let position = above.targets[row].firstIndex(of: parent) else { return nil }
    return above.kinds[position]
  }

  /// Whether a node has any edge.
  ///
  /// - Complexity: O(1).
  public func hasEdges(_ node: NodeID) -> Bool { !above.row(node).isEmpty || !below.row(node).isEmpty }
}
