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

  /// The same from one layout for a page, for a page on a phone if that differs, and with a style sheet as a file.
  func svg(inlineAndWith style: String, layout: Layout) -> (inline: String, slim: String?, file: String) {
    let drawn = drawn(layout)
    let slim = cards.count > 1 && layout.width <= PictureSize.phone
    return (
      drawn.document(style: nil), slim ? self.drawn(layout, slim: true).document(style: nil) : nil,
      drawn.document(style: style)
    )
  }

  /// From top to bottom; from left to right if nothing hangs below and that makes a wide picture narrower.
  func layout() throws(SiteError) -> Layout {
    var drawing = drawing()
    let tall = try Graphviz.layout(drawing)
    guard tall.width > Self.widest, cards.isEmpty else { return tall }
    drawing.graph += [.init("rankdir", "LR"), .init("ranksep", "0.6")]
    var wide = try Graphviz.layout(drawing)
    wide.leftToRight = true
    return wide.width < tall.width ? wide : tall
  }

  /// Width in px from which a picture may be turned.
  private static let widest = 1000.0

  private func drawn(_ layout: Layout, slim: Bool = false) -> DrawnPicture {
    var writer = PictureWriter(picture: self, layout: layout, slim: slim)
    let extent = writer.content()
    return DrawnPicture(
      picture: self, prefix: writer.prefix, content: writer.out.text, width: extent.width,
      height: extent.height)
  }
}

/// A picture that only lacks its outermost element.
private struct DrawnPicture {
  let picture: LineagePicture
  let prefix: String
  let content: String
  let width: Double
  let height: Double

  func document(style: String?) -> String {
    var out = SVGText()
    let (width, height) = (NumberText.decimal(width, places: 0), NumberText.decimal(height, places: 0))
    out.raw("<svg class=\"lg\" xmlns=\"http://www.w3.org/2000/svg\" role=\"group\"")
    out.raw(
      " aria-labelledby=\"\(prefix)t\" aria-describedby=\"\(prefix)d\" viewBox=\"0 0 \(width) \(height)\"")
    out.raw(" width=\"\(width)\" height=\"\(height)\">\n")
    out.element("title", "id=\"\(prefix)t\"", text: picture.title)
    out.element("desc", "id=\"\(prefix)d\"", text: picture.summary)
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
  /// Begins every id, so that two variants can stand in one page.
  let prefix: String
  var out = SVGText()
  private let row: CardRow
  private var links = 0

  /// - Parameter slim: The lists of derivatives stand below each other, for a phone.
  init(picture: LineagePicture, layout: Layout, slim: Bool = false) {
    (self.picture, self.layout) = (picture, layout)
    prefix = slim ? "s" : "g"
    row = CardRow(count: picture.cards.count, slim: slim)
  }

  /// Everything inside, and the size it takes.
  mutating func content() -> (width: Double, height: Double) {
    let subjectX = picture.subject.map { layout.nodes[$0].x } ?? layout.width / 2
    let left = min(0, subjectX - row.width / 2)
    let right = max(layout.width, subjectX + row.width / 2)
    let width = max(right - left, PictureSize.least)
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
    bottom = foot(top: bottom + 2 * PictureSize.margin, width: width)
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
    case .list(let head, let rows):
      out.raw("<g class=\"\(classes) cd\" transform=\"\(SVGText.translate(corner))\">")
      if box.state == .subject {
        out.rect("r", x: -4, y: -4, width: width + 8, height: height + 8, radius: 8)
      }
      out.rect("b", width: width, height: height)
      out.text("h", head, x: PictureSize.padding, y: 17)
      for (i, row) in rows.enumerated() {
        parentRow(row, y: PictureSize.listHead + Double(i) * PictureSize.listRow, width: width)
      }
      out.raw("</g>\n")
    }
  }

  private mutating func parentRow(_ row: PictureRow, y: Double, width: Double) {
    let classes = row.subject ? "w here" : row.ghost ? "w gh" : "w"
    open(link: row.link, classes: classes, at: (0, y), title: row.title)
    out.rect("hit", x: 2, width: width - 4, height: PictureSize.listRow, radius: 0)
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
      out.raw("<a id=\"\(prefix)n\(links)\" \(place) href=\"\(Markup(link).text)\">")
      links += 1
    } else {
      out.raw("<g \(place)>")
    }
    out.element("title", "", text: title)
  }

  private mutating func close(link: String?) { out.raw(link == nil ? "</g>\n" : "</a>\n") }
}
