import LineageCore

/// One audit as an SPDX 2.3 document: a package a model, `DESCENDANT_OF` between them.
struct AuditSPDX2 {
  let report: AuditReport

  var document: JSONDocument {
    let ids = numbers
    let packages =
      [package(report.model, declared: report.declared, concluded: SPDXNames.concluded(report), ids)]
      + report.ancestors.map { ancestor in
        package(ancestor.model, declared: known(ancestor.licenses), concluded: nil, ids)
      }
    return .object([
      "spdxVersion": .string("SPDX-2.3"), "SPDXID": .string("SPDXRef-DOCUMENT"),
      "dataLicense": .string("CC0-1.0"),
      "name": .string("License audit of " + report.model.id),
      "documentNamespace": .string(SPDXNames.namespace(report)),
      "creationInfo": .object([
        "created": .string(SPDXNames.time(report)),
        "creators": .strings(["Tool: \(Product.name)-\(Product.version)"]),
        "comment": .string(auditDisclaimer),
      ]),
      "documentDescribes": .strings(["SPDXRef-Model-0"]), "packages": .array(packages),
      "relationships": .array(relationships(ids)),
      "hasExtractedLicensingInfos": .array(SPDXNames.references(report).map(Self.reference)),
    ])
  }

  /// The number of each model: the audited one is 0.
  private var numbers: [String: Int] {
    var numbers = [report.model.id: 0]
    for (position, ancestor) in report.ancestors.enumerated() { numbers[ancestor.model.id] = position + 1 }
    return numbers
  }

  private func known(_ ids: [String]) -> [License] {
    ids.compactMap { id in report.reaching.first { $0.license.id == id }?.license }
  }

  private func package(
    _ model: ModelSummary, declared: [License], concluded: String?, _ ids: [String: Int]
  ) -> JSONDocument {
    .object([
      "SPDXID": .string("SPDXRef-Model-\(ids[model.id] ?? 0)"), "name": .string(model.id),
      "downloadLocation": .string(PackageAddress.page(model.id)), "filesAnalyzed": .bool(false),
      "versionInfo": .string(model.created?.description ?? "NOASSERTION"),
      "supplier": .string("Organization: " + ModelID.owner(model.id)),
      "licenseDeclared": .string(SPDXNames.expression(declared)),
      "licenseConcluded": .string(concluded ?? "NOASSERTION"),
      "copyrightText": .string("NOASSERTION"),
      "externalRefs": .array([
        .object([
          "referenceCategory": .string("PACKAGE-MANAGER"), "referenceType": .string("purl"),
          "referenceLocator": .string("pkg:huggingface/" + PackageAddress.path(model.id)),
        ])
      ]),
    ])
  }

  private func relationships(_ ids: [String: Int]) -> [JSONDocument] {
    var list = [relationship("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Model-0", nil)]
    let edges = [(report.model.id, report.parents)] + report.ancestors.map { ($0.model.id, $0.parents) }
    for (child, parents) in edges {
      for parent in parents {
        guard let from = ids[child], let to = ids[parent.id] else { continue }
        list.append(
          relationship(
            "SPDXRef-Model-\(from)", "DESCENDANT_OF", "SPDXRef-Model-\(to)",
            "\(parent.label.relation.word), \(parent.label.evidence.word)"))
      }
    }
    return list
  }

  private func relationship(_ from: String, _ type: String, _ to: String, _ comment: String?) -> JSONDocument
  {
    var members: [String: JSONDocument] = [
      "spdxElementId": .string(from), "relationshipType": .string(type), "relatedSpdxElement": .string(to),
    ]
    if let comment { members["comment"] = .string(comment) }
    return .object(members)
  }

  private static func reference(_ license: License) -> JSONDocument {
    .object([
      "licenseId": .string(SPDXNames.id(license)), "name": .string(license.name),
      "extractedText": .string("See \(license.source)"), "seeAlsos": .strings([license.source]),
    ])
  }
}
