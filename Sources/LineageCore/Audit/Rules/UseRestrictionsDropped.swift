extension AuditRule {
  static let useRestrictionsDropped: AuditRule = AuditRule(
    "LIC003", "Use restrictions not carried on", .laundered, .error,
    explanation: """
      An ancestor is under a RAIL license. Its use restrictions have to be an enforceable part of the terms of every
      derivative; the label of this model has none. Another RAIL label carries them.
      """,
    fix: "declare {license} or another RAIL license, and include its list of use restrictions"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      guard situation.dropped(code) == .useRestrictions else { return nil }
      return situation.hit(rule, code, way, [.passUseRestrictions, .useRestrictions])
    }
  }
}
