/// All known families, and the answer to "which one does this id belong to".
///
/// The rule that wins (shares definition, section 2): an exact id; else the glob on `owner/name` with the most
/// literal characters, all but `*`; on a tie a sub-family's glob before its own family's, then the earlier one.
/// By name, the same with the globs on what follows the slash.
public struct FamilyTable: Sendable {
  /// The families, in file order.
  public let families: [Family]
  /// One label per family and per sub-family: each family before its sub-families, in file order.
  public let labels: [FamilyLabel]
  private let byID: FamilyMatcher
  private let byName: FamilyMatcher

  /// Compiles the rules. Of two equal exact ids the earlier one wins, a sub-family's before its own family's.
  ///
  /// - Precondition: families and sub-families together are at most ``capacity``, rules at most ``ruleCapacity``.
  /// - Complexity: O(r log r) for r rules.
  public init(_ families: [Family] = []) {
    var labels: [FamilyLabel] = []
    var (exact, ids, names): ([FamilyMatcher.Rule], [FamilyMatcher.Rule], [FamilyMatcher.Rule]) = ([], [], [])
    for family in families {
      let own = labels.count
      labels.append(FamilyLabel(family))
      labels += family.subfamilies.map { FamilyLabel($0, of: family) }
      precondition(labels.count <= Self.capacity, "more families than a code can tell apart")
      let parts = family.subfamilies.enumerated().map { (own + 1 + $0.offset, $0.element.rules) }
      for (index, rules) in parts + [(own, family.rules)] {
        let code = FamilyCode(rawValue: UInt16(index))
        exact += rules.exact.map { FamilyMatcher.Rule(pattern: $0, code: code) }
        ids += rules.ids.map { FamilyMatcher.Rule(pattern: $0, code: code) }
        names += rules.names.map { FamilyMatcher.Rule(pattern: $0, code: code) }
      }
    }
    (self.families, self.labels) = (families, labels)
    byID = FamilyMatcher(exact: exact, globs: ids)
    byName = FamilyMatcher(exact: [], globs: names)
  }

  /// The most families and sub-families one table can hold.
  public static let capacity = Int(UInt16.max) + 1
  /// The most rules one table can hold.
  public static let ruleCapacity = FamilyMatcher.capacity

  /// The label behind a code of this table.
  public subscript(code: FamilyCode) -> FamilyLabel { labels[Int(code.rawValue)] }

  /// The family or sub-family an id belongs to by exact id or by glob on `owner/name`; nil for a stranger.
  ///
  /// - Complexity: O(bytes), and one glob test for each glob whose rarest three letters occur in the id.
  public func code(forID id: UnsafeRawBufferPointer) -> FamilyCode? { byID.firstMatch(id) }

  /// The same for a string.
  public func code(forID id: String) -> FamilyCode? {
    var copy = id
    return copy.withUTF8 { code(forID: UnsafeRawBufferPointer($0)) }
  }

  /// The family or sub-family a bare name suggests; of a whole id, what follows the first slash is asked for.
  ///
  /// - Complexity: as for ``code(forID:)-(UnsafeRawBufferPointer)``.
  public func code(forName name: UnsafeRawBufferPointer) -> FamilyCode? {
    guard let slash = name.firstIndex(of: UInt8(ascii: "/")) else { return byName.firstMatch(name) }
    return byName.firstMatch(UnsafeRawBufferPointer(rebasing: name[(slash + 1)...]))
  }

  /// The same for a string.
  public func code(forName name: String) -> FamilyCode? {
    var copy = name
    return copy.withUTF8 { code(forName: UnsafeRawBufferPointer($0)) }
  }
}

extension FamilyTable: CustomStringConvertible {
  /// Counts, for messages.
  public var description: String {
    "FamilyTable(\(families.count) families, \(labels.count - families.count) sub-families)"
  }
}
