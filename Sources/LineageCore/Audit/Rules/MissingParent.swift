extension AuditRule {
  static let missingParent: AuditRule = AuditRule(
    "LIC020", "Ancestor not in the snapshot", .unknown, .note,
    explanation: """
      A model above this one is named as a parent and not there: deleted, renamed, private or never published. What
      it was under, and what it was made from, is unknown.
      """,
    fix: "name a parent that exists, or find out the license of {origin}"
  ) { situation, _ in
    let missing = situation.table.notInSnapshot
    let above = situation.upstream.filter { $0.code == missing }.map { code, way in
      RuleHit(license: code, terms: .unknownTerms, verdict: .unknown, level: .note, way: way)
    }
    let outputs =
      situation.inherited.outputs.contains(missing)
      ? [RuleHit(license: missing, terms: .unknownTerms, verdict: .unknown, level: .note, way: .outputs)] : []
    let own =
      situation.own.contains(missing)
      ? [RuleHit(license: missing, terms: .unknownTerms, verdict: .unknown, level: .note, way: .own)] : []
    return own + above + outputs
  }
}
