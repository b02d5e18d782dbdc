/// One row for each definition: where the first group stands, and where the second.
struct SensitivityStrip {
  let table: SensitivityTable
  /// Names of the two groups.
  let names: [String]
  let words: Words
  /// The definition that the others differ from; nil where it stands beside the picture.
  var definition: String?
  /// What it was drawn from.
  var source: String?

  /// The largest share of the first group first.
  private var rows: [SensitivityTable.Row] {
    table.rows.sorted { a, b in
      let (p, q) = (a.shares.first.flatMap { $0 } ?? -1, b.shares.first.flatMap { $0 } ?? -1)
      return p != q ? p > q : a.definition < b.definition
    }
  }

  /// Least and greatest share of the first group, 0...1.
  var range: ClosedRange<Double>? {
    let shares = table.rows.compactMap { $0.shares.first.flatMap { $0 } }
    guard let low = shares.min(), let high = shares.max() else { return nil }
    return low...high
  }

  func svg(isPhone: Bool, style: String?) -> String {
    var chart = ChartText(isPhone: isPhone)
    let title = words[.stripTitle, NumberText.grouped(rows.count)]
    let top = chart.head(title: title, subtitle: words[.stripSubtitle], definition: definition) + 34
    let (left, right) = isPhone ? (8.0, chart.width - 12) : (258.0, chart.width - 66)
    let greatest = rows.flatMap { $0.shares.compactMap { $0 } + table.claimed.compactMap { $0 } }.max() ?? 0
    let ceiling = min(1, max(0.2, (greatest * 10).rounded(.up) / 10))
    func x(_ share: Double) -> Double { left + (right - left) * min(1, share / ceiling) }
    let height = isPhone ? 38.0 : 24.0
    let bottom = top + Double(rows.count) * height
    for step in 0...Int((ceiling * 10).rounded()) {
      let share = Double(step) / 10
      chart.line("gr", (x(share), top - 4), (x(share), bottom))
      let label = step == 0 ? "0" : NumberText.percent(share)
      chart.out.text(step == 0 ? "s" : "s c", label, x: x(share), y: top - 10)
    }
    if !isPhone { chart.out.text("s e", words[.modelsHead], x: chart.width - 2, y: top - 10) }
    for (group, claim) in table.claimed.enumerated() {
      guard let claim else { continue }
      chart.line("cl l\(group + 1)", (x(claim), top - 4), (x(claim), bottom))
    }
    for (i, row) in rows.enumerated() {
      draw(row, &chart, top: top + Double(i) * height, x, left: left)
    }
    let end = legend(&chart, top: bottom + 8)
    return chart.document(
      title: title, description: words[.stripSubtitle], height: end + 8, id: "st", style: style)
  }

  private func draw(
    _ row: SensitivityTable.Row, _ chart: inout ChartText, top: Double, _ x: (Double) -> Double, left: Double
  ) {
    let height = chart.isPhone ? 38.0 : 24.0
    let middle = top + height - 11
    if holds(row) { chart.out.rect("tn", y: top + 1, width: chart.width, height: height - 2, radius: 0) }
    let number = NumberText.grouped(row.models)
    if chart.isPhone {
      let room = chart.width - TextWidth.regular.width(number, size: 11) - 16
      chart.out.text(
        "l", TextWidth.regular.cutEnd(row.description, size: 12, room: room), x: 4, y: top + 15, room: room,
        font: .row)
      chart.out.text("s e", number, x: chart.width - 4, y: top + 15)
    } else {
      chart.out.text(
        "l", TextWidth.regular.cutEnd(row.description, size: 12, room: left - 14), x: 4, y: middle + 3.5,
        room: left - 14, font: .row)
      chart.out.text("s e", number, x: chart.width - 2, y: middle + 3.5)
    }
    let known = row.shares.compactMap { $0 }
    if let low = known.min(), let high = known.max(), high > low {
      chart.line("rg", (x(low), middle), (x(high), middle))
    }
    for (group, share) in row.shares.prefix(2).enumerated() {
      if let share { chart.mark(group, at: (x(share), middle)) }
    }
  }

  /// Whether a definition gives what was claimed: at least the first, and the second within two points.
  private func holds(_ row: SensitivityTable.Row) -> Bool {
    guard table.claimed.count == 2, row.shares.count == 2, let first = table.claimed[0],
      let second = table.claimed[1], let a = row.shares[0], let b = row.shares[1]
    else { return false }
    return a >= first && abs(b - second) <= 0.02
  }

  private func legend(_ chart: inout ChartText, top: Double) -> Double {
    var x = 4.0
    let y = top + 16
    for (group, name) in names.prefix(2).enumerated() {
      chart.mark(group, at: (x + 4, y - 4))
      chart.out.text("s", name, x: x + 13, y: y)
      x += 13 + TextWidth.regular.width(name, size: 11) + 18
    }
    var notes: [String] = []
    let claims = table.claimed.enumerated().compactMap { i, claim in
      claim.map { words[.stripClaim, names[i], NumberText.percent($0)] }
    }
    if !claims.isEmpty { notes.append(words[.stripClaims, claims.joined(separator: ", ")]) }
    if rows.contains(where: holds) { notes.append(words[.stripTinted]) }
    if let source { notes.append(source) }
    return chart.notes(notes, top: y + 2)
  }
}
