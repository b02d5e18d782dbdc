import LineageCore

/// What the rows of the large tables must fulfil; their pages are written without SQLite looking at each row.
struct SnapshotCheck {
  private let snapshot: IndexedSnapshot
  private let labels: Int
  private let families: Int

  /// - Throws: ``StoreError/inconsistent(detail:)``.
  /// - Complexity: O(nodes + findings).
  static func check(_ snapshot: IndexedSnapshot) throws {
    guard snapshot.written.models.count == snapshot.resolved.models.count else {
      throw StoreError.inconsistent(detail: "its two graphs have different nodes")
    }
    let check = SnapshotCheck(snapshot)
    try check.checkModels()
    try check.checkFamilySets()
    try check.checkFindings()
  }

  private init(_ snapshot: IndexedSnapshot) {
    self.snapshot = snapshot
    labels = snapshot.resolved.models.labels.count
    families = snapshot.resolved.models.families.labels.count
  }

  private func checkModels() throws {
    let models = snapshot.resolved.models
    let hasUnnamed = models.names.withArena { _, ends in
      ends.first == 0 || zip(ends, ends.dropFirst()).contains { $0 == $1 }
    }
    if hasUnnamed { throw StoreError.inconsistent(detail: "a model has no name") }
    for (node, known) in models.attributes.enumerated() {
      if let wrong = wrong(known) {
        throw StoreError.inconsistent(detail: "\(models.names[TextID(rawValue: UInt32(node))]) \(wrong)")
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

  private func checkFamilySets() throws {
    let (sets, ofNode) = (snapshot.familySets.sets, snapshot.familySets.setOfNode)
    let codesAreKnown = sets.allSatisfy { $0.allSatisfy { $0.map { $0.rawValue < families } ?? true } }
    guard codesAreKnown, ofNode.count == snapshot.resolved.models.count,
      ofNode.allSatisfy({ $0 < sets.count || $0 == FamilySets.none })
    else { throw StoreError.inconsistent(detail: "a set of families is missing") }
  }

  private func checkFindings() throws {
    for finding in snapshot.findings {
      guard let location = finding.location else { continue }
      guard snapshot.sources.indices.contains(location.source), location.line >= 0 else {
        throw StoreError.inconsistent(detail: "a finding about \(finding.subject) has no source")
      }
    }
  }
}
