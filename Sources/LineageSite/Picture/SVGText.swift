/// SVG as it is written: numbers with one decimal, every text escaped.
struct SVGText {
  private(set) var text = ""

  /// Sizes of text in a picture.
  enum Font {
    case name, slimName, row, small

    func width(_ text: String) -> Double {
      switch self {
      case .name: TextWidth.bold.width(text, size: 13)
      case .slimName: TextWidth.bold.width(text, size: 12)
      case .row: TextWidth.regular.width(text, size: 12)
      case .small: TextWidth.regular.width(text, size: 11)
      }
    }
  }

  mutating func raw(_ markup: String) { text += markup }

  mutating func element(_ name: String, _ attributes: String, text content: String) {
    text += "<\(name)\(attributes.isEmpty ? "" : " ")\(attributes)>\(Markup(content).text)</\(name)>"
  }

  mutating func rect(
    _ classes: String, x: Double = 0, y: Double = 0, width: Double, height: Double, radius: Double = 5
  ) {
    text += "<rect class=\"\(classes)\""
    if x != 0 { text += " x=\"\(Self.number(x))\"" }
    if y != 0 { text += " y=\"\(Self.number(y))\"" }
    text += " width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
    if radius > 0 { text += " rx=\"\(Self.number(radius))\"" }
    text += "/>"
  }

  mutating func rule(x: Double, y: Double, width: Double) {
    text += "<path class=\"sep\" d=\"M\(Self.pair((x, y)))h\(Self.number(width))\"/>"
  }

  /// A line of text. With a room that a wider font could leave, the viewer is told the greatest length.
  mutating func text(
    _ classes: String, _ content: String, x: Double, y: Double, room: Double = .infinity, font: Font = .small
  ) {
    if content.isEmpty { return }
    var attributes = "class=\"\(classes)\""
    if x != 0 { attributes += " x=\"\(Self.number(x))\"" }
    attributes += " y=\"\(Self.number(y))\""
    let width = font.width(content)
    if width * 1.16 > room {
      attributes += " textLength=\"\(Self.number(min(width, room)))\" lengthAdjust=\"spacingAndGlyphs\""
    }
    element("text", attributes, text: content)
  }

  /// A license chip whose upper left corner is there.
  mutating func chip(_ mark: LicenseMark, x: Double, y: Double) {
    raw("<g class=\"\(mark.styleClass)\">")
    rect("k", x: x, y: y, width: PictureSize.chip, height: PictureSize.chip, radius: 3)
    text("kt", mark.letter, x: x + PictureSize.chip / 2, y: y + 13)
    raw("</g>")
  }

  static func number(_ value: Double) -> String { NumberText.decimal(value, places: 1) }
  static func pair(_ point: (x: Double, y: Double)) -> String { number(point.x) + "," + number(point.y) }
  static func translate(_ point: (x: Double, y: Double)) -> String { "translate(" + pair(point) + ")" }
}
