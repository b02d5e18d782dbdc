/// Sizes in px, made from ``TextWidth``: no font of the build machine is asked.
enum PictureSize {
  static let padding = 10.0
  /// Width of the license strip at the left of a box.
  static let strip = 26.0
  static let slimStrip = 22.0
  /// From the strip to the text, and from the text to the right edge.
  static let inset = 8.0
  /// Side of a license chip in a row, and from a row's left edge to its text.
  static let chip = 17.0
  static let afterChip = 34.0
  static let stub = 24.0
  static let listWidth = 288.0
  static let listHead = 26.0
  static let listRow = 24.0
  static let cardWidth = 236.0
  static let cardGap = 14.0
  static let cardHead = 34.0
  static let cardRow = 36.0
  static let cardMore = 28.0
  static let margin = 10.0
  /// Least width, for the line that says what was drawn.
  static let least = 250.0
  /// Greatest width of what a phone shows without scrolling.
  static let phone = 354.0
}

extension PictureBox {
  /// Width and height in px.
  var size: (width: Double, height: Double) {
    switch content {
    case .model(let owner, let name, let note):
      let texts =
        [TextWidth.regular.width(owner, size: 11), TextWidth.regular.width(note, size: 11)]
        + name.map { TextWidth.bold.width($0, size: 13) }
      let width = max(140, (texts.max() ?? 0) + PictureSize.strip + 2 * PictureSize.inset)
      return ((width / 4).rounded(.up) * 4, (name.count > 1 ? 73 : 58) - (owner.isEmpty ? 16 : 0))
    case .compact(let name, let note):
      let text = max(TextWidth.bold.width(name, size: 12), TextWidth.regular.width(note, size: 11))
      let width = max(100, text + PictureSize.slimStrip + 2 * PictureSize.inset)
      return ((width / 4).rounded(.up) * 4, 38)
    case .stub(let text):
      return (((TextWidth.regular.width(text, size: 11) + 24) / 4).rounded(.up) * 4, PictureSize.stub)
    case .list(_, let rows):
      return (PictureSize.listWidth, PictureSize.listHead + Double(rows.count) * PictureSize.listRow + 4)
    }
  }
}

extension PictureCard {
  /// Height in px; the width is ``PictureSize/cardWidth``.
  var height: Double {
    PictureSize.cardHead + Double(rows.count) * PictureSize.cardRow + (more == nil ? 0 : PictureSize.cardMore)
  }
}
