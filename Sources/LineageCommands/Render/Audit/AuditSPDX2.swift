import LineageCore

/// Audits as one SPDX 2.3 document: a package a model, `DESCENDANT_OF` between them. It describes the audited ones.
struct AuditSPDX2 {
  private let models: AuditedModels

  init(reports: [AuditReport]) { models = AuditedModels(reports) }

  var document: JSONDocument {
    .object([
      "spdxVersion": .string("SPDX-2.3"), "SPDXID": .string("SPDXRef-DOCUMENT"),
      "dataLicense": .string("CC0-1.0"), "name": .string(models.title),
      "documentNamespace": .string(models.namespace),
      "creationInfo": .object([
        "created": .string(models.time), "creators": .strings(["Tool: \(Product.name)-\(Product.version)"]),
        "comment": .string(auditDisclaimer),
      ]),
      "documentDescribes": .strings((0..<models.audited).map(Self.reference)),
      "packages": .array(models.entries.enumerated().map { package($0.offset, $0.element) }),
      "relationships": .array(relationships),
      "hasExtractedLicensingInfos": .array(models.references.map(Self.text)),
    ])
  }

  private func package(_ number: Int, _ entry: AuditedModels.Entry) -> JSONDocument {
    let model = entry.model
    return .object([
      "SPDXID": .string(Self.reference(number)), "name": .string(model.id),
      "downloadLocation": .string(PackageAddress.page(model.id)), "filesAnalyzed": .bool(false),
      "versionInfo": .string(model.created?.description ?? "NOASSERTION"),
      "supplier": .string("Organization: " + ModelID.owner(model.id)),
      "licenseDeclared": .string(SPDXNames.expression(entry.declared)),
      "licenseConcluded": .string(entry.concluded ?? "NOASSERTION"),
      "copyrightText": .string("NOASSERTION"),
      "externalRefs": .array([
        .object([
          "referenceCategory": .string("PACKAGE-MANAGER"), "referenceType": .string("purl"),
          "referenceLocator": .string("pkg:huggingface/" + PackageAddress.path(model.id)),
        ])
      ]),
    ])
  }

  private var relationships: [JSONDocument] {
    (0..<models.audited).map { relationship("SPDXRef-DOCUMENT", "DESCRIBES", Self.reference($0), nil) }
      + models.edges.map { edge in
        relationship(
          Self.reference(edge.child), "DESCENDANT_OF", Self.reference(edge.parent),
          "\(edge.label.relation.word), \(edge.label.evidence.word)")
      }
  }

  private func relationship(_ from: String, _ type: String, _ to: String, _ comment: String?) -> JSONDocument
  {
    var members: [String: JSONDocument] = [
      "spdxElementId": .string(from), "relationshipType": .string(type), "relatedSpdxElement": .string(to),
    ]
    if let comment { members["comment"] = .string(comment) }
    return .object(members)
  }

  private static func reference(_ number: Int) -> String { "SPDXRef-Model-\(number)" }

  private static func text(_ license: License) -> JSONDocument {
    .object([
      "licenseId": .string(SPDXNames.id(license)), "name": .string(license.name),
      "extractedText": .string("See \(license.source)"), "seeAlsos": .strings([license.source]),
    ])
  }
}
