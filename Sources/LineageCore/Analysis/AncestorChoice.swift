/// Which ancestors a picture shows when it cannot show all: those that say most about what a model is built on.
///
/// In this order, each with its shortest way down to the model: the members of its own cycle; its parents, those
/// with most derivatives first, for half of the room; the roots and root cycles, by how much of the model they
/// account for; and then whatever is nearest.
struct AncestorChoice {
  private let ancestry: Ancestry
  private let position: [String: Int]
  private var taken: Set<Int> = []

  init(_ ancestry: Ancestry) {
    self.ancestry = ancestry
    position = ancestry.ancestors.enumerated().reduce(into: [:]) { $0[$1.element.model.id] = $1.offset }
  }

  /// At most so many ancestors, in their own order.
  ///
  /// - Complexity: O(ancestors and the edges among them), and a sort.
  func chosen(atMost limit: Int) -> [Ancestor] {
    guard ancestry.ancestors.count > limit else { return ancestry.ancestors }
    var choice = self
    choice.choose(limit)
    return choice.taken.sorted().map { ancestry.ancestors[$0] }
  }

  private mutating func choose(_ limit: Int) {
    for id in ancestry.cycle { take(id, limit) }
    let half = max(limit / 2, taken.count)
    let parents = ancestry.ancestors.filter { $0.distance == 1 }.sorted {
      let (a, b) = ($0.model.descendants, $1.model.descendants)
      return a != b ? a > b : byteOrder($0.model.id, $1.model.id)
    }
    for parent in parents { take(parent.model.id, half) }
    let parts = parts()
    let tops = (ancestry.roots + ancestry.rootCycles.joined()).compactMap { position[$0] }
    for top in tops.sorted(by: { parts[$0] != parts[$1] ? parts[$0] > parts[$1] : $0 < $1 }) {
      take(ancestry.ancestors[top].model.id, limit)
    }
    for ancestor in ancestry.ancestors { take(ancestor.model.id, limit) }
  }

  /// Takes an ancestor with its way down, if there is room for all of it.
  private mutating func take(_ id: String, _ limit: Int) {
    var way: [Int] = []
    var next = position[id]
    while let here = next, !taken.contains(here) {
      way.append(here)
      next = ancestry.ancestors[here].via.first.flatMap { position[$0] }
    }
    if taken.count + way.count <= limit { taken.formUnion(way) }
  }

  /// How much of the model each ancestor accounts for, 0...1: each passes its part on in equal parts to those of
  /// its parents that are one step farther away.
  private func parts() -> [Double] {
    var parts = [Double](repeating: 0, count: ancestry.ancestors.count)
    func pass(_ part: Double, to parents: [ParentLink], at distance: Int) {
      let farther = parents.compactMap { position[$0.id] }.filter {
        ancestry.ancestors[$0].distance == distance
      }
      for parent in farther { parts[parent] += part / Double(farther.count) }
    }
    pass(1, to: ancestry.parents, at: 1)
    for (i, ancestor) in ancestry.ancestors.enumerated() {
      pass(parts[i], to: ancestor.parents, at: ancestor.distance + 1)
    }
    return parts
  }
}
