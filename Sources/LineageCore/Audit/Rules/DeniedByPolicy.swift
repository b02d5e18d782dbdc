extension AuditRule {
  static let deniedByPolicy: AuditRule = AuditRule(
    "LIC901", "Not allowed by the policy", .conditional, .error,
    explanation: """
      The policy denies the license of the model or of an ancestor, does not list it among those allowed, or asks for a
      look at it (a warning). It says nothing about the license itself.
      """,
    fix: "use another model, or change the policy"
  ) { situation, _ in
    let policy = situation.policy
    guard !(policy.allow.isEmpty && policy.deny.isEmpty && policy.review.isEmpty) else { return [] }
    let own = situation.own.map { (code: $0, way: RuleHit.Way.own) }
    return (own + situation.upstream.filter { !situation.own.contains($0.code) }).compactMap { code, way in
      let license = situation.table[code]
      func hit(_ level: Finding.Level, _ detail: String) -> RuleHit {
        RuleHit(
          license: code, terms: license.terms, verdict: .conditional,
          level: way == .disputed ? min(level, .warning) : level, way: way, detail: detail)
      }
      if let pattern = policy.deny.first(where: { $0.matches(license) }) {
        return hit(.error, "denied by ‘\(pattern.text)’")
      }
      if let pattern = policy.review.first(where: { $0.matches(license) }) {
        return hit(.warning, "to be reviewed by ‘\(pattern.text)’")
      }
      if !policy.allow.isEmpty, !policy.allow.contains(where: { $0.matches(license) }) {
        return hit(license.isUnknown ? .warning : .error, "not among the licenses allowed")
      }
      return nil
    }
  }
}
