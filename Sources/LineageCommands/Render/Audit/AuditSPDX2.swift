import LineageCore

/// One audit as an SPDX 2.3 document: a package a model, `DESCENDANT_OF` between them.
struct AuditSPDX2 {
  let report: AuditReport

  var document: JSONDocument {
    let ids = numbers
    let packages =
      [package(report.model, declared: report.declared, concluded: report.concluded, ids)]
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
      "licenseConcluded": .string(
        concluded.map { $0.isEmpty || $0.contains("NOASSERTION") ? "NOASSERTION" : $0 } ?? "NOASSERTION"),
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
      "licenseId": .string(license.spdx), "name": .string(license.name),
      "extractedText": .string("See \(license.source)"), "seeAlsos": .strings([license.source]),
    ])
  }
}

/// What both SPDX formats say alike.
enum SPDXNames {
  /// An address that no other content has.
  static func namespace(_ report: AuditReport) -> String {
    let parts =
      [report.model.id, report.concluded, report.snapshot?.description ?? "", time(report)]
      + report.findings.map(\.id)
    let digest = Digest.sha256(Array(parts.joined(separator: "\n").utf8)).prefix(32)
    return "https://spdx.org/spdxdocs/lineage-audit-\(digest)"
  }

  /// The day the audit is for, as a time.
  static func time(_ report: AuditReport) -> String {
    (report.day ?? report.snapshot)?.description.appending("T00:00:00Z") ?? "1970-01-01T00:00:00Z"
  }

  /// Labels as an expression: `NONE` where none is declared, `NOASSERTION` where one is not known.
  static func expression(_ licenses: [License]) -> String {
    if licenses.map(\.id) == ["none-declared"] { return "NONE" }
    if licenses.isEmpty || licenses.contains(where: \.isUnknown) { return "NOASSERTION" }
    return Set(licenses.map(\.spdx)).sorted(by: byteOrder).joined(separator: " AND ")
  }

  /// The licenses outside of the SPDX list that the document may name, each once.
  static func references(_ report: AuditReport) -> [License] {
    var known: [String: License] = [:]
    for license in report.reaching.map(\.license) + report.declared + report.concludedLicenses
    where license.spdx.hasPrefix("LicenseRef-") {
      known[license.spdx] = license
    }
    return known.sorted { byteOrder($0.key, $1.key) }.map(\.value)
  }
}
