extension AuditRule {
  static let displayMark: AuditRule = AuditRule(
    "LIC011", "Prescribed mark not shown", .unmet, .warning,
    explanation: """
      An ancestor's license asks for a mark, such as `Built with Llama`, on a page about the model. It is looked for in
      the card. Where the card's text was not read, the duty is a note to check.
      """,
    fix: "add the line to the card of {model}"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      let license = situation.table[code]
      guard license.terms.contains(.displayMark), !license.marks.isEmpty else { return nil }
      let marks = license.marks.map { "‘\($0)’" }.joined(separator: " or ")
      guard let card = situation.files?.card?.lowercased() else {
        var hit = situation.hit(
          rule, code, way, .displayMark, level: .note,
          detail: "\(marks) has to be shown; the card was not read")
        hit.isUnseen = true
        return hit
      }
      if license.marks.contains(where: { card.contains($0.lowercased()) }) { return nil }
      return situation.hit(rule, code, way, .displayMark, detail: "the card does not say \(marks)")
    }
  }
}
