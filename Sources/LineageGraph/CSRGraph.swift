/// An immutable directed graph in compressed sparse rows, in both directions.
///
/// An edge points from a child to a parent. Both rows of an edge carry its ``EdgeKind``. Not for building up
/// step by step: collect the edges and call ``init(nodeCount:edges:)`` once.
///
/// Invariants (checked by ``checkInvariants()``): each offsets array has `nodeCount + 1` entries, starts at 0,
/// never falls and ends at `edgeCount`; every target is below `nodeCount`; the two directions hold the same
/// edges; a node's parents stand in the order in which the edges were given, its children in ascending order.
///
/// Space: 8 bytes a node and 10 bytes an edge.
public struct CSRGraph: Sendable {
  /// Number of nodes.
  public let nodeCount: Int
  let parentOffsets: [UInt32]
  let parentTargets: [NodeID]
  let parentKinds: [EdgeKind]
  let childOffsets: [UInt32]
  let childTargets: [NodeID]
  let childKinds: [EdgeKind]

  init(
    nodeCount: Int,
    parentOffsets: [UInt32], parentTargets: [NodeID], parentKinds: [EdgeKind],
    childOffsets: [UInt32], childTargets: [NodeID], childKinds: [EdgeKind]
  ) {
    self.nodeCount = nodeCount
    (self.parentOffsets, self.parentTargets, self.parentKinds) = (parentOffsets, parentTargets, parentKinds)
    (self.childOffsets, self.childTargets, self.childKinds) = (childOffsets, childTargets, childKinds)
  }

  /// Number of edges.
  public var edgeCount: Int { parentTargets.count }

  /// All nodes, in ascending order.
  public var nodes: some RandomAccessCollection<NodeID> { (0..<nodeCount).lazy.map { NodeID($0) } }

  /// The parents of a node, in the order in which its edges were given.
  ///
  /// - Complexity: O(1).
  public func parents(of node: NodeID) -> ArraySlice<NodeID> { parentTargets[parentRange(node)] }

  /// The labels of the edges to ``parents(of:)``, position by position.
  ///
  /// - Complexity: O(1).
  public func parentKinds(of node: NodeID) -> ArraySlice<EdgeKind> { parentKinds[parentRange(node)] }

  /// The children of a node, ascending.
  ///
  /// - Complexity: O(1).
  public func children(of node: NodeID) -> ArraySlice<NodeID> { childTargets[childRange(node)] }

  /// The labels of the edges from ``children(of:)``, position by position.
  ///
  /// - Complexity: O(1).
  public func childKinds(of node: NodeID) -> ArraySlice<EdgeKind> { childKinds[childRange(node)] }

  /// The label of the edge from a child to a parent; nil if there is none.
  ///
  /// - Complexity: O(parents of `child`).
  public func kind(from child: NodeID, to parent: NodeID) -> EdgeKind? {
    let row = parentRange(child)
    guard let position = parentTargets[row].firstIndex(of: parent) else { return nil }
    return parentKinds[position]
  }

  /// Whether a node has any edge.
  ///
  /// - Complexity: O(1).
  public func hasEdges(_ node: NodeID) -> Bool { !parentRange(node).isEmpty || !childRange(node).isEmpty }

  func parentRange(_ node: NodeID) -> Range<Int> {
    Int(parentOffsets[node.index])..<Int(parentOffsets[node.index + 1])
  }

  func childRange(_ node: NodeID) -> Range<Int> {
    Int(childOffsets[node.index])..<Int(childOffsets[node.index + 1])
  }
}
