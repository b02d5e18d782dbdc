extension AuditRule {
  static let unknownLicense: AuditRule = AuditRule(
    "LIC008", "License not known", .unknown, .warning,
    explanation: """
      A label says nothing that can be looked up: `other` whose name and link lead nowhere, `unknown`, a family
      without a variant (`cc`, `gpl`, `openrail`), or no label. That holds for the model and for every ancestor. What is
      unknown is never taken for clean. Where nothing is declared, or nothing was read, it is a note.
      """,
    fix: "find the license text of {origin} and declare it; for `other` give license_name and license_link"
  ) { situation, _ in
    let table = situation.table
    func isOpen(_ code: LicenseCode) -> Bool {
      code != table.notInSnapshot && (table[code].isUnknown || table[code].isFamily)
    }
    func level(_ code: LicenseCode) -> Finding.Level {
      code == table.noneDeclared || code == table.notRead ? .note : .warning
    }
    let own = situation.own.filter { isOpen($0) && !(situation.isUndeclared && situation.hasParents) }.map {
      RuleHit(
        license: $0, terms: .unknownTerms, verdict: .unknown, level: level($0), way: .own,
        detail: situation.declared.candidates.isEmpty
          ? ""
          : "could be " + situation.declared.candidates.map { table[$0].id }.joined(separator: ", "))
    }
    let outputs = situation.inherited.outputs.map { (code: $0, way: RuleHit.Way.outputs) }
    let above = (situation.upstream + outputs).filter { isOpen($0.code) }.map { code, way in
      RuleHit(
        license: code, terms: .unknownTerms, verdict: .unknown, level: level(code), way: way)
    }
    return own + above
  }
}
