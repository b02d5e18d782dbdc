import LineageGraph

/// For every model with a parent the families of all roots above it: what it is built on, whatever the number of hops.
///
/// Equal sets are kept once; a snapshot of the Hub has a few thousand.
public struct FamilySets: Sendable, Hashable {
  /// The distinct sets: family codes ascending, nil first for roots in no family. Set 0 is that of such roots alone.
  public let sets: [[FamilyCode?]]
  /// The set of each node; ``none`` for a node without a parent.
  public let setOfNode: [UInt32]

  /// Stands for no set.
  public static let none = UInt32.max

  /// The sets of a whole index. A cycle counts as one node, and as a root by the families of its members.
  ///
  /// - Complexity: O(nodes + edges), and a merge of two sets for each pair of sets that meets.
  public init(_ index: LineageIndex) {
    self.init(index.graph, index.models, components: index.graph.strongComponents())
  }

  init(_ graph: CSRGraph, _ models: ModelColumns, components: StrongComponents) {
    var interner = SetInterner()
    var setOfComponent = [UInt32](repeating: Self.none, count: components.count)
    let attributes = models.attributes
    graph.withParentRows { rows, parents, _ in
      components.withMembers { starts, members in
        // Components are numbered parents first.
        for component in 0..<starts.count - 1 {
          let members = members[Int(starts[component])..<Int(starts[component + 1])]
          var set: UInt32?
          for member in members {
            for slot in rows[member.index]..<rows[member.index + 1] {
              let above = Int(components.component[parents[Int(slot)].index])
              if above != component { set = interner.union(set, setOfComponent[above]) }
            }
          }
          setOfComponent[component] = set ?? interner.root(members.lazy.map { attributes[$0.index].family })
        }
      }
    }
    sets = interner.sets
    setOfNode = graph.nodes.map { node in
      graph.parentCount(of: node) == 0 ? Self.none : setOfComponent[Int(components.component[node.index])]
    }
  }
}

/// Gives equal sets equal numbers, and remembers which two make which third.
private struct SetInterner {
  private(set) var sets: [[FamilyCode?]] = [[nil]]
  private var numbers: [[FamilyCode?]: UInt32] = [[nil]: 0]
  private var unions: [UInt64: UInt32] = [:]
  /// The set of one family alone, by code; none where it was not asked for.
  private var single = [UInt32](repeating: FamilySets.none, count: FamilyTable.capacity)

  /// The set of a root, or of the members of a cycle without parents.
  mutating func root(_ families: some Collection<FamilyCode?>) -> UInt32 {
    if families.count == 1, let family = families.first { return root(family) }
    let known = Set(families.compactMap { $0 })
    return known.count > 1 ? number(Self.sorted(known)) : root(known.first)
  }

  private mutating func root(_ family: FamilyCode?) -> UInt32 {
    guard let family else { return 0 }
    let code = Int(family.rawValue)
    if single[code] == FamilySets.none { single[code] = number([family]) }
    return single[code]
  }

  /// The union of two sets; the second alone if there is no first.
  mutating func union(_ a: UInt32?, _ b: UInt32) -> UInt32 {
    guard let a, a != b else { return b }
    let pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    if let known = unions[pair] { return known }
    let union = number(Self.sorted(Set(sets[Int(a)] + sets[Int(b)])))
    unions[pair] = union
    return union
  }

  private mutating func number(_ set: [FamilyCode?]) -> UInt32 {
    if let known = numbers[set] { return known }
    let number = UInt32(sets.count)
    sets.append(set)
    numbers[set] = number
    return number
  }

  private static func sorted(_ set: Set<FamilyCode?>) -> [FamilyCode?] {
    set.sorted { a, b in
      guard let b else { return false }
      return a.map { $0.rawValue < b.rawValue } ?? true
    }
  }

  private static func sorted(_ set: Set<FamilyCode>) -> [FamilyCode?] {
    set.sorted { $0.rawValue < $1.rawValue }
  }
}
