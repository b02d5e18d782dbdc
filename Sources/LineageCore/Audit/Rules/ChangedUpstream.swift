extension AuditRule {
  static let changedUpstream: AuditRule = AuditRule(
    "LIC018", "Upstream was relicensed", .unknown, .note,
    explanation: """
      The label names a license that an ancestor was published under and no longer is. The copy may go on under the
      terms it was taken with, or under the new ones; both are to be looked at.
      """,
    fix: "declare the license that {origin} has now, or note the revision that was taken"
  ) { situation, _ in
    let table = situation.table
    let stale = situation.own.intersection(situation.inherited.former).subtracting(situation.inherited.bound)
    return stale.map {
      RuleHit(
        license: $0, terms: table[$0].terms, verdict: .unknown, level: .note, way: .own,
        detail: "‘\(table[$0].name)’ is what upstream was published under before")
    }
  }
}
