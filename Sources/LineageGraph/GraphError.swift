/// What is wrong with a graph whose invariants do not hold.
package enum GraphError: Error, Hashable {
  /// An offsets array has the wrong length, falls, or does not end at the number of edges.
  case offsetsMalformed
  /// A row of this node names a node that does not exist.
  case targetOutside(NodeID)
  /// An edge joins this node to itself.
  case selfLoop(NodeID)
  /// Two edges join the same child to the same parent.
  case repeatedEdge(child: NodeID, parent: NodeID)
  /// The rows of children are not the rows of parents seen from the other end.
  case directionsDiffer
}
