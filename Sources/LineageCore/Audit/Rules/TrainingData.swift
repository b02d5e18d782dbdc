extension AuditRule {
  static let trainingData: AuditRule = AuditRule(
    "LIC021", "Training data with conditions", .unknown, .note,
    explanation: """
      A dataset the model was trained on is non-commercial, share-alike or without derivatives. Whether that reaches a
      model trained on it is unsettled, so it is a note; a policy may raise it. It speaks where the model's card was read
      (`--scan`), of datasets whose own card lies beside it or that the file of licenses names.
      """,
    fix: "look at the terms of the dataset, or train on another"
  ) { situation, _ in
    (situation.files?.datasets ?? []).compactMap { dataset in
      guard let label = dataset.license ?? situation.table.datasetLicense(dataset.id) else { return nil }
      let found = situation.table.resolve(LicenseDeclaration(label: label))
      let terms = situation.table.terms(of: found.codes)
        .intersection([.nonCommercial, .researchOnly, .shareAlike, .noDerivatives])
      guard !terms.isEmpty, let code = found.codes.first(where: { _ in true }) else { return nil }
      return RuleHit(
        license: code, terms: terms, verdict: .unknown, level: .note, way: .own,
        detail: "dataset " + dataset.id)
    }
  }
}
