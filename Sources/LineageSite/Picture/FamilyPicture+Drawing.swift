import LineageCore

extension FamilyPicture {
  /// Positions of the cards: releases in columns, lines around them.
  func layout(by door: LayoutDoor = .here) throws(SiteError) -> Layout { try door.layout(drawing()) }

  /// The picture as Graphviz is asked to lay it out: cards of fixed size without text. Lines that nobody sees keep
  /// the order within a column.
  private func drawing() -> Drawing {
    var drawing = Drawing(name: title)
    drawing.graph = attributes
    drawing.nodeDefaults = [.init("shape", "box"), .init("fixedsize", "true"), .init("label", "")]
    drawing.edgeDefaults = [.init("arrowsize", "0.9")]
    drawing.nodes = cards.map { card in
      Drawing.Node(
        name: card.node,
        attributes: [
          .init("width", NumberText.decimal(Self.width / 72, places: 4)),
          .init("height", NumberText.decimal(card.height(slim: false) / 72, places: 4)),
        ])
    }
    drawing.edges = lines.map { Drawing.Edge(tail: $0.from, head: $0.to, attributes: []) }
    arrange(&drawing)
    return drawing
  }

  private var attributes: [Drawing.Attribute] {
    [
      .init("rankdir", "LR"), .init("nodesep", "0.16"), .init("ranksep", "0.5"),
      .init("outputorder", "edgesfirst"),
    ]
  }

  /// Puts the cards of a column into one rank, in their order.
  private func arrange(_ drawing: inout Drawing) {
    for column in 0...2 {
      let members = cards.indices.filter { cards[$0].column == column }
      guard members.count > 1 else { continue }
      drawing.ranks.append(members)
      for (above, below) in zip(members, members.dropFirst()) {
        drawing.edges.append(
          Drawing.Edge(tail: above, head: below, attributes: [.init("style", "invis"), .init("weight", "1")]))
      }
    }
    // A column without a line to it would stand beside the first.
    for column in 1...2 {
      guard let first = cards.indices.first(where: { cards[$0].column == column }),
        let base = cards.indices.first(where: { cards[$0].column < column }),
        !lines.contains(where: { cards[$0.to].column == column && cards[$0.from].column < column })
      else { continue }
      drawing.edges.append(Drawing.Edge(tail: base, head: first, attributes: [.init("style", "invis")]))
    }
  }

  /// The picture as DOT text, which `dot -Tsvg` draws without anything else.
  func dot() -> String {
    var drawing = Drawing(name: title)
    drawing.graph = attributes + [.init("charset", "utf-8"), .init("bgcolor", "transparent")]
    drawing.nodeDefaults = [
      .init("shape", "box"), .init("style", "filled"), .init("fontname", "Helvetica,Arial,sans-serif"),
      .init("fontsize", "11"), .init("color", "#767F8C"), .init("fillcolor", "#F4F6F8"),
    ]
    drawing.edgeDefaults = [.init("color", "#5F6B7A"), .init("arrowsize", "0.8")]
    drawing.nodes = cards.map { card in
      let rows = card.rows.map { row in
        let chip = row.license.map { "[" + $0.letter + "] " } ?? ""
        let owner = row.owner.isEmpty ? "" : row.owner + "/"
        return DOTText.label(chip + owner + row.name + "  " + NumberText.grouped(row.total)) + "\\l"
      }
      let head = DOTText.label(card.head + " (" + card.count + ")") + "\\l"
      let more = card.more.map { DOTText.label($0) + "\\l" } ?? ""
      return Drawing.Node(name: card.node, attributes: [.init("label", head + rows.joined() + more)])
    }
    drawing.edges = lines.map { Drawing.Edge(tail: $0.from, head: $0.to, attributes: []) }
    arrange(&drawing)
    return drawing.dot()
  }

  /// The picture as SVG. With a style sheet it stands alone.
  func svg(_ layout: Layout, style: String? = nil) -> String {
    var out = SVGText()
    out.raw("<g transform=\"translate(\(SVGText.pair((PictureSize.margin, PictureSize.margin))))\">\n")
    out.raw("<g class=\"E\" aria-hidden=\"true\">\n")
    for (line, curve) in zip(lines, layout.edges) {
      guard let path = curve.path(height: layout.height) else { continue }
      out.raw("<g class=\"e\" data-e=\"\(line.from) \(line.to)\"><path d=\"\(path.d)\"/>")
      ArrowHead.write(.finetune, tip: path.tip, from: path.from, to: &out)
      out.raw("</g>\n")
    }
    out.raw("</g>\n")
    for (i, card) in cards.enumerated() {
      let middle = layout.nodes[i]
      let corner = (
        x: middle.x - Self.width / 2, y: layout.height - middle.y - card.height(slim: false) / 2
      )
      write(card, number: i, at: corner, slim: false, to: &out)
    }
    out.raw("</g>\n")
    let bottom = foot(top: layout.height + 2 * PictureSize.margin, width: layout.width, to: &out)
    return document(
      out, prefix: "g", width: layout.width + 2 * PictureSize.margin, height: bottom, style: style)
  }

  /// The cards below each other, for a phone; what each was built on is said in words.
  func slim() -> String {
    var out = SVGText()
    out.raw("<g transform=\"translate(\(SVGText.pair((PictureSize.margin, PictureSize.margin))))\">\n")
    var y = 0.0
    for (i, card) in cards.enumerated() {
      write(card, number: i, at: (0, y), slim: true, to: &out)
      y += card.height(slim: true) + 12
    }
    out.raw("</g>\n")
    let bottom = foot(top: y + PictureSize.margin, width: Self.width, to: &out)
    return document(out, prefix: "s", width: Self.width + 2 * PictureSize.margin, height: bottom, style: nil)
  }

  private func document(
    _ content: SVGText, prefix: String, width: Double, height: Double, style: String?
  ) -> String {
    let (w, h) = (
      NumberText.decimal(width.rounded(.up), places: 0), NumberText.decimal(height.rounded(.up), places: 0)
    )
    var page = SVGText()
    page.raw("<svg class=\"lg\" xmlns=\"http://www.w3.org/2000/svg\" role=\"group\"")
    page.raw(" aria-labelledby=\"\(prefix)t\" aria-describedby=\"\(prefix)d\" viewBox=\"0 0 \(w) \(h)\"")
    page.raw(" width=\"\(w)\" height=\"\(h)\">\n")
    page.element("title", "id=\"\(prefix)t\"", text: title)
    page.element("desc", "id=\"\(prefix)d\"", text: summary)
    if let style {
      page.raw("<style>\n\(style)</style>\n<rect class=\"bg\" width=\"\(w)\" height=\"\(h)\"/>\n")
    }
    let ids = prefix == "g" ? content.text : content.text.replacing("id=\"g", with: "id=\"s")
    page.raw(ids + "</svg>\n")
    return page.text
  }

  private var scale: Double {
    let largest = cards.flatMap(\.rows).map(\.total).max() ?? 1
    return Self.barRoom / Double(max(largest, 1))
  }

  private static let barRoom = 84.0
  private static let barStart = 178.0

  private func write(
    _ card: Card, number: Int, at corner: (x: Double, y: Double), slim: Bool, to out: inout SVGText
  ) {
    let width = Self.width
    out.raw("<g id=\"gn\(number)\" class=\"n cd\" transform=\"\(SVGText.translate(corner))\">")
    out.rect("b", width: width, height: card.height(slim: slim))
    let countRoom = TextWidth.regular.width(card.count, size: 11)
    let headRoom = width - 2 * PictureSize.padding - countRoom - 12
    out.text(
      "t", TextWidth.bold.cutEnd(card.head, size: 12.5, room: headRoom), x: PictureSize.padding, y: 21,
      room: headRoom, font: .name)
    out.text("s e", card.count, x: width - PictureSize.padding, y: 21)
    var y = 32.0
    if slim, let note = card.note {
      out.text(
        "s", TextWidth.regular.cutEnd(note, size: 11, room: width - 20), x: PictureSize.padding, y: 36,
        room: width - 20, font: .small)
      y += 16
    }
    for (i, row) in card.rows.enumerated() {
      write(row, id: "gr\(number)-\(i)", y: y, hub: card.isHub, to: &out)
      y += card.isHub ? Self.hubRow : Self.row
    }
    if let more = card.more {
      out.rule(x: 8, y: y, width: width - 16)
      out.text("s", more, x: PictureSize.afterChip, y: y + 15, room: width - 50, font: .small)
    }
    out.raw("</g>\n")
  }

  private func write(_ row: Row, id: String, y: Double, hub: Bool, to out: inout SVGText) {
    let width = Self.width
    let place =
      "id=\"\(id)\" class=\"\(row.ghost ? "w gh" : "w")\" transform=\"\(SVGText.translate((0, y)))\""
    out.raw(row.link.map { "<a \(place) href=\"\(Markup($0).text)\">" } ?? "<g \(place)>")
    out.element("title", "", text: row.title)
    out.rect("hit", x: 1, width: width - 2, height: hub ? Self.hubRow : Self.row, radius: 0)
    out.rule(x: 8, y: 0, width: width - 16)
    if let mark = row.license { out.chip(mark, x: PictureSize.padding, y: hub ? 9 : 2.5) }
    let number = NumberText.grouped(row.total)
    let base = hub ? 29.0 : 15
    let room = hub ? width - 44 : Self.barStart - PictureSize.afterChip - 6
    let name = TextWidth.regular.cutMiddle(row.name, size: 12, room: room)
    out.text("l", name, x: PictureSize.afterChip, y: 15, room: room, font: .row)
    if hub {
      let ownerRoom = Self.barStart - PictureSize.afterChip - 6
      let owner = TextWidth.regular.cutEnd(row.owner, size: 11, room: ownerRoom)
      out.text("s", owner, x: PictureSize.afterChip, y: 29, room: ownerRoom, font: .small)
    }
    RelationBar.write(row.counts, x: Self.barStart, y: base - 9, scale: scale, to: &out)
    out.text("s e", number, x: width - PictureSize.padding, y: base)
    out.raw(row.link == nil ? "</g>\n" : "</a>\n")
  }

  private func foot(top: Double, width: Double, to out: inout SVGText) -> Double {
    let rows = cards.flatMap(\.rows)
    let used = Set(rows.compactMap(\.license))
    let parts = RelationBar.Part.allCases.filter { part in
      rows.contains { row in row.counts.contains { RelationBar.Part($0.relation) == part } }
    }
    var (x, y) = (0.0, top + 20)
    out.raw(
      "<g class=\"lgd\" aria-hidden=\"true\" transform=\"translate(\(SVGText.number(PictureSize.margin)),0)\">"
    )
    out.rule(x: 0, y: top, width: width)
    func entry(_ word: String, sign: Double, _ draw: (inout SVGText, Double, Double) -> Void) {
      let room = sign + 6 + TextWidth.regular.width(word, size: 11) + 18
      if x > 0, x + room - 18 > width { (x, y) = (0, y + 22) }
      draw(&out, x, y)
      out.text("s", word, x: x + sign + 6, y: y)
      x += room
    }
    for mark in LicenseMark.legendOrder where used.contains(mark) {
      entry(words[mark.phrase], sign: PictureSize.chip) { out, x, y in out.chip(mark, x: x, y: y - 13) }
    }
    for part in parts {
      entry(words[part.phrase], sign: 24) { out, x, y in
        RelationBar.write(part, x: x, y: y - 9, width: 24, to: &out)
        out.rect("bo", x: x, y: y - 9, width: 24, height: RelationBar.height, radius: 0)
      }
    }
    if rows.contains(where: \.ghost) {
      entry(words[.signGhost], sign: 16) { out, x, y in
        out.raw("<g class=\"gh\">")
        out.text("l", "Aa", x: x, y: y)
        out.raw("</g>")
      }
    }
    for line in TextWidth.regular.lines(summary, size: 11, room: width) {
      y += 18
      out.text("s", line, x: 0, y: y, room: width, font: .small)
    }
    out.raw("</g>\n")
    return y + PictureSize.margin
  }
}

extension Layout.Curve {
  /// The curve as a path that stops where an arrowhead begins, in px from the upper left corner; nil for none.
  func path(height: Double) -> (d: String, tip: (x: Double, y: Double), from: (x: Double, y: Double))? {
    guard let first = points.first, let last = points.last, points.count % 3 == 1 else { return nil }
    func flipped(_ point: Layout.Point) -> (x: Double, y: Double) { (point.x, height - point.y) }
    var d = "M" + SVGText.pair(flipped(first))
    for i in stride(from: 1, to: points.count, by: 3) {
      d += "C" + (0..<3).map { SVGText.pair(flipped(points[i + $0])) }.joined(separator: " ")
    }
    let before = points.dropLast().last { $0 != last } ?? first
    return (d, flipped(tip ?? last), flipped(tip == nil ? before : last))
  }
}
