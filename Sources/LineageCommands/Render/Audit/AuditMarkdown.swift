import LineageCore

/// Audits as Markdown: for a pull request or a wiki.
struct AuditMarkdown {
  let reports: [AuditReport]

  var text: String {
    var lines = reports.flatMap(lines)
    lines += ["", "*" + auditDisclaimer + "*"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ report: AuditReport) -> [String] {
    var lines = [
      "# License audit of `\(cell(report.model.id))`", "",
      "**\(report.verdictWord)**" + (report.verdict.map { ": \($0.meaning)" } ?? ""), "",
      "| | |", "|--|--|", "| declared | \(cell(AuditWords.declared(report))) |",
    ]
    if let detected = report.detected { lines.append("| detected | \(cell(detected.name)) |") }
    lines += [
      "| concluded | \(cell(report.concluded)) |", "| ancestors | \(grouped(report.ancestors.count)) |",
    ]
    if !report.findings.isEmpty {
      lines += [
        "", "## Findings", "", "| rule | verdict | level | what | way | fix |", "|--|--|--|--|--|--|",
      ]
    }
    for finding in report.findings {
      let way = finding.path.count < 2 ? "" : finding.path.map { "`\(cell($0.id))`" }.joined(separator: " ← ")
      let waived = finding.waivedBy.map { " (waived by \(cell($0)))" } ?? ""
      lines.append(
        "| \(finding.rule) | \(finding.verdict.rawValue) | \(finding.level.rawValue)\(waived) "
          + "| \(cell(finding.message)) | \(way) | \(cell(finding.fix)) |")
    }
    if !report.expiredWaivers.isEmpty {
      lines += ["", "## Waivers that do not hold", ""] + report.expiredWaivers.map { "* " + cell($0) }
    }
    if !report.duties.isEmpty {
      lines += ["", "## If you pass it on", ""] + report.duties.map { "* " + cell($0) }
    }
    return lines + [""]
  }

  /// Text inside a cell or a code span: the characters that would end either are replaced.
  private func cell(_ text: String) -> String {
    printable(text).map { $0 == "|" ? "\\|" : $0 == "`" ? "'" : $0 == "<" ? "&lt;" : String($0) }.joined()
  }
}
