/// The kind of a license as pictures and tables show it: one letter and one colour.
///
/// The letter carries the whole meaning, so a picture in grey, on paper or seen with other eyes says the same.
public enum LicenseMark: String, CaseIterable, Hashable, Sendable {
  // In the order in which lists are sorted: the strictest first, what is not known last.
  /// Closed terms, or changed versions may not be passed on.
  case closed = "X"
  /// No commercial use.
  case nonCommercial = "N"
  /// Research alone.
  case research = "R"
  /// A vendor's own agreement.
  case vendor = "V"
  /// Restrictions of use that go on to derivatives.
  case useRestricted = "U"
  /// Derivatives stay under the same terms.
  case copyleft = "C"
  /// The covered parts stay under the same terms.
  case weakCopyleft = "W"
  /// Free but for notices.
  case permissive = "P"
  /// A label that decides nothing, or nothing was read.
  case unknown = "?"
  /// A card was read and declares no license.
  case none = "–"

  /// What stands on the chip.
  public var letter: String { rawValue }

  /// Class in style sheets.
  var styleClass: String {
    switch self {
    case .unknown: "kQ"
    case .none: "kZ"
    default: "k" + rawValue
    }
  }

  /// Fill of the chip, the same by day and by night; nil for the page's own background.
  ///
  /// The eight colours of Okabe and Ito, which people with any colour vision tell apart best.
  var fill: String? {
    switch self {
    case .permissive: "#009E73"
    case .weakCopyleft: "#56B4E9"
    case .copyleft: "#0072B2"
    case .useRestricted: "#F0E442"
    case .vendor: "#E69F00"
    case .research: "#CC79A7"
    case .nonCommercial: "#D55E00"
    case .closed: "#000000"
    case .unknown, .none: nil
    }
  }

  /// Colour of the letter on ``fill``: of black and white the one with more contrast.
  var ink: String {
    switch self {
    case .copyleft, .closed: "#FFFFFF"
    default: "#000000"
    }
  }

  /// Its name.
  var phrase: Phrase {
    switch self {
    case .permissive: .markPermissive
    case .weakCopyleft: .markWeakCopyleft
    case .copyleft: .markCopyleft
    case .useRestricted: .markUseRestricted
    case .vendor: .markVendor
    case .research: .markResearch
    case .nonCommercial: .markNonCommercial
    case .closed: .markClosed
    case .unknown: .markUnknown
    case .none: .markNone
    }
  }

  /// Whether it says what the terms are.
  var isKnown: Bool { self != .unknown && self != .none }

  /// Position in ``allCases``: less is stricter.
  public var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
