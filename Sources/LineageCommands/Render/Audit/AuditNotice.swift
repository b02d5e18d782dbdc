import LineageCore

/// The NOTICE file that goes with a model: what each license above it asks to be said, grouped by license.
struct AuditNotice {
  let report: AuditReport

  var text: String {
    var lines = [
      "NOTICE for \(printable(report.model.id))", "",
      "This model was made from the models named below, whose licenses ask for what follows.",
    ]
    for reach in report.reaching where !reach.license.isUnknown && reach.way != "outputs" {
      lines += ["", String(repeating: "-", count: 72)] + section(reach)
    }
    let open = report.reaching.filter(\.license.isUnknown)
    if !open.isEmpty {
      lines += ["", String(repeating: "-", count: 72), "Licenses that are not known:"]
      lines += open.flatMap { $0.origins.map { "  " + printable($0) } }
    }
    return (lines + ["", auditDisclaimer]).joined(separator: "\n") + "\n"
  }

  private func section(_ reach: AuditReport.Reach) -> [String] {
    let license = reach.license
    var lines = ["\(license.name) (\(license.spdx))", "  text: \(license.source)"]
    if let notice = license.notice { lines += ["", "  " + notice, ""] }
    if license.terms.contains(.displayMark), !license.marks.isEmpty {
      lines.append("  mark: " + license.marks.joined(separator: " or "))
    }
    if license.terms.contains(.stateChanges), reach.way != "own" {
      lines.append("  The files of these models were modified.")
    }
    if reach.way == "disputed" { lines.append("  Whether its terms bind an adapter is open.") }
    return lines + ["  applies to:"]
      + reach.origins.map { "    \(printable($0))  \(PackageAddress.page($0))" }
  }
}
