import LineageCore

/// Audits as one CycloneDX bill of materials, version 1.6 or 1.7: each model with declared and concluded licenses, and
/// everything above it as `pedigree.ancestors`. One model is what the bill is about; several are its components.
struct AuditCycloneDX {
  let reports: [AuditReport]
  /// `1.6` or `1.7`.
  let version: String

  var document: JSONDocument {
    var metadata: [String: JSONDocument] = [
      "tools": .object([
        "components": .array([
          .object([
            "type": .string("application"), "name": .string(Product.name),
            "version": .string(Product.version),
          ])
        ])
      ]),
      "properties": .array([property("lineage:disclaimer", auditDisclaimer)]),
    ]
    var members: [String: JSONDocument] = [
      "bomFormat": .string("CycloneDX"), "specVersion": .string(version), "version": .integer(1),
      "$schema": .string("http://cyclonedx.org/schema/bom-\(version).schema.json"),
    ]
    if let only = reports.first, reports.count == 1 {
      metadata["component"] = component(only)
    } else {
      members["components"] = .array(reports.map(component))
    }
    members["metadata"] = .object(metadata)
    return .object(members)
  }

  private func component(_ report: AuditReport) -> JSONDocument {
    var members = identity(report.model)
    members["licenses"] = .array(
      report.declared.compactMap { license($0, "declared") }
        + report.concludedLicenses.compactMap { license($0, "concluded") })
    if !report.ancestors.isEmpty {
      members["pedigree"] = .object([
        "ancestors": .array(report.ancestors.map { ancestor($0, of: report) }),
        "notes": .string("nearest first; lineage:via names the models made from it on the way to this one"),
      ])
    }
    let findings = report.findings.map {
      property("lineage:finding", "\($0.rule) \($0.verdict.rawValue) \($0.level.rawValue): \($0.message)")
    }
    members["properties"] = .array([property("lineage:verdict", report.verdictWord)] + findings)
    return .object(members)
  }

  private func ancestor(_ ancestor: AuditReport.Ancestor, of report: AuditReport) -> JSONDocument {
    var members = identity(ancestor.model)
    // A reference stands once in a bill, and a model may be above several.
    if reports.count > 1 {
      members["bom-ref"] = .string("model:\(ancestor.model.id) above model:\(report.model.id)")
    }
    let licenses = ancestor.licenses.compactMap { id in report.reaching.first { $0.license.id == id }?.license
    }
    let entries = licenses.compactMap { license($0, "declared") }
    if !entries.isEmpty { members["licenses"] = .array(entries) }
    members["properties"] = .array(
      [
        property("lineage:relation", ancestor.label.relation.word),
        property("lineage:evidence", ancestor.label.evidence.word),
        property("lineage:distance", String(ancestor.distance)),
        property("lineage:in-snapshot", ancestor.model.ghost ? "false" : "true"),
      ] + ancestor.via.map { property("lineage:via", $0) })
    return .object(members)
  }

  private func identity(_ model: ModelSummary) -> [String: JSONDocument] {
    var members: [String: JSONDocument] = [
      "type": .string("machine-learning-model"), "bom-ref": .string("model:" + model.id),
      "name": .string(ModelID.name(model.id)),
      "purl": .string("pkg:huggingface/" + PackageAddress.path(model.id)),
      "externalReferences": .array([
        .object(["type": .string("distribution"), "url": .string(PackageAddress.page(model.id))])
      ]),
    ]
    if model.id.contains("/") { members["group"] = .string(ModelID.owner(model.id)) }
    return members
  }

  /// An entry for a license: by id where the format lists it, else by name. Unknown ones have none.
  private func license(_ license: License, _ acknowledgement: String) -> JSONDocument? {
    guard !license.isUnknown else { return nil }
    let isListed = !SPDXNames.id(license).hasPrefix("LicenseRef-")
    return .object([
      "license": .object([
        isListed ? "id" : "name": .string(license.spdx), "acknowledgement": .string(acknowledgement),
        "url": .string(license.source),
      ])
    ])
  }

  private func property(_ name: String, _ value: String) -> JSONDocument {
    .object(["name": .string(name), "value": .string(value)])
  }
}
