import LineageGraph

/// One graph of a snapshot with the columns that belong to its nodes: what every analysis takes.
///
/// Immutable; two indexes of one snapshot share their columns. It may hold a whole snapshot or only what lies
/// above (or below) some models, read from the catalog: an analysis that looks one way cannot tell.
public struct LineageIndex: Sendable {
  /// Which of the two graphs ``graph`` is.
  public let identity: Identity
  /// Names and attributes by node. Nodes without an edge in this graph are models on their own, or ghosts of the
  /// other graph.
  public let models: ModelColumns
  /// The edges, child to parent.
  public let graph: CSRGraph
  /// Children and distinct descendants by node, over the whole snapshot even when only a part was read.
  public let counts: [DescentCount]
  /// The last day of the snapshot; nil if nothing in it has a date.
  public let snapshot: Day?

  /// Columns and graph over the same nodes.
  public init(
    identity: Identity, models: ModelColumns, graph: CSRGraph, counts: [DescentCount], snapshot: Day?
  ) {
    precondition(models.count == graph.nodeCount && counts.count == models.count, "one node, one entry")
    (self.identity, self.models, self.graph) = (identity, models, graph)
    (self.counts, self.snapshot) = (counts, snapshot)
  }

  /// A whole snapshot's graph; the counts are computed.
  ///
  /// - Parameter components: those of the graph, if already known.
  /// - Complexity: that of ``CSRGraph/descendantCounts(over:)``.
  public init(
    identity: Identity, models: ModelColumns, graph: CSRGraph, snapshot: Day?,
    components: StrongComponents? = nil
  ) {
    let descendants = graph.descendantCounts(over: components)
    let counts = graph.nodes.map {
      DescentCount(children: UInt32(graph.childCount(of: $0)), descendants: UInt32(descendants[$0.index]))
    }
    self.init(identity: identity, models: models, graph: graph, counts: counts, snapshot: snapshot)
  }

  /// The label of the edge from a child to a parent.
  public func label(_ child: NodeID, _ parent: NodeID) -> EdgeLabel? {
    graph.kind(from: child, to: parent).map { EdgeLabel($0) }
  }

  /// The node of an id in this graph: present, or with an edge. See ``ModelColumns/find(_:)``.
  public func find(_ id: String) -> NodeID? {
    guard let node = models.find(id), models[node].present || graph.hasEdges(node) else { return nil }
    return node
  }

  /// Whether a node is named as a parent but not in the snapshot.
  public func isGhost(_ node: NodeID) -> Bool { !models[node].present }
}

/// How many models were made from one model.
public struct DescentCount: Hashable, Sendable {
  /// Direct derivatives.
  public let children: UInt32
  /// Distinct derivatives at any distance, without the model itself.
  public let descendants: UInt32

  /// Counts of direct and of all derivatives.
  public init(children: UInt32, descendants: UInt32) {
    (self.children, self.descendants) = (children, descendants)
  }
}
