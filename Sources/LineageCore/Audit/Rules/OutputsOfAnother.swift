extension AuditRule {
  static let outputsOfAnother: AuditRule = AuditRule(
    "LIC013", "Trained on outputs that may not be used so", .incompatible, .warning,
    explanation: """
      The model, or an ancestor, was trained on outputs of a model whose license forbids that, limits it, or asks for a
      name or mark. Such edges are often inferred, so it is a warning; a name or mark owed is unmet. A license that makes
      imitating models derivatives binds in whole, and other rules speak of it.
      """,
    fix: "show that {origin} was not used to make training data, or keep to its clause on outputs"
  ) { situation, rule in
    situation.inherited.outputs.compactMap { code in
      switch situation.table[code].outputs {
      case .forbidden, .forbiddenIfCompeting:
        situation.hit(rule, code, .outputs, .noTrainingOthers)
      case .restricted: situation.hit(rule, code, .outputs, .outputsRestricted)
      case .named, .marked:
        situation.hit(rule, code, .outputs, .outputsMarked, level: .note, verdict: .unmet)
      case .free, .captured, .unknown: nil
      }
    }
  }
}
