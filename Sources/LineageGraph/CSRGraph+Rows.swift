extension CSRGraph {
  /// Lends the rows of all parents, for passes over every edge: those of node `n` are
  /// `parents[offsets[n]..<offsets[n + 1]]`, with their labels at the same places of `kinds`.
  ///
  /// - Complexity: O(1).
  public func withParentRows<Result>(
    _ body: (
      _ offsets: UnsafeBufferPointer<UInt32>, _ parents: UnsafeBufferPointer<NodeID>,
      _ kinds: UnsafeBufferPointer<EdgeKind>
    ) throws -> Result
  ) rethrows -> Result {
    try above.offsets.withUnsafeBufferPointer { offsets in
      try above.targets.withUnsafeBufferPointer { parents in
        try above.kinds.withUnsafeBufferPointer { try body(offsets, parents, $0) }
      }
    }
  }
}
