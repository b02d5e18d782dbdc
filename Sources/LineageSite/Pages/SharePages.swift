import LineageCore

/// Charts of shares, and the page that has them all.
extension SiteRenderer {
  /// The lines of a series over time; nil for fewer than two windows.
  func lines(_ series: ShareSeries?) -> ChartFiles? {
    guard let series, series.rows.count > 1, !series.groups.isEmpty else { return nil }
    let chart = LineChart(series: series, names: series.groups.map(groupName), words: words)
    return ChartFiles(
      region: words[.chartRegion, words[.chartTitle]], style: assets.pictureStyle + assets.chartStyle
    ) { chart.svg(isPhone: $0, style: $1) }
  }

  /// The definitions side by side; nil for fewer than two.
  func strip() -> (chart: ChartFiles, text: String)? {
    guard let table = content.sensitivity, table.rows.count > 1, let first = table.groups.first else {
      return nil
    }
    let strip = SensitivityStrip(table: table, names: table.groups.map(groupName), words: words)
    guard let range = strip.range else { return nil }
    let text = words[
      .dependsText, groupName(first), NumberText.percent(range.lowerBound),
      NumberText.percent(range.upperBound)]
    return (
      ChartFiles(
        region: words[.chartRegion, words[.dependsHead]], style: assets.pictureStyle + assets.chartStyle
      ) { strip.svg(isPhone: $0, style: $1) }, text
    )
  }

  /// The ranges in which shares can lie; nil if nobody worked them out.
  func panels() -> ChartFiles? {
    guard let series = content.shares, series.rows.count > 1 else { return nil }
    let panels = BoundPanels(series: series, names: series.groups.map(groupName), words: words)
    guard panels.hasBounds else { return nil }
    return ChartFiles(
      region: words[.chartRegion, words[.boundsHead]], style: assets.pictureStyle + assets.chartStyle
    ) { panels.svg(isPhone: $0, style: $1) }
  }

  func sharesPage() -> PageView {
    let page = place(of: .shares)
    var body: View = [
      "lede": .text(words[.sharesLede]), "files": .text(shared(from: page, to: "shares/")),
    ]
    charts(into: &body, from: page)
    if let shares = content.shares { body["shares"] = .view(sharesView(shares, from: page)) }
    var view = PageView(
      template: "shares", title: words[.sharesTitle, content.title], description: words[.sharesLede],
      body: body)
    view.crumbs = [crumb(words[.home], place(of: .front), from: page)]
    view.here = words[.shares]
    view.alternates = [
      ["type": .text("text/csv"), "link": .text(shared(from: page, to: "shares/shares.csv"))],
      ["type": .text("application/json"), "link": .text(shared(from: page, to: "shares/shares.json"))],
    ]
    return view
  }

  /// The charts that there are, as fields `chart`, `strip` and `panels`.
  func charts(into body: inout View, from page: String) {
    if let lines = lines(content.shares) { body["chart"] = .view(lines.view) }
    if let strip = strip(), let table = content.sensitivity {
      body["strip"] = .view(strip.chart.view)
      body["stripText"] = .text(strip.text)
      body["stripGroups"] = .list(table.groups.map { ["name": .text(groupName($0))] })
      body["stripRegion"] = .text(words[.tableRegion, words[.dependsHead]])
      body["stripRows"] = .list(
        table.rows.map { row in
          [
            "definition": .text(row.definition), "description": .text(row.description),
            "models": .text(NumberText.grouped(row.models)),
            "cells": .list(row.shares.map { ["share": .text($0.map(Self.share) ?? words[.unknown])] }),
          ]
        })
    }
    if let panels = panels() {
      body["panels"] = .view(panels.view)
      body["panelsDefinition"] = .optional(content.shares?.definition)
    }
  }

  /// The charts and their numbers as files.
  func shareFiles() -> [SiteFile] {
    guard language == .english, let shares = content.shares else {
      return lines(content.shares).map { [SiteFile(language.folder + "shares/shares.svg", $0.file)] } ?? []
    }
    var files = [
      SiteFile("shares/shares.csv", csv(shares)),
      SiteFile("shares/shares.json", bytes: json(shares).document()),
    ]
    if let chart = lines(shares) { files.append(SiteFile("shares/shares.svg", chart.file)) }
    if let strip = strip() { files.append(SiteFile("shares/definitions.svg", strip.chart.file)) }
    if let panels = panels() { files.append(SiteFile("shares/bounds.svg", panels.file)) }
    if let table = content.sensitivity {
      var text = "definition,models," + table.groups.joined(separator: ",") + "\n"
      for row in table.rows {
        text +=
          ([row.definition, String(row.models)] + row.shares.map(Self.cell)).joined(separator: ",") + "\n"
      }
      files.append(SiteFile("shares/definitions.csv", text))
    }
    return files
  }

  private func csv(_ shares: ShareSeries) -> String {
    let head = "definition,window,models," + shares.groups.joined(separator: ",")
    let rows = shares.rows.map { row in
      ([shares.definition, row.window, String(row.models)] + row.shares.map(Self.cell)).joined(separator: ",")
    }
    return ([head] + rows).joined(separator: "\n") + "\n"
  }

  private static func cell(_ share: Double?) -> String {
    share.map { NumberText.decimal($0, places: 6) } ?? ""
  }

  private func json(_ shares: ShareSeries) -> JSONText {
    .object([
      "definition": .text(shares.definition), "description": .text(shares.description),
      "groups": .list(shares.groups.map { .text($0) }),
      "windows": .list(
        shares.rows.map { row in
          .object([
            "window": .text(row.window), "models": .number(row.models), "partial": .flag(row.isPartial),
            "shares_per_mille": .list(
              row.shares.map { share in share.map { .number(Int(($0 * 1000).rounded())) } ?? .null }),
          ])
        }),
    ])
  }
}
