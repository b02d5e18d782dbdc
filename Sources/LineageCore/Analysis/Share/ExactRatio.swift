/// A fraction of whole numbers in lowest terms, so that printed digits do not depend on the order of a sum.
///
/// Where a sum does not fit into 128 bits (sets of dozens of different sizes), it is rounded to a whole number of
/// 10^-12: far below the six digits that are printed.
public struct ExactRatio: Hashable, Sendable, Comparable {
  private let numerator: Int128
  private let denominator: Int128

  /// A whole number.
  public init(_ whole: Int) { self.init(reduced: Int128(whole), 1) }

  /// `numerator / denominator`; zero if the denominator is.
  public init(_ numerator: Int, over denominator: Int) {
    self.init(Int128(numerator), Int128(max(denominator, 0)))
  }

  private init(_ numerator: Int128, _ denominator: Int128) {
    guard denominator > 0 else {
      self.init(0)
      return
    }
    var (a, b) = (numerator.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int128(max(a, 1))
    self.init(reduced: numerator / divisor, denominator / divisor)
  }

  private init(reduced numerator: Int128, _ denominator: Int128) {
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// The nearest floating-point number.
  public var value: Double { Double(numerator) / Double(denominator) }
  /// Whether it is nothing at all.
  public var isZero: Bool { numerator == 0 }

  /// The sum.
  public static func + (a: Self, b: Self) -> Self {
    if a.denominator == b.denominator { return Self(a.numerator + b.numerator, a.denominator) }
    let (left, one) = a.numerator.multipliedReportingOverflow(by: b.denominator)
    let (right, two) = b.numerator.multipliedReportingOverflow(by: a.denominator)
    let (sum, three) = left.addingReportingOverflow(right)
    let (scale, four) = a.denominator.multipliedReportingOverflow(by: b.denominator)
    return one || two || three || four ? rounded(a.value + b.value) : Self(sum, scale)
  }
  /// The product with a whole number.
  public static func * (a: Self, b: Int) -> Self {
    let (product, overflow) = a.numerator.multipliedReportingOverflow(by: Int128(b))
    return overflow ? rounded(a.value * Double(b)) : Self(product, a.denominator)
  }
  /// The quotient by a whole number; zero if that is zero.
  public static func / (a: Self, b: Int) -> Self {
    let (scale, overflow) = a.denominator.multipliedReportingOverflow(by: Int128(b))
    return overflow ? rounded(a.value / Double(b)) : Self(a.numerator, scale)
  }
  /// The quotient of two fractions; zero if the second is.
  public static func / (a: Self, b: Self) -> Self {
    guard !b.isZero else { return Self(0) }
    let (above, one) = a.numerator.multipliedReportingOverflow(by: b.denominator)
    let (below, two) = a.denominator.multipliedReportingOverflow(by: b.numerator)
    return one || two ? rounded(a.value / b.value) : Self(above, below)
  }
  /// Exact comparison of the two fractions, as far as they are exact.
  public static func < (a: Self, b: Self) -> Bool {
    let (left, one) = a.numerator.multipliedReportingOverflow(by: b.denominator)
    let (right, two) = b.numerator.multipliedReportingOverflow(by: a.denominator)
    return one || two ? a.value < b.value : left < right
  }

  private static let grain = 1_000_000_000_000.0

  private static func rounded(_ value: Double) -> Self {
    Self(Int128((value * grain).rounded()), Int128(grain))
  }

  /// Whole numbers over denominators, added up: the denominators ascending, so that rounding is always the same.
  static func sum(_ parts: [Int: Int]) -> ExactRatio {
    parts.sorted { $0.key < $1.key }.reduce(ExactRatio(0)) { $0 + ExactRatio($1.value, over: $1.key) }
  }
}
