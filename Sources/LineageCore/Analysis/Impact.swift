import LineageGraph

/// Who is affected if a model vanishes or changes its license: everything made from it, and whose that is.
public struct Impact: Sendable {
  /// The model.
  public let model: ModelSummary
  /// Distinct derivatives at any distance that are in the snapshot.
  public let affected: Int
  /// Those of them that name the model itself as a parent.
  public let direct: Int
  /// Those of them that have no base but through the model: without it nothing is known of what they are built on.
  public let dependent: Int
  /// Distinct owners of the affected.
  public let owners: Int
  /// Downloads of the affected in the last 30 days, as far as they are known.
  public let downloads: Int64
  /// How many of the affected have known downloads.
  public let withDownloads: Int
  /// The affected by family of their own, by declared license, and by owner; most first, then by word.
  public let byFamily, byLicense, byOwner: [Group]
  /// Those with most derivatives, then by id.
  public let top: [ModelSummary]

  /// Some of the affected.
  public struct Group: Hashable, Sendable {
    /// What they have in common; nil for those of which it is not known.
    public let word: String?
    /// How many; at least 1.
    public let models: Int
    /// Their downloads in the last 30 days, as far as they are known.
    public let downloads: Int64
  }
}

extension LineageIndex {
  /// Who is affected if a node vanishes or changes its license.
  ///
  /// - Parameters:
  ///   - owners: How many owners are listed, those with most affected models first.
  ///   - top: How many models are listed.
  /// - Complexity: O(descendants and their edges), and O(nodes) space.
  public func impact(of node: NodeID, owners: Int = 20, top: Int = 20) -> Impact {
    let below = descendants(of: node)
    let present = below.filter { models[$0].present }
    var tallies = (family: Tally(), license: Tally(), owner: Tally())
    var (downloads, withDownloads): (Int64, Int) = (0, 0)
    for child in present {
      let known = models[child]
      let count = known.downloads ?? 0
      if known.downloads != nil { withDownloads += 1 }
      downloads += count
      tallies.family.add(models.family(child)?.family, count)
      tallies.license.add(models.label(known.license), count)
      tallies.owner.add(ModelID.owner(models.id(child)), count)
    }
    return Impact(
      model: summary(node), affected: present.count,
      direct: graph.children(of: node).count { models[$0].present },
      dependent: dependents(of: node, among: below).count { models[$0].present }, owners: tallies.owner.count,
      downloads: downloads, withDownloads: withDownloads, byFamily: tallies.family.groups,
      byLicense: tallies.license.groups, byOwner: Array(tallies.owner.groups.prefix(max(0, owners))),
      top: mostDerived(present, limit: top).map(summary))
  }

  /// Distinct nodes below one, which is not counted even where it lies on a cycle.
  private func descendants(of node: NodeID) -> [NodeID] {
    var isSeen = [Bool](repeating: false, count: graph.nodeCount)
    isSeen[node.index] = true
    var below: [NodeID] = []
    var open = [node]
    while let next = open.popLast() {
      for child in graph.children(of: next) where !isSeen[child.index] {
        isSeen[child.index] = true
        below.append(child)
        open.append(child)
      }
    }
    return below
  }

  /// Those of the nodes below one whose parents are all the one or such dependents themselves. Members of a cycle below
  /// are none: each keeps another as its base.
  private func dependents(of node: NodeID, among below: [NodeID]) -> [NodeID] {
    var left: [NodeID: Int] = [:]
    for child in below { left[child] = graph.parentCount(of: child) }
    var dependents: [NodeID] = []
    var open = [node]
    while let next = open.popLast() {
      for child in graph.children(of: next) {
        guard let count = left[child] else { continue }
        left[child] = count - 1
        guard count == 1 else { continue }
        dependents.append(child)
        open.append(child)
      }
    }
    return dependents
  }

  private struct Tally {
    private var counts: [String?: (models: Int, downloads: Int64)] = [:]

    var count: Int { counts.count }

    mutating func add(_ word: String?, _ downloads: Int64) {
      counts[word, default: (0, 0)].models += 1
      counts[word, default: (0, 0)].downloads += downloads
    }

    var groups: [Impact.Group] {
      counts.map { Impact.Group(word: $0.key, models: $0.value.models, downloads: $0.value.downloads) }
        .sorted { a, b in
          if a.models != b.models { return a.models > b.models }
          guard let one = a.word, let other = b.word else { return a.word == nil && b.word != nil }
          return byteOrder(one, other)
        }
    }
  }
}
