extension AuditRule {
  static let fieldOfUse: AuditRule = AuditRule(
    "LIC016", "Use that is not licensed", .conditional, .error,
    explanation: """
      The policy's context names a use that the model's license or an ancestor's does not allow: commercial use, a named
      field, hosting, training other models. Without the context a forbidden field, a gate for a kind of business, or a ban
      on hosting is a note.
      """,
    fix: "do not use {model} so, or ask the licensor of {origin}"
  ) { situation, rule in
    let context = situation.policy.context
    let uses = Set(context.uses.map { $0.lowercased() })
    let own = situation.own.subtracting(situation.inherited.bound).map { (code: $0, way: RuleHit.Way.own) }
    return (own + situation.upstream).flatMap { code, way -> [RuleHit] in
      let license = situation.table[code]
      var hits: [RuleHit] = []
      func add(_ term: LicenseTerm, _ level: Finding.Level, _ detail: String) {
        hits.append(situation.hit(rule, code, way, term, level: level, detail: detail))
      }
      if license.restrictsCommerce, context.commercial == true {
        let terms = license.terms.intersection([.nonCommercial, .researchOnly])
        add(terms, .error, "commercial use is not licensed")
      }
      if !license.fields.isEmpty {
        let met = license.fields.filter(uses.contains)
        if !met.isEmpty {
          add(.fieldOfUse, .error, "not licensed for " + met.joined(separator: ", "))
        } else if uses.isEmpty {
          add(.fieldOfUse, .note, "not licensed for \(license.fields.joined(separator: ", ")); not decided")
        }
      }
      if license.terms.contains(.businessGate) {
        add(.businessGate, .note, "some kinds of business need a license of their own; not decided")
      }
      if license.terms.contains(.noHosting), context.role != .internal, context.role != .distribute {
        add(.noHosting, context.role == .host ? .error : .note, "may not be offered as a service")
      }
      if license.terms.contains(.noTrainingOthers), context.trainsOtherModels == true {
        add(.noTrainingOthers, .error, "may not be used to improve models of another line")
      }
      return hits
    }
  }
}
