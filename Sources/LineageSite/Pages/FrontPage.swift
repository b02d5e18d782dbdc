import LineageCore

extension SiteRenderer {
  /// Most rows of the tables on the front page.
  static let mostFrontRows = 15

  func frontPage() -> PageView {
    let page = place(of: .front)
    let lede = content.answer.flatMap(answerSentence) ?? counts
    var body: View = [
      "lede": .text(lede), "counts": .text(counts),
      "facts": .list(factRows()),
      "topTable": .view(
        table(content.topModels.prefix(Self.mostFrontRows), [.family, .direct], from: page)),
      "hasTop": .flag(!content.topModels.isEmpty),
      "topRegion": .text(words[.tableRegion, words[.topHead]]),
      "families": .list(familyRows(from: page, limit: Self.mostFrontRows)),
      "hasFamilies": .flag(content.families.contains { $0.derivatives > 0 }),
      "familiesRegion": .text(words[.tableRegion, words[.families]]),
      "familiesPage": .text(SiteMap.relative(from: page, to: place(of: .families))),
      "findings": .text(findingsSentence), "hasFindings": .flag(!content.findings.isEmpty),
      "rules": .list(ruleRows(from: page)),
      "rulesRegion": .text(words[.tableRegion, words[.findingsHead]]),
      "findingsPage": .text(SiteMap.relative(from: page, to: place(of: .findings))),
    ]
    if let answer = content.answer { body["answer"] = .view(answerView(answer, from: page)) }
    if let shares = content.shares { body["shares"] = .view(sharesView(shares, from: page)) }
    charts(into: &body, from: page)
    body["sharesPage"] = .text(SiteMap.relative(from: page, to: place(of: .shares)))
    body["lost"] = lost(from: page, limit: 5)
    body["licensesPage"] = .text(SiteMap.relative(from: page, to: place(of: .licenses)))
    var view = PageView(
      template: "front", title: words[.frontTitle, content.title], description: counts, body: body)
    view.alternates = [
      ["type": .text("text/markdown"), "link": .text("index.md")],
      [
        "type": .text("application/json"),
        "link": .text(language == .english ? "index.json" : "../index.json"),
      ],
    ]
    return view
  }

  private func factRows() -> [View] {
    let facts = content.facts
    let rows: [(Phrase, Int)] = [
      (.factModels, facts.models), (.factWithBase, facts.modelsWithParent), (.factEdges, facts.edges),
      (.factGhosts, facts.ghosts), (.factRoots, facts.roots), (.factMulti, facts.multiParent),
      (.factCycles, facts.cycles.count), (.factLongest, facts.longestChainEdges),
    ]
    return rows.map { ["name": .text(words[$0.0]), "value": .text(NumberText.grouped($0.1))] }
  }

  func notFoundPage() -> PageView {
    let title = words[.missingTitle, content.title]
    var view = PageView(
      template: "missing", title: title, description: words[.missingText],
      body: ["home": .optional(content.baseAddress)])
    view.standalone = true
    return view
  }
}
