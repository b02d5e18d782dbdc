// Replaced when the graph core lands.
public struct StrongComponents: Sendable {
  public let cycles: [[NodeID]]
}
extension CSRGraph {
  func above(_ n: NodeID) -> Set<NodeID> {
    var seen = Set<NodeID>()
    var todo = [n]
    while let x = todo.popLast() { for p in parents(of: x) where seen.insert(p).inserted { todo.append(p) } }
    return seen
  }
  public func strongComponents() -> StrongComponents {
    var done = Set<NodeID>()
    var out: [[NodeID]] = []
    let reach = nodes.map { above($0) }
    for n in nodes where !done.contains(n) && reach[n.index].contains(n) {
      let c = reach[n.index].filter { reach[$0.index].contains(n) }.sorted()
      done.formUnion(c)
      out.append(c)
    }
    return StrongComponents(cycles: out)
  }
  public func descendantCounts() -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: nodeCount)
    for n in nodes { for a in above(n) where a != n { counts[a.index] += 1 } }
    return counts
  }
}
