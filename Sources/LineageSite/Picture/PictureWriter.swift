import LineageCore

extension LineagePicture {
  /// The picture as SVG. With a style sheet it stands alone; without one it is for a page that has the style.
  ///
  /// Colours are classes and custom properties only, so that it follows the reader's light or dark theme. It loads
  /// nothing and has no script.
  ///
  /// - Throws: ``SiteError/layoutFailed(subject:detail:)`` and the other errors of a layout.
  /// - Complexity: that of Graphviz' `dot`: about a millisecond for 20 boxes.
  public func svg(style: String? = nil) throws(SiteError) -> String {
    drawn(try layout()).document(style: style)
  }

  /// The same twice from one layout: for a page, and with a style sheet as a file.
  func svg(inlineAndWith style: String) throws(SiteError) -> (inline: String, file: String) {
    let drawn = drawn(try layout())
    return (drawn.document(style: nil), drawn.document(style: style))
  }

  /// From top to bottom; from left to right if nothing hangs below and that makes a wide picture narrower.
  func layout() throws(SiteError) -> Layout {
    var drawing = drawing()
    let tall = try Graphviz.layout(drawing)
    guard tall.width > Self.widest, cards.isEmpty else { return tall }
    drawing.graph += [.init("rankdir", "LR"), .init("ranksep", "0.6")]
    let wide = try Graphviz.layout(drawing)
    return wide.width < tall.width ? wide : tall
  }

  /// Width in px from which a picture may be turned.
  private static let widest = 1000.0

  private func drawn(_ layout: Layout) -> DrawnPicture {
    var writer = PictureWriter(picture: self, layout: layout)
    let extent = writer.content()
    return DrawnPicture(picture: self, content: writer.out.text, width: extent.width, height: extent.height)
  }
}

/// A picture that only lacks its outermost element.
private struct DrawnPicture {
  let picture: LineagePicture
  let content: String
  let width: Double
  let height: Double

  func document(style: String?) -> String {
    var out = SVGText()
    let (width, height) = (NumberText.decimal(width, places: 0), NumberText.decimal(height, places: 0))
    out.raw("<svg class=\"lg\" xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" aria-labelledby=\"gt\"")
    out.raw(" aria-describedby=\"gd\" viewBox=\"0 0 \(width) \(height)\"")
    out.raw(" width=\"\(width)\" height=\"\(height)\">\n")
    out.element("title", "id=\"gt\"", text: picture.title)
    out.element("desc", "id=\"gd\"", text: picture.summary)
    if let style {
      out.raw("<style>\n\(style)</style>\n<rect class=\"bg\" width=\"\(width)\" height=\"\(height)\"/>\n")
    }
    out.raw(content)
    out.raw("</svg>\n")
    return out.text
  }
}

/// Writes what is inside one picture as SVG, from Graphviz' positions.
struct PictureWriter {
  let picture: LineagePicture
  let layout: Layout
  var out = SVGText()
  private var links = 0

  init(picture: LineagePicture, layout: Layout) { (self.picture, self.layout) = (picture, layout) }

  /// Everything inside, and the size it takes.
  mutating func content() -> (width: Double, height: Double) {
    let row = CardRow(count: picture.cards.count)
    let subjectX = picture.subject.map { layout.nodes[$0].x } ?? layout.width / 2
    let left = min(0, subjectX - row.width / 2)
    let right = max(layout.width, subjectX + row.width / 2)
    let legend = legendItems
    let width = max(right - left, 280)
    let shift = (width - (right - left)) / 2 - left
    var bottom = layout.height
    out.raw(
      "<g transform=\"translate(\(SVGText.number(PictureSize.margin + shift)),\(SVGText.number(PictureSize.margin)))\">\n"
    )
    out.raw("<g class=\"E\" aria-hidden=\"true\">\n")
    for (line, curve) in zip(picture.lines, layout.edges) { write(line, curve) }
    var placed: [(x: Double, y: Double)] = []
    if !picture.cards.isEmpty { (placed, bottom) = bus(from: subjectX, row: row) }
    out.raw("</g>\n")
    for i in readingOrder { write(picture.boxes[i], at: layout.nodes[i]) }
    for (card, corner) in zip(picture.cards, placed) { write(card, at: corner) }
    out.raw("</g>\n")
    bottom = foot(legend, top: bottom + 2 * PictureSize.margin, width: width)
    return (width + 2 * PictureSize.margin, bottom + PictureSize.margin)
  }

  /// Boxes from top to bottom, then from left to right.
  private var readingOrder: [Int] {
    picture.boxes.indices.sorted {
      let (a, b) = (layout.nodes[$0], layout.nodes[$1])
      return a.y != b.y ? a.y > b.y : a.x != b.x ? a.x < b.x : $0 < $1
    }
  }

  // MARK: Boxes

  private mutating func write(_ box: PictureBox, at middle: Layout.Point) {
    let (width, height) = box.size
    let corner = (x: middle.x - width / 2, y: layout.height - middle.y - height / 2)
    var classes = "n"
    switch box.state {
    case .plain: break
    case .subject: classes += " foc"
    case .ghost, .deleted: classes += " gh"
    }
    switch box.content {
    case .model(let owner, let name, let note):
      open(link: box.link, classes: classes, at: corner, title: box.title)
      if box.state == .subject {
        out.rect("r", x: -4, y: -4, width: width + 8, height: height + 8, radius: 8)
      }
      out.rect("b", width: width, height: height)
      var y = owner.isEmpty ? 1.0 : 17.0
      if !owner.isEmpty { out.text("o", owner, x: PictureSize.padding, y: y) }
      for (i, line) in name.enumerated() {
        y += i == 0 ? 16 : 15
        out.text("m", line, x: PictureSize.padding, y: y, room: width - 2 * PictureSize.padding, font: .name)
      }
      out.text(
        "s", note, x: PictureSize.padding, y: y + 16, room: width - 2 * PictureSize.padding, font: .small)
      close(link: box.link)
    case .stub(let text):
      open(link: box.link, classes: "n stub", at: corner, title: box.title)
      out.rect("b", width: width, height: height, radius: 12)
      out.text("s c", text, x: width / 2, y: 16)
      close(link: box.link)
    case .list(let head, let rows):
      out.raw("<g class=\"n cd\" transform=\"\(SVGText.translate(corner))\">")
      out.rect("b", width: width, height: height)
      out.text("h", head, x: PictureSize.padding, y: 17)
      for (i, row) in rows.enumerated() {
        parentRow(row, y: PictureSize.listHead + Double(i) * PictureSize.listRow, width: width)
      }
      out.raw("</g>\n")
    }
  }

  private mutating func parentRow(_ row: PictureRow, y: Double, width: Double) {
    open(link: row.link, classes: row.ghost ? "w gh" : "w", at: (0, y), title: row.title)
    out.rect("hit", x: 1, width: width - 2, height: PictureSize.listRow, radius: 0)
    out.rule(x: 8, y: 0, width: width - 16)
    let mark = [row.owner, row.mark].filter { !$0.isEmpty }.joined(separator: " ")
    let right = TextWidth.regular.cutEnd(mark, size: 11, room: 110)
    let room = width - 2 * PictureSize.padding - TextWidth.regular.width(right, size: 11) - 10
    let name = TextWidth.regular.cutMiddle(row.name, size: 12, room: room)
    out.text("l", name, x: PictureSize.padding, y: 16, room: room, font: .row)
    if !right.isEmpty {
      out.text("s e", right, x: width - PictureSize.padding, y: 16, room: 110, font: .small)
    }
    close(link: row.link)
  }

  private mutating func write(_ card: PictureCard, at corner: (x: Double, y: Double)) {
    let width = PictureSize.cardWidth
    out.raw("<g class=\"n cd\" transform=\"\(SVGText.translate(corner))\">")
    out.rect("b", width: width, height: card.height)
    out.text("t", card.head, x: PictureSize.padding, y: 22)
    out.text("s e", card.count, x: width - PictureSize.padding, y: 22)
    var y = PictureSize.cardHead
    for row in card.rows {
      open(link: row.link, classes: row.ghost ? "w gh" : "w", at: (0, y), title: row.title)
      out.rect("hit", x: 1, width: width - 2, height: PictureSize.cardRow, radius: 0)
      out.rule(x: 8, y: 0, width: width - 16)
      let room = width - 2 * PictureSize.padding
      out.text(
        "l", TextWidth.regular.cutMiddle(row.name, size: 12, room: room), x: PictureSize.padding, y: 15,
        room: room, font: .row)
      let rest = room - TextWidth.regular.width(row.mark, size: 11) - 8
      out.text(
        "s", TextWidth.regular.cutEnd(row.owner, size: 11, room: rest), x: PictureSize.padding, y: 29,
        room: rest, font: .small)
      if !row.mark.isEmpty { out.text("s e", row.mark, x: width - PictureSize.padding, y: 29) }
      close(link: row.link)
      y += PictureSize.cardRow
    }
    if let more = card.more {
      open(link: more.link, classes: "w", at: (0, y), title: more.title)
      out.rect("hit", x: 1, width: width - 2, height: PictureSize.cardMore - 2, radius: 0)
      out.rule(x: 8, y: 0, width: width - 16)
      out.text("s", more.name, x: PictureSize.padding, y: 18)
      close(link: more.link)
    }
    out.raw("</g>\n")
  }

  private mutating func open(
    link: String?, classes: String, at corner: (x: Double, y: Double), title: String
  ) {
    let place = "class=\"\(classes)\" transform=\"\(SVGText.translate(corner))\""
    if let link {
      out.raw("<a id=\"gn\(links)\" \(place) href=\"\(Markup(link).text)\">")
      links += 1
    } else {
      out.raw("<g \(place)>")
    }
    out.element("title", "", text: title)
  }

  private mutating func close(link: String?) { out.raw(link == nil ? "</g>\n" : "</a>\n") }
}
