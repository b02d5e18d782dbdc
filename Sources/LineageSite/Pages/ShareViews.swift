import LineageCore

/// Shares as sentences and tables. None of them is shown without its definition.
extension SiteRenderer {
  /// `Of 12,910 derivatives of language models added in 2025-06, 39 % go back to Qwen and 17 % to Llama.`
  func answerSentence(_ answer: ShareSeries) -> String? {
    guard let row = answer.rows.first else { return nil }
    let leading = zip(answer.groups, row.shares).prefix(2).compactMap { group, share in
      share.map { (NumberText.percent($0), groupName(group)) }
    }
    guard let first = leading.first else { return nil }
    var parts = [words[.answerFirst, first.0, first.1]]
    parts += leading.dropFirst().map { words[.answerNext, $0.0, $0.1] }
    let (models, shares) = (NumberText.grouped(row.models), words.enumeration(parts))
    return row.window == "all"
      ? words[.answerOfAll, models, shares] : words[.answerOfMonth, models, row.window, shares]
  }

  func answerView(_ answer: ShareSeries, from page: String) -> View {
    let shares = answer.rows.first?.shares ?? []
    let largest = shares.compactMap { $0 }.max() ?? 0
    var rows: [View] = zip(answer.groups, shares).map { group, share in
      bar(group, link: map.link(from: page, family: group), share, largest)
    }
    rows.append(bar(words[.allOtherGroups], link: nil, Self.rest(shares), largest))
    return [
      "definition": .text(answer.definition), "description": .text(answer.description), "rows": .list(rows),
      "region": .text(words[.tableRegion, words[.shareHead]]),
    ]
  }

  private func bar(_ group: String, link: String?, _ share: Double?, _ largest: Double) -> View {
    let length = largest > 0 ? min(1, (share ?? 0) / largest) * 100 : 0
    return [
      "name": .text(groupName(group)), "link": .optional(link),
      "share": .text(share.map(Self.share) ?? words[.unknown]),
      // What is left over is no group, so it gets no bar that invites a comparison.
      "bar": group == words[.allOtherGroups] ? .none : .text(NumberText.decimal(length, places: 1)),
    ]
  }

  func sharesView(_ shares: ShareSeries, from page: String) -> View {
    [
      "definition": .text(shares.definition),
      "region": .text(words[.tableRegion, words[.shareRegion]]),
      "fewest": .optional(shares.fewest > 1 ? words[.fewModels, NumberText.grouped(shares.fewest)] : nil),
      "groups": .list(
        shares.groups.map {
          ["name": .text(groupName($0)), "link": .optional(map.link(from: page, family: $0))]
        }),
      "rows": .list(
        shares.rows.map { row in
          let cells = row.shares + [Self.rest(row.shares)]
          return [
            "window": .text(row.window),
            "soFar": row.window == content.snapshot?.monthLabel ? .text(words[.soFar]) : .none,
            "models": .text(NumberText.grouped(row.models)),
            "cells": .list(cells.map { ["share": .text($0.map(Self.share) ?? words[.unknown])] }),
          ]
        }),
    ]
  }

  /// A family's name; for any other group its id.
  func groupName(_ id: String) -> String { content.families.first { $0.id == id }?.name ?? id }

  /// What the groups leave over; nil if one of them cannot be told.
  private static func rest(_ shares: [Double?]) -> Double? {
    let known = shares.compactMap { $0 }
    return known.count == shares.count ? max(0, 1 - known.reduce(0, +)) : nil
  }

  /// A share 0...1 with one decimal: `47.3 %`; nothing at all is `0`.
  static func share(_ value: Double) -> String {
    let text = NumberText.decimal(value * 100, places: 1)
    if text == "0" { return text }
    return (text.contains(".") ? text : text + ".0") + "\u{A0}%"
  }
}
