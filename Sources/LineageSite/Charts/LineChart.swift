/// Shares over time as lines: who overtook whom. Never stacked, because a merge can count in several families.
struct LineChart {
  let series: ShareSeries
  /// Names of the groups, in their order.
  let names: [String]
  let words: Words
  /// What stands above it; the words of the site if nothing else does.
  var title: String?
  /// What the grey bars count; models if nothing else does.
  var counted: String?
  /// What it was drawn from.
  var source: String?

  /// Most lines in one chart: so many forms and dashes are told apart.
  static let most = 5

  /// The windows from the first to the last.
  private var rows: [ShareSeries.Row] { series.inOrder }
  private var shown: Range<Int> { 0..<min(Self.most, series.groups.count) }

  func svg(isPhone: Bool, style: String?) -> String {
    var chart = ChartText(isPhone: isPhone)
    let title = title ?? words[.chartTitle]
    let top =
      chart.head(title: title, subtitle: series.description, definition: series.definition) + 18
    let (left, right) = (34.0, chart.width - (isPhone ? 124 : 126))
    let bottom = top + (isPhone ? 210 : 240)
    let greatest = rows.flatMap { $0.shares.prefix(Self.most).compactMap { $0 } }.max() ?? 0
    let ceiling = min(1, max(0.1, (greatest * 10).rounded(.up) / 10))
    func y(_ share: Double) -> Double { bottom - share / ceiling * (bottom - top) }
    func x(_ i: Int) -> Double {
      rows.count < 2
        ? (left + right) / 2 : left + 6 + (right - left - 12) * Double(i) / Double(rows.count - 1)
    }
    for step in 0...Int((ceiling * 10).rounded()) {
      let share = Double(step) / 10
      chart.line(step == 0 ? "ax" : "gr", (left, y(share)), (right, y(share)))
      if step.isMultiple(of: 2) || ceiling <= 0.3 {
        chart.out.text("s e", step == 0 ? "0" : NumberText.percent(share), x: left - 5, y: y(share) + 4)
      }
    }
    axis(&chart, x, bottom)
    for group in shown.reversed() { draw(group, &chart, x, y) }
    labels(&chart, right + 8, y, top: top, bottom: bottom)
    let low = bars(&chart, x, left: left, right: right, top: bottom + 26)
    var notes: [String] = []
    if let rest = rest { notes.append(words[.chartRest, rest]) }
    if rows.contains(where: \.isPartial) { notes.append(words[.chartHollow]) }
    notes.append(counted ?? words[.chartBars])
    if let source { notes.append(source) }
    let end = chart.notes(notes, top: low + 8)
    return chart.document(
      title: title, description: description, height: end + 8, id: "sh", style: style)
  }

  /// What the chart says, in words: the last shares.
  var description: String {
    guard let last = rows.last else { return series.description }
    let parts = shown.compactMap { i in last.shares[i].map { names[i] + " " + NumberText.percent($0) } }
    return series.description + " " + last.window + ": " + parts.joined(separator: ", ") + ". "
      + words[.shareDefinition] + ": " + series.definition
  }

  private var rest: String? {
    guard let last = rows.last else { return nil }
    let known = shown.compactMap { last.shares[$0] }
    return NumberText.percent(max(0, 1 - known.reduce(0, +)))
  }

  private func axis(_ chart: inout ChartText, _ x: (Int) -> Double, _ y: Double) {
    var free = -Double.infinity
    for (i, row) in rows.enumerated() {
      let label = words.window(row.window, withYear: i == 0)
      let width = TextWidth.regular.width(label, size: 11)
      let start = max(0, x(i) - width / 2)
      guard start >= free + 8 else { continue }
      chart.line("ax", (x(i), y), (x(i), y + 4))
      chart.out.text("s", label, x: start, y: y + 17)
      free = start + width
    }
  }

  private func draw(
    _ group: Int, _ chart: inout ChartText, _ x: (Int) -> Double, _ y: (Double) -> Double
  ) {
    var run: [ChartText.Point] = []
    for i in rows.indices {
      if let share = rows[i].shares[group] {
        run.append((x(i), y(share)))
      } else {
        chart.path("ln l\(group + 1)", run)
        run = []
      }
    }
    chart.path("ln l\(group + 1)", run)
    for i in rows.indices {
      guard let share = rows[i].shares[group] else { continue }
      chart.mark(group, at: (x(i), y(share)), hollow: rows[i].isPartial)
    }
  }

  /// Names at the right ends of the lines, pushed apart.
  private func labels(
    _ chart: inout ChartText, _ x: Double, _ y: (Double) -> Double, top: Double, bottom: Double
  ) {
    guard let last = rows.last else { return }
    var ends = shown.compactMap { i in last.shares[i].map { (group: i, share: $0, y: y($0)) } }
    ends.sort { $0.y != $1.y ? $0.y < $1.y : $0.group < $1.group }
    for i in ends.indices.dropFirst() { ends[i].y = max(ends[i].y, ends[i - 1].y + 16) }
    if let overflow = ends.last.map({ $0.y - (bottom + 4) }), overflow > 0 {
      ends[ends.count - 1].y -= overflow
      for i in ends.indices.dropLast().reversed() { ends[i].y = min(ends[i].y, ends[i + 1].y - 16) }
    }
    for end in ends {
      chart.mark(end.group, at: (x + 4, end.y))
      let percent = " " + NumberText.percent(end.share)
      let room = chart.width - x - 13 - TextWidth.bold.width(percent, size: 12.5)
      chart.out.text(
        "t", TextWidth.bold.cutEnd(names[end.group], size: 12.5, room: room) + percent, x: x + 13,
        y: end.y + 4.4)
    }
  }

  /// How many models each window counts. Returns the lower end.
  private func bars(
    _ chart: inout ChartText, _ x: (Int) -> Double, left: Double, right: Double, top: Double
  ) -> Double {
    let greatest = max(1, rows.map(\.models).max() ?? 1)
    let step = rows.count < 2 ? 24 : (right - left - 12) / Double(rows.count - 1)
    let width = min(14, step * 0.5)
    for (i, row) in rows.enumerated() {
      let height = max(0.5, 24 * Double(row.models) / Double(greatest))
      chart.out.rect("nb", x: x(i) - width / 2, y: top + 24 - height, width: width, height: height, radius: 0)
    }
    let total = rows.reduce(0) { $0 + $1.models }
    chart.out.text("s", "n = " + NumberText.grouped(total), x: right + 8, y: top + 23)
    return top + 26
  }
}

extension ShareSeries {
  /// The windows from the first to the last, with the months that nobody counted: a gap is drawn as a gap.
  var inOrder: [Row] {
    let known: [Row] = rows.reversed()
    let months = known.compactMap { Self.month($0.window) }
    guard months.count == known.count, let first = months.first, let last = months.last, last - first < 240,
      zip(months, months.dropFirst()).allSatisfy({ $0 < $1 })
    else { return known }
    let byMonth = zip(months, known).reduce(into: [Int: Row]()) { $0[$1.0] = $1.1 }
    return (first...last).map { month in
      let number = month % 12 + 1
      let window = "\(month / 12)-" + (number < 10 ? "0" : "") + String(number)
      return byMonth[month] ?? Row(window: window, models: 0, shares: groups.map { _ in nil })
    }
  }

  /// Months since the year 0; nil for another window.
  private static func month(_ window: String) -> Int? {
    let parts = window.split(separator: "-")
    guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month)
    else {
      return nil
    }
    return year * 12 + month - 1
  }
}

extension Words {
  /// `2025-06` as `Jun`, with its year at the beginning and in January; another window as it is.
  func window(_ window: String, withYear: Bool) -> String {
    let parts = window.split(separator: "-")
    guard parts.count == 2, let month = Int(parts[1]), (1...12).contains(month), parts[0].count == 4 else {
      return window
    }
    let name = self[.months].split(separator: " ").map(String.init)
    guard name.count == 12 else { return window }
    return withYear || month == 1 ? self[.monthOfYear, name[month - 1], String(parts[0])] : name[month - 1]
  }
}
