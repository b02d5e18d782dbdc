import LineageGraph

/// What is known of every node, by ``NodeID``: names and attributes side by side with the graph's arrays.
///
/// A node is a model of the snapshot, or a ghost: a parent that is named but not there.
public struct ModelColumns: Sendable {
  /// The ids; the ``TextID`` of a name has the same number as its node.
  public let names: TextTable
  /// License labels, tasks and libraries that ``ModelAttributes`` refer to.
  public let labels: TextTable
  /// One entry per node.
  public let attributes: [ModelAttributes]
  /// The family knowledge that ``ModelAttributes/family`` refers to.
  public let families: FamilyTable

  /// Columns of equal length; the names must have been interned in the order of the nodes.
  public init(names: TextTable, labels: TextTable, attributes: [ModelAttributes], families: FamilyTable) {
    precondition(names.count == attributes.count, "a name for every node")
    (self.names, self.labels, self.attributes, self.families) = (names, labels, attributes, families)
  }

  /// Number of nodes.
  public var count: Int { attributes.count }

  /// The id of a node.
  public func id(_ node: NodeID) -> String { names[TextID(rawValue: node.rawValue)] }

  /// The attributes of a node.
  public subscript(node: NodeID) -> ModelAttributes { attributes[node.index] }

  /// A label; nil stays nil.
  public func label(_ text: TextID?) -> String? { text.map { labels[$0] } }

  /// The family label of a node, nil if it is in no family.
  public func family(_ node: NodeID) -> FamilyLabel? { attributes[node.index].family.map { families[$0] } }

  /// The node of an id: the exact spelling, else the smallest spelling that is equal without regard to case.
  ///
  /// - Complexity: O(bytes) expected.
  public func find(_ id: String) -> NodeID? {
    if let text = names.find(id) { return NodeID(rawValue: text.rawValue) }
    guard let leader = names.findFolded(id) else { return nil }
    let smallest = names.sameButForCase(as: leader).min { names.precedes($0, $1) }
    return smallest.map { NodeID(rawValue: $0.rawValue) }
  }

  /// For every node the position of its id in byte order.
  ///
  /// - Complexity: O(nodes log nodes).
  public func ranks() -> [UInt32] {
    var rank = [UInt32](repeating: 0, count: count)
    for (position, name) in names.inByteOrder(Array(names.ids)).enumerated() {
      rank[Int(name.rawValue)] = UInt32(position)
    }
    return rank
  }
}
