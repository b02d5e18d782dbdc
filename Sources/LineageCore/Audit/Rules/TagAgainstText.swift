extension AuditRule {
  static let tagAgainstText: AuditRule = AuditRule(
    "LIC017", "Label and license file differ", .laundered, .warning,
    explanation: """
      The license file in the repository is the text of another license than the card's label names. The text counts;
      the label is what others copy. A label of the same terms, or an unknown one, does not fire.
      """,
    fix: "make the label of {model} say what its license file says"
  ) { situation, _ in
    let table = situation.table
    guard let text = situation.files?.licenseText, let found = table.detect(in: text) else { return [] }
    let labels = situation.labelled.codes
    guard labels.contains(where: { !table[$0].isUnknown }), !labels.contains(found) else { return [] }
    if labels.contains(where: { table[$0].isFamily && table[$0].family == table[found].family }) { return [] }
    return [
      RuleHit(
        license: found, other: labels.first { $0 != found }, terms: table[found].terms, verdict: .laundered,
        level: .warning, way: .own)
    ]
  }
}
