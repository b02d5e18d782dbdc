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
  /// - Complexity: O(bytes) for the exact spelling, O(nodes) otherwise.
  public func find(_ id: String) -> NodeID? {
    if let text = names.find(id) { return NodeID(rawValue: text.rawValue) }
    let folded = ModelID.folded(id)
    var best: (node: NodeID, id: String)?
    for text in names.ids where names.length(text) == id.utf8.count {
      let name = names[text]
      if ModelID.folded(name) == folded, best.map({ name.utf8.lexicographicallyPrecedes($0.id.utf8) }) ?? true
      {
        best = (NodeID(rawValue: text.rawValue), name)
      }
    }
    return best?.node
  }

  /// For every node the position of its id in byte order.
  ///
  /// - Complexity: O(nodes log nodes).
  public func ranks() -> [UInt32] {
    var rank = [UInt32](repeating: 0, count: count)
    for (position, name) in names.inByteOrder(names.ids).enumerated() {
      rank[Int(name.rawValue)] = UInt32(position)
    }
    return rank
  }
}

/// What is known of one node.
public struct ModelAttributes: Sendable {
  /// Whether the model is in the snapshot; otherwise the node is a ghost.
  public var present: Bool
  /// Day of creation; nil when unknown.
  public var created: Day?
  /// True when it is older than the Hub's clock; ``created`` is nil then.
  public var predatesClock = false
  /// Day on which it was seen to be deleted; nil if it was not.
  public var deleted: Day?
  /// Whether something was read that could have declared a license; otherwise no license means unknown.
  public var hasCard = false
  /// The license label as declared.
  public var license: TextID?
  /// The card's `license_name`.
  public var licenseName: TextID?
  /// The card's `license_link`.
  public var licenseLink: TextID?
  /// The Hub's `pipeline_tag`.
  public var task: TextID?
  /// The Hub's `library_name`.
  public var library: TextID?
  /// Downloads in the last 30 days; nil when unknown.
  public var downloads: Int64?
  /// Likes; nil when unknown.
  public var likes: Int64?
  /// Whether files need an agreement first; nil when unknown.
  public var gated: Bool?
  /// The family by id rules; nil if none fits.
  public var family: FamilyCode?

  /// A node of which only its presence is known.
  public init(present: Bool) { self.present = present }
}
