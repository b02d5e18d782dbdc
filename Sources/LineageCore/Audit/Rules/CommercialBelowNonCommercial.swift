extension AuditRule {
  static let commercialBelowNonCommercial: AuditRule = AuditRule(
    "LIC001", "Commercial label below a non-commercial ancestor", .laundered, .error,
    explanation: """
      The model's label grants commercial use, and an ancestor's license allows none, or research alone. The label
      cannot give what upstream does not. Labels that are non-commercial themselves do not fire.
      """,
    fix: "relicense {model} under terms without commercial use, such as {license}, or build on another base"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      guard situation.dropped(code) == .nonCommercial else { return nil }
      let terms = situation.table[code].terms.intersection([.nonCommercial, .researchOnly])
      return situation.hit(rule, code, way, terms)
    }
  }
}
