extension AuditRule {
  static let restrictionOverCopyleft: AuditRule = AuditRule(
    "LIC019", "Restriction added over copyleft", .incompatible, .error,
    explanation: """
      An ancestor's copyleft license forbids to add restrictions, and the label adds some: no commercial use, use
      restrictions, a vendor's agreement. No label makes both right.
      """,
    fix: "declare {license} without more, or build on another base"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      guard situation.dropped(code) == .furtherRestriction else { return nil }
      return situation.hit(rule, code, way, [.noFurtherRestrictions])
    }
  }
}
