import LineageCore

/// The end of a line, which says what was done to the base.
enum ArrowHead {
  /// An arrowhead that ends at a tip.
  static func write(
    _ relation: Relation, tip: (x: Double, y: Double), from: (x: Double, y: Double), to out: inout SVGText
  ) {
    let (dx, dy) = (tip.x - from.x, tip.y - from.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.01 else { return }
    let (ux, uy) = (dx / length, dy / length)
    func at(_ back: Double, _ side: Double) -> String {
      SVGText.pair((tip.x - ux * back - uy * side, tip.y - uy * back + ux * side))
    }
    switch relation {
    case .finetune: out.raw("<path class=\"h\" d=\"M\(at(0, 0))L\(at(9, 4.5))L\(at(9, -4.5))Z\"/>")
    case .adapter: out.raw("<path class=\"ho\" d=\"M\(at(0.8, 0))L\(at(9, 4.5))L\(at(9, -4.5))Z\"/>")
    case .merge: out.raw("<path class=\"h\" d=\"M\(at(0, 0))L\(at(7, 4))L\(at(14, 0))L\(at(7, -4))Z\"/>")
    case .reported:
      out.raw("<path class=\"ho\" d=\"M\(at(0.8, 0))L\(at(7, 4))L\(at(13, 0))L\(at(7, -4))Z\"/>")
    case .quantized: out.raw("<path class=\"hb\" d=\"M\(at(3.5, 6))L\(at(3.5, -6))\"/>")
    case .unspecified: out.raw("<path class=\"hv\" d=\"M\(at(8, 4.5))L\(at(0.5, 0))L\(at(8, -4.5))\"/>")
    case .distilled:
      let centre = (x: tip.x - ux * 4.5, y: tip.y - uy * 4.5)
      out.raw(
        "<circle class=\"h\" cx=\"\(SVGText.number(centre.x))\" cy=\"\(SVGText.number(centre.y))\" r=\"4.5\"/>"
      )
    case .mirror: break
    }
  }
}
