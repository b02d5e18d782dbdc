/// The names by which people call families, sub-families, developers and regions, and the groups of share tables that they
/// mean. Letter case never matters.
public struct GroupNames: Sendable {
  /// A group of share tables.
  public struct Group: Hashable, Sendable {
    /// As share tables name it.
    public let id: String
    /// What kind of group it is.
    public let axis: ShareDefinition.Group

    /// A group of that kind.
    public init(id: String, axis: ShareDefinition.Group) { (self.id, self.axis) = (id, axis) }
  }

  private struct Name {
    let spelled: String
    let group: Group
  }

  /// By name in lower case; where several groups share one, a family comes first, then a developer.
  private var names: [String: Name] = [:]
  private let axes: Set<ShareDefinition.Group>

  /// The names of the groups of some kinds.
  public init(_ families: FamilyTable, axes: Set<ShareDefinition.Group> = Self.named) {
    self.axes = axes
    for region in FamilyRegion.allCases { add(region.rawValue, region.rawValue, .region) }
    for (spelled, id) in Self.regions { add(spelled, id, .region) }
    for family in families.families.reversed() {
      // A family without a fitting sub-family is its own, so its names stand for it there too.
      for name in [family.id, family.korean, family.english] { add(name, family.id, .subfamily) }
      for sub in family.subfamilies {
        for name in [sub.id, sub.korean, sub.english] { add(name, sub.id, .subfamily) }
      }
      add(family.developer, family.developer, .developer)
    }
    for family in families.families.reversed() {
      for name in [family.id, family.korean, family.english] { add(name, family.id, .family) }
    }
  }

  /// The kinds of groups that have names of their own: all others are called by ids of the data.
  public static let named: Set<ShareDefinition.Group> = [.family, .subfamily, .developer, .region]

  /// The group that a name means.
  public func find(_ name: String) -> Group? { names[name.lowercased()]?.group }

  /// Names that may have been meant, as they are spelled: those that one or two slips away, else those that hold the one
  /// that was typed or are held by it.
  ///
  /// - Complexity: O(names).
  public func suggestions(for typed: String, limit: Int = 5) -> [String] {
    let folded = typed.lowercased()
    let bytes = Array(folded.utf8)
    guard !bytes.isEmpty else { return [] }
    var near = names.compactMap { name, known in
      Self.slips(bytes, Array(name.utf8), limit: bytes.count < 5 ? 1 : 2).map {
        ($0, known.spelled, known.group)
      }
    }
    if near.isEmpty {
      near = names.compactMap { name, known in
        (name.contains(folded) && bytes.count > 1) || (folded.contains(name) && name.utf8.count > 2)
          ? (0, known.spelled, known.group) : nil
      }
    }
    near.sort { $0.0 != $1.0 ? $0.0 < $1.0 : byteOrder($0.1, $1.1) }
    var seen: Set<Group> = []
    return near.filter { seen.insert($0.2).inserted }.prefix(limit).map(\.1)
  }

  private mutating func add(_ spelled: String, _ id: String, _ axis: ShareDefinition.Group) {
    guard axes.contains(axis) else { return }
    names[spelled.lowercased()] = Name(spelled: spelled, group: Group(id: id, axis: axis))
  }

  /// Edits, of which two letters in each other's place are one; nil if there are more than the limit.
  private static func slips(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int? {
    if a.count == b.count {
      let different = a.indices.filter { a[$0] != b[$0] }
      if different.count == 2, different[1] == different[0] + 1, a[different[0]] == b[different[1]],
        a[different[1]] == b[different[0]]
      {
        return 1
      }
    }
    return editDistance(a, b, limit: limit)
  }

  private static let regions = [
    ("China", "china"), ("Chinese", "china"), ("US", "us"), ("USA", "us"), ("American", "us"),
    ("United States", "us"), ("EU", "eu"), ("Europe", "eu"), ("European", "eu"), ("Korea", "korea"),
    ("Korean", "korea"), ("South Korea", "korea"),
  ]
}
