import LineageCore

/// Where the lists of derivatives stand: up to four in a row, three if there are two rows, one on a phone.
struct CardRow {
  let count: Int
  let slim: Bool
  var perRow: Int { slim ? min(count, 1) : count <= 4 ? count : 3 }
  /// Lists of one column leave a gap at each side, on the right for the line to the next.
  var width: Double {
    if count == 0 { return 0 }
    let gaps = slim && count > 1 ? 2 : perRow - 1
    return Double(perRow) * PictureSize.cardWidth + Double(gaps) * PictureSize.cardGap
  }
  /// From the left end to the first list.
  var inset: Double { slim && count > 1 ? PictureSize.cardGap : 0 }
}

extension PictureWriter {
  // MARK: Lines

  mutating func write(_ line: PictureLine, _ curve: Layout.Curve) {
    guard let first = curve.points.first, let last = curve.points.last, curve.points.count % 3 == 1 else {
      return
    }
    let classes =
      [
        "e", line.label.relation.pictureClass, line.label.evidence.pictureClass, line.step.styleClass,
        line.fate?.styleClass,
      ].compactMap { $0 } + TrailPaths.classes(line.paths)
    out.raw(
      "<g class=\"\(classes.joined(separator: " "))\" data-e=\"\(number[line.base] ?? 0) \(number[line.derivative] ?? 0)\">"
    )
    var path = "M" + point(first)
    for i in stride(from: 1, to: curve.points.count, by: 3) {
      path += "C" + (0..<3).map { point(curve.points[i + $0]) }.joined(separator: " ")
    }
    let before = curve.points.dropLast().last { $0 != last } ?? first
    let tip = flipped(curve.tip ?? last)
    if !line.label.relation.headHidesLine { path += "L" + SVGText.pair(tip) }
    out.raw("<path d=\"\(path)\"/>")
    if line.label.relation == .mirror { out.raw("<path class=\"in\" d=\"\(path)\"/>") }
    let from = curve.tip == nil ? flipped(before) : flipped(last)
    head(line.label.relation, tip: tip, from: from)
    if let word = picture.pill(line), let middle = curve.label {
      let centre = flipped(middle)
      pill(word, x: centre.x, y: centre.y)
    }
    out.raw("</g>\n")
  }

  /// Joins the subject with the lists below it by right-angled lines. Gives the corners of the lists and the
  /// lower end of the last.
  mutating func bus(from subjectX: Double, row: CardRow) -> (
    corners: [(x: Double, y: Double)], bottom: Double
  ) {
    var corners: [(x: Double, y: Double)] = []
    var start = subjectBottom
    var top = layout.height + 46
    let left = rowStart(subjectX) + row.inset
    // Further rows are reached through the gap after the first list of each.
    let gap = left + PictureSize.cardWidth + PictureSize.cardGap / 2
    var trunk = subjectX
    for first in stride(from: 0, to: picture.cards.count, by: row.perRow) {
      let cards = picture.cards[first..<min(first + row.perRow, picture.cards.count)]
      let y = top - 26
      let middles = cards.indices.map {
        left + Double($0 - first) * (PictureSize.cardWidth + PictureSize.cardGap) + PictureSize.cardWidth / 2
      }
      let isLast = first + row.perRow >= picture.cards.count
      let reach = middles + [trunk] + (isLast ? [] : [gap])
      out.raw("<g class=\"e\"><path d=\"M\(SVGText.pair((trunk, start)))V\(SVGText.number(y))")
      if let low = reach.min(), let high = reach.max(), high > low {
        out.raw("M\(SVGText.pair((low, y)))H\(SVGText.number(high))")
      }
      out.raw("\"/></g>\n")
      for (card, x) in zip(cards, middles) {
        out.raw("<g class=\"e \(card.relation.pictureClass)\">")
        let end = card.relation.headHidesLine ? top - 9 : top
        out.raw("<path d=\"M\(SVGText.pair((x, y)))V\(SVGText.number(end))\"/>")
        if card.relation == .mirror {
          out.raw("<path class=\"in\" d=\"M\(SVGText.pair((x, y + 1)))V\(SVGText.number(end))\"/>")
        }
        head(card.relation, tip: (x, top), from: (x, top - 9))
        out.raw("</g>\n")
        corners.append((x - PictureSize.cardWidth / 2, top))
      }
      trunk = gap
      start = y
      top += (cards.map(\.height).max() ?? 0) + 46
    }
    return (corners, top - 46)
  }

  /// Where the lists begin: under the middle of the subject, or inside the picture where that is wider.
  func rowStart(_ subjectX: Double) -> Double {
    guard layout.leftToRight else { return subjectX - row.width / 2 }
    return min(max(0, subjectX - row.width / 2), max(0, layout.width - row.width))
  }

  /// An arrowhead that ends at a tip.
  mutating func head(_ relation: Relation, tip: (x: Double, y: Double), from: (x: Double, y: Double)) {
    ArrowHead.write(relation, tip: tip, from: from, to: &out)
  }

  // MARK: Foot

  private var relations: [Relation] {
    let used = Set(picture.lines.map(\.label.relation) + picture.cards.map(\.relation))
    return Relation.readingOrder.filter(used.contains)
  }

  /// Signs in use, with their meaning.
  private var signs: [String] {
    let marks = rows.map(\.mark)
    let all: [(String, Phrase)] = [
      (PictureMark.below, .signBelow), (PictureMark.above, .signAbove),
    ]
    return all.compactMap { sign, meaning in
      marks.contains { $0.hasPrefix(sign) } ? sign + picture.words[meaning] : nil
    }
  }

  /// All rows of lists, above and below.
  private var rows: [PictureRow] {
    let lists = picture.boxes.map { box -> [PictureRow] in
      if case .list(_, let rows) = box.content { rows } else { [] }
    }
    return Array((lists + picture.cards.map(\.rows)).joined())
  }

  /// License chips in use: what is free first.
  private var marks: [LicenseMark] {
    let used = Set(picture.boxes.compactMap(\.license) + rows.compactMap(\.license))
    return LicenseMark.legendOrder.filter(used.contains)
  }

  /// Pills for license steps in use, with their meaning.
  private var steps: [(classes: String, pill: String, meaning: Phrase)] {
    let used = picture.lines.filter { picture.boxes[$0.base].license != nil }.map(\.step)
    let drop =
      used.first { if case .dropped = $0 { true } else { false } }?.pill ?? rows.compactMap(\.drop).first
    let change = used.first { if case .changed = $0 { true } else { false } }?.pill
    return [drop.map { ("drop", $0, Phrase.stepDropped) }, change.map { ("chg", $0, Phrase.stepChanged) }]
      .compactMap { $0 }
  }

  private var hasGhost: Bool {
    rows.contains(where: \.ghost) || picture.boxes.contains { $0.state == .ghost || $0.state == .deleted }
  }

  /// Chips, arrowheads and signs in use, then what was drawn. Returns the lower end.
  mutating func foot(top: Double, width: Double) -> Double {
    var y = top
    out.raw(
      "<g class=\"lgd\" aria-hidden=\"true\" transform=\"translate(\(SVGText.number(PictureSize.margin)),0)\">"
    )
    out.rule(x: 0, y: y, width: width)
    y += 20
    var x = 0.0
    /// Room for a sign and its word, on this line or the next.
    func room(_ word: String, sign: Double) -> Double {
      let room = sign + 6 + TextWidth.regular.width(word, size: 11) + 18
      if x > 0, x + room - 18 > width { (x, y) = (0, y + 22) }
      return room
    }
    for mark in marks {
      let word = picture.words[mark.phrase]
      let room = room(word, sign: PictureSize.chip)
      out.chip(mark, x: x, y: y - 13)
      out.text("s", word, x: x + PictureSize.chip + 6, y: y)
      x += room
    }
    for relation in relations {
      let word = picture.words[relation]
      let room = room(word, sign: 28)
      out.raw("<g class=\"e \(relation.pictureClass)\">")
      let end = relation.headHidesLine ? x + 19 : x + 28
      let path = "M\(SVGText.pair((x, y - 4)))H\(SVGText.number(end))"
      out.raw("<path d=\"\(path)\"/>")
      if relation == .mirror { out.raw("<path class=\"in\" d=\"\(path)\"/>") }
      head(relation, tip: (x + 28, y - 4), from: (x + 18, y - 4))
      out.raw("</g>")
      out.text("s", word, x: x + 34, y: y)
      x += room
    }
    for step in steps {
      let word = picture.words[step.meaning]
      let sign = TextWidth.bold.width(step.pill, size: 11) + 12
      let room = room(word, sign: sign)
      out.raw("<g class=\"e \(step.classes)\">")
      pill(step.pill, x: x + sign / 2, y: y - 4)
      out.raw("</g>")
      out.text("s", word, x: x + sign + 6, y: y)
      x += room
    }
    if hasGhost {
      let word = picture.words[.signGhost]
      let room = room(word, sign: 26)
      out.raw("<g class=\"gh\">")
      out.rect("b", x: x, y: y - 12, width: 26, height: 15, radius: 3)
      out.raw("</g>")
      out.text("s", word, x: x + 32, y: y)
      x += room
    }
    for sign in signs {
      let room = room(sign, sign: -6)
      out.text("s", sign, x: x, y: y)
      x += room
    }
    if x == 0 { y -= 20 }
    for line in TextWidth.regular.lines(picture.summary, size: 11, room: width) {
      y += 18
      out.text("s", line, x: 0, y: y, room: width, font: .small)
    }
    out.raw("</g>\n")
    return y
  }

  /// A word in a pill around a point.
  mutating func pill(_ word: String, x: Double, y: Double) {
    let width = TextWidth.bold.width(word, size: 11) + 12
    out.rect("pl", x: x - width / 2, y: y - 9, width: width, height: 18, radius: 9)
    out.text("pt c", word, x: x, y: y + 4)
  }

  private func flipped(_ point: Layout.Point) -> (x: Double, y: Double) { (point.x, layout.height - point.y) }
  private func point(_ point: Layout.Point) -> String { SVGText.pair(flipped(point)) }
}

extension PictureStep {
  /// Class of its line in SVG; nil for one like any other.
  var styleClass: String? {
    switch self {
    case .same: nil
    case .changed: "chg"
    case .dropped: "drop"
    }
  }
}

extension LicenseMark {
  /// The order of a legend: what is free first, what is unknown last.
  static let legendOrder: [LicenseMark] =
    Self.allCases.filter(\.isKnown).reversed() + Self.allCases.filter { !$0.isKnown }
}

extension Relation {
  /// Whether the arrowhead covers the end of its line, which then stops before it.
  var headHidesLine: Bool {
    switch self {
    case .finetune, .adapter, .merge, .distilled, .reported: true
    case .quantized, .mirror, .unspecified: false
    }
  }
}
