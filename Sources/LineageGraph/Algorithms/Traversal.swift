/// Working memory for walks over a graph, to be kept between queries.
///
/// A query with a fresh one costs O(nodes) to allocate; the next ones with the same cost only what they visit. It
/// fits every graph (it grows at need) and may go from one graph to another. One query at a time.
///
/// The nodes met stand densely in `order`, and `positions` points back at them: an entry counts only if `order`
/// confirms it, so nothing has to be cleared (Briggs and Torczon, *An efficient representation for sparse sets*,
/// 1993).
///
/// Space: 4 bytes a node, and 4 for each node met by the largest query.
public struct Traversal: Sendable {
  /// The nodes met, in the order in which they were met; the start is the first.
  private(set) var order: [NodeID] = []
  private var positions: [UInt32] = []

  /// Empty; the first query allocates.
  public init() {}

  /// Forgets the last walk and begins one at a node.
  mutating func begin(at start: NodeID, nodeCount: Int) {
    if positions.count < nodeCount { positions = [UInt32](repeating: 0, count: nodeCount) }
    order.removeAll(keepingCapacity: true)
    visit(start)
  }

  /// Notes a node unless it was met before.
  mutating func visit(_ node: NodeID) {
    guard position(of: node) == nil else { return }
    positions[node.index] = UInt32(order.count)
    order.append(node)
  }

  /// Where a node stands in `order`; nil if it was not met.
  func position(of node: NodeID) -> Int? {
    let position = Int(positions[node.index])
    return position < order.count && order[position] == node ? position : nil
  }
}
