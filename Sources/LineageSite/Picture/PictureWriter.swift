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

  /// From top to bottom; from left to right if that makes a wide picture narrower.
  func layout(by door: LayoutDoor = .here) throws(SiteError) -> Layout {
    var drawing = drawing()
    let tall = try door.layout(drawing)
    guard tall.width > Self.widest else { return tall }
    drawing.graph += [.init("rankdir", "LR"), .init("ranksep", "0.6")]
    var wide = try door.layout(drawing)
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
  let row: CardRow
  /// Numbers of boxes in reading order.
  private(set) var number: [Int: Int] = [:]
  private var rows = 0

  /// - Parameter slim: The lists of derivatives stand below each other, for a phone.
  init(picture: LineagePicture, layout: Layout, slim: Bool = false) {
    (self.picture, self.layout) = (picture, layout)
    prefix = slim ? "s" : "g"
    row = CardRow(count: picture.cards.count, slim: slim)
    number = readingOrder.enumerated().reduce(into: [:]) { $0[$1.element] = $1.offset }
  }

  /// The lower edge of the box from which lists hang.
  var subjectBottom: Double {
    guard layout.leftToRight, let subject = picture.subject else { return layout.height }
    return layout.height - layout.nodes[subject].y + picture.boxes[subject].size.height / 2
  }

  /// Everything inside, and the size it takes.
  mutating func content() -> (width: Double, height: Double) {
    let subjectX = picture.subject.map { layout.nodes[$0].x } ?? layout.width / 2
    let start = row.count > 0 ? rowStart(subjectX) : 0
    let left = min(0, start)
    let right = max(layout.width, start + row.width)
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
    for i in readingOrder { write(picture.boxes[i], at: layout.nodes[i], number: number[i] ?? 0) }
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

  private mutating func write(_ box: PictureBox, at middle: Layout.Point, number: Int) {
    let (width, height) = box.size
    let corner = (x: middle.x - width / 2, y: layout.height - middle.y - height / 2)
    var classes = "n"
    if let mark = box.license { classes += " " + mark.styleClass }
    switch box.state {
    case .plain: break
    case .subject: classes += " foc"
    case .ghost, .deleted: classes += " gh"
    }
    for name in TrailPaths.classes(box.paths) { classes += " " + name }
    switch box.content {
    case .model(let owner, let name, let note):
      let x = PictureSize.strip + PictureSize.inset
      let room = width - x - PictureSize.inset
      open(link: box.link, id: "n\(number)", classes: classes, at: corner, title: box.title)
      frame(box, width: width, height: height, strip: PictureSize.strip)
      var y = owner.isEmpty ? 1.0 : 17.0
      if !owner.isEmpty { out.text("o", owner, x: x, y: y) }
      for (i, line) in name.enumerated() {
        y += i == 0 ? 16 : 15
        out.text("m", line, x: x, y: y, room: room, font: .name)
      }
      out.text("s", note, x: x, y: y + (name.count > 1 ? 15 : 16), room: room, font: .small)
      close(link: box.link)
    case .compact(let name, let note):
      let x = PictureSize.slimStrip + PictureSize.inset
      let room = width - x - PictureSize.inset
      open(link: box.link, id: "n\(number)", classes: classes, at: corner, title: box.title)
      frame(box, width: width, height: height, strip: PictureSize.slimStrip)
      out.text("mc", name, x: x, y: 15.5, room: room, font: .slimName)
      out.text("s", note, x: x, y: 30, room: room, font: .small)
      close(link: box.link)
    case .stub(let text):
      open(link: box.link, id: "n\(number)", classes: classes + " st", at: corner, title: text)
      out.rect("b", width: width, height: height, radius: 12)
      out.text("s c", text, x: width / 2, y: 16)
      close(link: box.link)
    case .list(let head, let rows):
      out.raw(
        "<g id=\"\(prefix)n\(number)\" class=\"\(classes) cd\" transform=\"\(SVGText.translate(corner))\">")
      frame(box, width: width, height: height, strip: 0)
      if let link = box.link { open(link: link, id: nextRow(), classes: "w", at: (0, 0), title: box.title) }
      out.text(box.link == nil ? "h" : "h ln2", head, x: PictureSize.padding, y: 17)
      if let link = box.link { close(link: link) }
      for (i, row) in rows.enumerated() {
        parentRow(row, y: PictureSize.listHead + Double(i) * PictureSize.listRow, width: width)
      }
      out.raw("</g>\n")
    }
  }

  /// The outline of a box, with its license strip at the left.
  private mutating func frame(_ box: PictureBox, width: Double, height: Double, strip: Double) {
    if box.state == .subject {
      out.rect("r", x: -4, y: -4, width: width + 8, height: height + 8, radius: 8)
    }
    out.rect("b", width: width, height: height)
    guard let mark = box.license else { return }
    let number = SVGText.number
    out.raw(
      "<path class=\"k\" d=\"M5,0H\(number(strip))V\(number(height))H5Q0,\(number(height)) 0,\(number(height - 5))V5Q0,0 5,0Z\"/>"
    )
    out.text("kt", mark.letter, x: strip / 2, y: height / 2 + 4.6)
  }

  private mutating func parentRow(_ row: PictureRow, y: Double, width: Double) {
    let classes = row.subject ? "w here" : row.ghost ? "w gh" : "w"
    open(link: row.link, id: nextRow(), classes: classes, at: (0, y), title: row.title)
    out.rect("hit", x: 2, width: width - 4, height: PictureSize.listRow, radius: 0)
    out.rule(x: 8, y: 0, width: width - 16)
    if let mark = row.license { out.chip(mark, x: PictureSize.padding, y: 3.5) }
    var right = width - PictureSize.padding
    if let drop = row.drop {
      let room = TextWidth.bold.width(drop, size: 11) + 12
      out.raw("<g class=\"e drop\">")
      pill(drop, x: right - room / 2, y: 12)
      out.raw("</g>")
      right -= room + 6
    }
    let mark = [row.owner, row.mark].filter { !$0.isEmpty }.joined(separator: " ")
    let beside = TextWidth.regular.cutEnd(mark, size: 11, room: 92)
    let room = right - PictureSize.afterChip - TextWidth.regular.width(beside, size: 11) - 8
    let name = TextWidth.regular.cutMiddle(row.name, size: 12, room: room)
    out.text("l", name, x: PictureSize.afterChip, y: 16, room: room, font: .row)
    if !beside.isEmpty { out.text("s e", beside, x: right, y: 16, room: 92, font: .small) }
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
      open(link: row.link, id: nextRow(), classes: row.ghost ? "w gh" : "w", at: (0, y), title: row.title)
      out.rect("hit", x: 1, width: width - 2, height: PictureSize.cardRow, radius: 0)
      out.rule(x: 8, y: 0, width: width - 16)
      if let mark = row.license { out.chip(mark, x: 8, y: 9.5) }
      let room = width - PictureSize.afterChip - PictureSize.padding
      out.text(
        "l", TextWidth.regular.cutMiddle(row.name, size: 12, room: room), x: PictureSize.afterChip, y: 15,
        room: room, font: .row)
      let rest = room - TextWidth.regular.width(row.mark, size: 11) - 8
      out.text(
        "s", TextWidth.regular.cutEnd(row.owner, size: 11, room: rest), x: PictureSize.afterChip, y: 29,
        room: rest, font: .small)
      if !row.mark.isEmpty { out.text("s e", row.mark, x: width - PictureSize.padding, y: 29) }
      close(link: row.link)
      y += PictureSize.cardRow
    }
    if let more = card.more {
      open(link: more.link, id: nextRow(), classes: "w", at: (0, y), title: more.title)
      out.rect("hit", x: 1, width: width - 2, height: PictureSize.cardMore - 2, radius: 0)
      out.rule(x: 8, y: 0, width: width - 16)
      out.text("s", more.name, x: PictureSize.afterChip, y: 18)
      close(link: more.link)
    }
    out.raw("</g>\n")
  }

  private mutating func nextRow() -> String {
    rows += 1
    return "r\(rows)"
  }

  private mutating func open(
    link: String?, id: String, classes: String, at corner: (x: Double, y: Double), title: String
  ) {
    let place = "class=\"\(classes)\" transform=\"\(SVGText.translate(corner))\""
    if let link {
      out.raw("<a id=\"\(prefix)\(id)\" \(place) href=\"\(Markup(link).text)\">")
    } else {
      out.raw("<g id=\"\(prefix)\(id)\" \(place)>")
    }
    out.element("title", "", text: title)
  }

  private mutating func close(link: String?) { out.raw(link == nil ? "</g>\n" : "</a>\n") }
}
