extension CSRGraph {
  /// Verifies every invariant that ``CSRGraph`` states.
  ///
  /// - Throws: the first ``GraphError`` found.
  /// - Complexity: O(nodes + edges) time and space.
  package func checkInvariants() throws(GraphError) {
    for direction in [above, below] { try checkShape(direction) }
    var childSeen = [Int](repeating: -1, count: nodeCount)
    for child in nodes {
      for parent in parents(of: child) {
        if parent == child { throw .selfLoop(child) }
        if childSeen[parent.index] == child.index { throw .repeatedEdge(child: child, parent: parent) }
        childSeen[parent.index] = child.index
      }
    }
    if above.transposed() != below { throw .directionsDiffer }
  }

  private func checkShape(_ direction: Adjacency) throws(GraphError) {
    let offsets = direction.offsets
    guard
      offsets.count == nodeCount + 1, offsets.first == 0, offsets.last == UInt32(edgeCount),
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
      direction.targets.count == edgeCount, direction.kinds.count == edgeCount
    else { throw .offsetsMalformed }
    for node in nodes {
      for slot in direction.row(node) where direction.targets[slot].index >= nodeCount {
        throw .targetOutside(node)
      }
    }
  }
}
