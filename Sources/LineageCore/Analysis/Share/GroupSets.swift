/// Sets of group numbers, each kept once: equal sets have equal ids, and nearly all unions are looked up.
struct GroupSets {
  /// Ids below this are the sets of that one group.
  let groupCount: Int
  private var members: [[Int32]] = []
  private var ids: [[Int32]: UInt32] = [:]
  private var unions: [UInt64: UInt32] = [:]

  init(groupCount: Int) { self.groupCount = groupCount }

  /// Number of ids given out.
  var count: Int { groupCount + members.count }

  /// The groups of a set, ascending.
  subscript(id: UInt32) -> [Int32] {
    id < groupCount ? [Int32(id)] : members[Int(id) - groupCount]
  }

  /// Number of groups of a set.
  func size(_ id: UInt32) -> Int { id < groupCount ? 1 : members[Int(id) - groupCount].count }

  /// Whether a group is in a set.
  func contains(_ group: Int32, in id: UInt32) -> Bool {
    id < groupCount ? id == UInt32(group) : members[Int(id) - groupCount].contains(group)
  }

  /// The union of two sets.
  mutating func union(_ a: UInt32, _ b: UInt32) -> UInt32 {
    if a == b { return a }
    let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    if let known = unions[key] { return known }
    let merged = Array(Set(self[a] + self[b])).sorted()
    let id = intern(merged)
    unions[key] = id
    return id
  }

  private mutating func intern(_ groups: [Int32]) -> UInt32 {
    if groups.count == 1 { return UInt32(groups[0]) }
    if let known = ids[groups] { return known }
    let id = UInt32(count)
    members.append(groups)
    ids[groups] = id
    return id
  }
}
