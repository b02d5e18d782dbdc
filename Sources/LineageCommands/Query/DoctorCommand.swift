import ArgumentParser
import LineageCore
import LineageStore

/// `lineage doctor`: what is wrong or odd in the data, with the fix.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "What is wrong or odd in the metadata, with file, line and fix.",
    discussion: "Example: lineage doctor --rule self-loop")

  @Option(help: "Only findings of this rule; `--rules` lists them.") var rule: String?
  @Option(help: "Only findings of this level or above: note, warning, error.") var level: Finding.Level =
    .note
  @Option(
    help: ArgumentHelp("At most so many findings a rule (default: 3, with --rule 1000).", valueName: "n"))
  var limit: Int?
  @Flag(help: "List the rules and what they mean.") var rules = false
  @Flag(help: "Exit with 1 if there is a finding of level error.") var check = false
  @OptionGroup var options: CatalogOptions

  func run() throws {
    if rules { return listRules() }
    if let rule, FindingRule.named(rule) == nil {
      throw CommandFailure(
        .usage, subject: "--rule", "‘\(rule)’ is no rule",
        hint: "rules: " + FindingRule.all.map(\.id).joined(separator: ", "))
    }
    let limit = limit ?? (rule == nil ? 3 : 1000)
    try checkLimit(limit, from: 1)
    let catalog = try options.open()
    let sources = try catalog.sources()
    let counts = try catalog.findingCounts().filter { ($0.rule == rule || rule == nil) && $0.level >= level }
    let ordered = Finding.Level.allCases.reversed().flatMap { level in counts.filter { $0.level == level } }
    let listed = try ordered.map { ($0, try catalog.findings(rule: $0.rule, limit: limit)) }
    if options.json {
      Terminal.out(document(listed, sources).text())
    } else {
      Terminal.write(text(listed, sources))
    }
    if check, counts.contains(where: { $0.level == .error }) { throw ExitRequest(status: .findings) }
  }

  private func listRules() {
    if options.json {
      let rules = FindingRule.all.map {
        JSONDocument.object([
          "id": .string($0.id), "level": .string($0.level.rawValue), "summary": .string($0.summary),
        ])
      }
      return Terminal.out(JSONDocument.object(["rules": .array(rules)]).text())
    }
    var columns = TextColumns([.left, .left, .left])
    for rule in FindingRule.all { columns.add([rule.id, rule.level.rawValue, rule.summary]) }
    for line in columns.lines() { Terminal.out(line) }
  }

  private func document(
    _ listed: [(FindingCount, [Finding])], _ sources: [Source]
  ) -> JSONDocument {
    .object([
      "counts": .object(Dictionary(uniqueKeysWithValues: listed.map { ($0.0.rule, .integer($0.0.count)) })),
      "findings": .array(
        listed.flatMap(\.1).map { finding in
          .object([
            "rule": .string(finding.rule), "level": .string(finding.level.rawValue),
            "subject": .string(finding.subject), "detail": .string(finding.detail),
            "fix": .optional(finding.fix),
            "file": .optional(finding.location.map { sources[$0.source].name }),
            "line": finding.location.map { .integer($0.line) } ?? .null,
          ])
        }),
    ])
  }

  private func text(
    _ listed: [(FindingCount, [Finding])], _ sources: [Source]
  ) -> String {
    guard !listed.isEmpty else { return "Nothing to report.\n" }
    var lines: [String] = []
    for (entry, findings) in listed {
      let style: Style = entry.level == .error ? .alert : entry.level == .warning ? .warning : .dim
      let summary = FindingRule.named(entry.rule)?.summary ?? ""
      lines.append(
        "\(style.apply(entry.level.rawValue)) \(Style.bold.apply(entry.rule))  \(grouped(entry.count))  \(summary)"
      )
      for finding in findings {
        lines.append("  \(printable(finding.subject)): \(printable(finding.detail))")
        let location = finding.location.map { place($0, sources) }
        let rest = [location, finding.fix.map { "fix: " + printable($0) }].compactMap { $0 }
        if !rest.isEmpty { lines.append("    " + Style.dim.apply(rest.joined(separator: "   "))) }
      }
      let left = entry.count - findings.count
      if left > 0 { lines.append("  … \(grouped(left)) more (--rule \(entry.rule) --limit \(entry.count))") }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private func place(_ location: SourceLocation, _ sources: [Source]) -> String {
    printable(sources[location.source].name) + (location.line > 0 ? ":\(location.line)" : "")
  }
}

extension Finding.Level: ExpressibleByArgument {}
