import LineageCore

/// How relation and evidence look: the arrowhead is the relation, the dash the evidence.
extension Relation {
  /// `arrowhead` in DOT.
  var arrowhead: String {
    switch self {
    case .finetune: "normal"
    case .adapter: "onormal"
    case .merge: "diamond"
    case .quantized: "tee"
    case .mirror: "none"
    case .distilled: "dot"
    case .reported: "odiamond"
    case .unspecified: "vee"
    }
  }

  /// Class of a line in SVG.
  var pictureClass: String {
    switch self {
    case .finetune: "ft"
    case .adapter: "ad"
    case .merge: "me"
    case .quantized: "qz"
    case .mirror: "mi"
    case .distilled: "di"
    case .reported: "re"
    case .unspecified: "un"
    }
  }
}

extension Evidence {
  /// `style` in DOT; nil for the default, a solid line.
  var lineStyle: String? {
    switch self {
    case .declared, .detected: nil
    case .inferred: "dashed"
    case .reported, .admitted, .documented, .alleged: "dotted"
    }
  }

  /// Class of a line in SVG; nil for a solid one.
  var pictureClass: String? {
    switch self {
    case .declared, .detected: nil
    case .inferred: "inf"
    case .reported, .admitted, .documented: "rep"
    case .alleged: "alg"
    }
  }
}
