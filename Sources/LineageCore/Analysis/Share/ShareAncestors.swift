import LineageGraph

/// What every inner node passes on to its children, worked out in one pass from the roots down.
///
/// "At or above" a node means the node itself and its ancestors. Families of sets are shared (``GroupSets``), so a node
/// with one parent takes over the parent's answer, and only nodes that join several lines cost a union.
struct ShareAncestors {
  /// Whether an earner is at or above.
  private(set) var reachesEarner: [Bool]
  /// Steps up to the nearest earner, 0 for an earner itself; ``far`` if there is none.
  private(set) var distance: [UInt32]
  /// The groups of all earners at that distance.
  private(set) var nearest: [UInt32]
  /// The groups of all roots and root cycles at or above, as `root` credits them.
  private(set) var roots: [UInt32]
  /// The first earner on the walk along first parents; `other` or `unresolved` if there is none.
  private(set) var firstNearest: [Int32]
  /// The group of the end of that walk, as `root` under `first` credits it.
  private(set) var firstRoot: [Int32]
  /// The sets that ids refer to.
  var sets: GroupSets

  static let far = UInt32.max

  private let graph: ShareGraph
  private let labels: [Int32]

  /// - Complexity: O(inner nodes + their edges), times the size of the sets where lines join.
  init(_ graph: ShareGraph, labels: [Int32], groupCount: Int) {
    (self.graph, self.labels) = (graph, labels)
    let count = graph.inner.count
    reachesEarner = [Bool](repeating: false, count: count)
    distance = [UInt32](repeating: Self.far, count: count)
    (nearest, roots) = ([UInt32](repeating: 0, count: count), [UInt32](repeating: 0, count: count))
    (firstNearest, firstRoot) = ([Int32](repeating: 0, count: count), [Int32](repeating: 0, count: count))
    sets = GroupSets(groupCount: groupCount)
    var cycle = 0
    var number = 0
    while number < count {
      if cycle < graph.cycles.count, graph.cycles[cycle].lowerBound == number {
        let members = graph.cycles[cycle]
        passThrough(members, isRoot: graph.isRootCycle[cycle])
        walkThrough(members)
        number = members.upperBound
        cycle += 1
      } else {
        passDown(to: number)
        number += 1
      }
    }
  }

  private mutating func passDown(to number: Int) {
    let row = graph.row(inner: number)
    let label = labels[number]
    if row.isEmpty {
      let group = max(label, ShareGroups.other)
      (roots[number], firstRoot[number], firstNearest[number]) = (UInt32(group), group, group)
    } else {
      let first = Int(graph.parents[row.lowerBound])
      var (set, reaches) = (roots[first], reachesEarner[first])
      for slot in row.dropFirst() {
        let parent = Int(graph.parents[slot])
        set = sets.union(set, roots[parent])
        reaches = reaches || reachesEarner[parent]
      }
      (roots[number], reachesEarner[number]) = (set, reaches)
      (firstRoot[number], firstNearest[number]) = (firstRoot[first], firstNearest[first])
      if label < 0 {
        let (steps, groups) = nearestAbove(row)
        (distance[number], nearest[number]) = (steps, groups)
      }
    }
    if label >= 0 { earn(number, label) }
  }

  private mutating func earn(_ number: Int, _ label: Int32) {
    (reachesEarner[number], distance[number], nearest[number]) = (true, 0, UInt32(label))
    firstNearest[number] = label
  }

  /// The smallest distance over some parents, one step on, and the groups found there.
  private mutating func nearestAbove(_ row: Range<Int>) -> (UInt32, UInt32) {
    var least = Self.far
    for slot in row { least = min(least, distance[Int(graph.parents[slot])]) }
    guard least != Self.far else { return (Self.far, 0) }
    var groups: UInt32?
    for slot in row {
      let parent = Int(graph.parents[slot])
      guard distance[parent] == least else { continue }
      groups = groups.map { sets.union($0, nearest[parent]) } ?? nearest[parent]
    }
    return (least + 1, groups ?? 0)
  }

  /// A cycle: its members reach one another, so they share roots; distances are settled nearest first.
  private mutating func passThrough(_ members: Range<Int>, isRoot: Bool) {
    var shared: UInt32?
    var reaches = false
    func join(_ set: UInt32) { shared = shared.map { sets.union($0, set) } ?? set }
    for member in members {
      if labels[member] >= 0 {
        reaches = true
        if isRoot { join(UInt32(labels[member])) }
      }
      for slot in graph.row(inner: member) {
        let parent = Int(graph.parents[slot])
        guard !members.contains(parent) else { continue }
        reaches = reaches || reachesEarner[parent]
        join(roots[parent])
      }
    }
    for member in members {
      roots[member] = shared ?? UInt32(ShareGroups.unresolved)
      reachesEarner[member] = reaches
    }
    settle(members)
  }

  private mutating func settle(_ members: Range<Int>) {
    var children = [[Int]](repeating: [], count: members.count)
    var sources: [(distance: UInt32, member: Int)] = []
    for member in members {
      var least: UInt32 = labels[member] >= 0 ? 0 : Self.far
      for slot in graph.row(inner: member) {
        let parent = Int(graph.parents[slot])
        if members.contains(parent) {
          children[parent - members.lowerBound].append(member)
        } else if distance[parent] != Self.far {
          least = min(least, distance[parent] + 1)
        }
      }
      if least != Self.far { sources.append((least, member)) }
    }
    // Two queues, each ascending: those that know a way out, and those reached from within.
    sources.sort { ($0.distance, $0.member) < ($1.distance, $1.member) }
    var queue: [(distance: UInt32, member: Int)] = []
    var (nextSource, nextQueued) = (0, 0)
    while nextSource < sources.count || nextQueued < queue.count {
      let fromQueue =
        nextSource == sources.count
        || (nextQueued < queue.count && queue[nextQueued].distance < sources[nextSource].distance)
      let (steps, member) = fromQueue ? queue[nextQueued] : sources[nextSource]
      if fromQueue { nextQueued += 1 } else { nextSource += 1 }
      guard distance[member] == Self.far else { continue }
      distance[member] = steps
      nearest[member] =
        labels[member] >= 0 ? UInt32(labels[member]) : nearestAbove(graph.row(inner: member)).1
      for child in children[member - members.lowerBound] where distance[child] == Self.far {
        queue.append((steps + 1, child))
      }
    }
  }

  /// The walks along first parents through a cycle: each leaves it at some member, or goes round for ever.
  private mutating func walkThrough(_ members: Range<Int>) {
    var isDone = [Bool](repeating: false, count: members.count)
    var position = [Int](repeating: -1, count: members.count)
    for start in members where !isDone[start - members.lowerBound] {
      var path: [Int] = []
      var node = start
      while members.contains(node), !isDone[node - members.lowerBound],
        position[node - members.lowerBound] < 0
      {
        position[node - members.lowerBound] = path.count
        path.append(node)
        node = Int(graph.parents[graph.row(inner: node).lowerBound])
      }
      var open = path.count
      if members.contains(node), !isDone[node - members.lowerBound] {
        open = position[node - members.lowerBound]
        goRound(Array(path[open...]))
      }
      for member in path[..<open].reversed() {
        let next = Int(graph.parents[graph.row(inner: member).lowerBound])
        firstRoot[member] = firstRoot[next]
        firstNearest[member] = labels[member] >= 0 ? labels[member] : firstNearest[next]
      }
      for member in path {
        (isDone[member - members.lowerBound], position[member - members.lowerBound]) = (true, -1)
      }
    }
  }

  /// From each member of a ring the first earner met going round it.
  private mutating func goRound(_ ring: [Int]) {
    var met = ShareGroups.unresolved
    for turn in 0..<2 {
      for member in ring.reversed() {
        if labels[member] >= 0 { met = labels[member] }
        if turn == 1 { (firstRoot[member], firstNearest[member]) = (met, met) }
      }
    }
  }
}
