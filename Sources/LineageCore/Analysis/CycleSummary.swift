import LineageGraph

/// Models that name each other as base, directly or around a ring, in the order that explains most of what they say.
public struct CycleSummary: Sendable {
  /// The member with the least id, which names the cycle.
  public let id: String
  /// Bases first, in an order in which few links point back.
  public let members: [ModelSummary]
  /// The links among the members, by child, then by parent.
  public let links: [Link]

  /// One member that names another as its base, both as positions in ``CycleSummary/members``.
  public struct Link: Hashable, Sendable {
    /// The derived model.
    public let child: Int
    /// What it is derived from.
    public let parent: Int
    /// Relation and evidence.
    public let label: EdgeLabel
    /// Whether the base stands after what was made from it: without such links there would be no cycle.
    public var pointsBack: Bool { parent > child }
  }

  /// Members in order, and the links among them.
  public init(id: String, members: [ModelSummary], links: [Link]) {
    (self.id, self.members, self.links) = (id, members, links)
  }
}

extension LineageIndex {
  /// Cycles of this graph, each told by the ids of its members.
  ///
  /// - Complexity: O(members squared and their edges) for each, a few times over.
  public func cycleSummaries(_ cycles: [[String]]) -> [CycleSummary] {
    cycles.compactMap { ids in
      let nodes = ids.sorted(by: byteOrder).compactMap(find)
      guard nodes.count > 1 else { return nil }
      let place = nodes.enumerated().reduce(into: [NodeID: Int]()) { $0[$1.element] = $1.offset }
      let bases = nodes.map { node in graph.parents(of: node).compactMap { place[$0] } }
      let order = CycleOrder(bases: bases).order.map { nodes[$0] }
      let position = order.enumerated().reduce(into: [NodeID: Int]()) { $0[$1.element] = $1.offset }
      let links = order.enumerated().flatMap { child, node in
        zip(graph.parents(of: node), graph.parentKinds(of: node)).compactMap { parent, kind in
          position[parent].map { CycleSummary.Link(child: child, parent: $0, label: EdgeLabel(kind)) }
        }
        .sorted { $0.parent < $1.parent }
      }
      return CycleSummary(id: models.id(nodes[0]), members: order.map(summary), links: links)
    }
  }
}

/// An order of things that name each other as base in which few name one that stands after them.
///
/// To find the fewest is hard (the feedback arc set problem), so things are moved one at a time to where they do
/// best until none does better elsewhere. The outcome depends on the numbers alone.
struct CycleOrder {
  /// The things, bases first.
  private(set) var order: [Int]

  /// Beyond so many things the order is that of their numbers.
  static let most = 300

  /// - Parameter bases: What each thing names.
  /// - Complexity: O(things squared) for each round, of which there are a few.
  init(bases: [[Int]]) {
    let count = bases.count
    order = Array(0..<count)
    guard count <= Self.most else { return }
    var names = [Bool](repeating: false, count: count * count)
    for (thing, own) in bases.enumerated() {
      for base in own where base != thing { names[thing * count + base] = true }
    }
    var improved = true
    while improved {
      improved = false
      for thing in 0..<count {
        guard let from = order.firstIndex(of: thing) else { continue }
        order.remove(at: from)
        // Standing before another costs what it names there; standing after it, what that one names here.
        var cost = order.count { names[thing * count + $0] }
        var (best, least, old) = (0, cost, cost)
        for (i, other) in order.enumerated() {
          cost += (names[other * count + thing] ? 1 : 0) - (names[thing * count + other] ? 1 : 0)
          if i + 1 == from { old = cost }
          if cost < least { (best, least) = (i + 1, cost) }
        }
        order.insert(thing, at: least < old ? best : from)
        if least < old { improved = true }
      }
    }
  }
}
