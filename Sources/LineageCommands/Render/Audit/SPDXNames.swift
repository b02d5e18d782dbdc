import LineageCore

/// What both SPDX formats say alike.
enum SPDXNames {
  /// An address that no other content has.
  static func namespace(_ reports: [AuditReport]) -> String {
    let parts = reports.flatMap { report in
      [report.model.id, report.concluded, report.snapshot?.description ?? "", time(report)]
        + report.findings.map(\.id)
    }
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
    return Set(licenses.map(id)).sorted(by: byteOrder).joined(separator: " AND ")
  }

  /// The id in a document: one that is on the list since version 3.28 alone, which older readers refuse, is given
  /// as a reference.
  static func id(_ license: License) -> String {
    tooNew.contains(license.spdx) ? "LicenseRef-lineage-" + license.spdx : license.spdx
  }

  /// Ids that the SPDX list has and the lists inside of formats and tools mostly do not.
  static let tooNew: Set<String> = ["OpenMDW-1.0"]

  /// What the ancestry supports, as an expression.
  static func concluded(_ report: AuditReport) -> String {
    report.concludedLicenses.isEmpty ? "NOASSERTION" : expression(report.concludedLicenses)
  }

  /// The licenses outside of the SPDX list that a document may name, each once.
  static func references(_ reports: [AuditReport]) -> [License] {
    var known: [String: License] = [:]
    for report in reports {
      for license in report.reaching.map(\.license) + report.declared + report.concludedLicenses
      where id(license).hasPrefix("LicenseRef-") {
        known[id(license)] = license
      }
    }
    return known.sorted { byteOrder($0.key, $1.key) }.map(\.value)
  }
}
