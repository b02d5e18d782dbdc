import LineageCore

/// A cycle as a table of signs: rows name the columns marked in them. Boxes with lines would be a ball of wool.
struct CyclePicture {
  private let cycle: CycleSummary
  private let itself: Set<Int>
  private let words: Words
  private let link: (String) -> String?
  private let labels: [String]
  /// Room for the names at the left and at the top.
  private let left: Double
  private let head: Double
  private let cell: Double

  private static let margin = 12.0
  private static let title = 15.0
  /// More members than that do not fit a page.
  static let most = 60

  /// - Parameter itself: Positions of members that name themselves.
  /// - Returns: nil if there are more members than a reader can take in.
  init?(_ cycle: CycleSummary, itself: Set<Int>, words: Words, link: @escaping (String) -> String?) {
    guard cycle.members.count <= Self.most else { return nil }
    (self.cycle, self.itself, self.words, self.link) = (cycle, itself, words, link)
    labels = cycle.members.map { model in
      let id = Markup.visible(model.id)
      let name = ModelID.isValid(id) ? ModelID.name(id) : id
      let gone = model.ghost || model.deleted != nil ? "† " : ""
      return gone + TextWidth.regular.cutMiddle(name, size: 12, room: 138)
    }
    left = (labels.map { TextWidth.regular.width($0, size: 12) }.max() ?? 0) + 10
    head = (labels.map { TextWidth.regular.width($0, size: 11) }.max() ?? 0) + 10
    cell = min(22, max(16, ((354 - left) / Double(labels.count)).rounded(.down)))
  }

  private var headline: String { words[.cycleHead, NumberText.grouped(labels.count)] }
  private var side: Double { cell * Double(labels.count) }
  private var backs: Int { cycle.links.count(where: \.pointsBack) }

  /// `52 of 59 statements fit one order; 7 point back.`
  var summary: String {
    let forth = NumberText.grouped(cycle.links.count - backs)
    return words[.cycleSummary, NumberText.grouped(cycle.links.count), forth, NumberText.grouped(backs)]
  }

  /// The picture; with a style sheet it stands alone.
  func svg(style sheet: String? = nil) -> String {
    var out = SVGText()
    let room = max(354, left + side)
    var y = 0.0
    for line in TextWidth.bold.lines(headline, size: Self.title, room: room) {
      y += 18
      out.text("ct", line, x: Self.margin, y: y)
    }
    y += 8
    table(top: y, to: &out)
    y += head + side + 8
    y = legend(top: y, room: room, to: &out)
    return document(out, width: room + 2 * Self.margin, height: y + 12, sheet: sheet)
  }

  private func document(_ out: SVGText, width: Double, height: Double, sheet: String?) -> String {
    let (w, h) = (NumberText.decimal(width, places: 0), NumberText.decimal(height.rounded(.up), places: 0))
    var page = SVGText()
    page.raw("<svg class=\"lg\" xmlns=\"http://www.w3.org/2000/svg\" role=\"group\"")
    page.raw(" aria-labelledby=\"cyt\" aria-describedby=\"cyd\" viewBox=\"0 0 \(w) \(h)\"")
    page.raw(" width=\"\(w)\" height=\"\(h)\">\n")
    page.element("title", "id=\"cyt\"", text: headline)
    page.element("desc", "id=\"cyd\"", text: summary)
    if let sheet {
      page.raw("<style>\n\(sheet)</style>\n<rect class=\"bg\" width=\"\(w)\" height=\"\(h)\"/>\n")
    }
    page.raw(out.text + "</svg>\n")
    return page.text
  }

  private func table(top: Double, to out: inout SVGText) {
    let (x0, y0) = (Self.margin + left, top + head)
    let number = SVGText.number
    out.raw("<g class=\"E\" aria-hidden=\"true\">\n")
    // Above the diagonal only what points back can stand.
    var steps = "M\(SVGText.pair((x0, y0)))"
    for _ in labels { steps += "h\(number(cell))v\(number(cell))" }
    out.raw("<path class=\"up\" d=\"\(steps)V\(number(y0))Z\"/>")
    var lines = ""
    for i in 0...labels.count {
      let at = Double(i) * cell
      lines +=
        "M\(SVGText.pair((x0, y0 + at)))h\(number(side))M\(SVGText.pair((x0 + at, y0)))v\(number(side))"
    }
    out.raw("<path class=\"gr\" d=\"\(lines)\"/>\n")
    for (i, label) in labels.enumerated() {
      let place = SVGText.translate((x0 + (Double(i) + 0.5) * cell + 4, y0 - 6))
      out.raw("<g transform=\"\(place) rotate(-90)\">")
      out.text("s", label, x: 0, y: 0)
      out.raw("</g>\n")
    }
    out.raw("</g>\n")
    for (i, label) in labels.enumerated() {
      row(i, label, at: (Self.margin, y0 + Double(i) * cell), to: &out)
    }
    out.raw("<g class=\"mks\">\n")
    for link in cycle.links {
      let place = (x: x0 + (Double(link.parent) + 0.5) * cell, y: y0 + (Double(link.child) + 0.5) * cell)
      let title = words[.cycleNamed, id(link.child), id(link.parent)]
      out.raw("<g class=\"\(link.pointsBack ? "mk back" : "mk")\">")
      out.element("title", "", text: title)
      Self.mark(at: place, back: link.pointsBack, to: &out)
      out.raw("</g>\n")
    }
    for i in itself.sorted() where labels.indices.contains(i) {
      let at = (Double(i) + 0.5) * cell
      out.raw("<g class=\"mk\">")
      out.element("title", "", text: words[.cycleNamed, id(i), id(i)])
      Self.ring(at: (x0 + at, y0 + at), to: &out)
      out.raw("</g>\n")
    }
    out.raw("</g>\n")
  }

  private func id(_ member: Int) -> String { Markup.visible(cycle.members[member].id) }

  private func row(_ i: Int, _ label: String, at corner: (x: Double, y: Double), to out: inout SVGText) {
    let model = cycle.members[i]
    let target = link(model.id)
    let classes = model.ghost || model.deleted != nil ? "w gh" : "w"
    let place = "id=\"cyn\(i)\" class=\"\(classes)\" transform=\"\(SVGText.translate(corner))\""
    out.raw(target.map { "<a \(place) href=\"\(Markup($0).text)\">" } ?? "<g \(place)>")
    let bases =
      cycle.links.filter { $0.child == i }.map { id($0.parent) } + (itself.contains(i) ? [id(i)] : [])
    out.element("title", "", text: id(i) + ": " + words[.cycleNames, bases.joined(separator: ", ")])
    out.rect("hit", width: left - 4, height: cell, radius: 0)
    out.text("l e", label, x: left - 8, y: cell / 2 + 4.2)
    out.raw(target == nil ? "</g>\n" : "</a>\n")
  }

  /// A diamond; a larger one with a sign of its own for what points back.
  private static func mark(at place: (x: Double, y: Double), back: Bool, to out: inout SVGText) {
    let half = back ? 7.0 : 4.5
    let side = SVGText.number(half)
    out.raw("<path d=\"M\(SVGText.pair((place.x, place.y - half)))")
    out.raw("l\(side),\(side)l-\(side),\(side)l-\(side),-\(side)Z\"/>")
    if back { out.text("bk c", "!", x: place.x, y: place.y + 4) }
  }

  private static func ring(at place: (x: Double, y: Double), to out: inout SVGText) {
    let (x, y) = (SVGText.number(place.x), SVGText.number(place.y))
    out.raw("<circle class=\"rg\" cx=\"\(x)\" cy=\"\(y)\" r=\"4.5\"/>")
  }

  private func legend(top: Double, room: Double, to out: inout SVGText) -> Double {
    var y = top
    let x = Self.margin
    out.raw("<g class=\"lgd\" aria-hidden=\"true\">\n")
    func entry(_ phrase: Phrase, _ sign: (inout SVGText, Double) -> Void) {
      for (i, line) in TextWidth.regular.lines(words[phrase], size: 11, room: room - 24).enumerated() {
        y += i == 0 ? 20 : 15
        if i == 0 { sign(&out, y - 4) }
        out.text("s", line, x: x + 22, y: y)
      }
    }
    entry(.cycleForth) { out, y in
      out.raw("<g class=\"mk\">")
      Self.mark(at: (x + 8, y), back: false, to: &out)
      out.raw("</g>")
    }
    entry(.cycleBack) { out, y in
      out.raw("<g class=\"mk back\">")
      Self.mark(at: (x + 8, y), back: true, to: &out)
      out.raw("</g>")
    }
    if !itself.isEmpty { entry(.cycleItself) { out, y in Self.ring(at: (x + 8, y), to: &out) } }
    if cycle.members.contains(where: { $0.ghost || $0.deleted != nil }) {
      entry(.signGhost) { out, y in out.text("l c", "†", x: x + 8, y: y + 4) }
    }
    for line in TextWidth.regular.lines(summary, size: 11, room: room) {
      y += 18
      out.text("s", line, x: x, y: y)
    }
    out.raw("</g>\n")
    return y
  }

  /// The same as DOT: a ring of boxes with a line for each statement, from base to derivative.
  func dot() -> String {
    var drawing = Drawing(name: headline)
    drawing.graph = [.init("layout", "circo"), .init("charset", "utf-8")]
    drawing.nodeDefaults = [.init("shape", "box"), .init("fontname", "Helvetica,Arial,sans-serif")]
    drawing.edgeDefaults = [.init("color", "#5F6B7A"), .init("arrowsize", "0.8")]
    drawing.nodes = cycle.members.map { model in
      var attributes = [Drawing.Attribute("label", DOTText.label(model.id))]
      if let link = link(model.id) { attributes.append(.init("URL", DOTText.label(link))) }
      if model.ghost || model.deleted != nil { attributes.append(.init("style", "dashed")) }
      return Drawing.Node(name: DOTText.name(model.id), attributes: attributes)
    }
    drawing.edges = cycle.links.map { link in
      var attributes = [Drawing.Attribute("arrowhead", link.label.relation.arrowhead)]
      if link.pointsBack { attributes += [.init("color", "#A33B00"), .init("penwidth", "3")] }
      return Drawing.Edge(tail: link.parent, head: link.child, attributes: attributes)
    }
    drawing.edges += itself.sorted().map { Drawing.Edge(tail: $0, head: $0, attributes: []) }
    return drawing.dot()
  }
}
