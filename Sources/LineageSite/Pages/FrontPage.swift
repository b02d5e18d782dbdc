import LineageCore

extension SiteRenderer {
  /// Most rows of the tables on the front page.
  static let mostFrontRows = 15

  func frontPage() -> PageView {
    let page = path(of: .front)
    let facts = content.facts
    let counts = words[
      .frontLede, NumberText.grouped(facts.modelsWithParent), NumberText.grouped(facts.parentsDistinct),
      NumberText.grouped(facts.ghosts)]
    let lede = content.answer.flatMap(answerSentence) ?? counts
    var body: View = [
      "lede": .text(lede), "counts": .text(counts),
      "facts": .list(factRows()),
      "topTable": .view(
        table(content.topModels.prefix(Self.mostFrontRows), [.family, .direct], from: page)),
      "hasTop": .flag(!content.topModels.isEmpty),
      "topRegion": .text(words[.tableRegion, words[.topHead]]),
      "families": .list(familyRows(from: page, limit: Self.mostFrontRows)),
      "hasFamilies": .flag(!content.families.isEmpty),
      "familiesRegion": .text(words[.tableRegion, words[.families]]),
      "familiesPage": .text(SiteMap.relative(from: page, to: path(of: .families))),
      "findings": .text(findingsSentence), "hasFindings": .flag(!content.findings.isEmpty),
      "rules": .list(ruleRows(from: page)),
      "rulesRegion": .text(words[.tableRegion, words[.findingsHead]]),
      "findingsPage": .text(SiteMap.relative(from: page, to: path(of: .findings))),
    ]
    if let answer = content.answer { body["answer"] = .view(answerView(answer, from: page)) }
    if let shares = content.shares { body["shares"] = .view(sharesView(shares, from: page)) }
    return PageView(
      template: "front", title: words[.frontTitle, content.title], description: counts, body: body)
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
