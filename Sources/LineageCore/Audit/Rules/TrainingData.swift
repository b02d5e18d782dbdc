extension AuditRule {
  static let trainingData: AuditRule = AuditRule(
    "LIC021", "Training data with conditions", .unknown, .note,
    explanation: """
      A dataset the model was trained on is non-commercial, share-alike or without derivatives. Whether that reaches a
      model trained on it is unsettled, so it is a note; a policy may raise it.
      """,
    fix: "look at the terms of the dataset, or train on another"
  ) { situation, _ in
    (situation.files?.datasets ?? []).compactMap { dataset in
      let found = situation.table.resolve(LicenseDeclaration(label: dataset.license))
      let terms = situation.table.terms(of: found.codes)
        .intersection([.nonCommercial, .researchOnly, .shareAlike, .noDerivatives])
      guard !terms.isEmpty, let code = found.codes.first(where: { _ in true }) else { return nil }
      return RuleHit(
        license: code, terms: terms, verdict: .unknown, level: .note, way: .own,
        detail: "dataset " + dataset.id)
    }
  }
}
