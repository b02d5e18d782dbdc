import LineageCore

/// All families on one sheet: a circle each, as large as what was made from it, and lines where merges mix two.
struct WorldPicture {
  let title: String
  /// What was drawn and what was left out.
  let summary: String
  private let circles: [Circle]
  private let lines: [Line]
  private let width: Double
  private let height: Double

  fileprivate struct Circle {
    let node: String
    let name: String
    let count: String
    let title: String
    let link: String?
    let radius: Double
    var x = 0.0
    var y = 0.0
    /// Whether name and number fit into it; else they stand below.
    var holdsText: Bool
  }

  private struct Line {
    let from: Int
    let to: Int
    let merges: Int
    let title: String
  }

  /// Most circles and most lines.
  static let mostFamilies = 27
  static let mostLines = 30
  /// Least number of merges that is written on a line.
  static let fewestWritten = 7
  /// Where on the part of a line that can be seen a number is tried: the middle first, then to both sides.
  private static let placesOnALine: [Double] =
    [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85, 0.1, 0.9]
  private static let largest = 84.0
  private static let smallest = 9.0
  fileprivate static let gap = 9.0
  private static let margin = 12.0

  /// - Parameter families: Most derivatives first.
  /// - Returns: nil if there are not two families that others build on.
  init?(_ families: [FamilySummary], mixes: [FamilyMix], words: Words, link: (String) -> String?) {
    let used = families.filter { $0.derivatives > 0 }
    let shown = used.prefix(Self.mostFamilies)
    guard shown.count > 1, let most = shown.map(\.derivatives).max() else { return nil }
    var circles = shown.map { family in
      let radius = max(Self.smallest, Self.largest * (Double(family.derivatives) / Double(most)).squareRoot())
      let name = Markup.visible(family.name)
      let count = NumberText.grouped(family.derivatives)
      let wide = max(TextWidth.bold.width(name, size: 12.5), TextWidth.regular.width(count, size: 11)) * 1.16
      return Circle(
        node: family.id, name: name, count: count,
        title: name + ": " + words.count(family.derivatives, one: .derivativeBelow, many: .derivativesBelow),
        link: link(family.id), radius: radius, holdsText: radius > 22 && wide < 1.8 * radius)
    }
    let place = shown.enumerated().reduce(into: [String: Int]()) { $0[$1.element.id] = $1.offset }
    lines = mixes.compactMap { mix in
      guard let from = place[mix.families[0]], let to = place[mix.families[1]] else { return nil }
      let names = [circles[from].name, circles[to].name]
      return Line(
        from: from, to: to, merges: mix.merges,
        title: words[.mixOf, names[0], names[1], NumberText.grouped(mix.merges)])
    }
    .prefix(Self.mostLines).map { $0 }
    let pull = lines.reduce(into: [[Int]: Double]()) { pull, line in
      pull[[min(line.from, line.to), max(line.from, line.to)]] = 0.2 + 0.1 * Self.log2(line.merges)
    }
    // Those with lines first, so that the others stand around them.
    let linked = Set(lines.flatMap { [$0.from, $0.to] })
    let order = circles.indices.filter(linked.contains) + circles.indices.filter { !linked.contains($0) }
    let packing = CirclePacking(order.map { circles[$0].room }) { a, b in
      pull[[min(order[a], order[b]), max(order[a], order[b])]] ?? 0
    }
    for (i, middle) in zip(order, packing.middles) { (circles[i].x, circles[i].y) = middle }
    // A circle with its text below sits higher than the room of both.
    for i in circles.indices where !circles[i].holdsText { circles[i].y -= 17 }
    let left = circles.map { min($0.x - $0.radius, $0.textBox.left) }.min() ?? 0
    let top = circles.map { $0.y - $0.radius }.min() ?? 0
    for i in circles.indices {
      circles[i].x += Self.margin - left
      circles[i].y += Self.margin - top
    }
    width = (circles.map { max($0.x + $0.radius, $0.textBox.right) }.max() ?? 0) + Self.margin
    height = (circles.map { max($0.y + $0.radius, $0.textBox.bottom) }.max() ?? 0) + Self.margin
    self.circles = circles
    title = words[.worldTitle]
    summary =
      words[
        .worldSummary, NumberText.grouped(shown.count), NumberText.grouped(used.count),
        NumberText.grouped(lines.count)]
  }

  /// The picture; with a style sheet it stands alone.
  func svg(style: String? = nil) -> String {
    var out = SVGText()
    out.raw("<g class=\"E\" aria-hidden=\"true\">\n")
    for line in lines {
      let (a, b) = (circles[line.from], circles[line.to])
      let stroke = NumberText.decimal(1 + Self.log2(line.merges), places: 1)
      out.raw("<path class=\"mx\" stroke-width=\"\(stroke)\" ")
      out.raw("d=\"M\(SVGText.pair((a.x, a.y)))L\(SVGText.pair((b.x, b.y)))\"/>\n")
    }
    out.raw("</g>\n")
    for (i, circle) in circles.enumerated() { write(circle, number: i, to: &out) }
    out.raw("<g aria-hidden=\"true\">\n")
    var taken = circles.map(\.textBox)
    for line in lines where line.merges >= Self.fewestWritten { pill(line, &taken, to: &out) }
    out.raw("</g>\n")
    var y = height + 6
    for text in TextWidth.regular.lines(summary, size: 11, room: width - 2 * Self.margin) {
      out.text("s", text, x: Self.margin, y: y)
      y += 16
    }
    return document(out, height: y, style: style)
  }

  private func document(_ content: SVGText, height: Double, style: String?) -> String {
    let (w, h) = (
      NumberText.decimal(width.rounded(.up), places: 0), NumberText.decimal(height.rounded(.up), places: 0)
    )
    var page = SVGText()
    page.raw("<svg class=\"lg\" xmlns=\"http://www.w3.org/2000/svg\" role=\"group\"")
    page.raw(" aria-labelledby=\"wt\" aria-describedby=\"wd\" viewBox=\"0 0 \(w) \(h)\"")
    page.raw(" width=\"\(w)\" height=\"\(h)\">\n")
    page.element("title", "id=\"wt\"", text: title)
    page.element("desc", "id=\"wd\"", text: summary)
    if let style {
      page.raw("<style>\n\(style)</style>\n<rect class=\"bg\" width=\"\(w)\" height=\"\(h)\"/>\n")
    }
    page.raw(content.text + "</svg>\n")
    return page.text
  }

  private func write(_ circle: Circle, number: Int, to out: inout SVGText) {
    let place = "id=\"wn\(number)\" class=\"wc\" transform=\"\(SVGText.translate((circle.x, circle.y)))\""
    out.raw(circle.link.map { "<a \(place) href=\"\(Markup($0).text)\">" } ?? "<g \(place)>")
    out.element("title", "", text: circle.title)
    out.raw("<circle r=\"\(SVGText.number(circle.radius))\"/>")
    let below = circle.holdsText ? -2 : circle.radius + 15
    let halo = circle.holdsText ? "" : " ha"
    out.text("m2 c" + halo, circle.name, x: 0, y: below)
    out.text("s c" + halo, circle.count, x: 0, y: below + 15)
    out.raw(circle.link == nil ? "</g>\n" : "</a>\n")
  }

  /// A number on the part of a line that can be seen, where nothing else is written.
  private func pill(_ line: Line, _ taken: inout [Box], to out: inout SVGText) {
    let (a, b) = (circles[line.from], circles[line.to])
    let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
    guard length > 0 else { return }
    let text = NumberText.grouped(line.merges)
    let width = TextWidth.bold.width(text, size: 11) + 12
    let (start, end) = (a.radius / length, 1 - b.radius / length)
    for part in Self.placesOnALine {
      let at = start + (end - start) * part
      let (x, y) = (a.x + (b.x - a.x) * at, a.y + (b.y - a.y) * at)
      let box = Box(left: x - width / 2, top: y - 9, right: x + width / 2, bottom: y + 9)
      let isHidden = circles.indices.contains { i in
        i != line.from && i != line.to
          && CirclePacking.distance((x, y), (circles[i].x, circles[i].y)) < circles[i].radius
      }
      if isHidden || taken.contains(where: { $0.meets(box) }) { continue }
      taken.append(box)
      out.raw("<g><title>\(Markup(line.title).text)</title>")
      out.rect("pl", x: box.left, y: box.top, width: width, height: 18, radius: 9)
      out.text("pt c", text, x: x, y: y + 4)
      out.raw("</g>\n")
      return
    }
  }

  /// The same as DOT; `dot` finds the layout it asks for by itself.
  func dot() -> String {
    var drawing = Drawing(name: title)
    drawing.graph = [.init("layout", "neato"), .init("overlap", "true"), .init("charset", "utf-8")]
    drawing.nodeDefaults = [
      .init("shape", "circle"), .init("fixedsize", "true"), .init("fontname", "Helvetica,Arial,sans-serif"),
      .init("fontsize", "11"), .init("style", "filled"), .init("fillcolor", "#E8F1FB"),
    ]
    drawing.edgeDefaults = [.init("arrowhead", "none"), .init("color", "#5F6B7A")]
    drawing.nodes = circles.map { circle in
      let place =
        NumberText.decimal(circle.x / 72, places: 3) + "," + NumberText.decimal(-circle.y / 72, places: 3)
        + "!"
      var attributes: [Drawing.Attribute] = [
        .init(circle.holdsText ? "label" : "xlabel", DOTText.label(circle.name) + "\\n" + circle.count),
        .init("pos", place), .init("width", NumberText.decimal(circle.radius / 36, places: 4)),
      ]
      if !circle.holdsText { attributes.append(.init("label", "")) }
      if let link = circle.link { attributes.append(.init("URL", DOTText.label(link))) }
      return Drawing.Node(name: circle.node, attributes: attributes)
    }
    drawing.edges = lines.map { line in
      Drawing.Edge(
        tail: line.from, head: line.to,
        attributes: [
          .init("penwidth", NumberText.decimal(1 + Self.log2(line.merges), places: 1)),
          .init("tooltip", DOTText.label(line.title)),
        ])
    }
    return drawing.dot()
  }

  /// The logarithm to base 2, straight between powers: one more for each doubling.
  private static func log2(_ value: Int) -> Double {
    guard value > 0 else { return 0 }
    let power = value.bitWidth - 1 - value.leadingZeroBitCount
    return Double(power) + Double(value) / Double(1 << power) - 1
  }

  /// A rectangle in px.
  fileprivate struct Box {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    func meets(_ other: Box) -> Bool {
      left < other.right + 1 && other.left < right + 1 && top < other.bottom + 1 && other.top < bottom + 1
    }
  }
}

extension WorldPicture.Circle {
  /// Radius of the room that it takes with its text and a gap around.
  var room: Double {
    if holdsText { return radius + WorldPicture.gap }
    return max(radius + 17, textWidth / 2, 24) + WorldPicture.gap
  }

  private var textWidth: Double {
    max(TextWidth.bold.width(name, size: 12.5), TextWidth.regular.width(count, size: 11)) * 1.1
  }

  /// Where name and number are written.
  var textBox: WorldPicture.Box {
    let below = holdsText ? y - 2 : y + radius + 15
    return WorldPicture.Box(
      left: x - textWidth / 2, top: below - 13, right: x + textWidth / 2, bottom: below + 19)
  }
}
