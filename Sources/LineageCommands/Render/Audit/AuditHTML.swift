import LineageCore

/// Audits as one HTML page that needs nothing else.
struct AuditHTML {
  let reports: [AuditReport]

  var text: String {
    let title = reports.count == 1 ? "License audit of \(reports[0].model.id)" : "License audits"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title))</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      code { overflow-wrap: anywhere; }
      article { border-top: 1px solid; margin-top: 1.5rem; }
      dt { font-weight: 600; }
      </style>
      </head>
      <body>
      <main>
      <h1>\(escaped(title))</h1>
      \(reports.map(section).joined(separator: "\n"))
      <p>\(escaped(auditDisclaimer))</p>
      </main>
      </body>
      </html>

      """
  }

  private func section(_ report: AuditReport) -> String {
    var lines = ["<section>"]
    if reports.count > 1 { lines.append("<h2><code>\(escaped(report.model.id))</code></h2>") }
    let meaning = report.verdict.map { ": \($0.meaning)" } ?? ""
    lines.append("<p><strong>\(report.verdictWord)</strong>\(escaped(meaning))</p>")
    lines.append("<dl>")
    lines.append("<dt>declared</dt><dd>\(escaped(AuditWords.declared(report)))</dd>")
    if let detected = report.detected { lines.append("<dt>detected</dt><dd>\(escaped(detected.name))</dd>") }
    lines.append("<dt>concluded</dt><dd><code>\(escaped(report.concluded))</code></dd>")
    lines.append("<dt>ancestors</dt><dd>\(grouped(report.ancestors.count))</dd>")
    lines.append("</dl>")
    lines += report.findings.map(article)
    if !report.expiredWaivers.isEmpty { lines.append(list(report.expiredWaivers)) }
    if !report.duties.isEmpty {
      lines += ["<p>In plain words, if you pass it on:</p>", list(report.duties)]
    }
    return (lines + ["</section>"]).joined(separator: "\n")
  }

  private func article(_ finding: AuditFinding) -> String {
    let waived = finding.waivedBy.map { ", waived by \($0)" } ?? ""
    var lines = [
      "<article>",
      "<p><strong>\(finding.rule)</strong> \(finding.verdict.rawValue), \(finding.level.rawValue)\(escaped(waived))</p>",
      "<p>\(escaped(finding.message))</p>",
    ]
    if finding.path.count > 1 {
      lines.append("<ol>")
      for (position, step) in finding.path.enumerated() {
        let hop = finding.hop == position ? " <strong>dropped here</strong>" : ""
        let made = step.label.map { ", \($0.relation.word) of" } ?? ""
        lines.append(
          "<li><code>\(escaped(step.id))</code> (\(escaped(step.licenses.joined(separator: ", "))))\(made)\(hop)</li>"
        )
      }
      lines.append("</ol>")
    }
    lines.append("<p>Basis: \(escaped(finding.basis)). Fix: \(escaped(finding.fix)).</p>")
    return (lines + ["</article>"]).joined(separator: "\n")
  }

  private func list(_ items: [String]) -> String {
    "<ul>\n" + items.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n") + "\n</ul>"
  }

  private func escaped(_ text: String) -> String {
    printable(text).map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(character)
      }
    }.joined()
  }
}
