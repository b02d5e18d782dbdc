/// One edge on its way into a graph.
public struct Edge: Hashable, Sendable {
  /// The derived node.
  public let child: NodeID
  /// The node it is derived from.
  public let parent: NodeID
  /// The label.
  public let kind: EdgeKind

  /// An edge from a child to a parent.
  public init(child: NodeID, parent: NodeID, kind: EdgeKind = EdgeKind(rawValue: 0)) {
    (self.child, self.parent, self.kind) = (child, parent, kind)
  }
}

extension CSRGraph {
  /// Builds both directions by counting sort.
  ///
  /// The edges may come in any order; those of one child keep their relative order. Pairs must be distinct and
  /// no edge may join a node to itself (the ingest removes both and counts them).
  ///
  /// - Complexity: O(nodes + edges) time and space.
  public init(nodeCount: Int, edges: [Edge]) {
    var parentOffsets = [UInt32](repeating: 0, count: nodeCount + 1)
    var childOffsets = parentOffsets
    for edge in edges {
      precondition(edge.child.index < nodeCount && edge.parent.index < nodeCount, "edge outside the graph")
      parentOffsets[edge.child.index + 1] += 1
      childOffsets[edge.parent.index + 1] += 1
    }
    for i in 0..<nodeCount {
      parentOffsets[i + 1] += parentOffsets[i]
      childOffsets[i + 1] += childOffsets[i]
    }
    let nowhere = NodeID(rawValue: 0)
    let unlabelled = EdgeKind(rawValue: 0)
    var parentTargets = [NodeID](repeating: nowhere, count: edges.count)
    var parentKinds = [EdgeKind](repeating: unlabelled, count: edges.count)
    var next = parentOffsets
    for edge in edges {
      let slot = Int(next[edge.child.index])
      next[edge.child.index] += 1
      parentTargets[slot] = edge.parent
      parentKinds[slot] = edge.kind
    }
    var childTargets = [NodeID](repeating: nowhere, count: edges.count)
    var childKinds = [EdgeKind](repeating: unlabelled, count: edges.count)
    next = childOffsets
    // Walking the children in ascending order leaves every child row sorted.
    for child in 0..<nodeCount {
      for slot in Int(parentOffsets[child])..<Int(parentOffsets[child + 1]) {
        let parent = parentTargets[slot].index
        let target = Int(next[parent])
        next[parent] += 1
        childTargets[target] = NodeID(child)
        childKinds[target] = parentKinds[slot]
      }
    }
    self.init(
      nodeCount: nodeCount,
      parentOffsets: parentOffsets, parentTargets: parentTargets, parentKinds: parentKinds,
      childOffsets: childOffsets, childTargets: childTargets, childKinds: childKinds)
  }
}
