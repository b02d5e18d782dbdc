import LineageCore

extension SiteRenderer {
  /// Most rows of the tables on the front page.
  static let mostFrontRows = 25

  func frontPage() -> PageView {
    let page = path(of: .front)
    let facts = content.facts
    let lede = words[
      .frontLede, NumberText.grouped(facts.modelsWithParent), NumberText.grouped(facts.parentsDistinct),
      NumberText.grouped(facts.ghosts)]
    var body: View = [
      "lede": .text(lede),
      "facts": .list(factRows()),
      "top": .list(content.topModels.prefix(Self.mostFrontRows).map { row($0, from: page) }),
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
    if let shares = content.shares { body["shares"] = .view(sharesView(shares)) }
    return PageView(
      template: "front", title: words[.frontTitle, content.title], description: lede, body: body)
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

  private func sharesView(_ shares: ShareSeries) -> View {
    [
      "definition": .text(shares.definition), "description": .text(shares.description),
      "region": .text(words[.tableRegion, words[.shareRegion]]),
      "groups": .list(shares.groups.map { ["name": .text($0)] }),
      "rows": .list(
        shares.rows.map { row in
          [
            "window": .text(row.window), "models": .text(NumberText.grouped(row.models)),
            "cells": .list(row.shares.map { ["share": .text($0.map(Self.share) ?? words[.unknown])] }),
          ]
        }),
    ]
  }

  /// A share 0...1 with one decimal: `47.3 %`.
  private static func share(_ value: Double) -> String {
    let text = NumberText.decimal(value * 100, places: 1)
    return (text.contains(".") ? text : text + ".0") + "\u{A0}%"
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
