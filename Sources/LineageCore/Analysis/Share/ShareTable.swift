/// Shares under one definition.
public struct ShareTable: Sendable {
  /// What was counted.
  public let definition: ShareDefinition
  /// By window, then mass falling, then group.
  public let rows: [Row]

  /// One group in one window.
  public struct Row: Hashable, Sendable {
    /// `all`, a month or a week.
    public let window: String
    /// A family, sub-family, developer or region, or one of ``ShareTable/unattributed``.
    public let group: String
    /// The group's credit, in units.
    public let mass: ExactRatio
    /// What there is to share out: models, or pairs of uploader and group.
    public let units: Int
    /// The attributed part of the window, in units.
    public let known: ExactRatio

    /// `100 mass / units`, per cent.
    public var share: Double { units == 0 ? 0 : (mass * 100 / units).value }
    /// `100 mass / known`, per cent; nil for unattributed mass.
    public var shareKnown: Double? {
      guard !ShareTable.unattributed.contains(group) else { return nil }
      return known.isZero ? 0 : (mass * 100 / known).value
    }
  }

  /// The rows that are no group: mass that is shown and credited to nobody.
  public static let unattributed: Set<String> = ["other", "unresolved", "none"]
}

/// A fraction of whole numbers in lowest terms, so that printed digits do not depend on the order of a sum.
public struct ExactRatio: Hashable, Sendable, Comparable {
  private let numerator: Int128
  private let denominator: Int128

  /// A whole number.
  public init(_ whole: Int) { self.init(Int128(whole), 1) }

  private init(_ numerator: Int128, _ denominator: Int128) {
    var (a, b) = (numerator.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int128(max(a, 1))
    (self.numerator, self.denominator) = (numerator / divisor, denominator / divisor)
  }

  /// The nearest floating-point number.
  public var value: Double { Double(numerator) / Double(denominator) }
  var isZero: Bool { numerator == 0 }

  static func + (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }
  static func * (a: Self, b: Int) -> Self { Self(a.numerator * Int128(b), a.denominator) }
  static func / (a: Self, b: Int) -> Self { Self(a.numerator, a.denominator * Int128(b)) }
  static func / (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator, a.denominator * b.numerator)
  }
  /// Exact comparison of the two fractions.
  public static func < (a: Self, b: Self) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }
}
