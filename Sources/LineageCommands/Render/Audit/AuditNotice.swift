import LineageCore

/// The NOTICE file that goes with models: what each license of theirs and above them asks to be said, grouped by license.
struct AuditNotice {
  let reports: [AuditReport]

  /// A license with the models it comes from and those it reaches.
  private struct Section {
    let license: License
    let way: String
    var origins: [String]
    var reached: [String]
  }

  var text: String {
    let names = reports.map(\.model.id)
    var lines =
      names.count == 1
      ? [
        "NOTICE for \(printable(names[0]))", "",
        "This model was made from the models named below, whose licenses ask for what follows.",
      ]
      : ["NOTICE for \(counted(names.count, "model"))", ""] + names.map { "  " + printable($0) } + [
        "", "They were made from the models named below, whose licenses ask for what follows.",
      ]
    for section in sections where !section.license.isUnknown && section.way != "outputs" {
      lines += ["", String(repeating: "-", count: 72)] + self.lines(section)
    }
    let open = sections.filter(\.license.isUnknown)
    if !open.isEmpty {
      lines += ["", String(repeating: "-", count: 72), "Licenses that are not known:"]
      lines += open.flatMap { $0.origins.map { "  " + printable($0) } }
    }
    return (lines + ["", auditDisclaimer]).joined(separator: "\n") + "\n"
  }

  /// By license and way, in the order in which they are met.
  private var sections: [Section] {
    var sections: [Section] = []
    for report in reports {
      for reach in report.reaching {
        let known = sections.firstIndex { $0.license.id == reach.license.id && $0.way == reach.way }
        guard let known else {
          sections.append(
            Section(
              license: reach.license, way: reach.way, origins: reach.origins, reached: [report.model.id]))
          continue
        }
        sections[known].origins += reach.origins.filter { !sections[known].origins.contains($0) }
        sections[known].reached.append(report.model.id)
      }
    }
    return sections
  }

  private func lines(_ section: Section) -> [String] {
    let license = section.license
    var lines = ["\(license.name) (\(license.spdx))", "  text: \(license.source)"]
    if let notice = license.notice { lines += ["", "  " + notice, ""] }
    if license.terms.contains(.displayMark), !license.marks.isEmpty {
      lines.append("  mark: " + license.marks.joined(separator: " or "))
    }
    if license.terms.contains(.stateChanges), section.way != "own" {
      lines.append("  The files of these models were modified.")
    }
    if section.way == "disputed" { lines.append("  Whether its terms bind an adapter is open.") }
    lines += ["  applies to:"]
    lines += section.origins.map { "    \(printable($0))  \(PackageAddress.page($0))" }
    if reports.count > 1, section.way != "own" {
      lines += ["  and reaches:"] + section.reached.map { "    " + printable($0) }
    }
    return lines
  }
}
