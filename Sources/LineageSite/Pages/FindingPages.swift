import LineageCore

extension SiteRenderer {
  /// Most findings on the page of a rule.
  static let mostFindings = 500

  /// `78 findings by 6 rules: …`.
  var findingsSentence: String {
    if content.findings.isEmpty { return words[.findingsNone] }
    let rules = Set(content.findings.map(\.rule)).count
    return words[.findingsLede, NumberText.grouped(content.findings.count), NumberText.grouped(rules)]
  }

  func findingsPage() -> PageView {
    let page = place(of: .findings)
    var view = PageView(
      template: "findings", title: words[.findingsTitle, content.title], description: findingsSentence,
      body: [
        "lede": .text(findingsSentence), "rules": .list(ruleRows(from: page)),
        "hasFindings": .flag(!content.findings.isEmpty),
        "rulesRegion": .text(words[.tableRegion, words[.findingsHead]]),
      ])
    view.crumbs = [crumb(words[.home], place(of: .front), from: page)]
    view.here = words[.findings]
    return view
  }

  /// The rules that found something, in the order of the report.
  func ruleRows(from page: String) -> [View] {
    let counts = content.findings.reduce(into: [String: Int]()) { $0[$1.rule, default: 0] += 1 }
    return FindingRule.all.compactMap { rule in
      guard let count = counts[rule.id] else { return nil }
      return [
        "id": .text(rule.id), "link": .text(SiteMap.relative(from: page, to: SiteMap.path(rule: rule.id))),
        "level": .text(words[rule.level]), "levelClass": .text(rule.level.rawValue),
        "summary": .text(rule.summary), "count": .text(NumberText.grouped(count)),
      ]
    }
  }

  func rulePage(_ id: String) throws(SiteError) -> PageView {
    guard let rule = FindingRule.named(id) else { throw .unknownPage(path: SiteMap.path(rule: id)) }
    let page = place(of: .rule(id))
    let found = content.findings.filter { $0.rule == id }
    let total = NumberText.grouped(found.count)
    let count =
      found.count == 1
      ? words[.findingsOne]
      : found.count <= Self.mostFindings
        ? words[.findingsAll, total] : words[.findingsFirst, NumberText.grouped(Self.mostFindings), total]
    let shown = found.prefix(Self.mostFindings)
    var view = PageView(
      template: "rule", title: words[.findingTitle, rule.id, content.title], description: rule.summary,
      body: [
        "id": .text(rule.id), "summary": .text(rule.summary), "level": .text(words[rule.level]),
        "levelClass": .text(rule.level.rawValue), "count": .text(count),
        "rows": .list(shown.map { row($0, from: page) }), "hasFix": .flag(shown.contains { $0.fix != nil }),
        "hasPlace": .flag(shown.contains { $0.location != nil }),
        "region": .text(words[.tableRegion, words[.findings]]),
      ])
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page),
      crumb(words[.findings], place(of: .findings), from: page),
    ]
    view.here = rule.id
    return view
  }

  private func row(_ finding: Finding, from page: String) -> View {
    [
      "subject": .text(finding.subject),
      "link": .optional(
        finding.rule == FindingRule.cycle.id
          ? map.link(from: page, cycle: finding.subject) : map.link(from: page, model: finding.subject)),
      "detail": .text(finding.detail), "fix": .optional(finding.fix),
      "place": .optional(finding.location.flatMap(place)),
    ]
  }

  private func place(_ location: SourceLocation) -> String? {
    guard content.sources.indices.contains(location.source) else { return nil }
    let name = content.sources[location.source].name
    return location.line > 0 ? words[.placeLine, name, String(location.line)] : name
  }
}

extension Words {
  /// How much a finding matters.
  subscript(level: Finding.Level) -> String {
    switch level {
    case .error: self[.levelError]
    case .warning: self[.levelWarning]
    case .note: self[.levelNote]
    }
  }
}
