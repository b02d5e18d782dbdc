/// SVG of a chart as it is written: no Graphviz, no font of the machine, the same bytes every time.
struct ChartText {
  var out = SVGText()
  /// Width of the whole chart in px: 720, or 374 on a phone.
  let width: Double
  let isPhone: Bool

  init(isPhone: Bool) {
    self.isPhone = isPhone
    width = isPhone ? 374 : 720
  }

  typealias Point = (x: Double, y: Double)

  /// Title, what is counted, and the id of the definition: no share stands without it. Returns the lower end.
  mutating func head(title: String, subtitle: String, definition: String?) -> Double {
    var y = 2.0
    for line in TextWidth.bold.lines(title, size: 15, room: width) {
      y += 18
      out.text("ct", line, x: 0, y: y)
    }
    for line in TextWidth.regular.lines(subtitle, size: 12, room: width) {
      y += 17
      out.text("cs", line, x: 0, y: y)
    }
    for line in Self.wrapped(definition ?? "", characters: Int(width / 6.7)) {
      y += 16
      out.text("ci", line, x: 0, y: y)
    }
    return y
  }

  /// Notes at the foot. Returns the lower end.
  mutating func notes(_ texts: [String], top: Double) -> Double {
    var y = top
    for text in texts {
      for line in TextWidth.regular.lines(text, size: 11, room: width) {
        y += 16
        out.text("s", line, x: 0, y: y)
      }
    }
    return y
  }

  mutating func line(_ classes: String, _ from: Point, _ to: Point) {
    out.raw("<path class=\"\(classes)\" d=\"M\(SVGText.pair(from))L\(SVGText.pair(to))\"/>")
  }

  mutating func path(_ classes: String, _ points: [Point]) {
    guard let first = points.first, points.count > 1 else { return }
    let rest = points.dropFirst().map { SVGText.pair($0) }.joined(separator: " ")
    out.raw("<path class=\"\(classes)\" d=\"M\(SVGText.pair(first))L\(rest)\"/>")
  }

  /// The mark of a series around a point: each has another form, so that colour is not needed.
  mutating func mark(_ series: Int, at p: Point, hollow: Bool = false) {
    let classes = "y\(series + 1)\(hollow ? " ho" : "")"
    func shape(_ corners: [Point]) {
      let points = corners.map { SVGText.pair((p.x + $0.x, p.y + $0.y)) }.joined(separator: "L")
      out.raw("<path class=\"\(classes)\" d=\"M\(points)Z\"/>")
    }
    switch series {
    case 0:
      out.raw(
        "<circle class=\"\(classes)\" cx=\"\(SVGText.number(p.x))\" cy=\"\(SVGText.number(p.y))\" r=\"4\"/>")
    case 1: shape([(-3.7, -3.7), (3.7, -3.7), (3.7, 3.7), (-3.7, 3.7)])
    case 2: shape([(0, -4.6), (4.4, 3.6), (-4.4, 3.6)])
    case 3: shape([(0, -4.8), (4.8, 0), (0, 4.8), (-4.8, 0)])
    default:
      shape([
        (-1.4, -4.4), (1.4, -4.4), (1.4, -1.4), (4.4, -1.4), (4.4, 1.4), (1.4, 1.4), (1.4, 4.4), (-1.4, 4.4),
        (-1.4, 1.4), (-4.4, 1.4), (-4.4, -1.4), (-1.4, -1.4),
      ])
    }
  }

  /// The whole chart as a document; with a style sheet it stands alone.
  func document(title: String, description: String, height: Double, id: String, style: String?) -> String {
    var page = SVGText()
    let prefix = id + (isPhone ? "s" : "g")
    let (w, h) = (NumberText.decimal(width, places: 0), NumberText.decimal(height.rounded(.up), places: 0))
    page.raw("<svg class=\"lg ch\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"")
    page.raw(" aria-labelledby=\"\(prefix)t\" aria-describedby=\"\(prefix)d\" viewBox=\"0 0 \(w) \(h)\"")
    page.raw(" width=\"\(w)\" height=\"\(h)\">\n")
    page.element("title", "id=\"\(prefix)t\"", text: title)
    page.element("desc", "id=\"\(prefix)d\"", text: description)
    if let style {
      page.raw("<style>\n\(style)</style>\n<rect class=\"bg\" width=\"\(w)\" height=\"\(h)\"/>\n")
    }
    page.raw(out.text)
    page.raw("\n</svg>\n")
    return page.text
  }

  /// A definition's id on lines of at most so many characters, broken after `/`.
  private static func wrapped(_ id: String, characters: Int) -> [String] {
    var lines: [String] = []
    for part in id.split(separator: "/", omittingEmptySubsequences: false) where !id.isEmpty {
      let text = lines.isEmpty ? String(part) : "/" + part
      if let last = lines.last, last.count + text.count <= characters {
        lines[lines.count - 1] = last + text
      } else {
        lines.append(text)
      }
    }
    return lines
  }
}

/// A chart in the variants that a site needs.
struct ChartFiles {
  /// For a page.
  let inline: Markup
  /// For a page on a phone.
  let slim: Markup
  /// With its style, to stand alone.
  let file: String
  /// What it shows, for readers who do not see it.
  private let region: String

  /// For the template `chart`.
  var view: View { ["inline": .markup(inline), "slim": .markup(slim), "region": .text(region)] }

  /// Draws it three times.
  init(region: String, style: String, _ draw: (_ isPhone: Bool, _ style: String?) -> String) {
    self.region = region
    inline = Markup(trusted: draw(false, nil))
    slim = Markup(trusted: draw(true, nil))
    file = draw(false, style)
  }
}
