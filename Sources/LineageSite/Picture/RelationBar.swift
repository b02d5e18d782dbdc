import LineageCore

/// A bar of numbers by relation, told apart by pattern: colours mean licenses and nothing else.
enum RelationBar {
  /// What a part of a bar looks like, in the order of a bar.
  enum Part: CaseIterable {
    case finetune, adapter, merge, quantized, other

    init(_ relation: Relation) {
      switch relation {
      case .finetune: self = .finetune
      case .adapter: self = .adapter
      case .merge: self = .merge
      case .quantized: self = .quantized
      case .mirror, .distilled, .reported, .unspecified: self = .other
      }
    }

    /// Its name.
    var phrase: Phrase {
      switch self {
      case .finetune: .finetunes
      case .adapter: .adapters
      case .merge: .merges
      case .quantized: .quantizations
      case .other: .otherRelations
      }
    }
  }

  static let height = 10.0

  /// Numbers by part, in the order of a bar, without parts of none.
  static func parts(_ counts: [RelationCount]) -> [(part: Part, count: Int)] {
    var sums: [Part: Int] = [:]
    for entry in counts { sums[Part(entry.relation), default: 0] += entry.count }
    return Part.allCases.compactMap { part in sums[part].map { (part, $0) } }
  }

  /// A bar whose upper left corner is there, with that many px for each model.
  static func write(
    _ counts: [RelationCount], x: Double, y: Double, scale: Double, to out: inout SVGText
  ) {
    var at = x
    for (part, count) in parts(counts) {
      let width = max(Double(count) * scale, 0.6)
      write(part, x: at, y: y, width: width, to: &out)
      at += width
    }
    let whole = max(at - x, 2)
    out.rect("bo", x: x, y: y, width: whole, height: height, radius: 0)
  }

  /// One part as a rectangle of its pattern, without an outline.
  static func write(_ part: Part, x: Double, y: Double, width: Double, to out: inout SVGText) {
    switch part {
    case .finetune: out.rect("bf", x: x, y: y, width: width, height: height, radius: 0)
    case .other: out.rect("bx", x: x, y: y, width: width, height: height, radius: 0)
    case .quantized: break
    case .adapter:
      var path = ""
      for start in stride(from: -height + 1, to: width, by: 4) {
        // From the lower edge up to the right, cut at both ends.
        let (low, high) = (max(start, 0), min(start + height, width))
        guard high > low else { continue }
        path += "M\(SVGText.pair((x + low, y + height - (low - start))))"
        path += "L\(SVGText.pair((x + high, y + height - (high - start))))"
      }
      out.raw("<path class=\"bh\" d=\"\(path)\"/>")
    case .merge:
      var path = ""
      for column in stride(from: 1.5, to: max(width, 1.6), by: 4) {
        for row in [2.0, 5, 8] { path += "M\(SVGText.pair((x + column, y + row)))h0" }
      }
      out.raw("<path class=\"bd\" d=\"\(path)\"/>")
    }
    if part != .finetune, width > 1 {
      out.raw("<path class=\"bl\" d=\"M\(SVGText.pair((x, y)))v\(SVGText.number(height))\"/>")
    }
  }
}
