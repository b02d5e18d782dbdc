import LineageCore

/// Audits as one SARIF 2.1.0 log: a result a finding, the way up as a code flow.
struct AuditSARIF {
  let reports: [AuditReport]
  /// The file and line in which a model is named; nil for models named elsewhere.
  let places: [String: ManifestPlace]

  /// Where a file names a model.
  struct ManifestPlace {
    let file: String
    let line: Int
  }

  var document: JSONDocument {
    .object([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
      "runs": .array([
        .object([
          "tool": .object(["driver": driver]),
          "columnKind": .string("unicodeCodePoints"),
          "results": .array(reports.flatMap { report in report.findings.map { result($0) } }),
          "properties": .object(["disclaimer": .string(auditDisclaimer)]),
        ])
      ]),
    ])
  }

  private var rules: [AuditRule] { AuditRule.all.sorted { byteOrder($0.id, $1.id) } }

  private var driver: JSONDocument {
    .object([
      "name": .string(Product.name), "version": .string(Product.version),
      "semanticVersion": .string(Product.version),
      "rules": .array(
        rules.map { rule in
          .object([
            "id": .string(rule.id),
            "name": .string(rule.title.split(separator: " ").map(\.capitalized).joined()),
            "shortDescription": .object(["text": .string(rule.title)]),
            "fullDescription": .object(["text": .string(rule.explanation)]),
            "help": .object(["text": .string(rule.explanation + "\n\nFix: " + rule.fix)]),
            "defaultConfiguration": .object(["level": .string(rule.level.rawValue)]),
            "properties": .object(["verdict": .string(rule.verdict.rawValue)]),
          ])
        }),
    ])
  }

  private func result(_ finding: AuditFinding) -> JSONDocument {
    var result: [String: JSONDocument] = [
      "ruleId": .string(finding.rule),
      "ruleIndex": rules.firstIndex { $0.id == finding.rule }.map { .integer($0) } ?? .integer(-1),
      "message": .object(["text": .string("\(finding.subject): \(finding.message). Fix: \(finding.fix).")]),
      "locations": .array([location(finding.subject, message: nil)]),
      "partialFingerprints": .object(["lineageFinding/v1": .string(finding.id)]),
      "properties": .object([
        "verdict": .string(finding.verdict.rawValue), "terms": .strings(finding.terms.codes),
        "confidence": .number(finding.confidence), "basis": .string(finding.basis),
      ]),
    ]
    // A waived finding must not fail a consumer that knows no suppressions, so it is never more than a note.
    let isWaived = finding.waivedBy != nil || finding.isKnown
    if finding.isForReview {
      (result["kind"], result["level"]) = (.string("review"), .string("none"))
    } else {
      result["level"] = .string(isWaived ? "note" : finding.level.rawValue)
    }
    if isWaived {
      result["suppressions"] = .array([
        .object([
          "kind": .string("external"), "status": .string("accepted"),
          "justification": .string(finding.waivedBy.map { "waiver " + $0 } ?? "in the baseline"),
        ])
      ])
    }
    if finding.path.count > 1 {
      result["codeFlows"] = .array([
        .object(["threadFlows": .array([.object(["locations": .array(flow(finding))])])])
      ])
    }
    return .object(result)
  }

  private func flow(_ finding: AuditFinding) -> [JSONDocument] {
    finding.path.map { step in
      let licenses = step.licenses.isEmpty ? "no license" : step.licenses.joined(separator: ", ")
      let made = step.label.map { "; \($0.relation.word) of the next" } ?? "; where the license comes from"
      return .object(["location": location(step.id, message: step.id + ": " + licenses + made)])
    }
  }

  private func location(_ id: String, message: String?) -> JSONDocument {
    let place = places[id]
    var physical: [String: JSONDocument] = [
      "artifactLocation": .object(["uri": .string(place?.file ?? PackageAddress.page(id))])
    ]
    if let place { physical["region"] = .object(["startLine": .integer(place.line)]) }
    var location: [String: JSONDocument] = [
      "physicalLocation": .object(physical),
      "logicalLocations": .array([
        .object(["fullyQualifiedName": .string(id), "kind": .string("module")])
      ]),
    ]
    if let message { location["message"] = .object(["text": .string(message)]) }
    return .object(location)
  }
}
