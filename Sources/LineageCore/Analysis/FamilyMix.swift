import LineageGraph

/// Two families that merges mix.
public struct FamilyMix: Hashable, Sendable {
  /// The ids of the two, in byte order.
  public let families: [String]
  /// Merges whose roots belong to both.
  public let merges: Int

  /// Two families and a number of merges.
  public init(_ families: [String], merges: Int) { (self.families, self.merges) = (families, merges) }
}

extension IndexedSnapshot {
  /// The pairs of families that at least `fewest` merges mix, most merges first, then by id. A merge of three
  /// families counts for each of the three pairs.
  ///
  /// - Complexity: O(nodes + edges).
  public func familyMixes(fewest: Int = 2) -> [FamilyMix] {
    let graph = resolved.graph
    var merges = [Int](repeating: 0, count: familySets.sets.count)
    for node in graph.nodes where graph.parentCount(of: node) > 1 {
      let set = familySets.setOfNode[node.index]
      guard set != FamilySets.none,
        graph.parentKinds(of: node).contains(where: { EdgeLabel($0).relation == .merge })
      else { continue }
      merges[Int(set)] += 1
    }
    var pairs: [[String]: Int] = [:]
    for (set, count) in zip(familySets.sets, merges) where count > 0 {
      let families = Set(set.compactMap { $0 }.map { resolved.models.families[$0].family }).sorted(
        by: byteOrder)
      for (i, one) in families.enumerated() {
        for other in families[(i + 1)...] { pairs[[one, other], default: 0] += count }
      }
    }
    return pairs.filter { $0.value >= fewest }.map { FamilyMix($0.key, merges: $0.value) }.sorted { a, b in
      a.merges != b.merges
        ? a.merges > b.merges : a.families.lexicographicallyPrecedes(b.families, by: byteOrder)
    }
  }
}
