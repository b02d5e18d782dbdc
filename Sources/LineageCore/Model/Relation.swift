/// What a child did to its parent to come into being.
///
/// The raw value is what the catalog and the graph's edge labels store; never renumber.
public enum Relation: UInt8, CaseIterable, Sendable, Codable {
  case unspecified = 0
  case finetune = 1
  case adapter = 2
  case merge = 3
  case quantized = 4
  case mirror = 5
  case distilled = 6
  case reported = 7

  /// The word used in every output: `finetune`, `adapter`, ...
  public var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .finetune: "finetune"
    case .adapter: "adapter"
    case .merge: "merge"
    case .quantized: "quantized"
    case .mirror: "mirror"
    case .distilled: "distilled"
    case .reported: "reported"
    }
  }

  /// The two-letter form used inside a share definition id, for the relations a card can declare.
  public var code: String? {
    switch self {
    case .finetune: "ft"
    case .adapter: "ad"
    case .merge: "me"
    case .quantized: "qu"
    case .unspecified: "un"
    case .mirror, .distilled, .reported: nil
    }
  }

  /// Reads a relation as data files spell it; letter case and surrounding blanks do not matter, `finetuned`
  /// and `merged` are accepted, and any unknown word is ``unspecified``.
  public init(spelling: some StringProtocol) {
    let word = spelling.lowercased().filter { !$0.isWhitespace }
    self =
      switch word {
      case "finetune", "finetuned", "fine-tune", "fine-tuned": .finetune
      case "adapter": .adapter
      case "merge", "merged": .merge
      case "quantized", "quantised", "quantization": .quantized
      case "mirror": .mirror
      case "distilled": .distilled
      case "reported": .reported
      default: .unspecified
      }
  }

  /// Of two relations declared for one pair the one with the greater strength stays:
  /// merge > adapter > quantized > finetune > distilled > mirror > reported > unspecified.
  public var strength: Int {
    switch self {
    case .merge: 7
    case .adapter: 6
    case .quantized: 5
    case .finetune: 4
    case .distilled: 3
    case .mirror: 2
    case .reported: 1
    case .unspecified: 0
    }
  }
}
