/// Shares of one window as bars, each with the range in which it can lie.
struct ShareBars {
  let series: ShareSeries
  /// Names of the groups, in their order.
  let names: [String]
  let title: String
  /// What is counted: `models`.
  let unit: String
  /// What it was drawn from.
  let source: String
  /// What else stands at the foot.
  let notes: [String]

  private static let rowHeight = 24.0

  func svg(isPhone: Bool, style: String?) -> String {
    guard let row = series.rows.first else { return "" }
    var chart = ChartText(isPhone: isPhone)
    let top = chart.head(title: title, subtitle: series.description, definition: series.definition) + 34
    let (left, right) = (isPhone ? 110.0 : 170.0, chart.width - 62)
    let greatest = row.shares.compactMap { $0 }.max() ?? 0
    let ceiling = max(
      0.1, (max(greatest, row.bounds.compactMap { $0?.upperBound }.max() ?? 0) * 10).rounded(.up) / 10)
    func x(_ share: Double) -> Double { left + (right - left) * min(1, share / ceiling) }
    let bottom = top + Double(names.count) * Self.rowHeight
    for step in 0...Int((ceiling * 10).rounded()) where step.isMultiple(of: ceiling > 0.6 ? 2 : 1) {
      let share = Double(step) / 10
      chart.line(step == 0 ? "ax" : "gr", (x(share), top - 4), (x(share), bottom))
      chart.out.text(
        step == 0 ? "s" : "s c", step == 0 ? "0" : NumberText.percent(share), x: x(share), y: top - 10)
    }
    for (i, name) in names.enumerated() {
      let middle = top + (Double(i) + 0.5) * Self.rowHeight
      chart.out.text(
        "l", TextWidth.regular.cutEnd(name, size: 12, room: left - 12), x: 0, y: middle + 4, room: left - 12,
        font: .row)
      guard let share = row.shares[i] else { continue }
      chart.out.rect("nb", x: left, y: middle - 7, width: max(0.5, x(share) - left), height: 14, radius: 0)
      if row.bounds.indices.contains(i), let bounds = row.bounds[i] {
        chart.line("rg", (x(bounds.lowerBound), middle), (x(bounds.upperBound), middle))
      }
      chart.out.text("s e", SiteRenderer.share(share), x: chart.width - 2, y: middle + 4)
    }
    let end = chart.notes(
      ["n = " + NumberText.grouped(row.models) + " " + unit] + notes + [source],
      top: bottom + 6)
    return chart.document(
      title: title, description: description, height: end + 8, id: "sb", style: style)
  }

  private var description: String {
    guard let row = series.rows.first else { return series.description }
    let parts = zip(names, row.shares).compactMap { name, share in
      share.map { name + " " + NumberText.percent($0) }
    }
    return series.description + " " + row.window + ": " + parts.joined(separator: ", ")
  }
}
