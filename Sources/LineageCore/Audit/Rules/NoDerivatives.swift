extension AuditRule {
  static let noDerivatives: AuditRule = AuditRule(
    "LIC005", "Derivative of a model that allows none", .incompatible, .error,
    explanation: """
      An ancestor's license forbids passing on changed versions. A finetune or merge is one: error. Whether a quantized
      copy is one is arguable (Creative Commons 4.0, section 2(a)(4), allows technical changes of format): warning, like an
      adapter. A verbatim copy does not fire.
      """,
    fix: "withdraw {model} or get permission from {origin}"
  ) { situation, rule in
    situation.isMirror
      ? []
      : situation.upstream.compactMap { code, way in
        guard situation.table[code].terms.contains(.noDerivatives) else { return nil }
        let isChanged = situation.inherited.changed.contains(code)
        return situation.hit(rule, code, way, .noDerivatives, level: isChanged ? .error : .warning)
      }
  }
}
