extension AuditRule {
  static let communityDropped: AuditRule = AuditRule(
    "LIC002", "Agreement of a vendor dropped", .laundered, .error,
    explanation: """
      An ancestor is under a vendor's agreement that goes with derivatives (Llama, Gemma, Hunyuan, ...), and the label
      names another license. Where the agreement lets derivatives have terms of their own, as Qwen's and NVIDIA's do, a
      copy of it is still owed, and the finding is a warning.
      """,
    fix:
      "declare {license} (or `license: other` with its name and link), and add the agreement and its notice to the files"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      guard situation.dropped(code) == .community else { return nil }
      let license = situation.table[code]
      let binding: LicenseTerm = [.passUseRestrictions, .bindRecipients, .acceptableUse]
      let isOpen =
        [.ownTerms, .any, .notStated].contains(license.derivatives) && license.terms.isDisjoint(with: binding)
      let terms = license.terms.intersection([
        .includeLicense, .noticeFile, .acceptableUse, .bindRecipients, .passUseRestrictions,
      ])
      return situation.hit(rule, code, way, terms, level: isOpen ? .warning : .error)
    }
  }
}
