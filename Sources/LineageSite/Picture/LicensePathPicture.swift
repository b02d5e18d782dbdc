import LineageCore

/// One way of a license: a column of boxes, each with what its label says of the term.
struct LicensePathPicture {
  private let drop: LicenseDrop
  private let style: PictureStyle
  private let link: (String) -> String?
  private static let width = 346.0
  private static let margin = 14.0

  init(_ drop: LicenseDrop, style: PictureStyle, link: @escaping (String) -> String?) {
    (self.drop, self.style, self.link) = (drop, style, link)
  }

  private var words: Words { style.words }

  /// `5 steps. Left out at step 4.`
  var summary: String {
    guard let at = drop.path.firstIndex(where: { $0.status == .dropped }) else {
      return words[.pathSteps, NumberText.grouped(drop.path.count)]
    }
    return words[.pathSummary, NumberText.grouped(drop.path.count), NumberText.grouped(at + 1)]
  }

  /// The picture; with a style sheet it stands alone.
  func svg(style sheet: String? = nil) -> String {
    var out = SVGText()
    var y = 0.0
    for line in TextWidth.bold.lines(words.head(of: drop), size: 15, room: Self.width) {
      y += 18
      out.text("ct", line, x: Self.margin, y: y)
    }
    out.text("cs", summary, x: Self.margin, y: y + 18)
    y += 34
    var boxes = SVGText()
    var edges = SVGText()
    for (i, step) in drop.path.enumerated() {
      if i > 0, let edge = step.edge {
        let height = step.status == .dropped ? 50.0 : 34
        write(edge, step, from: drop.path[i - 1], y: y, height: height, to: &edges)
        y += height
      }
      y += write(step, isLast: i == drop.path.count - 1, number: i, y: y, to: &boxes)
    }
    out.raw("<g class=\"E\" aria-hidden=\"true\">\n" + edges.text + "</g>\n" + boxes.text)
    return document(out, height: y + 12, sheet: sheet)
  }

  private func document(_ out: SVGText, height: Double, sheet: String?) -> String {
    let (w, h) = (
      NumberText.decimal(Self.width + 2 * Self.margin, places: 0),
      NumberText.decimal(height.rounded(.up), places: 0)
    )
    var page = SVGText()
    page.raw("<svg class=\"lg\" xmlns=\"http://www.w3.org/2000/svg\" role=\"group\"")
    page.raw(" aria-labelledby=\"lpt\" aria-describedby=\"lpd\" viewBox=\"0 0 \(w) \(h)\"")
    page.raw(" width=\"\(w)\" height=\"\(h)\">\n")
    page.element("title", "id=\"lpt\"", text: words.head(of: drop))
    page.element("desc", "id=\"lpd\"", text: drop.statement + " " + summary)
    if let sheet {
      page.raw("<style>\n\(sheet)</style>\n<rect class=\"bg\" width=\"\(w)\" height=\"\(h)\"/>\n")
    }
    page.raw(out.text + "</svg>\n")
    return page.text
  }

  private func write(
    _ edge: EdgeLabel, _ step: LicenseStep, from above: LicenseStep, y: Double, height: Double,
    to out: inout SVGText
  ) {
    let x = Self.margin + Self.width / 2
    var classes = ["e", edge.relation.pictureClass, edge.evidence.pictureClass].compactMap { $0 }
    if step.status == .dropped { classes.append("drop") }
    if step.status == .omits { classes.append("after") }
    let end = edge.relation.headHidesLine ? y + height - 9 : y + height
    out.raw("<g class=\"\(classes.joined(separator: " "))\">")
    out.raw("<path d=\"M\(SVGText.pair((x, y)))V\(SVGText.number(end))\"/>")
    ArrowHead.write(edge.relation, tip: (x, y + height), from: (x, y), to: &out)
    if step.status == .dropped {
      let pill =
        PictureStep.dropped(style.licenses.mark(above.model), style.licenses.mark(step.model)).pill ?? ""
      let width = TextWidth.bold.width(pill, size: 11) + 12
      out.rect("pl", x: x + 12, y: y + 12, width: width, height: 18, radius: 9)
      out.text("pt c", pill, x: x + 12 + width / 2, y: y + 25)
    }
    out.raw("</g>\n")
  }

  /// A box with its strip. Returns its height.
  private func write(
    _ step: LicenseStep, isLast: Bool, number: Int, y: Double, to out: inout SVGText
  ) -> Double {
    let id = Markup.visible(step.model.id)
    let hasOwner = ModelID.isValid(id)
    let mark = style.licenses.mark(step.model)
    let name = TextWidth.bold.wrap(hasOwner ? ModelID.name(id) : id, size: 13, room: 296)
    let height = name.count > 1 ? 97.0 : 82
    let isGone = step.model.ghost || step.model.deleted != nil
    let classes = ["n", mark.styleClass, isLast ? "foc" : isGone ? "gh" : ""].filter { !$0.isEmpty }
    let status = words.status(step, license: drop.license)
    let target = link(step.model.id)
    let place =
      "id=\"lpn\(number)\" class=\"\(classes.joined(separator: " "))\" transform=\"\(SVGText.translate((Self.margin, y)))\""
    out.raw(target.map { "<a \(place) href=\"\(Markup($0).text)\">" } ?? "<g \(place)>")
    out.element("title", "", text: id + ": " + status)
    if isLast { out.rect("r", x: -4, y: -4, width: Self.width + 8, height: height + 8, radius: 8) }
    out.rect("b", width: Self.width, height: height)
    let strip = SVGText.number(height - 24)
    out.raw("<path class=\"k\" d=\"M5,0H26V\(strip)H0V5Q0,0 5,0Z\"/>")
    out.text("kt", mark.letter, x: 13, y: (height - 24) / 2 + 4.6)
    var line = 17.0
    if hasOwner {
      let owner = TextWidth.regular.cutEnd(ModelID.owner(id), size: 11, room: 290)
      out.text("o", owner + "/", x: 36, y: line)
    }
    for (i, text) in name.enumerated() {
      line += i == 0 ? 16 : 15
      out.text("m", text, x: 36, y: line, room: 300, font: .name)
    }
    var note = step.edge.map { [words[$0.relation]] } ?? []
    if let label = words.label(of: step.model) { note.append(label) }
    let noted = TextWidth.regular.cutEnd(note.joined(separator: " · "), size: 11, room: 290)
    out.text("s", noted, x: 36, y: line + 15, room: 300, font: .small)
    let isLost = step.status == .dropped || step.status == .omits
    out.raw("<g class=\"\(isLost ? "al" : "sc")\">")
    out.rect("sb", x: 4, y: height - 23, width: Self.width - 8, height: 19, radius: 3)
    let text = step.status.sign + "\u{A0}" + status
    out.text(
      isLost ? "at" : "l2", TextWidth.bold.cutEnd(text, size: 11, room: 324), x: 11, y: height - 9.5,
      room: 328, font: .small)
    out.raw("</g>" + (target == nil ? "</g>\n" : "</a>\n"))
    return height
  }
}

extension LicenseStep.Status {
  /// A sign that says the same without colour.
  var sign: String {
    switch self {
    case .starts: "●"
    case .carries: "✓"
    case .otherVersion: "≈"
    case .unknown: "?"
    case .dropped: "✂"
    case .omits: "✗"
    }
  }
}
