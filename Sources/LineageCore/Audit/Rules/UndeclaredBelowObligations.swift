extension AuditRule {
  static let undeclaredBelowObligations: AuditRule = AuditRule(
    "LIC007", "No license declared below obligations", .unknown, .warning,
    explanation: """
      The model declares no license, and ancestors have terms that bind it. Those terms apply whether or not they are
      repeated; what the maker allows beyond them is unknown. Below permissive ancestors alone it is a note.
      """,
    fix: "declare a license that carries {license}"
  ) { situation, rule in
    guard situation.isUndeclared, situation.hasParents else { return [] }
    let known = situation.upstream.filter { !situation.table[$0.code].isUnknown }
    let binding = known.filter { situation.table[$0.code].flowsDown }
    return (binding.isEmpty ? Array(known.prefix(1)) : binding).map { code, way in
      let level: Finding.Level = situation.table[code].flowsDown ? .warning : .note
      let terms = situation.table[code].terms
      return situation.hit(rule, code, way, terms, level: level)
    }
  }
}
