/// One small chart for each group, with the range in which its share can lie whatever was not declared.
struct BoundPanels {
  let series: ShareSeries
  /// Names of the groups, in their order.
  let names: [String]
  let words: Words

  private var rows: [ShareSeries.Row] { series.inOrder }
  private var shown: Range<Int> { 0..<min(6, series.groups.count) }

  /// Whether there is any range to show.
  var hasBounds: Bool { series.rows.contains { $0.bounds.contains { $0 != nil } } }

  func svg(isPhone: Bool, style: String?) -> String {
    var chart = ChartText(isPhone: isPhone)
    let top =
      chart.head(title: words[.panelsTitle], subtitle: words[.panelsSubtitle], definition: series.definition)
      + 8
    let columns = isPhone ? 1 : 3
    let (width, height) = (isPhone ? 374.0 : 232.0, 138.0)
    for group in shown {
      let corner = (
        x: Double(group % columns) * (width + 12), y: top + Double(group / columns) * (height + 12)
      )
      panel(group, &chart, corner, width: width, height: height)
    }
    let lines = (shown.count + columns - 1) / columns
    let end = chart.notes([words[.panelsNote]], top: top + Double(lines) * (height + 12))
    return chart.document(
      title: words[.panelsTitle], description: words[.panelsSubtitle], height: end + 8, id: "pn", style: style
    )
  }

  private func panel(
    _ group: Int, _ chart: inout ChartText, _ corner: ChartText.Point, width: Double, height: Double
  ) {
    let (left, right) = (corner.x + 30, corner.x + width - 8)
    let (top, bottom) = (corner.y + 32, corner.y + height - 18)
    func x(_ i: Int) -> Double {
      rows.count < 2 ? (left + right) / 2 : left + (right - left) * Double(i) / Double(rows.count - 1)
    }
    func y(_ share: Double) -> Double { bottom - share * (bottom - top) }
    chart.out.text(
      "t", TextWidth.bold.cutEnd(names[group], size: 12.5, room: width * 0.4), x: corner.x, y: corner.y + 14)
    if let last = rows.last, let share = last.shares[group] {
      var text = NumberText.percent(share)
      if group < last.bounds.count, let bounds = last.bounds[group] {
        text +=
          " (" + NumberText.decimal(bounds.lowerBound * 100, places: 0) + "–"
          + NumberText.percent(bounds.upperBound) + ")"
      }
      chart.out.text("s e", text, x: right, y: corner.y + 14)
    }
    for share in [0, 0.5, 1] {
      chart.line(share == 0 ? "ax" : "gr", (left, y(share)), (right, y(share)))
      chart.out.text(
        "s e", NumberText.decimal(share * 100, places: 0), x: left - 5, y: y(share) + 4)
    }
    band(group, &chart, x, y)
    for other in shown where other != group { line(other, "ot", &chart, x, y) }
    line(group, "ln l\(group % 5 + 1) fu", &chart, x, y)
    if let first = rows.first, let last = rows.last {
      chart.out.text("s", words.window(first.window, withYear: false), x: left, y: bottom + 15)
      chart.out.text("s e", words.window(last.window, withYear: false), x: right, y: bottom + 15)
    }
  }

  private func band(
    _ group: Int, _ chart: inout ChartText, _ x: (Int) -> Double, _ y: (Double) -> Double
  ) {
    let known = rows.indices.compactMap { i in
      group < rows[i].bounds.count ? rows[i].bounds[group].map { (i, $0) } : nil
    }
    guard known.count > 1 else { return }
    let points =
      known.map { SVGText.pair((x($0.0), y(min(1, $0.1.upperBound)))) }
      + known.reversed().map { SVGText.pair((x($0.0), y(max(0, $0.1.lowerBound)))) }
    chart.out.raw("<path class=\"bn\" d=\"M\(points.joined(separator: "L"))Z\"/>")
  }

  private func line(
    _ group: Int, _ classes: String, _ chart: inout ChartText, _ x: (Int) -> Double, _ y: (Double) -> Double
  ) {
    var run: [ChartText.Point] = []
    for i in rows.indices {
      if let share = rows[i].shares[group] {
        run.append((x(i), y(share)))
      } else {
        chart.path(classes, run)
        run = []
      }
    }
    chart.path(classes, run)
  }
}
