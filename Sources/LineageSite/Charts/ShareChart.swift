/// Charts of shares that stand alone: the pictures of the site, from a table of one's own.
public struct ShareChart {
  private let assets: SiteAssets
  private let words: Words
  private let source: String

  /// Charts from one source, which they name.
  ///
  /// - Throws: ``SiteError/invalidAsset(name:detail:)`` for a language file that is not as it should be.
  public init(assets: SiteAssets, source: String) throws(SiteError) {
    (self.assets, self.source) = (assets, source)
    words = try Words(json: assets.strings[.english] ?? "")
  }

  /// Over several windows as lines, the five largest groups; of one window as bars, all groups.
  ///
  /// - Parameters:
  ///   - names: Names of the groups, in their order.
  ///   - title: What stands above the chart.
  ///   - unit: What is counted: `models`.
  ///   - notes: What else stands at the foot of bars.
  public func svg(
    _ series: ShareSeries, names: [String], title: String, unit: String, notes: [String]
  ) -> String {
    let style = assets.pictureStyle + assets.chartStyle
    guard series.rows.count > 1 else {
      return ShareBars(
        series: series, names: names, title: title, unit: unit, source: source, notes: notes
      ).svg(isPhone: false, style: style)
    }
    return LineChart(
      series: series, names: names, words: words, title: title,
      counted:
        "Vertical axis: share of all \(unit) counted, per cent. Grey bars: \(unit) counted in each window.",
      source: source
    ).svg(isPhone: false, style: style)
  }

  /// One or two groups under several definitions that each differ in one part from a first one.
  public func svg(_ table: SensitivityTable, names: [String], from definition: String) -> String {
    SensitivityStrip(
      table: table, names: names, words: words, definition: definition, source: source
    ).svg(isPhone: false, style: assets.pictureStyle + assets.chartStyle)
  }
}
