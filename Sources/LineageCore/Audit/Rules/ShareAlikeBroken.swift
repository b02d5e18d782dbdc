extension AuditRule {
  static let shareAlikeBroken: AuditRule = AuditRule(
    "LIC004", "Share-alike broken", .laundered, .error,
    explanation: """
      An ancestor may be passed on in changed form only under the same license, a compatible one, or the same
      agreement; the label is none of these. Weak copyleft, which covers parts of a work, is a warning. Where it depends on
      `or later`, or on the version that a family label means, which the Hub cannot say, the verdict is unknown.
      """,
    fix: "declare {license}, or a license it lists as compatible"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      let license = situation.table[code]
      let terms = license.terms.intersection([.shareAlike, .sameAgreement, .weakShareAlike])
      switch situation.dropped(code) {
      case .shareAlike:
        let isWeak = terms == .weakShareAlike
        return situation.hit(rule, code, way, terms, level: isWeak ? .warning : .error)
      case .dependsOnVersion where !terms.isEmpty:
        return situation.hit(
          rule, code, way, terms, level: .warning, verdict: .unknown,
          detail: "right if a later version is allowed, wrong if not; the label cannot say")
      default: return nil
      }
    }
  }
}
