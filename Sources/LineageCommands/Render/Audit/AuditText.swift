import LineageCore

/// An audit for a terminal: the verdict, then every finding with the way from the model up to where its license
/// comes from, and the hop at which it was dropped.
struct AuditText {
  let report: AuditReport
  /// Findings that a waiver or a baseline takes out of the count are shown as well.
  let showsWaived: Bool

  var text: String {
    (heading + findings + expired + duties + ["", Style.dim.apply(auditDisclaimer)]).joined(separator: "\n")
      + "\n"
  }

  private var heading: [String] {
    let verdict =
      report.verdict.map { "\($0.rawValue): \($0.meaning)" } ?? "clean: nothing is wrong as far as is known"
    let style: Style = report.verdict.map { $0 >= .laundered ? .alert : .warning } ?? .bold
    var lines = [Style.bold.apply(printable(report.model.id)), style.apply(verdict)]
    lines.append("  declared   " + AuditWords.declared(report))
    if let detected = report.detected {
      lines.append("  detected   \(detected.name) (\(detected.id)), by its text")
    }
    lines.append("  concluded  " + (report.concluded.isEmpty ? "nothing is known" : report.concluded))
    if report.ancestors.isEmpty {
      lines.append("  ancestors  none known")
    } else {
      let unknown = report.ancestors.count { $0.model.ghost }
      lines.append(
        "  ancestors  \(grouped(report.ancestors.count))"
          + (unknown > 0 ? ", of which \(grouped(unknown)) not in the snapshot" : ""))
    }
    return lines
  }

  private var findings: [String] {
    let shown = report.findings.filter { showsWaived || ($0.waivedBy == nil && !$0.isKnown) }
    let hidden = report.findings.count - shown.count
    var lines = shown.flatMap(Self.lines)
    if hidden > 0 {
      lines += [
        "", Style.dim.apply("\(counted(hidden, "finding")) waived or known before (--waived lists them)"),
      ]
    }
    return lines
  }

  static func lines(_ finding: AuditFinding) -> [String] {
    let style: Style = finding.level == .error ? .alert : finding.level == .warning ? .warning : .dim
    var remarks: [String] = []
    if finding.isForReview { remarks.append("for review") }
    if let waiver = finding.waivedBy { remarks.append("waived by \(waiver)") }
    if finding.isKnown { remarks.append("in the baseline") }
    let remark = remarks.isEmpty ? "" : "  (" + remarks.joined(separator: ", ") + ")"
    var lines = [
      "",
      "\(style.apply(finding.level.rawValue)) \(Style.bold.apply(finding.rule)) \(finding.verdict.rawValue)\(remark)",
      "  " + printable(finding.message),
    ]
    if finding.path.count > 1 { lines += way(finding) }
    lines.append(Style.dim.apply("  terms: " + finding.terms.codes.joined(separator: ", ")))
    if finding.path.count > 1 {
      lines.append(
        Style.dim.apply("  basis: \(finding.basis); confidence \(AuditWords.confidence(finding.confidence))"))
    }
    lines.append("  fix: " + printable(finding.fix))
    return lines
  }

  /// The way up, one model a line; `✗` stands where the license is not carried, `◀` where it was dropped first.
  private static func way(_ finding: AuditFinding) -> [String] {
    var lines: [String] = []
    for (position, step) in finding.path.enumerated() {
      let mark = position == finding.path.count - 1 ? "●" : step.carries ? "│" : "✗"
      let licenses = step.licenses.isEmpty ? "no license" : step.licenses.joined(separator: ", ")
      let hop = finding.hop == position ? "  ◀ dropped here" : ""
      lines.append("    \(mark) \(printable(step.id))  \(Style.dim.apply(licenses))\(Style.alert.apply(hop))")
      if let label = step.label {
        let evidence = label.evidence == .declared ? "" : ", \(label.evidence.word)"
        lines.append("    ↑ " + Style.relation.apply(label.relation.word + evidence))
      }
    }
    if finding.pathCount > 1 {
      lines.append("      and \(grouped(finding.pathCount - 1)) more ways of that length")
    }
    if !finding.otherOrigins.isEmpty {
      let more = finding.otherOrigins.prefix(3).map(printable).joined(separator: ", ")
      let rest = finding.otherOrigins.count > 3 ? ", … (\(grouped(finding.otherOrigins.count)))" : ""
      lines.append("      also from \(more)\(rest)")
    }
    return lines
  }

  private var expired: [String] {
    report.expiredWaivers.isEmpty
      ? [] : [""] + report.expiredWaivers.map { "note \(AuditRule.expiredWaiver) " + printable($0) }
  }

  private var duties: [String] {
    guard !report.duties.isEmpty else { return [] }
    return ["", "In plain words, if you pass it on"] + report.duties.map { "  * " + printable($0) }
  }
}

/// Words that several renderings of an audit share.
enum AuditWords {
  static func declared(_ report: AuditReport) -> String {
    let names = report.declared.map { $0.isUnknown ? $0.name : "\($0.name) (\($0.id))" }.joined(
      separator: ", ")
    guard let label = report.label else { return names }
    let isPlain = report.declared.map(\.id) == [label]
    return isPlain ? names : "\(names); the card says ‘\(printable(label))’"
  }

  /// Two digits.
  static func confidence(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return hundredths >= 100 ? "1" : "0." + (hundredths < 10 ? "0" : "") + String(hundredths)
  }
}
