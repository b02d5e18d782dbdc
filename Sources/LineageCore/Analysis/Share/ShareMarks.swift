import LineageGraph

/// What the facts kept by hand say of the nodes of a snapshot, worked out once: it does not depend on a definition.
public struct ShareMarks: Hashable, Sendable {
  /// Models whose names fit noise rules; nil if nobody asked.
  public var noise: NoiseMarks?
  /// Nodes on the tracked list, ascending; nil if nobody asked, or there is no list.
  public var tracked: [NodeID]?

  /// What was worked out before.
  public init(noise: NoiseMarks? = nil, tracked: [NodeID]? = nil) {
    (self.noise, self.tracked) = (noise, tracked)
  }

  /// Everything that there is to know.
  ///
  /// - Complexity: O(nodes + bytes of the names).
  public init(_ models: ModelColumns, _ knowledge: ShareKnowledge) {
    self.init(
      noise: NoiseMarks(models, knowledge.noise), tracked: knowledge.tracked.map { models.nodes(of: $0) })
  }
}

/// The present models whose names fit noise rules, and which.
public struct NoiseMarks: Hashable, Sendable {
  /// The models, ascending.
  public private(set) var nodes: [NodeID] = []
  /// By position in ``nodes``: one bit for each rule; never 0.
  public private(set) var flags: [NoiseRules.Flags] = []

  /// Nothing fits.
  public init() {}

  /// Reads every name.
  ///
  /// - Complexity: O(nodes + bytes of the names).
  public init(_ models: ModelColumns, _ rules: NoiseRules) {
    guard !rules.rules.isEmpty else { return }
    var flagger = NoiseFlagger(rules)
    models.names.withArena { bytes, ends in
      let bytes = UnsafeRawBufferPointer(bytes)
      var start = 0
      for (node, end) in ends.enumerated() {
        let found = flagger.flags(UnsafeRawBufferPointer(rebasing: bytes[start..<Int(end)]))
        start = Int(end)
        if found != 0, models.attributes[node].present { append(NodeID(node), found) }
      }
    }
  }

  /// Adds a model behind the others.
  ///
  /// - Precondition: Its number is greater than theirs.
  public mutating func append(_ node: NodeID, _ found: NoiseRules.Flags) {
    precondition(nodes.last.map { $0 < node } ?? true, "ascending")
    nodes.append(node)
    flags.append(found)
  }

  /// By node its bits, 0 for most.
  ///
  /// - Complexity: O(count).
  func byNode(_ count: Int) -> [NoiseRules.Flags] {
    var all = [NoiseRules.Flags](repeating: 0, count: count)
    for (node, found) in zip(nodes, flags) where node.index < count { all[node.index] = found }
    return all
  }
}

extension ModelColumns {
  /// The nodes that a list names, in any letter case; ascending.
  ///
  /// - Complexity: O(list), and a sort.
  public func nodes(of list: TrackedList) -> [NodeID] {
    var found: Set<NodeID> = []
    for id in list.ids {
      guard let leader = names.findFolded(id) else { continue }
      for text in names.sameButForCase(as: leader) { found.insert(NodeID(rawValue: text.rawValue)) }
    }
    return found.sorted()
  }
}
