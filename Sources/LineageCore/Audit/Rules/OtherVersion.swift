extension AuditRule {
  static let otherVersion: AuditRule = AuditRule(
    "LIC009", "Another version of the same agreement", .laundered, .warning,
    explanation: """
      The label names an agreement of the right licensor in the wrong version, such as `llama3` on a derivative of
      Llama 3.1. Versions differ in marks, names, territories and in what outputs may be used for; the upstream one holds.
      """,
    fix: "declare {license} in place of {declared}"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      guard situation.dropped(code) == .otherVersion else { return nil }
      let mine = situation.own.first { situation.table.isOtherVersion($0, than: [code]) }
      let terms =
        mine.map { situation.table[code].terms.symmetricDifference(situation.table[$0].terms) } ?? []
      return situation.hit(rule, code, way, terms, other: mine)
    }
  }
}
