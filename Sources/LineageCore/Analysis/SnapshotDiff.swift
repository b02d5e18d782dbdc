import LineageGraph

/// What became of models, edges and licenses between two snapshots of the same Hub.
///
/// A model that was renamed is one model: its edges and its license are compared under both names. All lists are in
/// the byte order of the ids.
public struct SnapshotDiff: Hashable, Sendable {
  /// A model under two names.
  public struct Rename: Hashable, Sendable {
    /// The id in the old snapshot.
    public let from: String
    /// The id in the new one.
    public let to: String
    /// How that is known: `letter case`, or the reason of the alias.
    public let reason: String
  }

  /// An edge that only one of the snapshots has.
  public struct EdgeChange: Hashable, Sendable {
    /// The derived model, by its name in that snapshot.
    public let child: String
    /// What it is derived from.
    public let parent: String
    /// Relation and evidence.
    public let label: EdgeLabel
  }

  /// An edge of both snapshots with another relation or evidence; ids as in the new one.
  public struct Relabelling: Hashable, Sendable {
    /// The derived model.
    public let child: String
    /// What it is derived from.
    public let parent: String
    /// As it was.
    public let old: EdgeLabel
    /// As it is.
    public let new: EdgeLabel
  }

  /// A model of both snapshots with another license; its id as in the new one.
  public struct LicenseChange: Hashable, Sendable {
    /// The model.
    public let model: String
    /// The license label as it was; nil if there was none.
    public let old: String?
    /// As it is.
    public let new: String?
  }

  /// Models that only the new snapshot holds.
  public private(set) var added: [String] = []
  /// Models that only the old one holds; a model that others still name as their parent has become a ghost.
  public private(set) var removed: [String] = []
  /// Models that both hold under different names.
  public private(set) var renamed: [Rename] = []
  /// Edges that only the new snapshot has.
  public private(set) var addedEdges: [EdgeChange] = []
  /// Edges that only the old one has.
  public private(set) var removedEdges: [EdgeChange] = []
  /// Edges that say something else.
  public private(set) var changedEdges: [Relabelling] = []
  /// Licenses that are not what they were.
  public private(set) var licenses: [LicenseChange] = []

  /// Whether the two snapshots say the same.
  public var isEmpty: Bool {
    added.isEmpty && removed.isEmpty && renamed.isEmpty && addedEdges.isEmpty && removedEdges.isEmpty
      && changedEdges.isEmpty && licenses.isEmpty
  }

  /// Compares two graphs.
  ///
  /// - Parameter aliases: Those of the new snapshot: an old name that stands for a new one is a rename, unless the new
  ///   snapshot still holds the old name too.
  /// - Complexity: O(nodes + edges), and a sort of what changed.
  public init(from old: LineageIndex, to new: LineageIndex, aliases: [Alias] = []) {
    let match = NodeMatch(old, new, AliasTable(aliases))
    compareModels(old, new, match)
    for (child, counterpart) in match.newOfOld.enumerated() {
      let node = NodeID(child)
      guard old.graph.parentCount(of: node) > 0 || counterpart != nil else { continue }
      compareParents(of: node, in: old, with: counterpart, in: new, match)
    }
    for node in new.graph.nodes where match.oldOfNew[node.index] == nil {
      for (parent, kind) in zip(new.graph.parents(of: node), new.graph.parentKinds(of: node)) {
        addedEdges.append(new.edge(node, parent, kind))
      }
    }
    sort()
  }

  private mutating func compareModels(_ old: LineageIndex, _ new: LineageIndex, _ match: NodeMatch) {
    for (number, known) in new.models.attributes.enumerated() where known.present {
      guard let before = match.oldOfNew[number], old.models[before].present else {
        added.append(new.models.id(NodeID(number)))
        continue
      }
      let (from, to) = (old.models.id(before), new.models.id(NodeID(number)))
      if from != to {
        renamed.append(Rename(from: from, to: to, reason: match.reasons[number] ?? "letter case"))
      }
      let licenses = (old.licenseText(before), new.licenseText(NodeID(number)))
      if licenses.0 != licenses.1 {
        self.licenses.append(LicenseChange(model: to, old: licenses.0, new: licenses.1))
      }
    }
    for (number, known) in old.models.attributes.enumerated() where known.present {
      if let after = match.newOfOld[number], new.models[after].present { continue }
      removed.append(old.models.id(NodeID(number)))
    }
  }

  private mutating func compareParents(
    of child: NodeID, in old: LineageIndex, with counterpart: NodeID?, in new: LineageIndex,
    _ match: NodeMatch
  ) {
    guard let counterpart else {
      for (parent, kind) in zip(old.graph.parents(of: child), old.graph.parentKinds(of: child)) {
        removedEdges.append(old.edge(child, parent, kind))
      }
      return
    }
    var seen: Set<NodeID> = []
    for (parent, kind) in zip(old.graph.parents(of: child), old.graph.parentKinds(of: child)) {
      guard let after = match.newOfOld[parent.index], let now = new.graph.kind(from: counterpart, to: after)
      else {
        removedEdges.append(old.edge(child, parent, kind))
        continue
      }
      seen.insert(after)
      guard now != kind else { continue }
      changedEdges.append(
        Relabelling(
          child: new.models.id(counterpart), parent: new.models.id(after), old: EdgeLabel(kind),
          new: EdgeLabel(now)))
    }
    for (parent, kind) in zip(new.graph.parents(of: counterpart), new.graph.parentKinds(of: counterpart))
    where !seen.contains(parent) {
      addedEdges.append(new.edge(counterpart, parent, kind))
    }
  }

  private mutating func sort() {
    added.sort(by: byteOrder)
    removed.sort(by: byteOrder)
    renamed.sort { byteOrder($0.to, $1.to) }
    licenses.sort { byteOrder($0.model, $1.model) }
    func edges(_ a: (String, String), _ b: (String, String)) -> Bool {
      a.0 == b.0 ? byteOrder(a.1, b.1) : byteOrder(a.0, b.0)
    }
    addedEdges.sort { edges(($0.child, $0.parent), ($1.child, $1.parent)) }
    removedEdges.sort { edges(($0.child, $0.parent), ($1.child, $1.parent)) }
    changedEdges.sort { edges(($0.child, $0.parent), ($1.child, $1.parent)) }
  }
}

/// Which node of one snapshot is which of the other.
private struct NodeMatch {
  private(set) var newOfOld: [NodeID?]
  private(set) var oldOfNew: [NodeID?]
  /// Why a node of the new snapshot is one of another name, where an alias says so.
  private(set) var reasons: [Int: String] = [:]

  init(_ old: LineageIndex, _ new: LineageIndex, _ aliases: AliasTable) {
    newOfOld = [NodeID?](repeating: nil, count: old.models.count)
    oldOfNew = [NodeID?](repeating: nil, count: new.models.count)
    for text in old.models.names.ids {
      let found = old.models.names.withBytes(of: text) { new.models.names.find($0) }
      if let found { join(Int(text.rawValue), Int(found.rawValue)) }
    }
    // Names that differ in letter case alone, then former names: each only where neither end is taken.
    for number in newOfOld.indices where newOfOld[number] == nil {
      let id = old.models.id(NodeID(number))
      if let other = new.models.find(id), oldOfNew[other.index] == nil {
        join(number, other.index)
      } else if let alias = aliases[id], let target = new.models.find(alias.target),
        oldOfNew[target.index] == nil
      {
        join(number, target.index)
        reasons[target.index] = alias.reason
      }
    }
  }

  private mutating func join(_ old: Int, _ new: Int) {
    newOfOld[old] = NodeID(new)
    oldOfNew[new] = NodeID(old)
  }
}

extension LineageIndex {
  fileprivate func edge(_ child: NodeID, _ parent: NodeID, _ kind: EdgeKind) -> SnapshotDiff.EdgeChange {
    SnapshotDiff.EdgeChange(child: models.id(child), parent: models.id(parent), label: EdgeLabel(kind))
  }

  /// The license as declared, with the name that `other` goes by: `other (llama3)`.
  fileprivate func licenseText(_ node: NodeID) -> String? {
    let known = models[node]
    guard let license = models.label(known.license) else { return nil }
    return models.label(known.licenseName).map { "\(license) (\($0))" } ?? license
  }
}
