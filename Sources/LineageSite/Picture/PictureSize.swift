/// Sizes in px, made from ``TextWidth``: no font of the build machine is asked.
enum PictureSize {
  static let padding = 10.0
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
      let width = max(120, (texts.max() ?? 0) + 2 * PictureSize.padding)
      return ((width / 4).rounded(.up) * 4, (name.count > 1 ? 73 : 58) - (owner.isEmpty ? 16 : 0))
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
