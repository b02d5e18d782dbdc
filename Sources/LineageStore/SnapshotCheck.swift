import LineageCore

/// What the rows of the large tables must fulfil; their pages are written without SQLite looking at each row.
struct SnapshotCheck {
  private let labels: Int
  private let families: Int

  private init(_ models: ModelColumns) {
    (labels, families) = (models.labels.count, models.families.labels.count)
  }

  /// - Throws: ``StoreError/inconsistent(detail:)``.
  /// - Complexity: O(nodes).
  static func check(names: TextTable, ranks: [UInt32]) throws {
    guard ranks.count == names.count, ranks.allSatisfy({ $0 < names.count }) else {
      throw StoreError.inconsistent(detail: "a name has no rank")
    }
    let hasUnnamed = names.withArena { _, ends in
      ends.first == 0 || zip(ends, ends.dropFirst()).contains { $0 == $1 }
    }
    if hasUnnamed { throw StoreError.inconsistent(detail: "a model has no name") }
  }

  /// - Throws: ``StoreError/inconsistent(detail:)``.
  /// - Complexity: O(nodes).
  static func check(_ models: ModelColumns, _ sets: FamilySets) throws {
    let check = SnapshotCheck(models)
    for (node, known) in models.attributes.enumerated() {
      if let wrong = check.wrong(known) {
        throw StoreError.inconsistent(detail: "\(models.names[TextID(rawValue: UInt32(node))]) \(wrong)")
      }
    }
    let codesAreKnown = sets.sets.allSatisfy {
      $0.allSatisfy { $0.map { $0.rawValue < check.families } ?? true }
    }
    guard codesAreKnown, sets.setOfNode.count == models.count,
      sets.setOfNode.allSatisfy({ $0 < sets.sets.count || $0 == FamilySets.none })
    else { throw StoreError.inconsistent(detail: "a set of families is missing") }
  }

  /// - Throws: ``StoreError/inconsistent(detail:)``.
  /// - Complexity: O(findings).
  static func check(_ snapshot: IndexedSnapshot) throws {
    guard snapshot.written.models.count == snapshot.resolved.models.count else {
      throw StoreError.inconsistent(detail: "its two graphs have different nodes")
    }
    for finding in snapshot.findings {
      guard let location = finding.location else { continue }
      guard snapshot.sources.indices.contains(location.source), location.line >= 0 else {
        throw StoreError.inconsistent(detail: "a finding about \(finding.subject) has no source")
      }
    }
  }

  private func wrong(_ known: ModelAttributes) -> String? {
    func isMissing(_ label: TextID?) -> Bool { label.map { $0.rawValue >= labels } ?? false }
    func isNoDay(_ day: Day?) -> Bool { day.map { !CatalogSchema.days.contains($0.daysSince1970) } ?? false }
    if isMissing(known.license) || isMissing(known.licenseName) || isMissing(known.licenseLink)
      || isMissing(known.task) || isMissing(known.library)
    {
      return "refers to a missing label"
    }
    if known.family.map({ $0.rawValue >= families }) ?? false { return "is in a missing family" }
    if isNoDay(known.created) || isNoDay(known.deleted) { return "has a date that is no day" }
    if known.predatesClock, known.created != nil { return "is older than the clock and has a date" }
    return nil
  }
}
