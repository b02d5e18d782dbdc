import LineageCore

/// An audit as the JSON document of the contract; its schema is `docs/audit.schema.json`.
struct AuditJSON {
  let reports: [AuditReport]
  /// What the table of licenses and the rest of the knowledge were.
  let knowledgeVersion: String

  /// One model is an object, several are a list under `audits`.
  var document: JSONDocument {
    let documents = reports.map(document)
    return documents.count == 1 ? documents[0] : .object(["audits": .array(documents)])
  }

  private func document(_ report: AuditReport) -> JSONDocument {
    .object([
      "model": .string(report.model.id), "ghost": .bool(report.model.ghost),
      "label": .optional(report.label),
      "declared": .strings(report.declared.map(\.id)), "declared_by": .string(report.declaredBy.rawValue),
      "detected": .optional(report.detected?.id), "concluded": .string(report.concluded),
      "concluded_licenses": .strings(report.concludedLicenses.map(\.id)),
      "verdict": .string(report.verdictWord), "findings": .array(report.findings.map(Self.finding)),
      "expired_waivers": .strings(report.expiredWaivers), "licenses": .array(report.reaching.map(Self.reach)),
      "ancestors": .array(report.ancestors.map(Self.ancestor)), "duties": .strings(report.duties),
      "knowledge_version": .string(knowledgeVersion), "as_of": .optional(report.snapshot?.description),
      "day": .optional(report.day?.description), "disclaimer": .string(auditDisclaimer),
    ])
  }

  static func finding(_ finding: AuditFinding) -> JSONDocument {
    .object([
      "id": .string(finding.id), "rule": .string(finding.rule), "verdict": .string(finding.verdict.rawValue),
      "level": .string(finding.level.rawValue), "review": .bool(finding.isForReview),
      "unseen": .bool(finding.isUnseen), "subject": .string(finding.subject),
      "declared": .strings(finding.declared), "origin": .optional(finding.origin),
      "origin_license": .optional(finding.license), "other_license": .optional(finding.otherLicense),
      "term": .string(finding.terms.code), "terms": .strings(finding.terms.codes),
      "path": .array(finding.path.map(step)), "paths": .integer(finding.pathCount),
      "other_origins": .strings(finding.otherOrigins), "hop": finding.hop.map { .integer($0) } ?? .null,
      "basis": .string(finding.basis), "confidence": .number(finding.confidence),
      "message": .string(finding.message), "fix": .string(finding.fix),
      "waived_by": .optional(finding.waivedBy), "in_baseline": .bool(finding.isKnown),
    ])
  }

  private static func step(_ step: AuditFinding.Step) -> JSONDocument {
    .object([
      "id": .string(step.id), "relation": .optional(step.label?.relation.word),
      "evidence": .optional(step.label?.evidence.word), "licenses": .strings(step.licenses),
      "carries": .bool(step.carries),
    ])
  }

  private static func reach(_ reach: AuditReport.Reach) -> JSONDocument {
    .object([
      "license": .string(reach.license.id), "spdx": .string(reach.license.spdx),
      "category": .string(reach.license.category.rawValue), "origins": .strings(reach.origins),
      "way": .string(reach.way), "terms": .strings(reach.license.terms.codes),
    ])
  }

  private static func ancestor(_ ancestor: AuditReport.Ancestor) -> JSONDocument {
    .object([
      "id": .string(ancestor.model.id), "distance": .integer(ancestor.distance),
      "relation": .string(ancestor.label.relation.word), "evidence": .string(ancestor.label.evidence.word),
      "ghost": .bool(ancestor.model.ghost), "licenses": .strings(ancestor.licenses),
      "via": .strings(ancestor.via),
    ])
  }
}
